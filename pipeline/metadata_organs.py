"""Who issues a document: names of organs in its title and below its text, and the place they belong to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

import regex

from extractors.lexicon import alternation, words
from extractors.regions import parse_place
from extractors.types import Region, Span
from pipeline.metadata_dates import DATE, date_at_end, read_date
from pipeline.metadata_lines import Line, is_field

# 省科技厅, 市人民政府: the place is the one the document speaks from. Not 市场监管…, 区域…, 省级….
_RELATIVE = regex.compile(
    r"(?:自治区|自治州|省|市|县|区|州|盟|旗)(?![场级域块政容直属委]|内)\p{Han}|[省市县区州盟旗]委|[省市县区]政府"
)
# What the branch of a central body is called behind its place: 国家税务总局|某省|税务局. Not a government of its own.
_BRANCH_OFFICE = regex.compile(
    r"\p{Han}{0,8}?(?:分行|支行|分局|总队|调查队|监管局|监管办公室|办事处|税务局|管理局|监察局|委员会|气象局)"
)
# No organ's name holds what organs do.
_DEED = regex.compile("贯彻|落实|执行|推进|加快|关于|按照|根据|印发|转发")
_SEPARATOR = regex.compile(r"[、,\s]{0,4}")
_OTHERS = regex.compile(r"等[\d一二三四五六七八九十]{0,3}\s?个?(?:部门|单位|部委|委办局|委局|厅局)?$")
# Behind a title's organ stands what it does, or the year of its plan: 某省科技厅2024年度工作要点.
_HEADING_VERB = regex.compile(r"(?:19|20)\d\d\s?年|关于|印发|转发|批转|发布|公布|下达|颁布|实施《|令$|公告|通告")
_PRINTED = regex.compile(rf"^(?P<organ>\p{{Han}}{{4,30}}?)\s?(?:{DATE})\s?印[发制]$")
_SPEECH = regex.compile(r"我?(?:谨)?(?:受|代表)(?P<organ>国务院|\p{Han}{0,12}?人民政府)(?:委托)?[,，]?\s?(?:向|作|现)")
_SESSION = regex.compile(
    rf"^\(?-{{0,4}}\s?(?:{DATE})\s?在(?P<place>\p{{Han}}{{0,14}}?)"
    r"第[\p{Han}\d]{1,4}届(?:全国)?人民代表大会.{0,20}会议上?"
)
_ORDER = regex.compile(r"(?P<organ>\p{Han}{2,30})令(?:\s?\(?第\s?\d{1,4}\s?号\)?)?$")
_MAX_SIGNERS = 20
# A text with more dated lines than this is a list of days; a letter is signed before.
_MAX_DATED = 200
_REMARK = regex.compile(r"\s?\((?:此件|本文|此文)[^()]{0,30}\)$")


@dataclass(frozen=True, slots=True)
class Organs(Span):
    """One or more organs named together: their names, and whether the text says there are others (``等``)."""

    names: tuple[str, ...]
    others: bool = False

    @property
    def text(self) -> str:
        """The names as one value."""
        return "、".join(self.names)


@dataclass(frozen=True, slots=True)
class Signature:
    """The close of a letter: who signs (``None`` under a bare date) and the day, at its place in the view."""

    organs: Organs | None
    day: date
    start: int
    end: int


def read_organs(text: str, start: int = 0) -> Organs | None:
    """``text`` as a list of organs and nothing else; ``None`` if any of it is something else.

    Names may follow each other without a sign, as blanks between them are gone in the reading text. ``start`` is the
    place of ``text`` in the view.
    """
    names: list[str] = []
    others = _OTHERS.search(text)
    body = text[: others.start()] if others else text
    place = _skip(body, 0)
    while place < len(body):
        end = _organ_end(body, place)
        if end is None or len(names) == _MAX_SIGNERS:
            return None
        names.append(regex.sub(r"\s", "", body[place:end]))
        place = _skip(body, end)
    return Organs(start, start + len(text), tuple(names), others is not None) if names else None


def title_organs(title: str) -> Organs | None:
    """The organs a title begins with: those before 关于, 印发 or 转发."""
    verb = _HEADING_VERB.search(title)
    return read_organs(title[: verb.start()]) if verb and verb.start() else None


def find_signature(lines: Sequence[Line]) -> Signature | None:
    """The first signature with an organ; without any, the first date that stands alone behind the text's beginning."""
    bare: Signature | None = None
    dated = 0
    for number, line in enumerate(lines):
        if line.text[-1] not in "日)" and not line.text[-1].isdigit():
            continue
        found = date_at_end(_REMARK.sub("", line.text))
        if found is None or is_field(line):
            continue
        dated += 1
        if dated > _MAX_DATED:
            break
        day, start, end = found
        before = line.text[:start].rstrip(" (")
        organs = _last_organs(before, line.start) if before else _organs_above(lines, number)
        if organs:
            return Signature(organs, day, line.start + start, line.start + end)
        if not before and bare is None and "日" in line.text:
            bare = Signature(None, day, line.start + start, line.start + end)
    return bare


def find_printer(lines: Sequence[Line]) -> tuple[str, date, int, int] | None:
    """The line at the very end that says which office printed the document and when."""
    for line in reversed(lines[-40:]):
        match = _PRINTED.match(line.text)
        found = read_date(line.text) if match else None
        if match and found:
            return match["organ"], found[0], line.start + found[1], line.start + found[2]
    return None


def find_session(lines: Sequence[Line]) -> tuple[str, date, int, int] | None:
    """The line below a work report's title that says before which congress it was given: place, day, where.

    The place is empty for the national congress.
    """
    for line in lines[:40]:
        match = _SESSION.match(line.text)
        found = read_date(line.text) if match else None
        if match and found:
            return match["place"], found[0], line.start + found[1], line.start + found[2]
    return None


def find_speaker(lines: Sequence[Line]) -> Organs | None:
    """The government in whose name a work report is given: ``我代表市人民政府,向大会…``."""
    for line in lines[:40]:
        match = _SPEECH.search(line.text[:200])
        if match and ("大会" in line.text or "代表" in line.text):
            start, end = match.span("organ")
            return Organs(line.start + start, line.start + end, (match["organ"],))
    return None


def find_order(lines: Sequence[Line]) -> Organs | None:
    """The organ whose order this is: the head ``某省人民政府令``."""
    for line in lines[:40]:
        match = _ORDER.match(line.text)
        if match and (organs := read_organs(match["organ"], line.start)):
            return organs
    return None


def organ_region(name: str) -> Region:
    """The place whose organ this is; empty where the name does not say (``省科技厅``).

    >>> organ_region("国家税务总局云泽省税务局").full_name
    '云泽省'
    """
    branch = _branch().match(name)
    found = parse_place(name[branch.end() :] if branch else name)
    if found:
        return found[0]
    return Region(country=True) if _central().match(name) else Region()


def _organs_above(lines: Sequence[Line], number: int) -> Organs | None:
    """The organs on the lines right above line ``number``; the last may close a paragraph."""
    names: list[str] = []
    start = lines[number].start
    for line in reversed(lines[max(number - _MAX_SIGNERS, 0) : number]):
        if line.text.endswith((":", "。", ";")) or len(line.text) > 2_000:
            break
        organs = read_organs(line.text, line.start)
        if organs is None:
            last = _last_organs(line.text, line.start) if not names else None
            return last if last else _joined(names, start, lines[number].start)
        names[:0] = organs.names
        start = organs.start
    return _joined(names, start, lines[number].start)


def _joined(names: list[str], start: int, end: int) -> Organs | None:
    return Organs(start, end, tuple(names)) if names else None


def _last_organs(text: str, start: int) -> Organs | None:
    """The organs that stand behind the last sentence of a paragraph."""
    cut = max(text.rfind(sign) for sign in "。;!:)|") + 1
    tail = text[cut:]
    return read_organs(tail.strip(), start + cut) if 0 < len(tail) <= 300 else None


def _skip(text: str, place: int) -> int:
    match = _SEPARATOR.match(text, place)
    return place if match is None else match.end()


def _organ_end(text: str, start: int) -> int | None:
    """Where the organ that starts here ends: at the first ending behind which the text ends or another organ starts."""
    if not _starts_organ(text, start):
        return None
    branch = _branch().match(text, start)
    place = parse_place(text[branch.end() : branch.end() + 24]) if branch else None
    if branch and place and (office := _BRANCH_OFFICE.match(text, branch.end() + place[1])):
        start = office.end() - 3
    found = _ending().finditer(text, start + 1, start + 60, overlapped=True)
    ends: list[int] = sorted({match.end() for match in found})
    for end in ends:
        if _DEED.search(text, start, end):
            return None
        if end == len(text) or text[end] in "、, " or _starts_organ(text, end):
            return end
    return None


def _starts_organ(text: str, start: int) -> bool:
    head = text[start : start + 24]
    if _central().match(head) or _branch().match(head) or _RELATIVE.match(head):
        return True
    return parse_place(head) is not None


@cache
def _ending() -> regex.Pattern[str]:
    return regex.compile(alternation(words("document_organs", kind="ending")))


@cache
def _central() -> regex.Pattern[str]:
    # 教育部 is a ministry, 教育部门 is none.
    return regex.compile(f"(?:{alternation(words('document_organs', kind='central'))})(?!门)")


@cache
def _branch() -> regex.Pattern[str]:
    return regex.compile(alternation(words("document_organs", kind="branch")))
