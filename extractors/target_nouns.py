"""What a candidate measures: one reader for each shape of the words left of the number.

Each reader gives noun, measure and rule, or ``None`` where the number is no target record: it describes what is
already there, names a list, or belongs to something else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import regex

from extractors.indicators import Shape, noun_kind
from extractors.target_candidates import EXTENT, MONEY, Candidate, Draft, Reading, clean_noun
from extractors.target_lists import SITE
from extractors.target_measures import bare_measure, measure_of
from extractors.target_subjects import ATTRIBUTES, PLACE, before_colon, is_owned, object_before, owned, subject_of
from extractors.target_verbs import DONE, JOINED, brought_to_completion, drives_projects, verb, verb_noun
from extractors.types import Measure

_DRIVEN = regex.compile(r"推动|推进|促进|加快|确保|力争|争取|实现|帮助|支持|引导|助推|助力|带动|新谋划|新增")
_BATCHES = frozenset(
    {"首批", "第一批", "第二批", "第三批", "第四批", "新一批", "全国首个", "全省首个", "全国", "全省", "全市"}
)
_NO_DEED = frozenset(
    {
        "覆盖",
        "服务",
        "带动",
        "惠及",
        "联系",
        "支持",
        "组织",
        "引导",
        "推动",
        "推进",
        "实现",
        "利用",
        "贷款",
        "融资",
        "交易",
        "认证",
        "评价",
    }
)
_SERVES = regex.compile(r"(?:[,。;:年]|组织|开展|^)(?:面?向|为|帮助|组织|资助|带动|针对)$")
_HONOURED = regex.compile(r"入选|入围|荣?获|列入|位居|排名|居全|上榜|跻身")
_PROVIDES = regex.compile(r"(?<=\p{Han}{2})(?:组织)?(?:开展|提供|进行|举办)(?=\p{Han}{2})")
_PER_BASE = regex.compile(r"(?:^|按照?|达到)(?P<base>每(?:十万|百万|[万千百])?名?\p{Han}{1,6})$")
_TO_BUILD = regex.compile(
    r"(?<=\p{Han}{2})(?:的?(?:要求|标准|比例))?(?:的|以上)?(?:规划|建设|配建|配置|配备|设置|设立|核定|安排|建).*$"
)
_GRADE = regex.compile(r"^(?:国家|省|市|县|区|自治区)级(?:及?以上)?的?")
_PART = regex.compile(
    r"(?:国家|省|市|县|区|自治区|[一二三四五]|[A-E]{1,5}|\d[A-E])级(?:及?以上)?|(?:纳入|属于)\p{Han}{2,10}"
)
# 抓好31个老旧小区改造, 办好30件民生实事; 做好六项工作 and 抓好三个环节 say where to work.
_INTRODUCES = regex.compile(r"(?:支持|加快|促进|统筹|抓好|抓实|做好|办好|办实|搞好|干好)$")
_CARED_FOR = regex.compile(r"(?:修缮|实事|项目|工程|赛事)$")
# 50家以上企业完成改造, 推动200家企业上云
_COMPLETES = regex.compile(
    r"^[\p{Han}()、“”]{1,20}?(?:完成|实现|达到|建成|建立|通过|进入|入选|开展|实施|参与|加入|接入|应用|获得|获评|成为)\p{Han}{2}"
)
_MOVES_ON = regex.compile(
    r"^[\p{Han}()、“”]{1,20}?(?:上云|上市|入规|升规|入统|上规|转型|升级|落地|复工|投产|达产|开工|达标|触网|挂牌|创建|创成|认证|贯标)"
)
_BY_RULE_LEFT = regex.compile(r"(?:再|并)?(?:按照?|依|根据|给予|不超过)")
_GOES_BY = regex.compile(r"按照?|依照|参照|不超过|不高于|给予")
_GIVEN_BEHIND = regex.compile(
    r"(?:的)?(?:比例|标准|额度|部分|幅度)?,?(?:分[年期]|一次性)?(?:给予|予以|发放|享受)(?:[^,。;、]{0,10}?)(?P<given>一次性)?"
    r"(?P<noun>\p{Han}{0,6}(?:补助|补贴|奖励|奖补|资助|贴息|支持|扶持|补偿|减免|配套|返还|优惠))"
)
_BY_RULE_RIGHT = regex.compile(r"^(?:给予|予以|发放|享受|标准给予|标准)")
# 不低于土地出让收益的10%: the comparison stands before the whole.
_COMPARED_TO = regex.compile(r"^(?:原则上)?(?:不少于|不低于|不高于|不超过|超过|高于|低于)")
# 民营经济贡献了50%以上的税收, 268家园区创造了75%的收入
_CONTRIBUTES = regex.compile(
    r"(?:全[国省市县区])?(?:\d+[家个户])?(?P<who>\p{Han}{2,20}?)(?:贡献|创造|吸纳|承担|提供)了?(?:全[国省市县区])?"
)
# 旅客吞吐量恢复至2019年的90%, 交易额是去年的2倍
_AS_MUCH_AS = regex.compile(
    r"(?:是|为|达到?|相当于|恢复[至到]|达到?了|约为)(?:20\d\d年|去年|上年|前年|[“\"]?十[一二三四五]五[”\"]?)(?:同期|底|末|期间)?的?$"
)
# 给予贴息40%,单个项目最高500万元
_ONE_CASE = regex.compile(
    r"(?:单个|单户|单项|单家|每个|每家|每户|每人|同一|一个)"
    r"(?:企业|项目|单位|机构|平台|主体|户|人|申报主体|园区)?(?:每年|年度)?"
)
_RANKED = regex.compile(
    r"(?P<head>.*?)(?:综合)?(?:排名|位次)?(?:跻身|进入|进位至|位居|位列|排名|迈入|升至|保持在?|稳居|居(?!民|住|家)|列(?!车|入)|进(?![出口度展步])|排(?![放水污涝查]))(?P<tail>.*)$"
)


def read_candidate(candidate: Candidate) -> Draft | None:
    """The target that a candidate states; ``None`` where it states none."""
    if candidate.left in _BATCHES and candidate.phrase.shape == "verb_noun":
        candidate = replace(candidate, phrase=replace(candidate.phrase, shape="verb"), left="")
    given = _given_by_rule(candidate)
    reader = _rank if candidate.quantity.kind == "rank" else _READERS[candidate.phrase.shape]
    reading = given or reader(candidate)
    noun = clean_noun(reading.noun) if reading else ""
    if reading is None or not noun:
        return None
    return Draft(
        candidate.quantity, candidate.seg, candidate.phrase, noun, reading.measure, reading.rule, candidate.sentence
    )


def _given_by_rule(candidate: Candidate) -> Reading | None:
    """按照不超过投资额30%的比例给予一次性奖补: what is given stands behind the share that a rule goes by."""
    if candidate.quantity.kind not in ("percent", "money", "bare_money"):
        return None
    words = candidate.text[candidate.seg.left_start : candidate.seg.left_end]
    given = _GIVEN_BEHIND.match(candidate.text, candidate.quantity.expr_end, candidate.sentence[1])
    if not given or not _GOES_BY.search(words):
        return None
    return Reading((given["given"] or "") + given["noun"], "level", "share_of")


def _rank(candidate: Candidate) -> Reading:
    noun = candidate.left
    found = _RANKED.search(noun)
    if found:
        head = regex.sub(r"^.*?(?:并|且|力争|确保|争取)$", "", found["head"].strip("、,"))
        tail = regex.sub(r"^(?:全国|全省|全市|全区|全县|同类|国内|全球|世界)$", "", found["tail"].strip("、,"))
        noun = head if len(head) >= 2 else tail
    if candidate.previous and is_owned(noun):
        noun = owned(candidate.previous, noun)
    return Reading(noun or candidate.subject or object_before(candidate), "rank", "rank")


def _predicate(candidate: Candidate) -> Reading | None:
    phrase, right = candidate.phrase, candidate.right
    if phrase.predicate == "为" and not candidate.left and right and candidate.right_says_deed:
        # 为2200名残疾人提供服务
        return Reading(right, "increment", "verb")
    noun = subject_of(candidate)
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
    return Reading(noun, measure_of(candidate, noun), "predicate")


def _noun(candidate: Candidate) -> Reading | None:
    left, right, kind = candidate.left, candidate.right, candidate.quantity.kind
    if candidate.subject and PLACE.fullmatch(left):
        left = candidate.subject
    if candidate.subject and left in ATTRIBUTES:
        left = candidate.subject + left
    if candidate.subject and left.startswith("占"):
        left = candidate.subject + left
    if candidate.subject and _ONE_CASE.fullmatch(left):
        left = candidate.subject
    if candidate.previous and is_owned(left):
        left = owned(candidate.previous, left)
    countable = candidate.counted or kind in EXTENT
    words = candidate.text[candidate.seg.left_start : candidate.seg.left_end]
    if right and countable and JOINED.search(left) and _DRIVEN.match(words):
        # 推进变电站及20公里线路建设
        return Reading(right, "increment", "verb")
    if candidate.text[candidate.seg.left_end - 1 : candidate.seg.left_end] == "的" or left.endswith("的"):
        return _share(candidate, left)
    if right and candidate.counted and candidate.in_list and candidate.previous and SITE.fullmatch(left):
        # 实施东城新区100个、西城新区60个重点项目
        return Reading(left + right, candidate.previous.measure, "noun")
    if right and candidate.counted and not candidate.right_is_verbal:
        if candidate.phrase.verb and candidate.phrase.verb not in _NO_DEED and not candidate.right_is_attributive:
            # 在每个设区市明确1个试点县: the verb stands right before the number.
            return Reading(right, "increment", "verb")
        standard = _PER_BASE.search(left)
        if standard and candidate.quantity.expr_start < candidate.quantity.start:
            # 按照每千人口不少于8个托位建设
            return Reading(standard["base"] + _TO_BUILD.sub("", right), "level", "noun")
        return _count_before_noun(candidate)
    contributes = _CONTRIBUTES.fullmatch(left)
    if right and kind == "percent" and contributes:
        return Reading(f"{contributes['who']}贡献{right}", "level", "noun")
    if right and kind == "percent" and not candidate.seg.listed:
        return Reading(left if noun_kind(left) == "level" else left + right, "level", "noun")
    if candidate.part_of_previous and candidate.counted and _PART.fullmatch(left) and candidate.previous:
        # 新增专精特新企业100家,其中国家级20家
        left += _GRADE.sub("", candidate.previous.noun)
    measure = bare_measure(candidate, left)
    if right and kind == "money" and (not noun_kind(left) or candidate.right_is_attributive):
        return Reading(right, measure, "noun")
    return Reading(left, measure, "noun")


def _share(candidate: Candidate, left: str) -> Reading | None:
    """新增财力的15%用于科技: a share of what stands before 的, with what is done with it."""
    right = candidate.right
    left = _AS_MUCH_AS.sub("", _COMPARED_TO.sub("", left)) or left
    if candidate.counted and DONE.search(right) and _DRIVEN.match(left):
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
    if brought_to_completion(candidate) and (_DRIVEN.match(words) or candidate.previous):
        return Reading(candidate.right, "increment", "verb")
    if drives_projects(candidate, words):
        return Reading(candidate.right, "increment", "verb")
    return None


def _does(candidate: Candidate) -> bool:
    """Whether the bodies counted are to do something, or the things counted to be built."""
    quantity, right = candidate.quantity, candidate.right
    left = candidate.text[candidate.seg.left_start : candidate.seg.left_end]
    if _INTRODUCES.search(left) and (noun_kind(right) == "event" or _CARED_FOR.search(right)):
        return True
    driven = bool(_DRIVEN.match(left.lstrip("并且和、,")))
    if driven and _MOVES_ON.match(right):
        return True
    return (driven or quantity.expr_end > quantity.end) and bool(_COMPLETES.search(right))


def _goes_on(candidate: Candidate) -> bool:
    """Whether the count is the next of a list whose verb stands before the first: each with its noun behind it."""
    previous, seg = candidate.previous, candidate.seg
    return (
        previous is not None
        and previous.rule == "verb"
        and previous.quantity.unit == candidate.quantity.unit
        and bool(candidate.right)
        and not candidate.right_says_deed
        and not _HONOURED.search(candidate.right)
        and seg.left_start == seg.left_end
        and seg.boundary == ","
        and previous.seg.right_end == seg.left_start - 1
    )


def _empty(candidate: Candidate) -> Reading | None:
    quantity, right, previous = candidate.quantity, candidate.right, candidate.previous
    before = candidate.text[max(0, candidate.seg.left_end - 3) : candidate.seg.left_end]
    if right and _SERVES.search(before) and (candidate.right_says_deed or noun_kind(right) == "event"):
        # 向3.5万户困难家庭发放补贴, 面向2000名教师开展培训
        return Reading(_PROVIDES.sub("", right, count=1), "increment", "verb")
    if candidate.counted and right and not candidate.in_list and _does(candidate):
        # 50家以上企业完成改造, 支持100个养老设施建设
        return Reading(right, "increment", "verb")
    repeats = previous is not None and not right and previous.quantity.unit == quantity.unit
    if candidate.counted and repeats and candidate.seg.left_end > candidate.seg.left_start:
        # 2023年不低于4人,2025年不低于4.66人
        return Reading(candidate.subject, previous.measure if previous else "level", "empty")
    if _goes_on(candidate):
        # 培育3家综合型平台,20家专业型平台
        return Reading(right, "increment", "verb")
    if (candidate.counted and not candidate.in_list) or (right and quantity.kind in ("temperature", "sound")):
        return None
    if quantity.rule == "double":
        return Reading(candidate.subject, "growth", "empty")
    measure: Measure = "level" if quantity.kind == "percent" else "increment"
    if previous is not None and candidate.in_list:
        measure = previous.measure
    elif quantity.kind in MONEY and quantity.comparator == "<=" and quantity.expr_start < quantity.start:
        # 给予30%的补助,最高500万元
        measure = "level"
    if previous is not None and previous.measure == "growth" and quantity.kind != previous.quantity.kind and not right:
        # 经营主体增长18%、突破132万户
        measure = "level"
    if not right and candidate.seg.boundary == ":" and candidate.seg.left_end == candidate.seg.left_start:
        named = before_colon(candidate)
        if named:
            return Reading(named, "level", "noun")
    threshold = candidate.in_list and candidate.right_is_attributive and candidate.subject
    return Reading(candidate.subject if threshold else right or candidate.subject, measure, "empty")


_READERS: dict[Shape, Callable[[Candidate], Reading | None]] = {
    "predicate": _predicate,
    "verb": verb,
    "verb_noun": verb_noun,
    "noun": _noun,
    "empty": _empty,
}
