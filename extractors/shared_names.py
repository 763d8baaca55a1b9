"""Names that stand in one list: split, and each given the head and the tail that the list says once."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractors.indicators import measured_head, noun_kind

_SEPARATORS = tuple(
    regex.compile(pattern) for pattern in ("、|和(?![美谐平睦])|以及|及|与", "、", "和(?![美谐平睦])|及|与")
)
# 国家级、省级孵化器: the grades differ, the noun is said once.
GRADED = regex.compile(r"(?:[十百千万]亿|国家|省|市|县|区|州|乡镇|村|世界|自治区|国际)级(?:及?以上)?")
# 国家、省、市级示范社: even 级 is said once.
_GRADE_HALF = regex.compile(r"国家|自治区|省|市|州|县|区|乡|镇|村")
_SHARED_TAIL = regex.compile(r"(?:减排量|排放总量|排放量|排放强度|平均浓度|浓度|使用量|消费量|产量)$")
_GENERAL_HEAD = regex.compile(
    r"(?:案件|事故|产品|企业|项目|人员|人口|专利|商标|作物|车辆|住房|产业|用地|污水|垃圾|机构|床位|贷款|存款|投资|消费|贸易|货物|旅客)$"
)
_EVENT_HEAD = regex.compile(r"(?:改造|整治|修复|治理|就业|培训)$")
_YEAR = regex.compile(r"20\d\d年(?:底|末)?")
_PER_OUTPUT = regex.compile(
    r"(?P<of>\p{Han}{0,12}(?:增加值|产值|GDP|生产总值|产品|建筑面积|单位面积))(?:综合)?(?:能耗|电耗|水耗|能源消耗)$"
)
_PER_OUTPUT_TOO = regex.compile(r"碳排放|二氧化碳排放|水耗|用水量|电耗|物耗|取水量|能耗|碳排放强度|二氧化碳排放量")
_KIND_OF_THING = regex.compile(r"(?:产业集群|产业链|产业|企业|产品|居民|项目|行业|装备|材料|车辆)(?=\p{Han}{2})")
# Two names in one word.
_PAIR_WORDS = {
    "城乡": ("城镇", "农村"), "存贷款": ("存款", "贷款"), "供排水": ("供水", "排水"), "牛羊": ("牛", "羊"),
    "产销": ("产", "销"), "收支": ("收入", "支出"), "购销": ("购", "销"),
}  # fmt: skip
_PAIRS = regex.compile("城乡(?=居民|人均|常住)|存贷款|供排水|牛羊(?=[出存]栏|肉产?量?$)|[产购]销(?=[量额值])|收支$")
_DEED_OF_HEAD = regex.compile(
    r"(?:综合利用|资源化利用|无害化处理|播种|种植|养殖|去除|排放达标|达标|合格|普及|参保|优良|使用|利用|处理|处置|回收|消费|生产|覆盖|供应|收集|治理|销售|装机|排放)$"
)
_OPENS_MEASURE = regex.compile(r"(?:(?<=[)）])\p{Han}{2}|单位\p{Han}{2}|万元|人均|平均|每)")
_ORDINAL = regex.compile(r"第?(?P<number>[一二三])(?:次产业|产)?")
_OF_ORDINAL = regex.compile(r"^第?(?P<number>[一二三])(?:次产业|产业|产)")
_CONTRASTED = regex.compile(
    r"城镇|农村|城市|县城|乡村|城区|市区|县域|陆域|海域|男性|女性|中央|地方|国有|民营|新建|既有"
)
DEEDS = (
    r"新建|改建|扩建|改扩建|新改建|改造|续建|维修|新(?:签约|落地|开工|投产|竣工|引进|培育|认定)"
    r"|培育|引进|招引|创建|认定|培养"
)
# Words of one class: where the first names of a list end in some, the last name begins with one.
_CLASSES = tuple(
    (regex.compile(rf"(?:{members})$"), regex.compile(members))
    for members in (
        r"中心城区|主城区|建成区|城镇|农村|城市|县城|乡村|城区|市区|郊区|县域|建制镇|乡镇|(?:山|牧|林|平原|沿海)区|[东中西南北]部(?:地区)?"
        r"|东北(?:地区)?|设区的?市|地级(?:及以上)?(?:城市|市)|县级(?:城市|市)",
        r"幼儿园|小学|初中|高中|普通高中|中学|高校|大学|中职|高职|专科|本科|研究生|技校|义务教育(?:阶段)?|学前教育|高中阶段",
        r"电力|热力|燃气|风电|光伏(?:发电)?|水电|火电|煤电|气电|核电|太阳能(?:发电)?|风能|生物质(?:发电)?|抽水蓄能|新型储能",
        r"生猪|家禽|肉[牛羊鸡鸭兔]|奶牛|蛋鸡|牛羊|[猪牛羊禽鸡鸭]",
        DEEDS,
        r"特?大型|大中型|中小型|中型|小型|(?:[一二三四五六]|\dA|A{2,5}|[甲乙丙])级(?:及?以上)?",
        r"(?:基本)?(?:养老|医疗|工伤|失业|生育)(?=保险|$)",
        r"公交车?|出租(?:汽?车)?|公务用?车|网约车|环卫车|物流车",
        r"PM2\.5|PM10|VOCs|COD|化学需氧量|氨氮|总[磷氮]|二氧化[硫碳]|氮氧化物|挥发性有机物|臭氧|细颗粒物|可吸入颗粒物",
        r"粮食|油料|蔬菜|水果|肉类|禽蛋|水产品?|奶类|茶叶|棉花|小麦|玉米|水稻|大豆|油菜|马铃薯|中药材",
        r"男性|女性|公办|民办|公立|民营|国有|国控|省控|市控|县控|既有|存量|增量",
    )
)
# 市、县|污水处理率; 国家、省、市|扶持金额: levels of government.
_LEVEL_ENDS = regex.compile(r"(?:^|获得|各)(?:国家|中央|自治区|[省市县区乡镇])$")
_LEVEL_OPENS = regex.compile(r"(?:国家|中央|自治区|[省市县区乡镇])(?![级场政民域区内外直属辖城镇])(?=\p{Han}{3})")
_SITE = regex.compile(
    r"\p{Han}{1,8}?(?:新区|开发区|高新区|经开区|园区|新城|组团|片区|街道|自治[州县旗]|[市县区旗镇乡](?![场政民容区域级化]))(?:[(（][市区县旗、]{1,4}[)）])?"
)
# 化学需氧量、氮氧化物等主要污染物|重点工程减排量
_SUMMED_UP = regex.compile(
    r"等(?:主要|重点|\d+[种类项个])?\p{Han}{0,4}?(?:污染物|指标|(?=(?:产品|作物|品种|行业|产业|企业)\p{Han}{2}))"
)
_NOTE = regex.compile(r"^[(（][^()（）]{1,16}[)）]")
# What qualifies the first name of a list and is not said again.
_SHARED_HEAD = regex.compile(
    r"城市建成区|规上企业|规上工业企业|规模以上工业企业|规模以上工业|公共机构|城镇居民|农村居民|城乡居民|城镇职工|全市|全省|城区|城市|农村|主要农作物|主要作物"
    r"|(?:新能源|清洁能源|纯电动)(?:(?:和|、|及)(?:新能源|清洁能源|纯电动))?(?=\p{Han}{1,4}车)"
)
# 每千人口执业医师数和注册护士数: of how many people.
_BASE = regex.compile(r"每(?:十万|百万|[万千百])名?(?:常住|户籍|服务|农业|老年)?(?:人口?|老年人|儿童)")
_COUNTED_FOR = regex.compile(r"(?!人均|户均|平均|每)\p{Han}{2,12}?(?:数|量|医师|医生|护士|床位|托位|学位|药师|社工)")
_VEHICLE = regex.compile(r"\p{Han}{1,4}车")
# 畜禽粪污|收集率、处理率: what can be said of the first name alone.
_ATTRIBUTE = regex.compile(
    r"(?:播种面积|种植面积|养殖面积|总面积|面积|总产量|产量|总产值|产值|单产|存栏量?|出栏量?|总数|数量|总量|个数|长度|里程"
    r"|(?:(?:发电)?装机|发电量|用电量|消费量|消费|产量|产值|从业人员)(?:比重|占比|比例)"
    r"|(?:无害化|资源化|综合|规范化|安全)?(?:治理|处理|收集|处置|覆盖|普及|合格|达标|回收利用|利用|回收|转运|回用)率|蓄积量)$"
)
_SAME_KIND = "业区县市镇村省类级型化线道路控园校院站场厂车"


def names_of(noun: str, count: int) -> list[str]:
    """``noun`` split into ``count`` names, or an empty list where that cannot be done for sure."""
    summed = _SUMMED_UP.search(noun)
    if summed:
        # 甲、乙等主要污染物减排量: the list ends at 等.
        names = _split(noun[: summed.start()], count)
        tail = noun[summed.end() :]
        return [name + tail for name in names] if tail else names
    names = _split(noun, count)
    if names:
        return _completed(names)
    pair = _PAIRS.search(noun)
    if pair and count == 2:
        # 城乡居民收入分别增长6%和7%
        return [noun[: pair.start()] + word + noun[pair.end() :] for word in _PAIR_WORDS[pair.group()]]
    return []


def are_places(names: Sequence[str]) -> bool:
    """Whether all of ``names`` are names of counties, districts, parks and the like."""
    return all(_SITE.fullmatch(name) for name in names)


def named_like(said: str, noun: str) -> str:
    """``said`` with what ``noun`` says behind a word of the same class: 光伏 beside 风电装机; else empty."""
    for _, opens in _CLASSES:
        found = opens.match(noun)
        if found and opens.fullmatch(said):
            tail = noun[found.end() :]
            return said + tail if len(tail) >= 2 and tail[0] not in "、和及与(（" else ""
    sector, ordinal = _OF_ORDINAL.match(noun), _ORDINAL.fullmatch(said)
    return said + noun[sector.end() :] if sector and ordinal and len(noun) > sector.end() + 1 else ""


def _split(noun: str, count: int) -> list[str]:
    for separator in _SEPARATORS:
        names = [name for name in separator.split(noun) if name]
        if len(names) == count:
            return names
    return []


def _completed(names: list[str]) -> list[str]:
    """Names of a list with what is said only once: 公共机构单位建筑面积能耗和人均综合能耗, 城镇和农村居民收入."""
    last = names[-1]
    ordinals = [_ORDINAL.fullmatch(name) for name in names[:-1]]
    of_ordinal = _OF_ORDINAL.match(last)
    if of_ordinal and all(ordinals):
        # 一、二、三产业增加值分别增长4%、7%、8%
        tail = last[of_ordinal.end() :]
        return [f"第{found['number']}产业{tail}" for found in (*ordinals, of_ordinal) if found]
    graded = GRADED.match(last)
    if graded and all(GRADED.fullmatch(name) for name in names[:-1]):
        return [*(name + last[graded.end() :] for name in names[:-1]), last]
    if graded and all(GRADED.fullmatch(name) or _GRADE_HALF.fullmatch(name) for name in names[:-1]):
        return [*(name.removesuffix("级") + "级" + last[graded.end() :] for name in names[:-1]), last]
    dated = _YEAR.match(last)
    if dated and all(_YEAR.fullmatch(name) for name in names[:-1]):
        # 2024年、2025年产值分别达到100亿元、200亿元: the years are no part of the name.
        return [last[dated.end() :]] * len(names)
    tails = [_tail_of_class(name, last) for name in names[:-1]]
    tails = tails if all(tails) else [_tail_alike(name, last, (2,)) for name in names[:-1]]
    kinds = [noun_kind(name) for name in names[:-1]]
    if all(tails) and not ("level" in kinds and noun_kind(last) == "level"):
        return _headed([*(name + tail for name, tail in zip(names[:-1], tails, strict=True)), last])
    opened = _OPENS_MEASURE.search(last, 2)
    if opened and not _CONTRASTED.match(last) and "level" not in kinds:
        # 车辆、船舶|单位周转量碳排放强度; 公交车、出租汽车(含网约车)|新能源汽车占比
        return [*(name + last[opened.start() :] for name in names[:-1]), last]
    bare = not any(_SHARED_TAIL.search(name) for name in names[:-1])
    level = noun_kind(last) == "level" and not any(kinds)
    if bare and level:
        tails = [_tail_alike(name, last) for name in names[:-1]]
        if all(tails):
            # 高速公路、国省干线公路|沥青路面循环利用率: the names end alike.
            return _headed([*(name + tail for name, tail in zip(names[:-1], tails, strict=True)), last])
    shared = _SHARED_TAIL.search(last)
    if shared and shared.start() >= 2 and bare:
        # 氨氮、氮氧化物排放总量分别下降8%、10%
        return [*(name + shared.group() for name in names[:-1]), last]
    if level and all(len(name) <= 12 and len(last) > 4 for name in names[:-1]):
        return _headed([*(name + _shared_head(name, last) for name in names[:-1]), last])
    event = _EVENT_HEAD.search(last)
    if event and event.start() >= 2 and not any(kinds):
        # 棚户区、老旧小区改造分别完成500户、300户
        return [*(name + event.group() for name in names[:-1]), last]
    general = _GENERAL_HEAD.search(last)
    if general and all(len(name) <= 4 and not _GENERAL_HEAD.search(name) for name in names[:-1]):
        # 刑事、治安案件分别下降10%、12%
        return [*(name + general.group() for name in names[:-1]), last]
    modified = _PER_OUTPUT.match(names[0])
    if modified and all(_PER_OUTPUT_TOO.fullmatch(name) for name in names[1:]):
        # 万元增加值能耗、水耗分别下降10%、12%
        return [names[0], *(modified["of"] + name for name in names[1:])]
    owned = _ATTRIBUTE.search(names[0])
    if owned and owned.start() >= 2 and all(_ATTRIBUTE.fullmatch(name) for name in names[1:]):
        # 畜禽粪污收集率、处理率; 湿地公园数量、面积
        return [names[0], *(names[0][: owned.start()] + name for name in names[1:])]
    return _headed(names)


def _headed(names: list[str]) -> list[str]:
    """``names`` with what qualifies the first of them before the others."""
    base = _BASE.match(names[0])
    if base and all(_COUNTED_FOR.fullmatch(name) for name in names[1:]):
        return [names[0], *(base.group() + name for name in names[1:])]
    head = _SHARED_HEAD.match(names[0])
    if not head or any(_CONTRASTED.match(name) for name in names[1:]) or len(names[0]) - head.end() < 2:
        return names
    if "能源" in head.group() and not all(_VEHICLE.match(name) for name in names[1:]):
        return names
    return [names[0], *(name if name.startswith(head.group()) else head.group() + name for name in names[1:])]


def _tail_of_class(name: str, last: str) -> str:
    """What stands behind the member of ``name``'s class that opens ``last``: 小学|入学率, 初中入学率; else empty."""
    for ends, opens in _CLASSES:
        found = opens.match(last)
        if found and ends.search(name):
            # 公交车、出租汽车(含网约车)|新能源汽车占比: the note is the last one's own.
            tail = _NOTE.sub("", last[found.end() :])
            return tail if len(tail) >= 2 else ""
    level = _LEVEL_OPENS.match(last)
    if level and _LEVEL_ENDS.search(name):
        return last[level.end() :]
    site = _SITE.match(last)
    if site and _SITE.fullmatch(name) and len(last) - site.end() >= 2:
        # 甲县、乙县|产能
        return last[site.end() :]
    return ""


def _tail_alike(name: str, last: str, lengths: tuple[int, ...] = (2, 1)) -> str:
    """What stands behind the characters that end ``name`` and stand in ``last`` too; empty where there are none."""
    for length in lengths:
        same = last.find(name[-length:], 1)
        if 0 < same < len(last) - length - 1 and (length == 2 or name[-1] in _SAME_KIND):
            return last[same + length :]
    return ""


def _shared_head(name: str, last: str) -> str:
    """What ``last`` says for ``name`` too where their names are nothing alike: 手机|产品出口 of 锂电池产品出口."""
    alike = _tail_alike(name, last)
    if alike:
        return alike
    kind = _KIND_OF_THING.search(last, 2)
    if kind:
        return str(last[kind.start() :])
    head = measured_head(last)
    before = _DEED_OF_HEAD.search(last[: -len(head)])
    if before and not _CONTRASTED.fullmatch(name):
        # 涂料、油墨|使用比例; 绿色防控、统防统治|覆盖率
        return str(before.group()) + head
    if len(head) > 1:
        return head
    # 氨氮、总磷|检出率: names of one length, where the head is too short to stand for what is shared.
    return last[len(name) :] if len(last) - len(name) == 3 else ""
