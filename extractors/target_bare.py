"""What a number measures where no noun stands before it: bodies that do something, the next of a list, a subject."""

from __future__ import annotations

import regex

from extractors.indicators import noun_kind
from extractors.segments import after_mark
from extractors.target_candidates import MONEY, Candidate, Reading
from extractors.target_subjects import before_colon, object_before
from extractors.target_verbs import DONE, DRIVEN
from extractors.types import Measure

_SERVES = regex.compile(r"(?:[,。;:年]|组织|开展|完成|^)(?:面?向|为|帮助|组织|资助|带动|针对|对|给|将|把)$")
_GIVES = regex.compile(r"给予|予以|奖励|补助|补贴|处罚|罚款|问责|约谈|实行|减")
_HONOURED = regex.compile(r"入选|入围|荣?获|列入|位居|排名|居全|上榜|跻身")
_PROVIDES = regex.compile(r"(?<=\p{Han}{2})(?:组织)?(?:开展|提供|进行|举办)(?=\p{Han}{2})")
# 抓好31个老旧小区改造, 办好30件民生实事; 做好六项工作 and 抓好三个环节 say where to work.
_INTRODUCES = regex.compile(
    r"(?:支持|加快|促进|统筹|抓好|抓实|做好|办好|办实|搞好|干好)"
    r"(?:20\d\d年度?)?(?:[\d一二三四五六七八九十]{1,3}大?(?:类|方面|领域))?$"
)
_CARED_FOR = regex.compile(r"(?:修缮|实事|项目|工程|赛事|重点改革)$|^(?:续建|在建|新建|改扩建)")
# 50家以上企业完成改造, 推动200家企业上云
_COMPLETES = regex.compile(
    r"^[\p{Han}()、“”]{1,20}?(?:完成|实现|达到|建成|建立|通过|进入|入选|开展|实施|参与|加入|接入|应用|获得|获评|成为|列入|纳入|入围|获批|创成|跻身|晋升|晋级|上榜|用上)"
    r"(?:\p{Han}{2}|[ⅠⅡⅢⅣⅤI]{1,3}类)"
    r"|^\p{Han}{1,10}?(?:获(?:国家|省|市|中国)|创(?:[三二]甲|国家|省)|升格)"
)
_BROKEN_THROUGH = regex.compile(r"[\p{Han}“”]{0,12}(?:技术|难题|瓶颈|工艺|装备|品种|环节|堵点|痛点|材料|短板|问题)")
_MADE_INTO = regex.compile(r"\p{Han}{1,8}(?:列为|列入|打造成|打造为|建设成|升级为|培育成|创建为)")
_DEED = regex.compile(r"(?:达到|完成|实现|建成|稳定|具备|通过|开展|建立|采用|配备|接入|纳入)\p{Han}{2}")
_DOER = regex.compile(
    r"(?:[到至]?20\d\d年(?:底|末)?(?:前)?,?)?(?:全[国省市区县]|力争|确保|推动)?(?P<who>\p{Han}{2,16}?)(?:全部|基本|全面|普遍|均(?!衡)|已)"
)
_ENTERS = regex.compile(r"\p{Han}{0,8}(?:列入|纳入|入选|入围|获批|进入)")
_REACHES = regex.compile(r"[\p{Han}“”()（）、]{1,16}?(?:实现|完成|达到|建成|通过|获批|获评|入选)\p{Han}{2}")
_IN_ALL = regex.compile(r"(?:全年|年度|每年|累计|合计|总数|总计|共计?|全年共)+")
_MOVES_ON = regex.compile(
    r"^[\p{Han}()、“”]{1,20}?(?:上云|上市|入规|升规|入统|上规|转型|升级|落地|复工|投产|达产|开工|达标|触网|挂牌|创建|创成|认证|贯标)"
)


def empty(candidate: Candidate) -> Reading | None:
    """Nothing stands left: the noun is behind the number, or it is the subject of the number before."""
    quantity, right, previous = candidate.quantity, candidate.right, candidate.previous
    before = candidate.text[max(0, candidate.seg.left_end - 3) : candidate.seg.left_end]
    gives = before.endswith("对") and _GIVES.search(right)
    handled = before.endswith(("将", "把", "给")) and not candidate.counted
    serves = _SERVES.search(before) and not gives and not handled
    made = before.endswith(("将", "把")) and _MADE_INTO.match(right)
    if right and serves and (made or candidate.right_says_deed or noun_kind(right) == "event"):
        # 向3.5万户困难家庭发放补贴, 面向2000名教师开展培训
        return Reading(_PROVIDES.sub("", right, count=1), "increment", "verb")
    if right and quantity.kind == "percent" and _DEED.match(right):
        doer = _doer_before(candidate)
        if doer:
            # 重点产能全部达到基准水平,30%以上达到标杆水平
            return Reading(doer + right, "level", "share_of")
    if candidate.counted and right and not candidate.in_list and _does(candidate):
        # 50家以上企业完成改造, 支持100个养老设施建设
        return Reading(right, "increment", "verb")
    achieves = candidate.text[quantity.expr_start : quantity.start] == "突破"
    if candidate.counted and achieves and _BROKEN_THROUGH.match(right):
        # 突破20项关键技术
        return Reading(right, "increment", "verb")
    repeats = previous is not None and not right and previous.quantity.unit == quantity.unit
    if candidate.counted and repeats and candidate.seg.left_end > candidate.seg.left_start:
        # 2023年不低于4人,2025年不低于4.66人; 新建5家(累计20家)
        summed = (
            candidate.seg.boundary == "("
            and "累计" in candidate.text[candidate.seg.left_start : candidate.seg.left_end]
        )
        return Reading(candidate.subject, "level" if summed or not previous else previous.measure, "empty")
    if previous is not None and candidate.counted and not right and previous.quantity.expr_end == quantity.expr_start:
        # 改造老旧小区209个5万户
        return Reading(previous.noun, previous.measure, "empty")
    above = quantity.comparator == ">" and quantity.expr_start < quantity.start
    if candidate.counted and repeats and above and candidate.seg.boundary == ",":
        # 民营企业净增300家,突破2000家
        return Reading(candidate.subject, "level", "empty")
    if _goes_on(candidate):
        # 培育3家综合型平台,20家专业型平台
        return Reading(right, "level" if quantity.kind == "percent" else "increment", "verb")
    words = candidate.text[candidate.seg.left_start : candidate.seg.left_end]
    whole = candidate.counted and not right and quantity.comparator != "=" and _IN_ALL.fullmatch(words)
    object_told = candidate.subject or object_before(candidate) if whole else ""
    if object_told:
        # 每季度举办1场非遗集市,全年不少于30场次
        return Reading(object_told, previous.measure if previous else "increment", "empty")
    if (candidate.counted and not candidate.in_list) or (right and quantity.kind in ("temperature", "sound")):
        return None
    if quantity.rule == "double":
        return Reading(candidate.subject, "growth", "empty")
    measure: Measure = "level" if quantity.kind == "percent" else "increment"
    words_before = candidate.text[candidate.seg.left_start : candidate.seg.left_end]
    aimed = candidate.phrase.modality or words_before in ("冲刺", "奋斗目标")
    aims = previous is not None and previous.quantity.unit == quantity.unit and aimed
    if previous is not None and (candidate.in_list or aims):
        # 使用外资2.8亿美元,力争3亿美元
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


def _does(candidate: Candidate) -> bool:
    """Whether the bodies counted are to do something, or the things counted to be built."""
    quantity, right = candidate.quantity, candidate.right
    left = candidate.text[candidate.seg.left_start : candidate.seg.left_end]
    counted_before = previous_count(candidate)
    if _INTRODUCES.search(left or counted_before) and (noun_kind(right) == "event" or _CARED_FOR.search(right)):
        return True
    if DONE.search(right):
        # 80个项目建成投产
        return True
    previous = candidate.previous
    alike = previous is not None and previous.rule == "verb" and previous.quantity.unit == quantity.unit
    goes_on = previous is not None and previous.rule == "verb" and not left and candidate.seg.boundary == ","
    if goes_on and _COMPLETES.search(right) and len(right) <= 16:
        # 争取3所高校升格,2家医院创三甲
        return True
    if alike and _ENTERS.match(right):
        # 争取3个项目纳入国家规划,10个项目列入省重点
        return True
    alone = not left or candidate.phrase.scope == left
    if alone and candidate.seg.boundary in (",", "。", ";", "\n", "") and _REACHES.match(right):
        # 200项事项实现全程网办
        return True
    driven = bool(DRIVEN.match(left.lstrip("并且和、,")))
    if driven and _MOVES_ON.match(right):
        return True
    return (driven or quantity.expr_end > quantity.end) and bool(_COMPLETES.search(right))


def _doer_before(candidate: Candidate) -> str:
    """Whose share is told: the subject of the clause before, up to what all of them do; empty where it is not said."""
    text, first = candidate.text, candidate.sentence[0]
    end = max(first, after_mark(text, first, candidate.seg.left_start, ",") - 1)
    found = _DOER.match(text, after_mark(text, first, end, ","), end)
    return found["who"] if found else ""


def previous_count(candidate: Candidate) -> str:
    """The words before 20件 where another count stands between: 办好10类|20件民生实事."""
    return candidate.text[max(0, candidate.seg.left_end - 12) : candidate.seg.left_end]


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
