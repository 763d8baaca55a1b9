"""What a document says of itself: title, number, issuer, date, place and plan period.

Everything is read from where documents state it (metadata table, head, signature, last line); a date or number
inside running text belongs to another document. What is not stated stays empty.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import regex

from extractors.text import fold
from extractors.types import Region, Span
from pipeline.document import ReadingView
from pipeline.metadata_dates import Period, adopted, opening_period, read_date, report_period, stamps, title_period
from pipeline.metadata_lines import Field, Line, find_fields, lines_of
from pipeline.metadata_number import find_number
from pipeline.metadata_organs import (
    Organs,
    Signature,
    find_order,
    find_printer,
    find_session,
    find_signature,
    find_speaker,
    organ_region,
    read_organs,
    title_organs,
)
from pipeline.metadata_region import Level, level_spoken, most_named, title_region
from pipeline.metadata_title import clean_title, find_title, is_organ_line

_OFFICE = regex.compile(r"(?P<rank>自治区|省|市|县|区|州|旗)(?:人民)?政府(?P<office>办公厅|办公室)?$")
_OPENING_LINES = 60


@dataclass(frozen=True, slots=True)
class Metadata:
    """The metadata of one document; empty string, ``None`` or an empty region where it does not say.

    ``spans`` holds for each field the view span it was read from; fields taken from hints or inferred have none.
    """

    title: str = ""
    doc_number: str = ""
    issuer: str = ""
    issue_date: date | None = None
    region: Region = Region()
    horizon_start: date | None = None
    horizon_end: date | None = None
    spans: Mapping[str, Span] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


def read_metadata(view: ReadingView, hints: Mapping[str, str]) -> Metadata:
    """Read the metadata of a document.

    ``hints`` are values from outside the text (keys ``title``, ``issuer``, ``issue_date``, ``doc_number``, as html
    meta tags and docx properties give them); what the text says counts before them.
    """
    lines = lines_of(view.folded)
    fields = find_fields(lines)
    spans: dict[str, Span] = {}
    speaker = find_speaker(lines)
    title = _title(lines, fields, view, hints, spans, report=speaker is not None)
    number = find_number(lines, fields, spans.get("title"))
    if number:
        spans["doc_number"] = Span(number.start, number.end)
    signature = find_signature(lines)
    organs = _issuer(lines, fields, fold(title), signature, speaker, spans) or _hinted_organs(hints)
    region = _region(organs, fold(title), lines, view.folded, speaker)
    day, warnings = _issue_date(lines, fields, signature, spans)
    period = _horizon(fold(title), lines, speaker, day, spans)
    return Metadata(
        title=title,
        doc_number=_number(view, number) or hints.get("doc_number", "").strip(),
        issuer=_issuer_name(organs, region),
        issue_date=day or _hinted_date(hints),
        region=region,
        horizon_start=period.first if period else None,
        horizon_end=period.last if period else None,
        spans=spans,
        warnings=warnings,
    )


def _title(
    lines: Sequence[Line],
    fields: Sequence[Field],
    view: ReadingView,
    hints: Mapping[str, str],
    spans: dict[str, Span],
    *,
    report: bool,
) -> str:
    """The title from the metadata table, the head or the hints; in a speech (``report``) a heading is none."""
    for one in fields:
        if one.kind == "title" and clean_title(one.text):
            spans["title"] = Span(one.start, one.end)
            return view.text[one.start : one.end].strip()
    hinted = clean_title(hints.get("title", ""))
    found = find_title(lines, view.text, hinted)
    if report and found and "报告" not in found.text:
        found = None
    # A weak candidate (a heading that ends like a title) gives way to the title the file itself carries.
    if found and (found.score >= 1.0 or not hinted):
        spans["title"] = Span(found.start, found.end)
        return found.text
    return hinted


def _number(view: ReadingView, span: Span | None) -> str:
    """The number as written, blanks gone, digits half-width."""
    if span is None:
        return ""
    written = regex.sub(r"\s", "", view.text[span.start : span.end])
    return "".join(fold(char) if char.isdigit() else char for char in written)


def _issuer(
    lines: Sequence[Line],
    fields: Sequence[Field],
    title: str,
    signature: Signature | None,
    speaker: Organs | None,
    spans: dict[str, Span],
) -> Organs | None:
    """The issuing organs: of the field, the title, the order, the signature, the speech, the web or the title page.

    A name that says its place counts before one that does not, a full list before ``A等部门``.
    """
    found = [(organs, True) for organs in _field_organs(fields, "issuer")]
    headed = title_organs(title)
    if headed:
        found.append((headed, False))
    if order := find_order(lines):
        found.append((order, True))
    if signature and signature.organs:
        found.append((signature.organs, True))
    if speaker:
        found.append((speaker, True))
    found += [(organs, True) for organs in _field_organs(fields, "publisher")]
    if not found and (page := _title_page(lines, spans.get("title"))):
        found.append((page, True))
    if not found:
        return None
    chosen, in_view = min(found, key=lambda one: (one[0].others, not organ_region(one[0].names[0]).level))
    if in_view:
        spans["issuer"] = Span(chosen.start, chosen.end)
    elif "title" in spans:
        spans["issuer"] = spans["title"]
    return chosen


def _hinted_organs(hints: Mapping[str, str]) -> Organs | None:
    name = regex.sub(r"\s+", "", fold(hints.get("issuer", "")))
    return (read_organs(name) or Organs(0, len(name), (name,))) if name else None


def _field_organs(fields: Sequence[Field], kind: str) -> list[Organs]:
    """What the metadata table calls issuer or publisher; a plain name is believed there even if it is no known form."""
    found = []
    for one in fields:
        if one.kind == kind and regex.fullmatch(r"[\p{Han}、,\s]{2,60}", one.text):
            plain = Organs(one.start, one.end, tuple(regex.split(r"[、,\s]+", one.text)))
            found.append(read_organs(one.text, one.start) or plain)
    return found


def _title_page(lines: Sequence[Line], title: Span | None) -> Organs | None:
    """The organ on the line below the title, as title pages have it."""
    if title is None:
        return None
    after = next((line for line in lines if line.start >= title.end), None)
    return read_organs(after.text, after.start) if after and is_organ_line(after) else None


def _region(organs: Organs | None, title: str, lines: Sequence[Line], text: str, speaker: Organs | None) -> Region:
    """The issuer's place; else the title's, the congress's, the printing office's; else the one named most.

    A province counts before a ministry that signs with it; organs of two provinces together have no one place.
    """
    places = [place for name in (organs.names if organs else ()) if (place := organ_region(name)).level]
    if len({place.province for place in places if not place.country}) > 1:
        return Region()
    if places:
        return min(places, key=lambda place: place.country)
    if (of_title := title_region(title)).level:
        return of_title
    for source in (find_session(lines), find_printer(lines)):
        region = organ_region(source[0]) if source else Region()
        if region.level and not region.country:
            return region
    level = _level(speaker, organs) or level_spoken(text)
    return most_named(text, level) if level else Region()


def _level(*organs: Organs | None) -> Level | None:
    for one in organs:
        rank = _OFFICE.match(one.names[0]) if one else None
        if rank and rank["rank"] in ("省", "自治区"):
            return "province"
        if rank and rank["rank"] == "市":
            return "city"
    return None


def _issuer_name(organs: Organs | None, region: Region) -> str:
    """The issuers' names; a government without its place gets it: 市人民政府 → 青屿市人民政府."""
    if organs is None:
        return ""
    names = []
    for name in organs.names:
        office = _OFFICE.fullmatch(name)
        lowest = region.county or region.city or region.province
        if office and lowest.endswith(office["rank"]):
            name = f"{lowest}人民政府{office['office'] or ''}"
        names.append(name)
    return "、".join(names)


def _issue_date(
    lines: Sequence[Line], fields: Sequence[Field], signature: Signature | None, spans: dict[str, Span]
) -> tuple[date | None, tuple[str, ...]]:
    """The day it was written, else signed, adopted, given as a speech, sent out, printed, put on the web."""
    ranked: list[tuple[date, int, int]] = [*_field_dates(fields, "written")]
    if signature and signature.organs:
        ranked.append((signature.day, signature.start, signature.end))
    ranked += list(adopted(lines[:_OPENING_LINES]))[:1]
    if session := find_session(lines):
        ranked.append(session[1:])
    ranked += _field_dates(fields, "issued")
    if signature:
        ranked.append((signature.day, signature.start, signature.end))
    if printer := find_printer(lines):
        ranked.append(printer[1:])
    ranked += _field_dates(fields, "published")
    ranked += list(stamps(lines[:_OPENING_LINES]))[:1]
    if not ranked:
        return None, ()
    day, start, end = ranked[0]
    spans["issue_date"] = Span(start, end)
    apart = max((abs((other - day).days) for other, _, _ in ranked[:2]), default=0)
    return day, (f"issue_date: {day} and {ranked[1][0]} are far apart",) if apart > 366 else ()


def _field_dates(fields: Sequence[Field], kind: str) -> list[tuple[date, int, int]]:
    found = [(one, read_date(one.text)) for one in fields if one.kind == kind]
    return [(day[0], one.start + day[1], one.start + day[2]) for one, day in found if day]


def _hinted_date(hints: Mapping[str, str]) -> date | None:
    found = read_date(fold(hints.get("issue_date", "")))
    return found[0] if found else None


def _horizon(
    title: str, lines: Sequence[Line], speaker: Organs | None, day: date | None, spans: dict[str, Span]
) -> Period | None:
    period = title_period(title)
    if period:
        if "title" in spans:
            spans["horizon"] = spans["title"]
        return period
    if speaker or title.endswith("政府工作报告"):
        period = report_period(lines)
        if period is None and day:
            return Period(date(day.year, 1, 1), date(day.year, 12, 31), 0, 0)
    else:
        period = opening_period(lines, day)
    if period:
        spans["horizon"] = Span(period.start, period.end)
    return period
