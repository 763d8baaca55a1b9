"""Quantities that are no targets whatever stands around them: durations, scores, bases, qualifiers of a noun."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractors.target_sayings import of_share, says_no_count
from extractors.types import Quantity
from extractors.verbs import verb_suffix

# 平均受教育年限达到11.3年, 审理天数缩短至45天: a duration that is itself the level of an indicator.
_MEASURED_TIME = regex.compile(
    r"(?:时间|时长|时限|天数|小时数|周期|年限|寿命|工期|用时|耗时|历时|住院日)(?:总体|平均|分别|均|力争|确保){0,2}"
    r"(?:(?:同比|比[^,。;]{2,8}?|较[^,。;]{2,8}?)?(?:增加|减少|提高|提升|上升|下降|延长|缩短|压缩|压减|降低|[升降增])(?:到|至|为)?"
    r"|达到?|(?:稳定)?(?:控制|保持|维持|稳定)在|(?<!周期|时限)为)?"
    # 登记时间由5个工作日压缩至1个工作日
    r"(?:[由从][^,。;由从]{0,16}?(?:(?:压缩|缩短|压减|减少|延长|提高|降|增加|调整)(?:至|到|为))?)?"
    # 办理时间分别压减至4个、10个、4个工作日, not 时间从6月1日到9月30日
    r"(?:\d{1,3}\p{Han}{0,4}[、和]){0,4}(?<!月)$"
)
# 企业开办压缩至1个工作日, whatever the noun.
_COMPRESSED = regex.compile(r"(?<=\p{Han}{2})(?:压缩|压减|缩短|减少|控制|精简|缩减)(?:至|到|在|为)(?:最多|不超过)?$")
# 铁钢比下降至0.75: a number without unit counts only as the level of a ratio.
_MEASURED_RATIO = regex.compile(
    r"(?:比|倍差|之差|指数|系数|PUE|pue|倍率|比值|强度|值|率)(?:\([^()]{1,12}\))?(?:总体|平均|力争|将|均)?"
    r"(?:达到|达|提高到|提高至|提升到|提升至|下降到|下降至|降低到|降低至|降到|降至|缩小到|缩小至|扩大到|扩大至|增加到|增加至|控制在|保持在|稳定在|为|在)?$"
)
_MONEY_NOUN = regex.compile(
    r"(?:资金|经费|投资|额|收入|产值|规模|投入|总量|资产|融资|贷款|余额|支出|税收|GDP|增加值|价值)[^,。;]{0,8}$"
)
_PRODUCES = regex.compile(
    r"(?:开发|研发|推出|攻克|引进|培育|招引|引育|培养|培训|举办|开展|建成|新增|打造|招聘|选派)(?:近|约|超过?|逾)?$"
)
# 吸引17万高校毕业生: people are counted without a counter.
_PEOPLE = regex.compile(
    r"(?:名|余)?(?:高校|大学|毕业生|应届|人才|青年|农民|群众|学生|职工|从业|专业技术|劳动力|居民|党员|干部|教师|贫困|农业|农村|城镇|市民|游客|退役)"
)
# 减少农村贫困人口1000万以上
_PEOPLE_BEFORE = regex.compile(
    r"(?<!涉及|现有|影响)(?:人口|人数|游客|旅客|人才|学生|农民|群众|员额|编制|党员|毕业生|农民工|劳动力|就业|从业人员|职工|用户数?|会员)(?:总量|总数|规模)?(?:累计|总|再)?(?:达到|达|增加到|为|减少|增加|净增|新增|裁减)?$"
)
# 标识注册总量突破5亿, 设备上云数达10万: things are counted without a counter; 经济总量 and 贷款总量 are money.
_THINGS_BEFORE = regex.compile(
    r"(?:(?<!金|款|余|增|存|流)数|(?:注册|连接|解析|接入|访问|下载|装机|用户|安装|业务|订单|快递|数据|保有|拥有|授权|申请)(?:总|数)?量|用户|人次)"
    r"(?:累计|总计|总)?(?:达到|达|增加到|增长到|增至|提高到|为)?$"
)
# 由20家增加到50家, 给予每家20万元…: two values, not a value inside a noun.
_SECOND_VALUE = regex.compile(
    r"且|并|提高|提升|增加|增长|扩大|下降|降低|降|减少|压减|压缩|上升|增|调整|至|到|升|和|及|与|以及|或|缩短|拓展|发展"
)


# 实施百个重点项目 counts, 实施万人计划 is a name.
_CARRIES_OUT = regex.compile(
    r"(?:实施|推进|推动|建设|改造|创建|谋划|落地|发展|新建|建立|组建|扶持|服务|走访)(?:近|约|超过?|逾)?$"
)
_NAMED_PLAN = regex.compile(r"\p{Han}{0,14}(?:计划|行动|工程|活动|攻坚)")
# Units that say how large one thing is: 35蒸吨以下锅炉, 750千伏电网.
_SIZES = frozenset({"蒸吨", "蒸吨/小时", "吨/小时", "千伏", "千伏安", "米", "毫米", "升", "吨级", "岁", "分贝", "度"})
_CLASSES = frozenset({"千伏", "吨级"})
# 云河铝业50万吨电解铝项目: how large a named project is; 新增30万千瓦光伏项目 is to be built.
_OF_PROJECT = regex.compile(
    r"\p{Han}{2,20}?(?:项目|工程|生产线|装置|技改|基地|厂|电站|机组)(?:[、,。;)]|$|等|一期|二期|建设|扩建|升级|改造|前期|开工|投产|投用|投运|竣工|落地|引进|达产|达效)"
    r"|\p{Han}[^,。;:()\d]{0,20}(?:、[^,。;:()]{2,30})?等\p{Han}{0,8}(?:项目|工程)"
)
# 推进20万吨铜冶炼项目, 日处理300吨垃圾焚烧厂: its size.
_PUSHES = regex.compile(
    r"(?:推进|推动|做好|加快|谋划|抓好|力促|确保|促进|[年日](?:产|处理|加工|供水|供气|焚烧)(?:能力)?)$"
)
_BUILDS = regex.compile(r"(?:新建|建成|建设|新增|形成|扩建|改建|新上|投运|投产)(?:约|近)?$")
_PER_YEAR = regex.compile(r"[^/]+/(?:年|日|天|小时|时)")
_NOT_A_NAME = regex.compile(
    r"(?:[约近超达过共的增各建个年月末底内前中时成再有]|力争|确保|争取|加快|支持|实现|促进|全力|鼓励|计划|完成|总计|合计)$"
)
_AMOUNTS = frozenset({"mass", "energy", "volume"})
_POWERS = frozenset({"千瓦", "兆瓦"})
_MACHINES = regex.compile(r"(?:的)?\p{Han}{0,10}?(?:机组|锅炉|电站|电机|风机|设备)")
_SOME = regex.compile(r"(?:一批|若干|更多|一大批)[^,。;]{0,12}$")
_BODIES = regex.compile(r"级?的?\p{Han}{0,8}(?:企业|项目|园区|集群|产业|产业链|市场|平台|基地|品牌|街区|楼宇|县|镇|村)")
# 60万千瓦亚临界机组改造; 在确保100%回灌的前提下
_CLASS_OF_MACHINE = regex.compile(r"(?:等?级|亚临界|超临界|超超临界|循环流化床|燃煤机组|煤电机组)")
_CONDITION = regex.compile(r"\p{Han}{0,8}的?前提下")
# 每超出100亩加0.5分
_FOR_EACH = regex.compile(r"每(?:增加|减少|提高|降低|下降|上升|新增|多|少|低|高)?$")
_DATE = regex.compile(r"(?:19|20)\d\d年")
_RELIEVED = regex.compile(r"(?:消除|清零|清除|减少|清退|化解|帮扶|扶持|支持|培育|壮大)$")
_BODIES_AT_ONCE = regex.compile(r"的?\p{Han}{0,6}(?:村|户|企业|项目|合作社|园区)(?:$|[,。;、])")
# 总规模跨上千亿元台阶
_STEP = regex.compile(r"级?新?(?:台阶|大关|关口)")
# 执行75%节能标准, 巩固去年新增500家的成果, 6%左右的增速可以…
_NORM = regex.compile(
    r"(?:、[^,。;]{2,10}\d[\d.]*%)?的?(?:建筑)?节能(?:设计)?(?:标准|要求)|(?:左右|以上)?的增[速幅](?:可以|能够|能|将)"
)
_BUILT_ON = regex.compile(r"的?(?:成果|成效)(?:$|[,。;、])")
_KEEPS = regex.compile(r"(?:巩固|拓展|用好|扩大)[^,。;]{0,16}$")
# ,创历史新高; 50亿元以上的企业还是空白: which are wanting, not how many.
_NEVER_SO_MANY = regex.compile(
    r"(?:多|余)?(?:左右)?,?(?:再|又|均)?(?:创(?:下)?(?:历史|历年)?新高|为历年(?:最多|之最)|规模空前)"
    r"|的?\p{Han}{2,10}?(?:还|仍|仍然|依然|尚)(?:是|为|属)?(?:空白|缺乏|较?少|不多|不足|没有|未实现|空缺)(?=[,。;])"
)
_NAMED_DRIVES = regex.compile(r"“[^“”]{1,12}”(?:行动|工程|计划|活动)")
# 附件共5个, 联系人2名, 本办法共10条: of the document itself.
_OF_PAPER = regex.compile(
    r"(?:附件|联系人|联络员|电子版|纸质版|复印件|纸质材料|本(?:办法|规定|细则|方案|意见|通知))(?:共|各|一式|为)?$"
)
_TERM = regex.compile(r"(?:建设|实施|执行|项目|规划|计划|服务|合作)(?:周期|工期|期)(?:为|约|共)?$")
_WITHIN = regex.compile(r"(?:的?\p{Han}{0,4}(?:范围|半径))(?:之内|以内|内)?|(?:以内|半径|范围)?(?:基本)?全覆盖")
# 2500吨/日及以下规模的生产线, 50%以上会员为区内企业的协会
_OF_SCALE = regex.compile(r"[及或]?以[上下]规模的?\p{Han}")
_WHOSE = regex.compile(r"(?:以[上下])?\p{Han}{1,6}(?:为|是|来自|由|归)[^,。;]{1,14}的\p{Han}")
# 企业年产值5000万元以上: how large each of the things counted is.
_ATTRIBUTE = regex.compile(
    r"的?\p{Han}{0,8}(?:产值|收入|营收|投资|投资额|销售额|交易额|税收|利润|规模|产量|面积|产能|装机|容量|库容|全长|总长)(?:在|达到|达|超过|超|过|突破)?"
)
_COUNTED = frozenset({"body", "person", "household"})
_DAY = regex.compile(r"\d{1,2}日")
# 推广8吨以上电动重卡, 停止新建大于300米的建筑: how heavy or tall each is.
_HEAVY = regex.compile(r"的?\p{Han}{0,6}?(?:锅炉|重卡|货车|卡车|渔船|船舶|叉车|起重机|盾构机)")
_AGE_NOUN = regex.compile(r"(?:寿命|年龄)[^,。;]{0,6}$")
_CLASS_NOUN = regex.compile(r"(?:及以[上下])?\p{Han}")
_TWO_HAN = regex.compile(r"\p{Han}{2}$")
_NOUN_BEHIND = regex.compile(r"的?(?:\p{Han}|[A-Z])")
_BODY_BEHIND = regex.compile(r"级?的?\p{Han}{2}")
_HAN_BEHIND = regex.compile(r"的?\p{Han}")
# 新建20所学校和改造|20所医院
_AND_DOES = regex.compile(
    r"\p{Han}{2}(?:[和及并、]|以及)(?:改造|新建|改建|扩建|建设|引进|培育|举办|开展|培训|完成|打造|新增|建成)$"
)
# 帮助500家企业对接融资|20亿元, 组织100名专家服务|200家企业
_LED = regex.compile(r"(?:帮助|推动|指导|组织|引导|助力|动员|发动)(?:近|约|超过?)?$")
_LED_TO = regex.compile(
    r"\p{Han}{2,6}?(?:对接|服务|走访|建立|设立|创建|新增|开展|举办|获得|落实|实现)\p{Han}{0,8}(?<!产值|收入|营收|销售额|规模)"
)
_ENDS_IN_AND = regex.compile(r"(?:和|及|以及|与|或)$")
_MARK = regex.compile(r"[,;。:!?、\n()]")
_WORD = regex.compile(r"的?[\p{Han}A-Za-z“\"]")


def counts_without_unit(text: str, quantity: Quantity) -> bool:
    """Whether a number without unit counts the people named behind or before it, or the things named before it."""
    left = text[max(0, quantity.expr_start - 12) : quantity.expr_start]
    return quantity.kind == "bare_money" and bool(
        _PEOPLE.match(text, quantity.expr_end) or _PEOPLE_BEFORE.search(left) or _THINGS_BEFORE.search(left)
    )


def is_refused(text: str, quantity: Quantity) -> bool:
    """Durations, scores and bare numbers, unless the noun before them is measured so; bases and parts of names."""
    left = text[max(0, quantity.expr_start - 24) : quantity.expr_start]
    end = quantity.expr_end
    if _NEVER_SO_MANY.match(text, end) or (_BUILT_ON.match(text, end) and _KEEPS.search(left)):
        return True
    if quantity.kind == "body" and quantity.expr_start == quantity.start and _NAMED_DRIVES.match(text, quantity.end):
        return True
    if quantity.kind == "body" and says_no_count(text, quantity, left):
        return True
    if quantity.kind == "time":
        # 截止时间为6月28日, 行动时间为2022年3月: a date, no length of time.
        if _TERM.search(left) or _DATE.match(text, quantity.start) or _DAY.match(text, quantity.end):
            return True
        return not (_MEASURED_TIME.search(left) or _COMPRESSED.search(left))
    if quantity.kind == "score" or _OF_PAPER.search(left):
        return True
    if quantity.kind == "bare":
        dated = quantity.end < len(text) and text[quantity.end] in "年月日.、"
        long = quantity.value_max is None and quantity.end - quantity.start > 6
        return dated or long or not _MEASURED_RATIO.search(left)
    if quantity.kind == "bare_money":
        return not counts_without_unit(text, quantity) and not _MONEY_NOUN.search(left)
    if text[quantity.end - 1] == "岁":
        return not _AGE_NOUN.search(left)
    if text[quantity.end - 1] == "份" and left.endswith("一式"):
        return True
    if left.endswith("时速") and _HAN_BEHIND.match(text, end):  # 时速350公里的高铁
        return True
    if _FOR_EACH.search(text, max(0, quantity.expr_start - 4), quantity.expr_start):
        return True
    if _STEP.match(text, quantity.end):
        return False
    # 万人计划, 千人医师指数: the number is a name; 活动千场以上 and 引进千名人才 count.
    nameless = text[quantity.start] in "万千百亿" and quantity.end - quantity.start <= 3
    if not nameless or quantity.comparator != "=" or _PRODUCES.search(left):
        return False
    counted = text[quantity.end - 1] in "个家项座条所" and _CARRIES_OUT.search(left)
    return not counted or bool(_NAMED_PLAN.match(text, quantity.end))


def without_qualifiers(text: str, quantities: Sequence[Quantity]) -> list[Quantity]:
    """Without numbers that only qualify a noun (35周岁以下大学生35万名, 500米覆盖率达到100%, 50个亿元以上项目)."""
    return [
        quantity
        for index, quantity in enumerate(quantities)
        if not (index + 1 < len(quantities) and _qualifies(text, quantity, quantities[index + 1]))
        and not (index and _qualifies_counted(text, quantities[index - 1], quantity))
        and not (index and of_share(text, quantities[index - 1], quantity))
        and not _size_of_one(text, quantity)
    ]


def _size_of_one(text: str, quantity: Quantity) -> bool:
    """淘汰35蒸吨以下锅炉, 半径30公里范围内, 一批产值超亿元企业: which things or which place, not how many."""
    compared = quantity.kind in ("money", "bare_money") and quantity.comparator != "="
    if (
        compared
        and _RELIEVED.search(text, max(0, quantity.start - 6), quantity.start)
        and _BODIES_AT_ONCE.match(text, quantity.expr_end)
    ):
        # 消除5万元以下薄弱村
        return True
    if compared and _BODIES.match(text, quantity.expr_end):
        return bool(_SOME.search(text, max(0, quantity.expr_start - 20), quantity.expr_start))
    if quantity.kind == "length" and _WITHIN.match(text, quantity.end):
        return True
    if _OF_SCALE.match(text, quantity.end) or (quantity.kind == "percent" and _WHOSE.match(text, quantity.end)):
        return True
    if quantity.unit in _POWERS and _CLASS_OF_MACHINE.match(text, quantity.end):
        return True
    if quantity.kind == "percent" and _CONDITION.match(text, quantity.expr_end):
        return True
    if quantity.unit in _CLASSES and _CLASS_NOUN.match(text, quantity.end):
        return True
    if quantity.kind in _AMOUNTS and quantity.expr_start == quantity.start and quantity.expr_end == quantity.end:
        start, end = quantity.start, quantity.end
        named = _TWO_HAN.search(text, max(0, start - 2), start) and not verb_suffix(text, max(0, start - 6), start)
        pushed = _PUSHES.search(text, max(0, start - 8), start)
        known = named and not _NOT_A_NAME.search(text, max(0, start - 4), start)
        listed = text[start - 1 : start] == "、"
        if (pushed or known or listed) and _OF_PROJECT.match(text, end):
            return True
    if (
        _PER_YEAR.fullmatch(quantity.unit)
        and quantity.end == quantity.expr_end
        and not _BUILDS.search(text, max(0, quantity.start - 6), quantity.start)
        and _OF_PROJECT.match(text, quantity.end)
    ):
        return True
    if quantity.kind == "percent" and _NORM.match(text, quantity.end):
        return True
    if quantity.unit.startswith("蒸吨") and text[quantity.end : quantity.expr_end].endswith("下"):
        return True
    compared_before = quantity.expr_start < quantity.start and text[quantity.expr_end : quantity.expr_end + 1] == "的"
    if not _NOUN_BEHIND.match(text, quantity.expr_end):
        return False
    if quantity.end == quantity.expr_end and not (quantity.unit == "米" and compared_before):
        return False
    if quantity.unit == "吨" and _HEAVY.match(text, quantity.expr_end):
        return True
    if quantity.unit in _POWERS:
        return bool(_MACHINES.match(text, quantity.expr_end))
    return quantity.unit in _SIZES


def _is_attribute(text: str, before: Quantity, quantity: Quantity) -> bool:
    """培育100家年产值5亿元以上的企业, 1家营收超亿元企业: the second number says how large each thing counted is."""
    return (
        before.kind in _COUNTED
        and quantity.kind in ("money", "bare_money", "area", "mass", "energy", "length", "volume")
        and (
            quantity.expr_start < quantity.start
            or quantity.end < quantity.expr_end
            or text[quantity.end : quantity.end + 1] == "的"
        )
        and bool(_ATTRIBUTE.fullmatch(text, before.expr_end, quantity.expr_start))
        and bool(_BODY_BEHIND.match(text, quantity.expr_end))
    )


def _qualifies_counted(text: str, before: Quantity, quantity: Quantity) -> bool:
    """引进10家5亿元以上企业, 14个750千伏变电站: the second number stands between a count and what is counted."""
    if _is_attribute(text, before, quantity):
        return True
    return (
        before.kind in _COUNTED
        and (quantity.kind not in _COUNTED and quantity.kind not in ("percent", "point", "times"))
        and before.expr_end == quantity.start
        and (quantity.end < quantity.expr_end or quantity.unit in _SIZES or quantity.unit in _POWERS)
        and bool(_HAN_BEHIND.match(text, quantity.expr_end))
    )


def _qualifies(text: str, quantity: Quantity, after: Quantity) -> bool:
    if _is_attribute(text, quantity, after):
        return False
    between = text[quantity.expr_end : after.expr_start]
    led = quantity.kind in _COUNTED and _LED.search(text, max(0, quantity.expr_start - 8), quantity.expr_start)
    if led and _LED_TO.fullmatch(between):
        return False
    if _ENDS_IN_AND.search(between) or (len(between) > 4 and _AND_DOES.search(between)):
        return False
    if not between and after.kind in _COUNTED and quantity.kind in ("money", "bare_money"):
        # 其中10亿元以上12个
        return quantity.end < quantity.expr_end
    if not 0 < len(between) <= 24 or _MARK.search(between):
        return False
    if quantity.kind in ("percent", "point", "times", "rank") or _SECOND_VALUE.match(between):
        return False
    return bool(_WORD.match(between))
