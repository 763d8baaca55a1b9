"""Whose attribute a number tells, where only the attribute is said: its owner, its group, its branch of industry."""

from __future__ import annotations

import regex

from extractors.indicators import noun_kind
from extractors.segments import after_mark
from extractors.target_candidates import COUNTED, Candidate, Draft

# What cannot be measured without its owner: 规上工业企业净增20家,总数达300家; 完成改造10万户,验收合格率100%.
_OWNED = regex.compile(
    r"(?:累计)?(?:(?:年度)?投资|年税收|税收贡献|经营性收入|并网规模|总投资|计划总投资|总投资额|协议投资额?"
    r"|总数|总量|总规模|总面积|总里程|总产量|总产|产量|单产|亩产|出栏|存栏|总人数|总户数|总个数|保有量|数量"
    r"|(?:覆盖|达标|合格|办结|完成|利用|普及|满意|知晓|成活|保存|使用|处理|收集|处置|化解|通达|采集|入驻|到位|转化|开工|投产|完好|在线|开放|回收)率)"
)
# 漏损率控制在9%以内,有条件的城市控制在8%以内: another group, of which the same is measured.
_GROUP_WORDS = (
    r"(?:小学|初中|高中|中学|高校|幼儿园|城镇|农村|城市|地区|区域|县城|城区|组团|地段|园区|乡镇|行业|学校|医院|机构|人群|社区|村庄|建筑|小区|机关|单位|企业|家庭|流域|山区|平原|产业"
    r"|停车场|设区市|市(?![政场民容级])|县(?![级域])|区(?!域)|镇(?!化)|村(?![民庄])|省(?!级))"
)
_GROUP = regex.compile(rf"\p{{Han}}{{0,16}}{_GROUP_WORDS}")
_OF_GROUP = regex.compile(rf"^[\p{{Han}}、]{{0,40}}{_GROUP_WORDS}(?=\p{{Han}}{{2}})")
# 化工产业,…力争实现产值400亿元; 白酒产业实现营收1600亿元: whose it is stands before the verb or opens the sentence.
_ECONOMIC = regex.compile(
    r"(?:年|总|年总|主营业务|综合|全年|全口径)?(?:产值|营收|营业收入|销售收入|销售额|产销|税收|增加值|主营业务收入|产业规模|经济规模|交易额)"
)
_BRANCH = (
    r"(?:产业集群|产业链|产业|制造业|服务业|旅游业|种植业|养殖业|加工业|物流业|农业|集群|园区|基地|示范区|开发区|新区)"
)
_BRANCH_DOES = regex.compile(
    rf"(?P<owner>[\p{{Han}}“”]{{1,16}}{_BRANCH})(?:预计|力争|计划|全年|累计|年内|有望)?(?:实现|完成|达到|创造|达)$"
)
_BRANCH_OPENS = regex.compile(
    rf"(?:加快|大力|着力|全力|积极|持续|重点|聚焦)?(?:建设|打造|建成|做强|做大|做优|做大做强|做优做强|培育壮大|培育|发展壮大|发展|壮大)?"
    rf"(?P<owner>[\p{{Han}}“”]{{1,16}}?{_BRANCH}),"
)
_FORETOLD = regex.compile(r"^(?:预计|力争|确保|推动|促进|带动|全[国省市县区])+")
_RATE = regex.compile(r"(?:率|占比|比重|比例|覆盖度|密度)$")
_PLACED = regex.compile(
    rf"(?P<noun>\p{{Han}}{{2,20}}?(?:率|占比|比重|比例|覆盖度|密度)),?在?(?P<place>\p{{Han}}{{0,8}}{_GROUP_WORDS})"
)
_EACH_BASE = regex.compile(r"每(?:[十百]?万|千|百)?名?(?:常住|户籍|服务|农业)?(?:人口|人|户|老年人)")
_STAFF = regex.compile(r"(?:医师|医生|护士|药师|床位|托位|学位|卫生人员|专任教师|社工|养老护理员)(?:数|数量|人数)?$")
_OWNERS_HEAD = regex.compile(
    r"(?:播种面积|种植面积|养殖面积|面积|产量|总产量|存栏|出栏|总数|数量|总量|总户数|处理量|产生量"
    r"|(?:治理|处理|收集|处置|覆盖|普及|合格|达标|利用|回收)率|建设|改造|新建|营收|营业收入|总收入|总?产值)$"
)


def is_owned(noun: str) -> bool:
    """Whether ``noun`` says nothing without its owner."""
    return bool(_OWNED.fullmatch(noun))


def owned(previous: Draft, noun: str) -> str:
    """An attribute with its owner from the quantity before: 蔬菜播种面积50万亩,产量|150万吨."""
    counts = previous.quantity.kind in COUNTED and previous.measure != "level"
    if "投资" in noun and not (counts and previous.noun.endswith(("项目", "工程"))):
        return noun
    if noun.endswith("率") and previous.noun.endswith(noun[:-1]):
        # 信息采集10万户,采集率达99%
        return previous.noun + "率"
    head = _OWNERS_HEAD.search(previous.noun)
    if head and head.start() and (not counts or head.group() == noun):
        return previous.noun[: head.start()] + noun
    return previous.noun + noun if counts or noun.endswith("总数") else noun


def of_group(candidate: Candidate, noun: str) -> str:
    """What the quantity before measures, of another group of bodies or places; empty where ``noun`` is no group."""
    previous, quantity = candidate.previous, candidate.quantity
    if previous is None and _GROUP.fullmatch(noun) and candidate.seg.boundary == ",":
        # 垃圾处理率,城区达到98%,乡镇达到90%
        alone = measured_alone(candidate)
        return noun + alone if alone else ""
    counted = candidate.counted and candidate.part_of_previous and _EACH_BASE.match(previous.noun if previous else "")
    if (
        previous is None
        or (quantity.kind not in ("percent", "point", "rate") and not counted)
        or quantity.unit != previous.quantity.unit
        or noun_kind(previous.noun) != "level"
        or not _GROUP.fullmatch(noun)
    ):
        return ""
    own = _OF_GROUP.match(previous.noun)
    return noun + (previous.noun[own.end() :] if own else previous.noun)


def measured_alone(candidate: Candidate) -> str:
    """The measured noun that is the whole clause before: 垃圾处理率,城区达到98%."""
    text, end = candidate.text, candidate.seg.left_start - 1
    start = after_mark(text, candidate.sentence[0], end, ",:")
    clause = text[start:end]
    return clause if 3 <= len(clause) <= 16 and _RATE.search(clause) and regex.fullmatch(r"\p{Han}+", clause) else ""


def place_first(noun: str) -> str:
    """普及率城市, 焚烧占比在东部地区: the place stands before what is measured there."""
    placed = _PLACED.fullmatch(noun)
    return placed["place"] + placed["noun"] if placed else noun


def with_base(candidate: Candidate, noun: str) -> str:
    """每千人口执业医师数达3.3人、注册护士数达3.8人: the base is said once for the list."""
    previous = candidate.previous
    base = _EACH_BASE.match(previous.noun) if previous else None
    alike = previous is not None and previous.quantity.unit == candidate.quantity.unit
    goes_on = (
        candidate.seg.boundary == "," and candidate.counted and candidate.quantity.value < 100 and _STAFF.search(noun)
    )
    listed = alike and candidate.seg.listed
    if not base or not (listed or goes_on) or _EACH_BASE.match(noun) or (noun_kind(noun) != "level" and not goes_on):
        return noun
    return str(base.group()) + noun


def branch_of(candidate: Candidate, noun: str) -> str:
    """The branch of industry whose output ``noun`` is, where the verb's subject or the sentence's head names it."""
    if not _ECONOMIC.fullmatch(noun):
        return ""
    text, words_end = candidate.text, candidate.seg.left_end - len(noun)
    does = _BRANCH_DOES.search(text, candidate.seg.left_start, words_end) or _BRANCH_OPENS.match(
        text, candidate.sentence[0], candidate.seg.left_start
    )
    return _FORETOLD.sub("", does["owner"]) if does else ""
