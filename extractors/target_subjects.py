"""What is measured where the words before the number leave it out: said in the clause before, or before a colon."""

from __future__ import annotations

import regex

from extractors.indicators import noun_kind, read_left
from extractors.segments import after_mark
from extractors.target_candidates import Candidate
from extractors.target_owners import is_owned, of_group, owned, with_base

ATTRIBUTES = frozenset({"增速", "增幅", "占比", "比重", "增长率", "降幅", "平均增速"})


PLACE = regex.compile(
    r"[\p{Han}、]{2,24}(?:\d{1,2}个?[市县区州]|等[市县区]|(?<!(?:[上中下]游|重点|其他|其它|平原|沿海|城市|农村|条件的|[东中西]部|[北南]方|寒冷|缺水)\p{Han}{0,2})地区)"
)
# 增速高于经济增速: what it is compared with.
_OTHER = regex.compile(r"(?:持续|均|总体)?(?:高于|低于|快于|慢于|优于|好于|超过)\p{Han}{2,20}$")
_OR = regex.compile(r"^(?:或者?|且|并且?)(?!购|网)")
_BRINGS_TO = regex.compile(r"\p{Han}{2,16}?(?:降低|提高|压降|下调|提升|增加|扩大|压缩|缩短)(?P<noun>\p{Han}{2,14})")
_HANDLED = regex.compile(r"\p{Han}{2,14}?(?:逐步|稳步|有序|进一步|尽快|平均)?(?:将|把)(?=\p{Han}{3})")
# 石油产量稳中有升,力争回升到2亿吨
_MOVES = regex.compile(
    r"(?P<noun>\p{Han}{2,16}?(?:率|量|额|度|规模|水平|能力|面积|收入|产值|比重|占比))"
    r"(?:稳中有|稳步|持续|不断|快速|明显|显著|大幅|进一步|逐步|稳定|保持)"
)
# 加快标准厂房建设,年内建成20个
_EVENT_OBJECT = regex.compile(
    r"(?P<noun>\p{Han}{2,16}?)(?:建设改造|提升改造|更新改造|建设|改造|创建|培育|引进)(?:力度|工作|步伐|进度)?"
)
_TOO_GENERAL = frozenset(
    {"项目", "工程", "重点项目", "重大项目", "重点工程", "重大工程", "基础设施", "城市", "乡村", "园区"}
)
_SETS_OUT = regex.compile(r"加快|推进|加强|推动|强化|抓好|做好|实施|开展|加大|促进|统筹|力度")


def subject_of(candidate: Candidate) -> str:
    """The measured noun of a predicate, with a subject left out put back from the clause before."""
    noun: str = _OR.sub("", candidate.left)
    before = candidate.subject
    if noun.startswith("占") and len(noun) > 1:
        return (before or object_before(candidate)) + noun
    handled = _HANDLED.match(noun)
    if handled:
        # 引导合作机构逐步将平均担保费率降至1%
        noun = noun[handled.end() :]
    moved = _BRINGS_TO.fullmatch(noun) if candidate.phrase.predicate in ("至", "到") else None
    if moved:
        # 担保机构降低担保费率至1%
        noun = moved["noun"]
    if noun in ATTRIBUTES and before:
        return before + noun
    if is_owned(noun):
        return owned(candidate.previous, noun) if candidate.previous else object_before(candidate) + noun
    if not noun:
        return before if candidate.phrase.predicate == "占" else before or object_before(candidate)
    if before and PLACE.fullmatch(noun):
        return before
    return of_group(candidate, noun) or with_base(candidate, noun)


def object_before(candidate: Candidate) -> str:
    """What the clause before speaks of: 大力引育海外人才,力争申报2人以上; 天然气产量快速增长,2025年达到2300亿立方米."""
    text, start, end = candidate.text, candidate.sentence[0], candidate.seg.left_start - 1
    if end <= start or text[end : end + 1] != ",":
        return ""
    listed = text.rfind("、", start, end) if end - start < 12 else -1
    phrase = read_left(text, max(text.rfind(",", start, end), listed, start - 1) + 1, end, ())
    noun = candidate.display[phrase.noun_start : phrase.noun_end]
    noun = _OTHER.sub("", noun)
    named = _EVENT_OBJECT.fullmatch(noun)
    if (
        named
        and phrase.shape == "noun"
        and named["noun"] not in _TOO_GENERAL
        and _SETS_OUT.match(text, max(0, phrase.noun_start - 2))
    ):
        return str(named["noun"])
    moving = _MOVES.match(candidate.display, phrase.noun_start, phrase.noun_end)
    if moving:
        return str(moving["noun"])
    speaks = phrase.shape == "verb_noun" or (phrase.shape == "predicate" and phrase.change == "growth")
    if noun.endswith(("安全", "底线", "红线", "工作", "质量")):
        return ""
    return noun if speaks and len(noun) <= 24 and not regex.search(r"\d", noun) else ""


def before_colon(candidate: Candidate) -> str:
    """``巩固率:96%``: what stands before the colon, where it names a state or an amount."""
    text, end = candidate.text, candidate.seg.left_start - 1
    start = after_mark(text, candidate.sentence[0], end, ",、:(")
    phrase = read_left(text, start, end, ())
    noun = candidate.display[phrase.noun_start : phrase.noun_end]
    return noun if phrase.shape == "noun" and noun_kind(noun) == "level" else ""
