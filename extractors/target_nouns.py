"""What a candidate measures: one reader for each shape of the words left of the number.

Each reader gives noun, measure and rule, or ``None`` where the number is no target record: it describes what is
already there, names a list, or belongs to something else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

import regex

from extractors.indicators import Shape, noun_kind, read_left
from extractors.target_candidates import EXTENT, MONEY, Candidate, Draft, clean_noun
from extractors.types import Measure
from extractors.verbs import verb_kinds


class Reading(NamedTuple):
    """What a number measures, how, and the rule that told."""

    noun: str
    measure: Measure
    rule: str


_FRESH = frozenset({"新增", "净增", "新建", "新培育", "新引进", "新认定"})
_BATCHES = frozenset(
    {"首批", "第一批", "第二批", "第三批", "第四批", "新一批", "全国首个", "全省首个", "全国", "全省", "全市"}
)
_ATTRIBUTES = frozenset({"增速", "增幅", "占比", "比重", "增长率", "降幅", "平均增速"})
_RATES_OF_CHANGE = ("增速", "增幅", "增长率", "降幅", "增长")
# 推动甲、乙等3000个项目开工: what is counted is to be done, however it is introduced.
_DONE = regex.compile(
    r"(?:开复工|复工|开工|竣工|投产|投用|签约|落地|建成|通车|达产|上市|挂牌|入库|产业化|完工|交付|并网|升规|达标|入规|运营)"
    r"(?:建设|投产|见效|投用|达效)?$"
)
_DRIVEN = regex.compile(r"推动|推进|促进|加快|确保|力争|争取|实现|帮助|支持|新谋划|新增")
_DRIVING = frozenset({"推进", "推动", "实施", "加快推进", "组织实施"})
_PROJECTS = regex.compile(r"^\p{Han}{0,12}(?:项目|工程|事项|任务|活动)$")
_CARRIED_OUT = regex.compile(r"(?:累计)?(?:完成|实施|开展|新增(?=\p{Han}{3}))(?=\p{Han}{2})")
_DEED_BEHIND = regex.compile(r"[下入赴到进参开实完上落]")
_NO_DEED = frozenset({"覆盖", "服务", "带动", "惠及", "联系", "支持", "组织", "引导", "推动", "推进", "实现", "利用"})
# Units that say how large one thing is.
_SIZES = frozenset({"蒸吨", "千瓦", "兆瓦", "千伏", "千伏安", "米", "毫米", "升", "吨级", "岁", "分贝"})
_MORE_THAN_NAMED = 100
_SERVES = regex.compile(r"(?:[,。;:]|^)(?:向|为|帮助|组织|资助|带动)$")
_PLACE = regex.compile(r"[\p{Han}、]{2,24}(?:\d{1,2}个?[市县区州]|等[市县区]|地区)")
_BY_RULE_LEFT = regex.compile(r"(?:再|并)?(?:按照?|依|根据|给予|不超过)")
_BY_RULE_RIGHT = regex.compile(r"^(?:给予|予以|发放|享受|标准给予|标准)")
# 不低于土地出让收益的10%: the comparison stands before the whole.
_COMPARED_TO = regex.compile(r"^(?:原则上)?(?:不少于|不低于|不高于|不超过|超过|高于|低于)")
_RANKED = regex.compile(
    r"(?P<head>.*?)(?:综合)?(?:排名|位次)?(?:跻身|进入|进位至|位居|位列|排名|迈入|升至|保持在?|稳居|居(?!民|住|家)|列(?!车|入)|进(?![出口度展步])|排(?![放水污涝查]))(?P<tail>.*)$"
)


def read_candidate(candidate: Candidate) -> Draft | None:
    """The target that a candidate states; ``None`` where it states none."""
    if candidate.left in _BATCHES and candidate.phrase.shape == "verb_noun":
        candidate = replace(candidate, phrase=replace(candidate.phrase, shape="verb"), left="")
    reader = _rank if candidate.quantity.kind == "rank" else _READERS[candidate.phrase.shape]
    reading = reader(candidate)
    noun = clean_noun(reading.noun) if reading else ""
    if reading is None or not noun:
        return None
    return Draft(
        candidate.quantity, candidate.seg, candidate.phrase, noun, reading.measure, reading.rule, candidate.sentence
    )


def _rank(candidate: Candidate) -> Reading:
    noun = candidate.left
    found = _RANKED.search(noun)
    if found:
        head = regex.sub(r"^.*?(?:并|且|力争|确保|争取)$", "", found["head"].strip("、,"))
        tail = regex.sub(r"^(?:全国|全省|全市|全区|全县|同类|国内|全球|世界)$", "", found["tail"].strip("、,"))
        noun = head if len(head) >= 2 else tail
    return Reading(noun or candidate.subject, "rank", "rank")


def _predicate(candidate: Candidate) -> Reading | None:
    phrase, right = candidate.phrase, candidate.right
    if phrase.predicate == "为" and not candidate.left and right and candidate.right_says_deed:
        # 为2200名残疾人提供服务
        return Reading(right, "increment", "verb")
    noun = _subject(candidate)
    if right and (not noun or (phrase.comparator and not candidate.left)):
        noun = right
    elif (
        right
        and candidate.counted
        and phrase.predicate.endswith(("有", "为", "是"))
        and not candidate.right_is_attributive
    ):
        if phrase.predicate != "有":
            # 将甲调整为30项措施: what something is called or made into.
            return None
        noun = right
    if phrase.predicate == "占" and noun and not noun.endswith("占"):
        noun += "占比"
    return Reading(noun, _measure(candidate, noun), "predicate")


def _subject(candidate: Candidate) -> str:
    """The measured noun of a predicate, with a subject left out put back from the clause before."""
    noun, before = candidate.left, candidate.subject
    if noun.startswith("占") and len(noun) > 1:
        return (before or _object_before(candidate)) + noun
    if noun in _ATTRIBUTES and before:
        return before + noun
    if not noun:
        return before if candidate.phrase.predicate == "占" else before or _object_before(candidate)
    return before if before and _PLACE.fullmatch(noun) else noun


def _object_before(candidate: Candidate) -> str:
    """What the clause before speaks of: 大力引育海外人才,力争申报2人以上; 天然气产量快速增长,2025年达到2300亿立方米."""
    text, start, end = candidate.text, candidate.sentence[0], candidate.seg.left_start - 1
    if end <= start or text[end : end + 1] != ",":
        return ""
    listed = text.rfind("、", start, end) if end - start < 12 else -1
    phrase = read_left(text, max(text.rfind(",", start, end), listed, start - 1) + 1, end, ())
    noun = candidate.display[phrase.noun_start : phrase.noun_end]
    speaks = phrase.shape == "verb_noun" or (phrase.shape == "predicate" and phrase.change == "growth")
    return noun if speaks and len(noun) <= 24 and not regex.search(r"\d", noun) else ""


def _verb(candidate: Candidate) -> Reading | None:
    """A verb right before the number: the noun stands behind, or is the verb's own, or the clause's before."""
    phrase, left = candidate.phrase, candidate.left
    if candidate.right and candidate.quantity.unit in _SIZES and candidate.quantity.expr_end > candidate.quantity.end:
        # 淘汰35蒸吨及以下锅炉: which ones, not how many.
        return None
    kind = candidate.quantity.kind
    measure: Measure = "level" if kind == "percent" or phrase.verb_kind == "give" else "increment"
    if candidate.right:
        return Reading(candidate.right, measure, "verb")
    carried = _CARRIED_OUT.match(left)
    if carried and candidate.quantity.kind != "percent":
        # 完成造林35万亩
        return Reading(left[carried.end() :], measure, "noun")
    before = (left[: -len(phrase.verb)] if left.endswith(phrase.verb) else left).strip("、和并")
    if len(before) >= 2 and phrase.verb_kind in ("strong", "plain") and not verb_kinds().get(before):
        # 日供水保障能力新增10万吨
        return Reading(before, measure, "predicate")
    goes_on = candidate.in_list and kind not in EXTENT
    named = _object_before(candidate) if len(left) == 2 else ""
    if named:
        # 引育海外人才,力争申报2人以上
        return Reading(named, measure, "verb_object")
    if len(left) >= 4 or (left and phrase.verb_kind == "plain" and not goes_on):
        return Reading(left, measure, "noun")
    previous = candidate.previous
    # 培育龙头企业10家,新增3家: counted alike, so the same things are counted.
    alike = previous is not None and previous.quantity.unit == candidate.quantity.unit
    borrowed = previous is not None and (alike or previous.rule == "verb_object")
    if (goes_on or borrowed) and candidate.subject:
        return Reading(candidate.subject, measure, "verb_object")
    return Reading(_object_before(candidate) or left or phrase.verb, measure, "verb_object")


def _verb_noun(candidate: Candidate) -> Reading | None:
    noun, right, phrase = candidate.left, candidate.right, candidate.phrase
    if right and candidate.counted and not candidate.right_is_verbal:
        if _brought_to_completion(candidate) or _drives_projects(candidate):
            noun = right
        elif phrase.verb_kind != "strong" or noun.endswith("等") or candidate.right_is_attributive:
            # 推动甲、乙等7家实验室…: the verb governs something else, the count describes.
            return None
        elif len(right) <= 4 and not _DEED_BEHIND.match(right):
            noun += right
    if verb_kinds().get(noun) == "plain" and candidate.subject:
        # 排查堆放点1619处,已完成整治1618处
        noun = candidate.subject + noun
    if right and candidate.quantity.kind in EXTENT:
        if noun_kind(right) != "event" or len(right) > 10:
            return None
        noun += right
    if right and candidate.quantity.kind in MONEY and candidate.right_is_attributive:
        noun = right
    return Reading(noun, _measure(candidate, noun), "verb_noun")


def _brought_to_completion(candidate: Candidate) -> bool:
    """推动…等3000个项目开工: a deed on things counted; behind a list of names only a number larger than any list."""
    named = candidate.left.endswith("等")
    return bool(_DONE.search(candidate.right)) and (not named or candidate.quantity.value >= _MORE_THAN_NAMED)


def _drives_projects(candidate: Candidate) -> bool:
    """推进都市圈120项重点项目: projects of a place, driven as a whole."""
    short = len(candidate.left) <= 8 and not candidate.left.endswith("等")
    return short and candidate.phrase.verb in _DRIVING and bool(_PROJECTS.search(candidate.right))


def _noun(candidate: Candidate) -> Reading | None:
    left, right, kind = candidate.left, candidate.right, candidate.quantity.kind
    if candidate.subject and _PLACE.fullmatch(left):
        left = candidate.subject
    if candidate.subject and left in _ATTRIBUTES:
        left = candidate.subject + left
    if candidate.text[candidate.seg.left_end - 1 : candidate.seg.left_end] == "的" or left.endswith("的"):
        return _share(candidate, left)
    if right and candidate.counted and not candidate.right_is_verbal:
        if candidate.phrase.verb and candidate.phrase.verb not in _NO_DEED and not candidate.right_is_attributive:
            # 在每个设区市明确1个试点县: the verb stands right before the number.
            return Reading(right, "increment", "verb")
        return _count_before_noun(candidate)
    if right and kind == "percent" and not candidate.seg.listed:
        return Reading(left if noun_kind(left) == "level" else left + right, "level", "noun")
    measure = _bare_measure(candidate, left)
    if right and kind == "money" and (not noun_kind(left) or candidate.right_is_attributive):
        return Reading(right, measure, "noun")
    return Reading(left, measure, "noun")


def _share(candidate: Candidate, left: str) -> Reading | None:
    """新增财力的15%用于科技: a share of what stands before 的, with what is done with it."""
    right = candidate.right
    left = _COMPARED_TO.sub("", left)
    if candidate.counted and _DONE.search(right) and _DRIVEN.match(left):
        return Reading(right, "increment", "verb")
    if candidate.quantity.kind not in ("percent", "times") or not left:
        return None if candidate.counted else Reading(right or left, "level", "noun")
    if right and (_BY_RULE_LEFT.match(left) or _BY_RULE_RIGHT.match(right)):
        # 按投资额的20%给予补助
        return Reading(_BY_RULE_RIGHT.sub("", right), "level", "share_of")
    return Reading(left.rstrip("的") + right, "level", "share_of")


def _count_before_noun(candidate: Candidate) -> Reading | None:
    """A count between two nouns describes, unless the things counted are brought to completion."""
    words = candidate.text[candidate.seg.left_start : candidate.seg.left_end]
    if _brought_to_completion(candidate) and (_DRIVEN.match(words) or candidate.previous):
        return Reading(candidate.right, "increment", "verb")
    return None


def _empty(candidate: Candidate) -> Reading | None:
    quantity, right, previous = candidate.quantity, candidate.right, candidate.previous
    before = candidate.text[max(0, candidate.seg.left_end - 3) : candidate.seg.left_end]
    if right and _SERVES.search(before) and candidate.right_says_deed:
        # 向3.5万户困难家庭发放补贴
        return Reading(right, "increment", "verb")
    repeats = previous is not None and not right and previous.quantity.unit == quantity.unit
    if candidate.counted and repeats and candidate.seg.left_end > candidate.seg.left_start:
        # 2023年不低于4人,2025年不低于4.66人
        return Reading(candidate.subject, previous.measure if previous else "level", "empty")
    if (candidate.counted and not candidate.in_list) or (right and quantity.kind in ("temperature", "sound")):
        return None
    if quantity.rule == "double":
        return Reading(candidate.subject, "growth", "empty")
    measure: Measure = "level" if quantity.kind == "percent" else "increment"
    if previous is not None and candidate.in_list:
        measure = previous.measure
    if previous is not None and previous.measure == "growth" and quantity.kind != previous.quantity.kind and not right:
        # 经营主体增长18%、突破132万户
        measure = "level"
    if not right and candidate.seg.boundary == ":" and candidate.seg.left_end == candidate.seg.left_start:
        named = _before_colon(candidate)
        if named:
            return Reading(named, "level", "noun")
    threshold = candidate.in_list and candidate.right_is_attributive and candidate.subject
    return Reading(candidate.subject if threshold else right or candidate.subject, measure, "empty")


def _before_colon(candidate: Candidate) -> str:
    """``巩固率:96%``: what stands before the colon, where it names a state or an amount."""
    text, end = candidate.text, candidate.seg.left_start - 1
    start = max(candidate.sentence[0], *(text.rfind(mark, 0, end) + 1 for mark in ",、:("))
    phrase = read_left(text, start, end, ())
    noun = candidate.display[phrase.noun_start : phrase.noun_end]
    return noun if phrase.shape == "noun" and noun_kind(noun) == "level" else ""


def _measure(candidate: Candidate, noun: str) -> Measure:
    quantity, phrase = candidate.quantity, candidate.phrase
    if quantity.unit == "百分点":
        return "increment"
    if quantity.rule == "double" or phrase.change == "growth" or noun.endswith(_RATES_OF_CHANGE):
        return "growth" if quantity.kind in ("percent", "times") else "increment"
    if phrase.shape == "predicate":
        carried_out = phrase.predicate == "完成" and noun_kind(noun) == "event"
        return "increment" if phrase.verb in _FRESH or carried_out else "level"
    return "level" if quantity.kind == "percent" or phrase.verb_kind == "give" else "increment"


def _bare_measure(candidate: Candidate, noun: str) -> Measure:
    """The measure of a number that follows its noun without a verb: told by noun, unit and the list it stands in."""
    quantity = candidate.quantity
    listed = candidate.previous if candidate.in_list or candidate.part_of_previous else None
    kind = noun_kind(noun)
    if quantity.unit == "百分点":
        return "increment"
    if quantity.rule == "double":
        return "growth"
    if quantity.kind in ("percent", "rate", "times") or noun.startswith("每"):
        return "level"
    if listed is not None and listed.measure == "increment" and listed.quantity.kind == quantity.kind:
        return "increment"
    if kind == "level":
        return "level"
    if candidate.counted and listed is None and quantity.expr_start < quantity.start:
        # 办理环节不超过2个, 高新技术企业突破5000家: compared with what there is.
        return "level" if quantity.comparator in ("<=", "<", ">") and kind != "event" else "increment"
    if kind == "event":
        return "increment"
    if listed is not None and listed.measure in ("increment", "level"):
        return listed.measure
    # 污染物分别减排2000吨: an amount of what is done.
    done = quantity.kind in EXTENT and candidate.phrase.verb_kind in ("strong", "plain")
    return "increment" if candidate.counted or (done and quantity.expr_start == quantity.start) else "level"


_READERS: dict[Shape, Callable[[Candidate], Reading | None]] = {
    "predicate": _predicate,
    "verb": _verb,
    "verb_noun": _verb_noun,
    "noun": _noun,
    "empty": _empty,
}
