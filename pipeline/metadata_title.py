"""The title of a document: found by how titles of policy documents begin and end, put together where it is broken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import regex

from extractors.lexicon import alternation, words
from extractors.regions import parse_place
from extractors.text import fold
from extractors.types import Span
from pipeline.metadata_lines import Line, is_field
from pipeline.metadata_number import NUMBER
from pipeline.metadata_organs import read_organs, title_organs

_HEAD_LINES, _AFTER_BODY = 400, 30
_MAX_PIECES, _MAX_LENGTH = 6, 160
_LEAST_SCORE = 0.3
_CONFIRMING = 20_000
# What carries out another document is named behind that one's title: 贯彻落实…指导意见|实施方案.
_CARRYING_OUT = regex.compile(r"(?:的)?(?:具体|实施|工作|行动|若干|任务|分工|重点)\p{Han}{0,14}$")
# What a file-sharing site says of a file: the name is the title, the sentence is not.
_SHARED_FILE = regex.compile(r"《(?P<title>[^《》]{4,120}?)\.(?:docx?|pdf|wps|pptx?|txt|rtf)")
# 某省发布《…方案》 is a headline of the press: the document is what it names.
_HEADLINE = regex.compile(r"\p{Han}{2,12}(?:发布|出台|公布|解读)(?:了)?《(?P<title>[^《》]{6,120})》$")
_SITE_TAIL = regex.compile(r"\s?(?:[_|]|\s-{1,2}\s|-(?=[^-]{2,20}(?:网|门户|政府|平台)$)).{0,120}$")
_TRAILING_NUMBER = regex.compile(
    rf"(?<=通知|意见|方案|计划|规划|纲要|办法|措施|决定|规定|函|[》”)\s])\s?\(?{NUMBER}\)?$"
)
_TRAILING_DATE = regex.compile(r"\s?\([^()]{5,12}日\)$")
# A glued headline: 关于…的意见,国务院国务院关于…的意见
_REPEATED = regex.compile(r"^(?P<short>关于.{6,80}?),\s?(?P<organ>\p{Han}{2,20})(?P<title>(?P=organ)(?P=short))")
_NOT_TITLE = regex.compile(
    r"附[件表录]|来源|责任|编辑|您|首页|当前位置|位置:|下载|打印|关闭|上一篇|下一篇|主办|承办|版权|原文|【|http|www|[一二三四五六七八九十]{1,3}、"
    r"|第[一二三四五六七八九十]{1,3}[章节条]|\([一二三四五六七八九十]{1,3}\)|\d{1,2}[.、](?!\d)|现将|按照|根据|为(?!民|农|企)|各|抄送|经"
)
_INSIDE_SENTENCE = regex.compile(r"[。;!?|]|印发给你们|如下|本(?:方案|办法|意见|规划|计划)")
_PURPOSE = r"为(?:了|认真|深入|全面|进一步|贯彻|加快|切实|落实|推动|扎实|积极|更好|做好|规范|加强|促进|持续)"


@dataclass(frozen=True, slots=True)
class Title(Span):
    """A title: the view span it was read from (first to last piece) and its text as one line."""

    text: str
    score: float


def find_title(lines: Sequence[Line], text: str, hint: str = "") -> Title | None:
    """The best title among the first lines; ``text`` is the view's text as written.

    A ``hint`` (a title from outside the text, clean) that the head of the text has in so many words is the title.
    """
    if hint and (found := _confirmed(hint, text)):
        return found
    best: Title | None = None
    for candidate in _candidates(lines, text):
        if candidate.score >= _LEAST_SCORE and (best is None or candidate.score > best.score):
            best = candidate
    return best


def clean_title(raw: str) -> str:
    """A title from outside the text without the name of the site behind it; empty if it is no document's title."""
    title = _SITE_TAIL.sub("", regex.sub(r"\s+", "", raw) if not regex.search(r"\s-\s", raw) else raw).strip()
    return title if 6 <= len(title) <= _MAX_LENGTH and _complete().search(fold(title)) else ""


def _confirmed(hint: str, text: str) -> Title | None:
    """The hint where the text has it, line breaks and blanks apart."""
    written = r"\s{0,9}".join(regex.escape(char) for char in fold(hint) if not char.isspace())
    match = regex.search(written, fold(text[:_CONFIRMING]))
    if match is None:
        return None
    return Title(match.start(), match.end(), _written(text, match.start(), match.end()), 9.0)


def _candidates(lines: Sequence[Line], text: str) -> Iterator[Title]:
    limit = _body_start(lines)
    heads = lines[: min(limit + _AFTER_BODY, _HEAD_LINES)]
    seen: dict[str, int] = {}
    for line in heads:
        seen[line.text] = seen.get(line.text, 0) + 1
    for number, line in enumerate(heads):
        late = 1.5 if number > limit else 0.0
        shared = _SHARED_FILE.match(line.text)
        if shared:
            start, end = shared.span("title")
            yield Title(line.start + start, line.start + end, text[line.start + start : line.start + end], 3.0)
            continue
        inline = _inline(line)
        if inline:
            yield Title(
                line.start, inline, text[line.start : inline], 1.0 - late + _beginning(text[line.start : inline])
            )
            continue
        found = _assembled(heads[number : number + _MAX_PIECES], text)
        if found:
            again = 0.6 if seen[line.text] > 1 or f"《{found.text}》" in text[found.end : found.end + 600] else 0.0
            yield Title(found.start, found.end, found.text, found.score + again - late)


def _body_start(lines: Sequence[Line]) -> int:
    """The number of the first line that is running text."""
    for number, line in enumerate(lines[:_HEAD_LINES]):
        if len(line.text) >= 60 and "。" in line.text and not _SHARED_FILE.match(line.text):
            return number
    return min(len(lines), 60)


def _inline(line: Line) -> int | None:
    """Where a title ends whose line runs on into the text: ``…行动方案为深入贯彻…``."""
    match = _run_on().match(line.text)
    return line.start + match.end("title") if match else None


def _assembled(pieces: Sequence[Line], text: str) -> Title | None:
    """The title that starts with the first piece: as many lines as it takes to be complete, and no more."""
    if _refused(pieces[0]):
        return None
    joined, end, best = "", pieces[0].start, None
    for number, piece in enumerate(pieces):
        if number and (_refused(piece) or not _continues(joined, piece.text)):
            break
        body = _bare(piece.text)
        if not body or len(joined) + len(body) > _MAX_LENGTH:
            break
        joined += body
        end = piece.start + piece.text.index(body) + len(body)
        if _complete().search(joined):
            start = pieces[0].start + pieces[0].text.index(_bare(pieces[0].text))
            organs = sum(1 for one in pieces[:number] if read_organs(one.text))
            score = _score(joined, number + 1 - organs)
            # The notice is complete only with its last word: …关于印发…行动方案|的通知.
            if best is None or number and _continues(best.text, piece.text):
                best = Title(start, end, _written(text, start, end), score)
        if len(body) < len(piece.text):
            break
    return _unwrapped(best, text)


def _unwrapped(title: Title | None, text: str) -> Title | None:
    """The title without what a headline or a web page puts around it."""
    if title is None:
        return None
    for pattern in (_HEADLINE, _REPEATED):
        match = pattern.search(fold(title.text))
        if match:
            inner = title.text[match.start("title") : match.end("title")]
            start = max(text.find(inner[:6], title.start), title.start)
            return Title(start, title.end, inner, title.score + (1.0 if title_organs(match["title"]) else 0.0))
    return title


def _written(text: str, start: int, end: int) -> str:
    return "".join(part.strip() for part in text[start:end].split("\n"))


def _bare(line: str) -> str:
    """A line without the site's name, the document's number or its date behind the title."""
    bare = _TRAILING_DATE.sub("", _TRAILING_NUMBER.sub("", _SITE_TAIL.sub("", line))).rstrip()
    return bare if bare.count("(") == bare.count(")") else line


def _refused(line: Line) -> bool:
    return (
        len(line.text) > _MAX_LENGTH
        or regex.search(r"[:,]$|文件$|(?:政府|[厅局委部])发布$", line.text) is not None
        or _NOT_TITLE.match(line.text) is not None
        or _INSIDE_SENTENCE.search(line.text) is not None
        or is_field(line)
        or regex.fullmatch(rf"\(?{NUMBER}\)?|[\d\s年月日:./-]+|-\s?\d+\s?-", line.text) is not None
        or regex.search(r"\.{6}|…{3}", line.text) is not None
    )


def _continues(joined: str, piece: str) -> bool:
    """Whether ``piece`` can go on with a title begun: always before it is complete, later only by a visible join."""
    if not _complete().search(joined):
        return True
    if piece.startswith(("的", "(20", "(19", "》", "(试行", "(修订", "(征求", "(暂行")):
        return True
    # 工作 ends a title only where no 方案 follows on the next line.
    if _weak().search(joined) and not _weak().search(joined + piece) and _beginning(piece) == 0:
        return True
    if regex.search("贯彻|落实|执行", joined) and _CARRYING_OUT.match(piece) and _complete().search(joined + piece):
        return True
    covering = regex.search(r"(?:印发|转发|批转|发布)(?!.{0,120}(?:通知|函|公告|决定|通告)[》)]?$)", joined)
    return covering is not None and regex.search(r"的(?:通知|函|公告|决定|通告)$", piece) is not None


def _score(title: str, pieces: int) -> float:
    weak = _weak().search(title) is not None
    length = 1.0 if len(title) >= 10 else -1.0
    return _beginning(title) + length - 0.3 * (pieces - 1) - (1.0 if weak else 0.0)


def _beginning(title: str) -> float:
    """How much the beginning looks like a title's: an organ, 关于, a place, a year, a quotation mark."""
    if title_organs(title):
        return 3.0
    if title.startswith(("关于", "印发")):
        return 2.0
    if regex.match(r"[“《]|(?:19|20)\d\d[年-]|政府工作报告$", title) or parse_place(title[:12]):
        return 2.0
    if regex.match(r"[省市县区]\p{Han}{2,14}(?:厅|局|委|办|政府)", title):
        return 1.5
    return 0.0


def is_organ_line(line: Line) -> bool:
    """Whether a line is nothing but names of organs, as on a title page."""
    return len(line.text) <= 60 and read_organs(line.text) is not None


_SUFFIX = r"(?:[》”]|\((?!第|[^()]{2,14}日\))[^()]{2,24}\)){0,3}$"


@cache
def _complete() -> regex.Pattern[str]:
    every = alternation(words("document_kinds"))
    return regex.compile(rf"(?<=.{{4}})(?:{every}){_SUFFIX}|^政府工作报告$")


@cache
def _weak() -> regex.Pattern[str]:
    strong = alternation([*words("document_kinds", kind="cover"), *words("document_kinds", kind="plan")])
    return regex.compile(rf"^(?!.*(?:{strong}){_SUFFIX})")


@cache
def _run_on() -> regex.Pattern[str]:
    strong = alternation([*words("document_kinds", kind="cover"), *words("document_kinds", kind="plan")])
    return regex.compile(
        rf"(?P<title>[^。;!:\n|]{{4,80}}?(?:{strong})(?:\([^()]{{2,24}}\))?)(?={_PURPOSE}[^。\n]{{6}})"
    )
