"""The data dictionary: the declared columns as a Frictionless data package, or as a page to read."""

from __future__ import annotations

import json
from typing import Any

from pipeline.columns import Column, TableSpec
from pipeline.tables import DOCUMENTS, ERRORS, TABLES

_NOTES = (
    "Files are UTF-8 with a byte-order mark, comma-separated, with `\\r\\n` line ends. Empty cells mean *not stated*."
    " Dates are ISO 8601, booleans `true`/`false`, numbers plain decimals; lists inside a cell are joined with `、`.",
    "`char_start` and `char_end` count Unicode code points in the source text (`text/DOC_ID.txt`), half open:"
    " `text[char_start:char_end] == raw`.",
    "A text cell that a spreadsheet would run as a formula begins with an apostrophe in the csv files;"
    " `pipeline.tables.read_table(path)` gives the text as extracted, with typed columns. In `zhengce.xlsx` such cells"
    " are marked as text, the Parquet files hold the text as it is.",
)


def datapackage() -> dict[str, Any]:
    """The dictionary of all tables as a Frictionless data package."""
    return {
        "name": "zhengce",
        "title": "政策文件要素表 Targets, responsible units and deadlines from policy documents",
        "profile": "tabular-data-package",
        "description": " ".join(_NOTES),
        "resources": [_resource(spec) for spec in TABLES.values()],
    }


def datapackage_json() -> str:
    """The data package as JSON text."""
    return json.dumps(datapackage(), ensure_ascii=False, indent=2) + "\n"


def _resource(spec: TableSpec) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(spec, column) for column in spec.columns], "missingValues": [""]}
    if spec is DOCUMENTS:
        schema["primaryKey"] = "doc_id"
    else:
        own = "source" if spec is ERRORS else "doc_id"
        schema["foreignKeys"] = [{"fields": own, "reference": {"resource": DOCUMENTS.name, "fields": "doc_id"}}]
    return {
        "name": spec.name,
        "title": spec.title,
        "description": spec.description,
        "path": f"{spec.name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "encoding": "utf-8",
        "dialect": {"lineTerminator": "\r\n", "delimiter": ",", "doubleQuote": True},
        "schema": schema,
    }


def _field(spec: TableSpec, column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "title": column.title, "type": column.type}
    if column.type == "boolean":
        field |= {"trueValues": ["true"], "falseValues": ["false"]}
    field["description"] = column.description
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.enum:
        constraints["enum"] = list(column.enum)
    if column.type == "integer":
        constraints["minimum"] = 0
    if column.name == "confidence":
        constraints |= {"minimum": 0, "maximum": 1}
    if spec is DOCUMENTS and column.name == "doc_id":
        constraints["unique"] = True
    return field | ({"constraints": constraints} if constraints else {})


def markdown() -> str:
    """The dictionary as a page to read."""
    lines = ["# Tables 数据字典", "", "Made by `zhengce schema --format md`.", ""]
    for note in _NOTES:
        lines += [note, ""]
    for spec in TABLES.values():
        lines += [f"## {spec.name}.csv {spec.title}", "", spec.description, ""]
        lines += ["| column | 名称 | type | meaning |", "|---|---|---|---|"]
        for column in spec.columns:
            values = f" One of {', '.join(f'`{value}`' for value in column.enum)}." if column.enum else ""
            meaning = (column.description + "." + values).replace("|", "\\|")
            lines.append(f"| `{column.name}` | {column.title} | {column.type} | {meaning} |")
        lines.append("")
    return "\n".join(lines[:-1]) + "\n"
