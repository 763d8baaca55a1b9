"""Tables as Parquet, for those who go on with a data frame. Needs the extra ``zhengce[parquet]`` (pyarrow)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.cells import Value
from pipeline.columns import TableSpec
from pipeline.errors import ZhengceError
from pipeline.tables import TABLES

if TYPE_CHECKING:
    import pyarrow as pa

_ROWS_PER_GROUP = 20_000


class ParquetMissingError(ZhengceError):
    """pyarrow is not installed."""


def require_pyarrow() -> None:
    """Raise ``ParquetMissingError``, which says what to install, when Parquet files cannot be written."""
    try:
        import pyarrow.parquet  # noqa: F401
    except ImportError as error:
        raise ParquetMissingError(
            "--parquet 需要 pyarrow；请安装 it needs pyarrow, please install: pip install 'zhengce[parquet]'"
        ) from error


class ParquetWriter:
    """Writes ``NAME.parquet`` for every table into ``folder``; text is the text as extracted."""

    def __init__(self, folder: Path) -> None:
        require_pyarrow()
        import pyarrow.parquet as pq

        self._schemas = {spec.name: _schema(spec) for spec in TABLES.values()}
        self._files = {
            name: pq.ParquetWriter(folder / f"{name}.parquet", schema, compression="zstd")
            for name, schema in self._schemas.items()
        }
        self._waiting: dict[str, list[tuple[Value, ...]]] = {name: [] for name in self._schemas}

    def write(self, spec: TableSpec, rows: Sequence[tuple[Value, ...]]) -> None:
        """Add rows to a table."""
        self._waiting[spec.name].extend(rows)
        while len(self._waiting[spec.name]) >= _ROWS_PER_GROUP:
            self._flush(spec, _ROWS_PER_GROUP)

    def close(self) -> None:
        """Write what is waiting and finish the files."""
        for spec in TABLES.values():
            self._flush(spec, len(self._waiting[spec.name]))
            self._files[spec.name].close()

    def _flush(self, spec: TableSpec, count: int) -> None:
        import pyarrow as pa

        rows = self._waiting[spec.name][:count]
        del self._waiting[spec.name][:count]
        if not rows:
            return
        columns: list[Any] = [list(values) for values in zip(*rows, strict=True)]
        for index, column in enumerate(spec.columns):
            if column.type == "number":
                columns[index] = [None if value is None else float(value) for value in columns[index]]
        schema = self._schemas[spec.name]
        arrays = [pa.array(values, type=field.type) for values, field in zip(columns, schema, strict=True)]
        self._files[spec.name].write_table(pa.Table.from_arrays(arrays, schema=schema))


def _schema(spec: TableSpec) -> pa.Schema:
    import pyarrow as pa

    types = {"string": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_()}
    types["date"] = pa.date32()
    return pa.schema([pa.field(column.name, types[column.type]) for column in spec.columns])
