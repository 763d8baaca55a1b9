"""What is measured where the words before the number leave it out: said in the clause before, or before a colon."""

from __future__ import annotations

import regex

from extractors.indicators import noun_kind, read_left
from extractors.target_candidates import COUNTED, Candidate, Draft

ATTRIBUTES = frozenset({"增速", "增幅", "占比", "比重", "增长率", "降幅", "平均增速"})
# What cannot be measured without its owner: 规上工业企业净增20家,总数达300家; 完成改造10万户,验收合格率100%.
_OWNED = regex.compile(
    r"(?:累计)?(?:总数|总量|总规模|总面积|总里程|总产量|总产|产量|单产|亩产|出栏|存栏|总人数|总户数|总个数|保有量|数量"
    r"|覆盖率|达标率|合格率|办结率|完成率|利用率|普及率|满意率|知晓率|成活率|保存率|使用率|入驻率|到位率|转化率|开工率|投产率|完好率|在线率|开放率|回收率)"
)
_OWNERS_HEAD = regex.compile(
    r"(?:播种面积|种植面积|养殖面积|面积|产量|总产量|存栏|出栏|总数|数量|总量|总户数|处理量|产生量|治理率|处理率|覆盖率|普及率|合格率|达标率|建设|改造|新建)$"
)
PLACE = regex.compile(r"[\p{Han}、]{2,24}(?:\d{1,2}个?[市县区州]|等[市县区]|地区)")
# 增速高于经济增速: what it is compared with.
_OTHER = regex.compile(r"(?:持续|均|总体)?(?:高于|低于|快于|慢于|优于|好于|超过)\p{Han}{2,20}$")
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
    noun, before = candidate.left, candidate.subject
    if noun.startswith("占") and len(noun) > 1:
        return (before or object_before(candidate)) + noun
    handled = _HANDLED.match(noun)
    if handled:
        # 引导合作机构逐步将平均担保费率降至1%
        noun = noun[handled.end() :]
    if noun in ATTRIBUTES and before:
        return before + noun
    if candidate.previous and _OWNED.fullmatch(noun):
        return owned(candidate.previous, noun)
    if not noun:
        return before if candidate.phrase.predicate == "占" else before or object_before(candidate)
    return before if before and PLACE.fullmatch(noun) else noun


def owned(previous: Draft, noun: str) -> str:
    """An attribute with its owner from the quantity before: 蔬菜播种面积50万亩,产量|150万吨."""
    counts = previous.quantity.kind in COUNTED and previous.measure != "level"
    head = _OWNERS_HEAD.search(previous.noun)
    if counts or noun.endswith(("总数", "率")):
        return previous.noun[: head.start()] + noun if head and head.group() == noun else previous.noun + noun
    return previous.noun[: head.start()] + noun if head and head.start() else noun


def is_owned(noun: str) -> bool:
    """Whether ``noun`` says nothing without its owner."""
    return bool(_OWNED.fullmatch(noun))


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
    return noun if speaks and len(noun) <= 24 and not regex.search(r"\d", noun) else ""


def before_colon(candidate: Candidate) -> str:
    """``巩固率:96%``: what stands before the colon, where it names a state or an amount."""
    text, end = candidate.text, candidate.seg.left_start - 1
    start = max(candidate.sentence[0], *(text.rfind(mark, 0, end) + 1 for mark in ",、:("))
    phrase = read_left(text, start, end, ())
    noun = candidate.display[phrase.noun_start : phrase.noun_end]
    return noun if phrase.shape == "noun" and noun_kind(noun) == "level" else ""
