"""Assignments in running text: 由A、B牵头… · A会同B制定… · A负责… · A、B统筹推进….

A list counts only from a beginning (of a sentence, behind a comma or 由) up to the role word, all of it bodies; so
支持A牵头 or 对A负责 is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import regex

from extractors.body_names import field_words
from extractors.lexicon import alternation
from extractors.role_labels import role_of_words
from extractors.role_words import CONSULTING, role_of_verb
from extractors.types import Span
from extractors.unit_lists import Item, Reading, read_list

# What a body told by 由 organises: 由市科技局组织复核.
_ORGANISED = r"(?:专家)?(?:复核|评审|验收|评估|认定|考核|审核|核查|检查|抽查|评定|评选|论证|遴选|开展|制定|编制)"
_VERB = regex.compile(
    r"(?P<plain>(?:要|应|应当)?(?:在|按照?|根据|依照|依据)(?:各自|本部门|其)?(?:的)?(?:法定)?职[责能](?:范围内?|分工)?,?(?:分别|共同|具体|依法)?(?:负责|(?:抓好|做好|推进|组织)?(?:贯彻)?落实)"
    r"|统筹(?:推进|协调|负责|抓好|实施|组织)|(?:具体|负责)?组织(?:实施|推进)|具体(?:实施|承担))"
    r"|(?P<standard>(?:依照|依据|按照?|根据)[^,。;:、()《》“”\n]{2,16}?(?:标准|规定|要求|程序|办法|政策|方案|原则|计划))"
    r"(?P<deed>牵头(?!单位|部门|处室|科室|人|作用)|(?:具体|分别|共同)?负责(?!牵头|人|任|制|的|、))"
    r"|牵头(?!单位|部门|处室|科室|人|作用)|(?:共同|具体|分别|统一|全面|直接)?负责(?!牵头|人|同志|任|制|的|、|干部|领导|[^,。;]{0,8}解释)"
    rf"|(?P<joint>(?:要|应当|应|将|可|负责)?(?:会同|牵头会同|联合|会商)|{CONSULTING})|(?:要|应)?配合(?!单位|部门|处室|科室)|协办(?!单位)|主办(?!单位|方)"
    r"|(?:均?为|是|作为)(?P<as>(?:第一|主要|主体|具体)?(?:牵头|责任|主办|协办|配合|承办|落实)(?:责任)?(?:单位|部门|主体))(?![、和及])"
    rf"|(?P<charge>对[^,。;:、()“”\n]{{2,30}}?负(?:总责|总体责任|主体责任|主要责任|全责))"
    rf"|(?P<by>(?:统一|具体|负责)?组织(?={_ORGANISED})|承担(?=[^,。;、\n]{{0,12}}(?:任务|工作|职责)))"
    r"|(?P<head>(?<=:\s?)(?:属地责任主体|做好|统筹|组织|指导|督促|承担|落实|制定|加强|强化|完善|推动|推进|开展|建立|支持|保障))"
    r"|(?P<next>(?:共同|积极|密切)?(?:参与|参加|协助)(?!单位|部门|处室|科室|方))"
)
# Where a list may begin: a sentence, a numbered item. Another closing bracket ends no word: 计划(基金等)管理联席会议.
_BREAK = regex.compile(r"[。;:!?\n(“”《》]|(?<=\([一二三四五六七八九十\d]{1,3})\)")
_INTERPRETS = regex.compile(r"[^。;\n]{0,60}负责[^,。;]{0,8}解释")
_SENTENCE = regex.compile(r"[。\n]")
_START = regex.compile(r"[,、]|(?:具体|主要|统一|分别)?由")
_REACH = 200
# A department named by its field: 国务院教育行政部门, 医疗保障行政部门 (but not 行政部门, 各级教育行政部门);
# with 负责 also 区财政部门.
_FIELD = alternation(field_words())
_OF_A_FIELD = regex.compile(
    r"(?:国务院)?(?!各|有关|相关)\p{Han}{2,12}行政(?:主管)?部门|国务院(?!各|有关|相关)\p{Han}{2,12}部门"
)
_ANSWERS = regex.compile(
    r"(?:政府|办事处|管委会|管理委员会|街道|乡镇|镇街|[县区市州盟旗]|[县区市州盟旗道]\))$"
    rf"|^(?:[省市县区州旗]级?|各级|同级|各(?:县|区|市|旗|区县|县区|市县|市州)(?:\([县市区、]{{1,5}}\))?)?(?:{_FIELD})(?:主管)?部门$"
)
_GOVERNMENT = regex.compile(r"(?:政府|管委会|管理委员会|办事处)$")
# What an item says of the body that heads it.
_DUTY = regex.compile(
    r"(?<=[:。]\s?)(?:主要|具体|统一|全面|共同)?(?:负责|牵头|协助|配合)(?!人|单位|部门|同志|任|制)"
    r"|(?<=:\s?)(?:属地责任主体|做好|统筹|组织|指导|督促|承担|落实|制定|加强|强化|完善|推动|推进|开展|建立|支持|保障)"
)
_NUMBER = regex.compile(r"\s{0,4}(?:\(?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[.、)]|[①-⑳])\s?")
_HEAD = 60
# Behind a body that opens a sentence: signs that it is not the subject of a deed.
_NO_DEED = frozenset("、,;:。的和与及等》”)")


@dataclass(frozen=True, slots=True)
class Prose(Span):
    """An assignment in running text and the rule that found it."""

    reading: Reading
    rule: str


def read_prose(text: str) -> Iterator[Prose]:
    """The assignments in the running text, in text order, none overlapping another."""
    covered, led, goes_on = 0, False, False
    for verb in _VERB.finditer(text):
        headed = _DUTY.match(text, verb.start()) if verb.start() >= covered else None
        if headed and (found := _headed(text, covered, headed)):
            covered, led, goes_on = found.end, found.reading.items[-1].role == "lead", True
            yield found
            continue
        if verb.start() < covered or verb["head"] or (verb["joint"] and _INTERPRETS.match(text, verb.end())):
            continue
        same_sentence = goes_on and not _SENTENCE.search(text, covered, verb.start())
        if verb["joint"] and led and not text[covered : verb.start()].strip(",、 "):
            found = _partners(text, verb)
        elif verb["joint"]:
            found = _joined(text, verb, covered) or _joined_later(text, verb, covered)
        elif _is_plain(verb):
            found = _plain(text, verb, covered)
        elif verb["next"] and not same_sentence:
            continue
        else:
            found = _before(text, verb, covered, same_sentence)
        if found is None and (verb["joint"] or _is_plain(verb)):
            # The word may belong to a name (联合采购办公室) or to what a body before it does.
            continue
        # What stands before a role word that was read, or could not be, is done with.
        covered = max(found.end, verb.end()) if found else verb.end()
        goes_on = found is not None
        led = found is not None and found.reading.items[-1].role == "lead"
        if found:
            yield found


def _is_plain(verb: regex.Match[str]) -> bool:
    """Whether the words are an assignment only with a body as their subject."""
    return any(verb[name] for name in ("plain", "as", "deed", "charge", "by"))


def _before(text: str, verb: regex.Match[str], floor: int, goes_on: bool) -> Prose | None:
    """The list that ends right before a role word: A、B牵头; ``goes_on`` behind another assignment of the sentence."""
    for start, by_you in _beginnings(text, verb.start(), floor):
        reading = read_list(text, start, verb.end(), "responsible")
        told = by_you or goes_on or ("负责" in verb[0] and _answers(text, reading.items))
        if reading.clean and reading.ends_with_role and _certain(text, reading.items, told):
            return Prose(start, verb.end(), reading, f"prose:{verb[0]}")
    return None


def _plain(text: str, verb: regex.Match[str], floor: int) -> Prose | None:
    """The bodies right before words that are an assignment only with a body as subject: A、B统筹推进 · A为牵头单位 ·
    A依照标准牵头 · A对…负总责 · 由A组织评审."""
    role = (role_of_words(verb["as"] or verb["deed"]) if verb["as"] or verb["deed"] else None) or "responsible"
    for start, by_you in _beginnings(text, verb.start(), floor):
        reading = read_list(text, start, verb.start(), role)
        told = by_you or bool((verb["as"] or verb["charge"]) and _answers(text, reading.items))
        if verb["by"] and not by_you:
            continue
        if reading.clean and reading.items and _certain(text, reading.items, told):
            items = tuple(replace(item, told=True) for item in reading.items if item.quality != "vague")
            return Prose(start, verb.end(), Reading(items, 0, True), "prose:plain")
    return None


def _joined(text: str, verb: regex.Match[str], floor: int) -> Prose | None:
    """A会同B: A leads, B supports; bodies nobody can name (有关部门) are left out."""
    for start, by_you in _beginnings(text, verb.start(), floor):
        lead = read_list(text, start, verb.start(), "lead")
        if not (lead.clean and lead.items and _certain(text, lead.items, by_you)):
            continue
        partners = _behind(text, verb.end())
        if not verb["joint"].endswith("会同") and not partners:
            continue
        items = tuple(replace(item, group=0, role="lead", told=True) for item in lead.items)
        reading = Reading((*items, *partners), 0, True)
        return Prose(start, reading.items[-1].end, reading, "prose:会同")
    return None


def _joined_later(text: str, verb: regex.Match[str], floor: int) -> Prose | None:
    """A完善机制,会同B评估: the body that opens the sentence or its last part leads, though a deed stands between."""
    if text[verb.start() - 1 : verb.start()] != ",":
        return None
    for start, by_you in _beginnings(text, verb.start(), floor):
        opens = start == 0 or _BREAK.fullmatch(text, start - 1, start) is not None
        if by_you or not (opens or (text[start - 1] == "," and text.count(",", start, verb.start()) == 1)):
            continue
        lead = read_list(text, start, verb.start(), "lead", how="open")
        known = [replace(item, group=0, role="lead", told=True) for item in lead.items if item.quality == "known"]
        if known and len(known) == len(lead.items) and text[known[-1].end] not in _NO_DEED:
            reading = Reading((*known, *_behind(text, verb.end())), 0, True)
            return Prose(start, max(reading.items[-1].end, verb.end()), reading, "prose:later")
    return None


def _partners(text: str, verb: regex.Match[str]) -> Prose | None:
    """The bodies behind 会同 where the leader was read already: 由A牵头,会同B、C落实."""
    named = _behind(text, verb.end())
    return Prose(verb.start(), named[-1].end, Reading(tuple(named), 0, True), "prose:会同") if named else None


def _behind(text: str, start: int) -> list[Item]:
    """The bodies named behind 会同, up to the first words that are none."""
    stop = _BREAK.search(text, start, min(len(text), start + _REACH))
    end = stop.start() if stop else min(len(text), start + _REACH)
    partners = read_list(text, start, end, "support", how="open").items
    return [replace(item, group=1, role="support", told=True) for item in partners if item.quality != "vague"]


def _certain(text: str, items: tuple[Item, ...], told: bool) -> bool:
    """Whether somebody is named: a body of the gazetteer or of a place; behind 由 any but a vague one."""
    return any(
        item.quality == "known"
        or (item.quality == "form" and text[item.start] in "省市县区州" and not text.endswith("部门", 0, item.end))
        or (item.quality == "form" and _OF_A_FIELD.fullmatch(text, item.start, item.end))
        or (told and item.quality in ("class", "form"))
        for item in items
    )


def _answers(text: str, items: tuple[Item, ...]) -> bool:
    """Whether only governments and departments of a field are named: 各县(市、区)人民政府负责…, 区财政部门负责…;
    各部门, 各单位 name nobody."""
    return bool(items) and all(_ANSWERS.search(text[item.start : item.end]) for item in items)


def _headed(text: str, floor: int, verb: regex.Match[str]) -> Prose | None:
    """A body that heads its item: 市公安局:负责…, (二)市财政局。负责…"""
    mark = verb.start() - 1
    while mark >= floor and text[mark] == " ":
        mark -= 1
    if mark < floor or text[mark] not in ":。":
        return None
    begin = max(
        floor,
        text.rfind("\n", 0, mark) + 1,
        text.rfind("。", 0, mark) + 1,
        text.rfind(";", 0, mark) + 1,
        text.rfind(":", 0, mark) + 1,
    )
    if mark - begin > _HEAD or (text[mark] == "。" and begin and text[begin - 1] != "\n"):
        return None
    number = _NUMBER.match(text, begin, mark)
    start = number.end() if number else begin
    reading = read_list(text, start, mark, role_of_verb(verb[0]))
    # Governments head an item on its own line only: what follows 各区人民政府: on the next is a letter.
    letter = "\n" in text[mark : verb.start()]
    named = all(
        item.quality == "known" or (not letter and _GOVERNMENT.search(text[item.start : item.end]))
        for item in reading.items
    )
    if not (reading.clean and reading.items and named) or reading.items[-1].end != mark:
        return None
    items = tuple(replace(item, told=True) for item in reading.items)
    return Prose(start, verb.end(), Reading(items, 0, True), "prose:headed")


def _beginnings(text: str, verb: int, floor: int) -> list[tuple[int, bool]]:
    """Where a list before ``verb`` may begin, the earliest first, and whether 由 stands there."""
    near = max(floor, verb - _REACH)
    breaks = [found.end() for found in _BREAK.finditer(text, near, verb)]
    # 各县(市、区)人民政府: a bracket that closes before the verb may be part of a name.
    outside = [end for end in breaks if text[end - 1] != "(" or ")" not in text[end:verb]]
    starts = []
    for last in dict.fromkeys(max(ends, default=-1 if near else 0) for ends in (outside, breaks)):
        if last >= 0:
            starts.append((last, text.startswith("由", last)))
    # A bracket that is part of the name does not hide the comma before it: …,各区(县)财政部门负责.
    last = max((*outside, near))
    starts += [(found.end(), found[0].endswith("由")) for found in _START.finditer(text, last, verb)]
    return starts
