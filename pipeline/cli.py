"""The command ``zhengce``: thin commands over the library. What is heavy is imported where it is used."""

from __future__ import annotations

import signal
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from pipeline.batch import Summary
    from pipeline.records import DocumentResult
    from pipeline.settings import Settings

app = typer.Typer(
    name="zhengce",
    help="从政策文件中抽取量化目标、责任单位和时限。 Targets, responsible units and deadlines from policy documents.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

_USAGE, _SOME_FAILED, _INTERRUPTED = 2, 3, 130
_PROBLEMS_SHOWN = 20


class BackEnd(StrEnum):
    """Which kind of recogniser to train."""

    spacy = "spacy"
    hanlp = "hanlp"


class SchemaFormat(StrEnum):
    """How to print the data dictionary."""

    json = "json"
    md = "md"


def extract_document(data: bytes, doc_id: str, settings: Settings) -> DocumentResult:
    """``pipeline.extract.extract_document``, imported in the worker that calls it."""
    from pipeline.extract import extract_document as extract

    return extract(data, doc_id, settings)


def _read_settings(context: typer.Context, path: Path | None) -> Path | None:
    """Take over the settings file, ``--settings`` or the working folder's own, where the command line is silent."""
    from pipeline.settings_file import DEFAULT, SettingsFileError, read_settings

    if path is None:
        if context.resilient_parsing or not (own := Path(DEFAULT)).is_file():
            return None
        typer.echo(f"设置文件 settings: {own}", err=True)
        path = own
    try:
        context.default_map = read_settings(path, extract)
    except SettingsFileError as error:
        raise _stop(str(error), _USAGE) from error
    return path


@app.command()
def extract(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH", help="文件或文件夹 files and folders")],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="表格写到哪里 folder for the tables")],
    jobs: Annotated[int | None, typer.Option("--jobs", "-j", min=1, help="并行进程数 worker processes")] = None,
    parquet: Annotated[bool, typer.Option("--parquet", help="另写Parquet also write Parquet files")] = False,
    xlsx: Annotated[bool, typer.Option(help="写zhengce.xlsx write the workbook")] = True,
    timeout: Annotated[float, typer.Option(min=1, help="单个文件的秒数上限 seconds for one file")] = 120,
    memory: Annotated[float, typer.Option(min=0, help="单个进程内存上限(GiB)，0不限 GiB a worker, 0: no limit")] = 3,
    max_size: Annotated[int, typer.Option(min=1, help="单个文件大小上限(MiB) MiB for one file")] = 200,
    max_members: Annotated[int, typer.Option(min=1, help="压缩包内文件数上限 files in one archive")] = 10_000,
    max_unpacked: Annotated[int, typer.Option(min=1, help="压缩包解压上限(MiB) MiB that one unpacks to")] = 2048,
    max_nesting: Annotated[int, typer.Option(min=1, help="压缩包嵌套层数上限 archives within one another")] = 2,
    ocr: Annotated[bool, typer.Option(help="识别图片页(需zhengce[ocr]) recognise pages that are pictures")] = True,
    ocr_pages: Annotated[int, typer.Option(min=0, help="单个文件识别页数上限 pages of one file to recognise")] = 200,
    ner: Annotated[
        str, typer.Option("--ner", metavar="NAME", help="加用识别器 proposals of jieba, rjieba, spacy, hanlp")
    ] = "",
    debug: Annotated[bool, typer.Option("--debug", help="显示程序错误的细节 tracebacks on standard error")] = False,
    settings: Annotated[
        Path | None,
        typer.Option(
            "--settings",
            metavar="FILE",
            is_eager=True,
            callback=_read_settings,
            help="设置文件(TOML) settings for these options; 默认 default: ./zhengce.toml",
        ),
    ] = None,
) -> None:
    """把文件和文件夹变成表格。 Read files and folders (recursively) and write the tables."""
    from pipeline import batch
    from pipeline.errors import ZhengceError
    from pipeline.progress import Bar
    from pipeline.settings import Settings
    from pipeline.workers import WorkerError
    from pipeline.writers import Formats

    _load_recogniser(ner)
    room = int(memory * 1024**3)
    limits = (max_size * 1024**2, timeout, room, max_members, max_unpacked * 1024**2, max_nesting)
    chosen = Settings(*limits, debug=debug, ocr=ocr, ocr_pages=ocr_pages, ner=ner)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with Bar() as bar:
            summary = batch.run(
                paths, out, extract_document, settings=chosen, jobs=jobs, formats=Formats(xlsx, parquet), progress=bar
            )
    except KeyboardInterrupt:
        raise _stop(
            "已中断；已完成的部分保留，再次运行将继续 interrupted: what was finished is kept, run again to go on",
            _INTERRUPTED,
        ) from None
    except OSError as error:
        raise _stop(f"表格未能写出 the tables could not be written: {error}", _SOME_FAILED) from error
    except WorkerError as error:
        raise _stop(str(error), _SOME_FAILED) from error
    except ZhengceError as error:
        raise _stop(str(error), _USAGE) from error
    _print_summary(summary, out)
    raise typer.Exit(summary.exit_code)


@app.command()
def evaluate(
    gold: Annotated[list[Path], typer.Option("--gold", metavar="DIR", help="标注文件夹 folders of gold files")],
    corpus: Annotated[list[Path], typer.Option("--corpus", metavar="DIR", help="原文文件夹 folders of documents")],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="评分写到哪里 folder for the scores")],
    pred: Annotated[Path | None, typer.Option(metavar="DIR", help="给已有表格评分 score these tables")] = None,
    compare: Annotated[Path | None, typer.Option(metavar="DIR", help="与上次评分比较 compare with a run")] = None,
    ner: Annotated[str, typer.Option("--ner", metavar="NAME", help="加用识别器 as in extract")] = "",
) -> None:
    """对照标注评分。 Score the extractors, or tables that are there already, against gold documents."""
    from pipeline.errors import ZhengceError
    from pipeline.evaluation import run
    from pipeline.settings import Settings

    if ner and pred:
        raise _stop("--ner不能与--pred同用 --ner is for the program's own reading, not for tables", _USAGE)
    _load_recogniser(ner)

    for path in (*gold, *corpus, *(path for path in (pred, compare) if path)):
        if not path.exists():
            raise _stop(f"没有这样的路径 no such path: {path}", _USAGE)
    try:
        scores = run.evaluate(
            gold,
            corpus,
            out,
            pred=pred,
            compare=compare,
            extract=lambda data, doc_id: extract_document(data, doc_id, Settings(ner=ner)),
        )
    except (ZhengceError, OSError) as error:
        raise _stop(str(error), _USAGE) from error
    run.print_scores(scores)
    typer.echo(f"报告 report: {out / 'report.html'}")


@app.command()
def review(
    tables: Annotated[Path, typer.Argument(metavar="DIR", help="表格所在文件夹 folder that extract wrote")],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", help="默认 default: DIR/review.html")
    ] = None,
) -> None:
    """核对页。 One self-contained page to check every record beside its source text."""
    from pipeline.errors import ZhengceError
    from pipeline.review.page import write_page

    target = out or tables / "review.html"
    try:
        documents = write_page(tables, target)
    except (ZhengceError, OSError) as error:
        raise _stop(str(error), _USAGE) from error
    typer.echo(f"核对页 review page: {target} ({documents} documents)")


@app.command()
def train(
    data: Annotated[list[Path], typer.Option("--data", metavar="DIR", help="文件所在文件夹 folders of documents")],
    gold: Annotated[list[Path], typer.Option("--gold", metavar="DIR", help="其中已标注的 gold of some of them")],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="模型写到哪里 folder for the model")],
    hold_out: Annotated[
        list[Path] | None,
        typer.Option("--hold-out", metavar="DIR", help="只用于测试的标注和文件 gold and texts to test on"),
    ] = None,
    back_end: Annotated[BackEnd, typer.Option("--backend", help="识别器 kind of recogniser")] = BackEnd.spacy,
    generated: Annotated[int, typer.Option(min=0, help="另造句数 sentences to make from the lexicon")] = 7000,
    seed: Annotated[int, typer.Option(help="随机种子 the same seed gives the same model")] = 0,
) -> None:
    """训练识别器。 Train a recogniser of organisations, times and amounts for `extract --ner`."""
    from extractors.ner import RecogniserError
    from pipeline.errors import ZhengceError
    from pipeline.ner.train import train as train_model
    from pipeline.ner.training_data import Sources

    for path in (*data, *gold, *(hold_out or ())):
        if not path.exists():
            raise _stop(f"没有这样的路径 no such path: {path}", _USAGE)
    sources = Sources(gold, data, hold_out or [], generated)
    try:
        train_model(back_end.value, sources, out, seed=seed, log=typer.echo)
    except (ZhengceError, RecogniserError, OSError) as error:
        raise _stop(str(error), _USAGE) from error
    typer.echo(f"模型 model: {out}  (zhengce extract --ner {back_end.value}:{out})")


@app.command()
def schema(
    form: Annotated[SchemaFormat, typer.Option("--format", help="输出格式 output format")] = SchemaFormat.json,
) -> None:
    """数据字典。 The data dictionary (Frictionless Table Schema)."""
    from pipeline.schema import datapackage_json, markdown

    typer.echo(markdown() if form is SchemaFormat.md else datapackage_json(), nl=False)


def _load_recogniser(name: str) -> None:
    """Load the recogniser ``name``, or say why it cannot be had; an empty name is none."""
    from extractors.ner import RecogniserError, recogniser

    if name:
        try:
            recogniser(name)
        except RecogniserError as error:
            raise _stop(str(error), _USAGE) from error


def _stop(message: str, code: int) -> typer.Exit:
    typer.echo(f"zhengce: {message}", err=True)
    return typer.Exit(code)


def _print_summary(summary: Summary, out: Path) -> None:
    from pipeline.batch import shown

    statuses = "，".join(f"{count} {status}" for status, count in sorted(summary.statuses.items()))
    typer.echo(f"文件 documents: {sum(summary.statuses.values())} ({statuses})")
    for name, title in (("targets", "目标"), ("responsibilities", "责任"), ("deadlines", "时限")):
        typer.echo(f"{title} {name}: {summary.rows[name]}")
    troubles: dict[tuple[str, str], list[str]] = {}
    for problem in summary.problems:
        troubles.setdefault((problem.source, problem.error), []).append(problem.message)
    for (source, code), messages in list(troubles.items())[:_PROBLEMS_SHOWN]:
        times = f" (×{len(messages)})" if len(messages) > 1 else ""
        typer.echo(f"  ! {shown(source)}: {code}{times}: {shown(messages[0])}")
    if len(troubles) > _PROBLEMS_SHOWN:
        more = len(troubles) - _PROBLEMS_SHOWN
        typer.echo(f"  … 另有{more}条，见 {more} more in {out / 'errors.csv'}")
    typer.echo(f"表格 tables: {out}")


def main() -> None:
    """The entry point."""
    app()
