"""What a candidate measures: one reader for each shape of the words left of the number.

Each reader gives noun, measure and rule, or ``None`` where the number is no target record: it describes what is
already there, names a list, or belongs to something else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import regex

from extractors.indicators import Shape, noun_kind
from extractors.target_bare import empty
from extractors.target_candidates import EXTENT, Candidate, Draft, Reading, clean_noun
from extractors.target_lists import SITE
from extractors.target_measures import bare_measure, measure_of
from extractors.target_owners import branch_of, is_owned, of_group, owned, place_first
from extractors.target_rewording import reworded
from extractors.target_shares import contributed, given_by_rule, share
from extractors.target_subjects import ATTRIBUTES, PLACE, before_colon, object_before, subject_of
from extractors.target_verbs import DRIVEN, JOINED, brought_to_completion, drives_projects, verb, verb_noun

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


_BATCH = regex.compile(r"^(?:首批|第[一二三四]批)")
_EACH_ONES = frozenset({"人均", "户均", "亩均"})
_KEEPS_UP = regex.compile(r"(?:保持|实现|维持)[^,。;]{0,6}$")
_NOTHING_MEASURED = frozenset({"严禁", "禁止", "不得", "资金按", "按"})
_PER_BASE = regex.compile(r"(?:^|按照?|达到)(?P<base>每(?:十万|百万|[万千百])?名?\p{Han}{1,6})$")
_TO_BUILD = regex.compile(
    r"(?<=\p{Han}{2})(?:的?(?:要求|标准|比例))?(?:的|以上)?(?:规划|建设|配建|配置|配备|设置|设立|核定|安排|建).*$"
)
_GRADE = regex.compile(r"^(?:(?:国家|省|市|县|区|自治区)级(?:及?以上)?|\d?[\d.]*[万亿]+元以[上下])的?")
_PART = regex.compile(
    r"\d[\d.]*[万亿]+元以[上下]|"
    r"(?:国家|省|市|县|区|自治区|[一二三四五]|[A-E]{1,5}|\d[A-E])级(?:及?以上)?|(?:纳入|属于)\p{Han}{2,10}|(?:主城|中心城|城|市|郊|山|牧|老城|新城)区|农村|城镇|县城|乡镇|县域"
)


# 给予贴息40%,单个项目最高500万元
_ONE_CASE = regex.compile(
    r"(?:单个|单户|单项|单家|每个|每家|每户|每人|同一|一个)"
    r"(?:企业|项目|单位|机构|平台|主体|户|人|申报主体|园区)?(?:每年|年度)?"
)
# 增幅连续两年全省第一: among whom the rank counts, and for how long.
_AMONG = regex.compile(
    r"(?:连续[\d一二两三四五六七八九十]{1,2}年)?(?:蝉联|稳居|保持)?"
    r"(?:全[国省市区县州球]|世界|亚洲|[东中西]部|东北|同类城市|副省级城市|计划单列市|地级市)(?:地级市|城市|同类城市)?$"
)
_SETS_TO_WORK = regex.compile(r"(?:[,、并]|组织|积极|主动)*(?:帮助|动员|发动|指导|督促|邀请|帮扶|辅导|协助|助力|助推)")
_RAISES = regex.compile(r"提升|改善|优化")
_SHARE_TAIL = regex.compile(r"(?<=\p{Han}{3})(?:占[^,。;]{2,16}(?:比重|比例|份额|占比)|占比)$")
_SPREADS = regex.compile(r"(?:[由从]?\d{1,5}[个家所]\p{Han}{0,6})?(?:推广|覆盖|扩大|拓展|延伸|扩展|推开)?")
_ABLE = regex.compile(r"(?:的)?\p{Han}{2,8}能力")
_GAINS_ABILITY = regex.compile(r"(?P<gains>具备|形成|达到|拥有)(?:[年日](?:产|处理|加工|供))?(?:约|近)?")
_PUSHED = regex.compile(r"(?:抓好|力争|确保|推进|推动|完成|加快|争取)[^,。;]{2,12}的")
_SEES_THROUGH = regex.compile(r"完成对")
_SEEN_THROUGH = regex.compile(
    r"\p{Han}的?(?:审核|审查|整改|改造|评估|验收|检查|排查|治理|监测|培训|评价|考核|核查|检测|修复)$"
)
_FOR_WHOM = regex.compile(r"(?:免费|无偿|累计|全年|集中|分批|上门|可|年内)?")
_VERB_ALONE = regex.compile(
    r"(?:巩固|改善|整治|改造|优化|完善|扩容|打造|培育|新建|建设|修缮|更新|美化|亮化|绿化|规范|治理|提质)"
)
_RANKED = regex.compile(
    r"(?P<head>.*?)(?:综合)?(?:排名|位次)?(?:跻身|进入|进位至|位居|位列|排名|迈入|升至|保持在?|稳居|进位到|上升[到至]|跃升[到至]|跃居|提升[到至]|居(?!民|住|家)|列(?!车|入)|进(?![出口度展步])|排(?![放水污涝查]))(?P<tail>.*)$"
)


# 覆盖率连续6年居全区第一
_YEARS_RUNNING = regex.compile(r"[已均并且]?连续(?:\d{1,2}|[一二三四五六七八九十两]{1,2})年(?:稳(?=[居位列保]))?")
_ITS_YEAR = regex.compile(r"20\d\d年(?:底|末)?的?")
_REACHING = regex.compile(r"\p{Han}{2}(?:达到|达)[\p{Han}ⅠⅡⅢⅣⅤ]{2,8}的?$")
_ALL_OF_THEM = regex.compile(r"(?:全部|均|全面)?(?:为|使用|采用|是)\p{Han}{2}")


def read_candidate(candidate: Candidate) -> Draft | None:
    """The target that a candidate states; ``None`` where it states none."""
    candidate = reworded(candidate)
    if candidate.left in _BATCHES and candidate.phrase.shape == "verb_noun":
        candidate = replace(candidate, phrase=replace(candidate.phrase, shape="verb"), left="")
    given = given_by_rule(candidate) or _all_of_the_new(candidate) or _ability(candidate)
    reader = _rank if candidate.quantity.kind == "rank" else _READERS[candidate.phrase.shape]
    reading = given or reader(candidate)
    noun = clean_noun(reading.noun) if reading else ""
    noun = place_first(branch_of(candidate, noun) + noun)
    if reading is None or not noun or noun in _NOTHING_MEASURED:
        return None
    return Draft(
        candidate.quantity, candidate.seg, candidate.phrase, noun, reading.measure, reading.rule, candidate.sentence
    )


def _all_of_the_new(candidate: Candidate) -> Reading | None:
    """新增公务用车|80%以上为新能源汽车: which of them, and what all of them are."""
    verb_before = candidate.phrase.verb
    fresh = candidate.phrase.shape == "verb_noun" and verb_before.startswith(("新增", "更新", "新购", "更换"))
    if candidate.quantity.kind != "percent" or not fresh or not _ALL_OF_THEM.match(candidate.right):
        return None
    return Reading(verb_before + candidate.left + candidate.right, "level", "share_of")


def _ability(candidate: Candidate) -> Reading | None:
    """具备50万人次接待能力, 形成年产100万吨的生产能力: the ability stands behind its size."""
    if not _ABLE.fullmatch(candidate.right) or not (candidate.counted or candidate.quantity.kind in EXTENT):
        return None
    gained = _GAINS_ABILITY.fullmatch(candidate.text, candidate.seg.left_start, candidate.seg.left_end)
    if gained is None:
        return None
    return Reading(candidate.right, "increment" if gained["gains"] == "形成" else "level", "noun")


def _rank(candidate: Candidate) -> Reading:
    noun = _YEARS_RUNNING.sub("", candidate.left)
    found = _RANKED.search(noun)
    if found:
        head = regex.sub(r"^.*?(?:并|且|力争|确保|争取)$", "", found["head"].strip("、,"))
        tail = regex.sub(r"^(?:全国|全省|全市|全区|全县|同类|国内|全球|世界)$", "", found["tail"].strip("、,"))
        noun = head if len(head) >= 2 else tail
    noun = _AMONG.sub("", noun)
    if candidate.previous and is_owned(noun):
        noun = owned(candidate.previous, noun)
    if candidate.subject and noun in ATTRIBUTES:
        noun = candidate.subject + noun
    return Reading(noun or candidate.subject or object_before(candidate) or candidate.phrase.verb, "rank", "rank")


def _predicate(candidate: Candidate) -> Reading | None:
    phrase, right = candidate.phrase, candidate.right
    if phrase.predicate == "为" and not candidate.left and right and candidate.right_says_deed:
        # 为2200名残疾人提供服务
        return Reading(right, "increment", "verb")
    if right and candidate.left and phrase.predicate.endswith(("到", "至")) and _SPREADS.fullmatch(candidate.left):
        # 推广到20个园区, 由5个县扩大到20个县
        return Reading(right, "level", "predicate")
    aimed = phrase.modality and phrase.predicate == "有" and not candidate.left and candidate.counted
    if aimed and (candidate.right_says_deed or brought_to_completion(candidate)):
        # 力争有2个项目获得国家支持
        return Reading(right, "increment", "verb")
    for_whom = phrase.predicate == "为" and candidate.counted and _FOR_WHOM.fullmatch(candidate.left)
    if for_whom and len(right) >= 4:
        # 免费为5000名妇女开展筛查, 为8000户困难家庭安装报警器
        return Reading(right, "increment", "verb")
    if right and candidate.counted and _RAISES.fullmatch(phrase.predicate) and _VERB_ALONE.fullmatch(candidate.left):
        # 巩固提升50个示范村
        return Reading(right, "increment", "verb")
    noun = subject_of(candidate)
    if not candidate.left and phrase.change == "growth" and candidate.quantity.kind in ("percent", "times"):
        # 数字经济增加值占GDP比重达到10%,年均增长15%: what grows is the part, not its share.
        noun = _SHARE_TAIL.sub("", noun)
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
    if noun in _EACH_ONES and candidate.subject and not right:
        # 住房面积200万平方米,户均达到|100平方米
        noun += candidate.subject
    if noun in ATTRIBUTES and not candidate.subject:
        # 工业投资保持两位数增长,增幅不低于15%
        noun = _KEEPS_UP.sub("", object_before(candidate)) + noun
    if phrase.predicate == "占" and noun and not noun.endswith("占"):
        noun += "占比"
    return Reading(noun, measure_of(candidate, noun), "predicate")


def _noun(candidate: Candidate) -> Reading | None:
    left, right, kind = candidate.left, candidate.right, candidate.quantity.kind
    if candidate.subject and PLACE.fullmatch(left):
        left = candidate.subject
    if left in _EACH_ONES and not right:
        # 公园绿地面积500公顷,人均|15平方米
        return Reading(f"{left}{candidate.subject}", "level", "noun") if candidate.subject else None
    if left in _BATCHES and candidate.previous and not right:
        # 第一批试点城市5个,第二批|10个
        left += _BATCH.sub("", candidate.previous.noun)
    if candidate.previous and not right and _ITS_YEAR.fullmatch(left):
        # 产值达到2025年的200亿元、2030年的|500亿元
        return Reading(candidate.subject, candidate.previous.measure, "noun")
    if not right:
        left = of_group(candidate, left) or left
    if candidate.subject and left in ATTRIBUTES:
        left = candidate.subject + left
    if candidate.subject and left.startswith("占") and not left.startswith("占地"):
        left = candidate.subject + left
    if candidate.subject and _ONE_CASE.fullmatch(left):
        left = candidate.subject
    if candidate.previous and is_owned(left):
        left = owned(candidate.previous, left)
    countable = candidate.counted or kind in EXTENT
    words = candidate.text[candidate.seg.left_start : candidate.seg.left_end]
    final_deed = candidate.phrase.verb in ("服务", "对接", "走访", "联系", "帮扶")
    if right and countable and JOINED.search(left) and DRIVEN.match(words):
        # 推进变电站及20公里线路建设
        return Reading(right, "increment", "verb")
    if candidate.text[candidate.seg.left_end - 1 : candidate.seg.left_end] == "的" or left.endswith("的"):
        quantity = candidate.quantity
        brought = brought_to_completion(candidate) or right.endswith("获批") or noun_kind(right) == "event"
        if right and candidate.counted and brought and _PUSHED.fullmatch(words):
            # 力争谋划的8个项目获批, 抓好列入计划的20个街区改造
            return Reading(right, "increment", "verb")
        if kind == "percent" and not right and quantity.expr_start < quantity.start and _REACHING.search(left):
            # 考核断面达到优良的超过|60%
            return Reading(left.rstrip("的"), "level", "share_of")
        return share(candidate, left)
    if right and candidate.counted and candidate.in_list and candidate.previous and SITE.fullmatch(left):
        # 实施东城新区100个、西城新区60个重点项目
        return Reading(left + right, candidate.previous.measure, "noun")
    if right and candidate.counted and _SETS_TO_WORK.fullmatch(left):
        # 帮助1万名毕业生实现就业, 指导200家企业建立体系
        return Reading(right, "increment", "verb")
    if right and candidate.counted and not candidate.right_is_verbal:
        if candidate.phrase.verb and candidate.phrase.verb not in _NO_DEED and not candidate.right_is_attributive:
            # 在每个设区市明确1个试点县: the verb stands right before the number.
            return Reading(right, "increment", "verb")
        before = candidate.previous
        if before and before.rule == "verb" and before.quantity.expr_end == candidate.seg.left_start and final_deed:
            # 组织100名专家服务|200家企业
            return Reading(right, "increment", "verb")
        if _SEES_THROUGH.fullmatch(words) and _SEEN_THROUGH.search(right):
            # 完成对50家企业的审核
            return Reading(right, "increment", "verb")
        if left.endswith("”") and DRIVEN.match(words) and 1 < len(right) <= 6:
            # 推进燃气“瓶改管”80个小区
            return Reading(left + right, "increment", "verb")
        standard = _PER_BASE.search(left)
        if standard and candidate.quantity.expr_start < candidate.quantity.start:
            # 按照每千人口不少于8个托位建设
            return Reading(standard["base"] + _TO_BUILD.sub("", right), "level", "noun")
        return _count_before_noun(candidate)
    part = contributed(candidate, left)
    if part:
        return part
    if right and kind == "percent" and not candidate.seg.listed:
        return Reading(left if noun_kind(left) == "level" else left + right, "level", "noun")
    label = before_colon(candidate) if candidate.seg.boundary == ":" and not noun_kind(left) else ""
    if label and not right:
        # 本科以上学历比例:小学85%
        return Reading(left + label, "level", "noun")
    if candidate.part_of_previous and candidate.counted and _PART.fullmatch(left) and candidate.previous:
        # 新增专精特新企业100家,其中国家级20家
        left += _GRADE.sub("", candidate.previous.noun)
    measure = bare_measure(candidate, left)
    if right and kind == "money" and (not noun_kind(left) or candidate.right_is_attributive):
        return Reading(right, measure, "noun")
    return Reading(left, measure, "noun")


def _count_before_noun(candidate: Candidate) -> Reading | None:
    """A count between two nouns describes, unless the things counted are brought to completion."""
    words = candidate.text[candidate.seg.left_start : candidate.seg.left_end]
    if brought_to_completion(candidate) and (DRIVEN.match(words) or candidate.previous):
        return Reading(candidate.right, "increment", "verb")
    if drives_projects(candidate, words):
        return Reading(candidate.right, "increment", "verb")
    return None


_READERS: dict[Shape, Callable[[Candidate], Reading | None]] = {
    "predicate": _predicate,
    "verb": verb,
    "verb_noun": verb_noun,
    "noun": _noun,
    "empty": empty,
}
