"""What a candidate measures where a verb of commitment stands before its number: 建成|10家, 新增|高新技术企业|40家."""

from __future__ import annotations

import regex

from extractors.indicators import noun_kind
from extractors.target_candidates import ALL_MET, EXTENT, MONEY, Candidate, Reading
from extractors.target_measures import measure_of
from extractors.target_subjects import object_before
from extractors.types import Measure
from extractors.verbs import verb_at_start, verb_kinds, verb_suffix

# 推动甲、乙等3000个项目开工: what is counted is to be done, however it is introduced.
DONE = regex.compile(
    r"(?:开复工|复工|关停|退出|关停退出|搬迁|开工|竣工|投产|投用|签约|落地|建成|通车|达产|上市|挂牌|入库|产业化|完工|交付|并网|升规|达标|入规|运营)"
    r"(?:建设|投产|见效|投用|达效)?$"
    rf"|{ALL_MET}"
)
# 吸引毕业生4万人|来本地就业
_SETTLES = regex.compile(r"(?:在|来|到|回|返|留)\p{Han}{1,6}?(?:就业|创业|工作|发展|落户|实习)(?:创业)?")
# Words that set something going, before the things or bodies counted.
DRIVEN = regex.compile(
    r"推动|推进|促进|力促|加速|加快|确保|力争|争取|实现|让|使|帮助|支持|引导|助推|助力|带动|新谋划|新增"
)
_DRIVING = ("推进", "推动", "实施", "加快推进", "组织实施")
_PROJECTS = regex.compile(r"^\p{Han}{0,12}(?:项目|工程|事项|任务|活动)$")
_CARRIED_OUT = regex.compile(r"(?:累计)?(?:完成|实施|开展|新增(?=\p{Han}{3}))(?=\p{Han}{2})")
_DEED_BEHIND = regex.compile(r"[下入赴到进参开实完上落]")
_CHOOSES = frozenset({"选择", "选取", "选定", "选出", "遴选", "确定", "筛选"})
_CHOSEN = regex.compile(r"\p{Han}{2,20}?(?=(?:率先)?(?:开展|进行|实施|作为|列为|推进))")
_BUILDS = regex.compile(
    r"(?:新|已|年内)?(?:开工建设|开工|竣工投产|竣工|投入使用|投入运营|建成投产|建成投用|建成|投产|投用|新建|续建|在建|完工|交付|通车|改造提升|提升改造|改造|建设|签约|落地)"
)
_BEHIND_BRACKET = regex.compile(r"\([^()]{2,24}\)(?P<noun>\p{Han}[^,。;、:()\d\n]{1,20})")
# 推广46个试点城市经验: what is spread is there already.
_SPREADS = frozenset({"推广", "应用", "推广应用", "落实"})
_LESSONS = regex.compile(r"(?:经验|做法|模式|成果|机制|制度|案例)$")
JOINED = regex.compile(r"(?:及|以及|和|与|并)$")
# 用好担保集团|3亿元|应急转贷资金
_FUNDS = regex.compile(r"\p{Han}{0,10}(?:资金|基金|贷款|债券|国债|专项债|授信|额度)")
# 实施29处、覆盖80万人、投资3亿元的供水工程: the noun stands behind the last of the things said of it.
_SAID_OF_IT = regex.compile(r"(?:[、,][^,。;、]{2,14}){1,3}?的(?P<noun>\p{Han}{2,20})(?=[,。;:、]|$)")


def verb(candidate: Candidate) -> Reading | None:
    """A verb right before the number: the noun stands behind, or is the verb's own, or the clause's before."""
    phrase, left = candidate.phrase, candidate.left
    kind = candidate.quantity.kind
    measure: Measure = "level" if kind == "percent" or phrase.verb_kind == "give" else "increment"
    if kind == "percent" and candidate.previous and candidate.previous.measure == "growth" and not candidate.right:
        # 增长6%左右,力争完成6.5%
        measure = "growth"
    if candidate.right:
        chosen = _CHOSEN.match(candidate.right) if phrase.verb in _CHOOSES else None
        if chosen:
            # 选择3-5个城市开展试点
            return Reading(chosen.group(), measure, "verb")
        if phrase.verb in _SPREADS and _LESSONS.search(candidate.right):
            return None
        return Reading(candidate.right, measure, "verb")
    bracketed = _BEHIND_BRACKET.match(candidate.text, candidate.quantity.expr_end, candidate.sentence[1])
    if bracketed and phrase.verb_kind == "strong":
        # 新建5家(累计20家)社区食堂
        return Reading(candidate.display[slice(*bracketed.span("noun"))], measure, "verb")
    carried = _CARRIED_OUT.match(left)
    if carried and candidate.quantity.kind != "percent":
        # 完成造林35万亩
        return Reading(left[carried.end() :], measure, "noun")
    before = (left[: -len(phrase.verb)] if left.endswith(phrase.verb) else left).strip("、和并")
    if before.startswith(("为", "向", "对")) and phrase.verb_kind == "strong":
        # 为小微企业减税降费20亿元: for whom is no part of what is measured.
        return Reading(phrase.verb, measure, "verb_object")
    if len(before) >= 2 and phrase.verb_kind in ("strong", "plain") and not verb_kinds().get(before):
        # 日供水保障能力新增10万吨
        return Reading(before, measure, "predicate")
    if candidate.in_list and candidate.previous and noun_kind(left) == "level":
        # 新增上市企业3家、贷款800亿元
        return Reading(left, candidate.previous.measure, "noun")
    goes_on = candidate.in_list and kind not in EXTENT
    named = object_before(candidate) if len(left) == 2 else ""
    if named:
        # 引育海外人才,力争申报2人以上
        return Reading(named, measure, "verb_object")
    if candidate.previous is None and candidate.topic and _BUILDS.fullmatch(left):
        # 改造泵站 | 改造30座: the row's name has the noun.
        doing = verb_at_start().match(candidate.topic)
        return Reading(candidate.topic[doing.end() :] if doing else candidate.topic, measure, "verb_object")
    if candidate.previous and candidate.previous.quantity.unit == candidate.quantity.unit and _BUILDS.fullmatch(left):
        # 谋划项目72个,年内开工建设55个
        return Reading(candidate.subject, measure, "verb_object")
    if len(left) >= 4 or (left and phrase.verb_kind == "plain" and not goes_on):
        return Reading(left, measure, "noun")
    previous = candidate.previous
    # 培育龙头企业10家,新增3家: counted alike, so the same things are counted.
    alike = previous is not None and previous.quantity.unit == candidate.quantity.unit
    borrowed = previous is not None and (alike or previous.rule == "verb_object")
    if (goes_on or borrowed) and candidate.subject:
        return Reading(candidate.subject, measure, "verb_object")
    behind = _SAID_OF_IT.match(candidate.text, candidate.quantity.expr_end, candidate.sentence[1])
    noun = object_before(candidate) or (
        candidate.display[slice(*behind.span("noun"))] if behind else left or phrase.verb
    )
    return Reading(noun, measure, "verb_object")


def verb_noun(candidate: Candidate) -> Reading | None:
    """A verb, then its object, then the number: 新增高新技术企业|40家."""
    noun, right, phrase = candidate.left, candidate.right, candidate.phrase
    if candidate.counted and _SETTLES.fullmatch(right):
        return Reading(noun, measure_of(candidate, noun), "verb_noun")
    countable = candidate.counted or candidate.quantity.kind in EXTENT
    if right and countable and phrase.verb_kind == "strong" and JOINED.search(noun):
        # 实施十大项目及30个专项: the number opens the second part of a list.
        return Reading(right, "increment", "verb")
    if right and candidate.counted and not candidate.right_is_verbal:
        if brought_to_completion(candidate) or drives_projects(candidate, phrase.verb):
            noun = right
        elif verb_kinds().get(verb_suffix(noun, 0, len(noun))) == "strong":
            # 选择部分地区开展100个培训项目
            return Reading(right, "increment", "verb")
        elif phrase.verb_kind != "strong" or noun.endswith("等") or candidate.right_is_attributive:
            # 推动甲、乙等7家实验室…: the verb governs something else, the count describes.
            return None
        elif len(right) <= 4 and not _DEED_BEHIND.match(right):
            noun += right
    if right and candidate.quantity.kind == "percent" and candidate.right_is_verbal:
        # 新建建筑100%执行绿色标准
        which = phrase.verb if phrase.verb.startswith(("新", "改", "扩")) else ""
        return Reading(which + noun + right, "level", "share_of")
    if right and phrase.verb_kind == "give" and not candidate.right_is_verbal:
        if candidate.quantity.kind in MONEY:
            # 给予创建单位1万元补贴: what is given stands behind its sum.
            return Reading(right, "level", "verb_noun")
        if candidate.right_is_attributive:
            # 给予2月份租金50%的减免
            return Reading(noun + right, "level", "verb_noun")
    last = noun.rpartition("、")[2]
    again = verb_at_start().match(last)
    if last != noun and again and verb_kinds()[again.group()] == "strong" and len(last) - again.end() >= 2:
        # 关停小火电机组、淘汰水泥产能: the last verb of the list has the number.
        noun = last[again.end() :]
    alike = candidate.previous is not None and candidate.previous.quantity.unit == candidate.quantity.unit
    if verb_kinds().get(noun) == "plain" and alike:
        # 排查堆放点1619处,已完成整治1618处
        noun = candidate.subject + noun
    if right and candidate.quantity.kind in EXTENT:
        if noun_kind(right) != "event" or len(right) > 10:
            return None
        noun += right
    if right and candidate.quantity.kind in MONEY and (candidate.right_is_attributive or _FUNDS.fullmatch(right)):
        noun = right
    return Reading(noun, measure_of(candidate, noun), "verb_noun")


def brought_to_completion(candidate: Candidate) -> bool:
    """推动…等8个项目开工: a deed on things counted, some of them named."""
    return bool(DONE.search(candidate.right))


def drives_projects(candidate: Candidate, words: str) -> bool:
    """推进都市圈120项重点项目: projects of a place, driven as a whole."""
    short = len(candidate.left) <= 8 and not candidate.left.endswith("等")
    return short and words.startswith(_DRIVING) and bool(_PROJECTS.search(candidate.right))
