"""Whether a quantity is to be reached, is reported as reached, or is an amount that a rule sets.

``target`` is what a plan commits to; ``achieved`` what is reported (已…, 截至…, 由30%提高到…); ``parameter`` are
subsidies and their ceilings, thresholds, budgets and funds. The words that decide stand in the sentence; the heading
or the column decides where the sentence does not.
"""

from __future__ import annotations

from dataclasses import dataclass

import regex

from extractors.types import Status


@dataclass(frozen=True, slots=True)
class Statement:
    """One quantity in its sentence: everything the status can be told from."""

    text: str
    sentence: tuple[int, int]
    start: int
    end: int
    expr_end: int
    left_start: int
    right_end: int
    noun: str
    kind: str
    verb: str
    verb_kind: str
    old_value: bool
    verb_free: bool

    @property
    def clause(self) -> str:
        """The words from the last mark of punctuation to the quantity."""
        start = max(self.sentence[0], *(self.text.rfind(mark, 0, self.start) + 1 for mark in ",:("))
        return self.text[start : self.start]


_MONEY_KINDS = ("money", "bare_money", "rate")
_SUBSIDY = regex.compile(
    r"每[台户套人辆亩家个头张件份](?:次)?(?:再|另)?[补奖贴给免返减](?=\d)|(?:再|另)[补奖贴](?=\d)|补助|补贴|奖励|奖补|资助|贴息|奖金|给予|予以|补偿|返还|减免|减征|免征|扶持资金|一次性|发放标准|标准发放|授信|封顶|罚款|处以|收费|加价|租金|最低工资|贴费|配套(?:资金|补助|补贴|奖励|资助|扶持|支持)|(?:予以|给予|比例)配套"
)
_SUBSIDY_NOUN = regex.compile(
    r"(?:补助|补贴|奖励|奖补|资助|贴息|奖金|补偿|扶持|额度|上限|罚款|房租|会费|保证金|加价|配套)(?:标准|金额|资金|额度|比例|上限|费用)?$"
)
# Rates of charge are set for somebody (对…企业,担保费率降至1.5%以下) or are what a plan wants (力争平均费率降至1%以下).
_CHARGE = regex.compile(r"(?:费率|利率|租金|保费|综合成本|融资成本|收费标准)$")
_SET_BY_RULE = regex.compile(
    r"(?:(?<!平均)(?:日|月|年|保险)费率|首付比例|首付款比例|税率|缴费比例|起征点|免征额|起付线|封顶线|准备金率|报销比例|抵扣比例)$"
)
_QUOTA = regex.compile(r"(?:名额|推荐数量|申报数量)$")
_STANDARD = regex.compile(r"\p{Han}{0,6}(?:标准|额度|金额)")
# 按病种付费占住院费用比例达到70%: a ratio that is to be reached, whatever is paid.
_SHARE_OF_WHOLE = regex.compile(r"占\p{Han}{2,16}(?:比例|比重|占比)$")
# 超过70%的实行一票否决, 低于60分的评为C类: what follows from a rule.
_JUDGED = regex.compile(
    r"(?:及?以[上下])?的,?(?:评为|评定为|列为|认定为|确定为|实行|取消|扣减?|视为|不得|一律|予以通报)"
)
_FEE = regex.compile(r"收费$")
_FOR_SOMEBODY = regex.compile(r"对[^,。;]{2,40}(?:企业|户|单位|项目|人员|主体|机构|个人|农民|群众)")
_FUND = regex.compile(
    r"(?:基金|专项资金|资金池|预算安排|预算|财政资金|母基金|扶持资金|引导资金|奖励资金|奖补资金|补助资金|风险补偿金?|资金)(?:总?规模)?$|^(?:预算|总规模|首期规模|资金)|出资$|注册资本"
)
# Money that comes in, is spent on a deed or saved is an outcome, not a sum that a rule sets.
_OUTCOME_MONEY = regex.compile(
    r"兑付|到位|兑现|争取|引进|招商|利用|撬动|融资|化解|节约|减免|盘活|带动|吸引|到账|落实|县外|省外|市外|内资|外资|完成投资|募集"
)
_FUND_RIGHT = regex.compile(
    r"^(?:以上|以下|左右|的)*[^,。;、]{0,16}?(?:基金|专项资金|专项|预算|补助|补贴|奖励|资助|资金池|奖补|贴息|支持|扶持|奖金|授信)"
)
_EARNED = regex.compile(
    r"(?:产值|营收|营业收入|销售收入|销售额|交易额|成交额|零售额|利润|税收|增加值|进出口|进出口额|投资|经济规模|产业规模)$"
)
_BUDGET = regex.compile(r"预算安排|财政安排|安排(?:财政|专项)?资金|资金来源|基金")
_THRESHOLD_RIGHT = regex.compile(
    r"^(?:的)(?:[\p{Han}“”A-Za-z]{0,20}(?:企业|项目|单位|个人|机构|平台|园区|团队|人员|产品|县|市|区|镇|村|学校|医院|合作社|农户|业务|主体|基地|商户|载体|保险|保障|担保|贷款|加油站|储油库|建筑|设施|水库|锅炉|机组|车辆|船舶|码头|场所|商场|酒店|小区|养殖场|污水处理厂|地块|用户|客户)|,|、|;|\))"
)
# 对年销售收入2000万元以上、增速超过15%的企业: the first of two conditions.
_THRESHOLDS_RIGHT = regex.compile(
    r"^(?:、|且|或)\p{Han}{2,16}(?:不?超过|不?低于|不?高于|不?少于|达到?|增长|下降)?\d[\d.]*\S{1,4}(?:及?以[上下])?的"
    r"\p{Han}{0,10}(?:企业|项目|单位|个人|机构|业务|地区|园区|人员|地块|产品)"
)
# 年用水量20万立方米以上企业: who is meant.
_WHO_RIGHT = regex.compile(
    r"(?:(?:或|且|和|、)[^,。;]{2,20}以[上下])?(?:的)?\p{Han}{0,4}(?:企业|单位|用户|机构|建筑|园区)"
)
_CONDITION = regex.compile(r"(?:^|[,。;:(])\s*(?:可?对|凡|凡是|若|如|如果|经认定|对于|符合)[^。;]{0,80}$")
_PER_CASE = regex.compile(
    r"(?:单个|每家|每户|每个|单户|单项|每人|每年每家|同一)(?:企业|项目|单位|园区|机构|平台|主体|人|户|县|市|区)?[^,。;]{0,14}$"
)
# A past period or a present state; attributive 已建的, 现有的 say nothing of the number.
_ACHIEVED_WORD = regex.compile(
    r"(?:截至|截止到?|截至到)|已(?:经|累计|建成(?!的|\p{Han}{1,8}的\p{Han}{1,8}(?:达|提|增|不|降))|完成|达|实现|认定|培育|形成)|业已|(?<!项)目前|当前|现有(?!\p{Han}{0,10}(?:基础|水平|的))|(?<![比较同从由将在继])[上去前]年(?:末|底)?(?!末|底|以来|度|的|[^,。;]{2,8}的\d)|"
    r"据[^,。;]{1,12}(?:调度|监测|统计|调查|测算|普查)|仍有|尚有|仅(?:为|有|占)(?!偶)|近年来|过去[一两三四五几]年|超额完成|提前完成|圆满完成|首次突破|\d{1,2}-\d{1,2}月|[上前](?:半年|[一二三]季度)(?=[,全我])|以来,|(?:完成|达到|实现|取得|建成|新增|培育|引进|占到|贡献|占据|吸纳|创造)了|(?<!(?:力争|确保|争取|努力)[^。;]{0,40})(?:荣获|获评)(?![^,。;]{2,16}的(?:不少于|不低于))|(?<!(?:力争|到20\d\d年|计划|目标)[^。;]{0,24})共有(?!产权)"
)
_FUTURE_WORD = regex.compile(
    r"力争|确保|争取|努力|计划|预计|要(?!求|素|点|闻|件)|应|必须|拟|(?<!完成[^,。;]{0,12})目标|将(?!其|企业)|到20\d\d年|20\d\d年(?:底|末)?前|[年月]底前|继续|今后|下一步|下步|届时|不低于|不少于|不高于|以上|以内|20\d\d年(?:再|将|计划|要|力争|拟)|年内|全年|明年|今年|本年度|未来|(?<!(?:截[至止]|以来|(?:^|[,。;])(?:[去上]年|近年来|过去[一两三四五几]年))[^。;]{0,30})新[增建引培认]|(?<!过去|近|前)[一两三]年内?"
)
_COMMITMENT = regex.compile(r"力争|确保|争取|到20\d\d年|计划|目标(?!责任|考核|管理|任务书)|下一步")


# 获省级奖励7项, 90%以上分布在实体经济: told as it is.
_HONOUR = regex.compile(r"荣?获(?!批|奖(?:企业|单位|项目|作品|团队|者))|斩获|摘得|夺得|荣膺")
_HONOURED = regex.compile(rf"(?:{_HONOUR.pattern}|获评)[^,。;]{{2,24}}$")
_AT_LEAST = regex.compile(r"(?:不少于|不低于|至少|超过)$")
_MAKES_USE = regex.compile(
    r"(?:用好|用足|用活|管好)[^,。;]{0,8}$|从[^,。;]{2,20}(?:结余|资金|基金|盈余)中(?:拿出|安排|列支|提取|划转)$"
)
# 小微企业最高400万元: a ceiling in money is a rule's.
_CEILING = regex.compile(r"(?:最高|最多|上限)(?:不超过|为|可达|可获)?$")
_PRESENT = regex.compile(r"的?\p{Han}{0,8}(?:分布在|集中在|来自|来源于)")
# 占市场主体95%以上,是创新的生力军; 集中在园区,贡献了…: what there is, said of its weight.
_WEIGHS = regex.compile(r"[^,。;]{0,14},(?:已成为|成为了|是(?!否)|贡献了|创造了|吸纳了|提供了)")
_OWNS = regex.compile(r"^(?:我[省市县区]|全[省市县区])?(?:现)?(?:拥有|共有|辖有)(?!产权)")
# 赤字规模40亿元, 转移支付增长8%: what a budget is made of; 赤字率 is a ratio that a plan aims at.
_BUDGET_ITEM = regex.compile(
    r"(?:赤字|专项债券?|专项债务|国债|预算内投资|转移支付|(?<!占)(?:财政|预算|本级)(?:(?!一般性|科技|教育|民生|环保|卫生|农业|三公)\p{Han}){0,8}支出|再贷款|经费标准"
    r"|养老金(?:\p{Han}{0,6}标准)?|补助标准|加计扣除比例|起征点\p{Han}{0,6}|免征额)(?:总?规模|额度|限额|安排|标准|资金|拟安排)?$"
)
# 争取上级资金, 获批专项债券额度: won from above, an outcome.
_WON = regex.compile(r"(?:争取|获批|获得|争得|兑现|兑付|到位)[^,。;]{0,24}$")
# 基金管理规模突破500亿元 is reached; 设立总规模50亿元的基金 is set.
_SCALE_REACHED = regex.compile(
    r"(?<!资金|投资)规模(?:力争|将|要|累计|总体)?(?:突破|超过|达到?|增至|扩大[到至])(?:约|近)?$"
)
_SETS_UP = regex.compile(r"设立|组建|成立|发起")
# 每年安排5000万元用于技术改造
_SETS_ASIDE = regex.compile(r"(?:安排|列支|统筹|拿出)(?:资金)?(?:约|近|不少于|不低于|超过)?$")
_BONDS = regex.compile(
    r"(?:债券|国债|专项债|赤字|赤字规模|转移支付|预算内投资|财政\p{Han}{0,6}支出|结余)(?:安排|资金|额度|规模)?$"
)


def status_of(statement: Statement, section: Status | None) -> tuple[Status, float]:
    """The status and how sure it is (a factor for the record's confidence)."""
    text = statement.text
    first, last = statement.sentence
    before = text[first : statement.start]
    right = text[statement.expr_end : min(last, statement.expr_end + 40)]
    near = text[max(first, statement.left_start - 40) : min(last, statement.right_end + 30)]
    if statement.old_value or regex.match(r"\p{Han}{0,6}?的?(?:基础|前提)(?:之?上|下)", right):
        return "achieved", 0.9
    reviewed = section == "achieved" and not _CONDITION.search(before[-90:]) and statement.verb_kind != "give"
    if not reviewed and _parameter(statement, before, right, near, section):
        return "parameter", 0.9
    if _is_honour(statement) and not (section != "achieved" and _COMMITMENT.search(before[-60:])):
        return "achieved", 0.9
    achieved = _last(_ACHIEVED_WORD, before[-120:])
    if section == "target" and achieved >= 0 and not _told_here(statement, before):
        # A goal that goes on from what there is: 巩固去年清零成果,新建…10座.
        achieved = -1
    told = (section is None and _PRESENT.match(right)) or _WEIGHS.match(right) or _OWNS.match(before)
    if achieved < 0 and told and not _COMMITMENT.search(before[-60:]):
        return "achieved", 0.85
    future = _last(_FUTURE_WORD, before[-120:])
    if section == "parameter" and not _COMMITMENT.search(before[-60:]):
        return "parameter", 0.9
    if section == "achieved":
        return ("target", 0.7) if regex.search(r"力争|下一步", before[-60:]) else ("achieved", 0.95)
    if achieved > future:
        return "achieved", 0.85
    return "target", 1.0 if future >= 0 or section == "target" else 0.95


def _is_honour(statement: Statement) -> bool:
    """Whether the quantity counts what was awarded: 获省级科技奖励7项."""
    if _AT_LEAST.search(statement.clause):
        return False
    return bool(_HONOUR.match(statement.noun) or _HONOURED.search(statement.clause))


def _told_here(statement: Statement, before: str) -> bool:
    """Whether the clause of the quantity itself, or the head of its sentence, reports."""
    return bool(_ACHIEVED_WORD.search(statement.clause) or _ACHIEVED_WORD.match(before))


def _last(pattern: regex.Pattern[str], text: str) -> int:
    """Where the last match begins, -1 where there is none."""
    return max((match.start() for match in pattern.finditer(text)), default=-1)


def _parameter(statement: Statement, before: str, right: str, near: str, section: Status | None) -> bool:
    """Whether a rule sets the amount: a subsidy, a threshold, a charge, a fund, a budget."""
    money = statement.kind in _MONEY_KINDS
    committed = _COMMITMENT.search(before[-60:])
    if _is_honour(statement):
        return False
    won = _WON.search(statement.clause)
    ceiling = statement.kind != "rate" and _CEILING.search(before)
    if money and (ceiling or _MAKES_USE.search(statement.clause)) and not committed:
        return True
    if statement.verb_kind == "give" or regex.match(r"的?限制|的?上限", right):
        return True
    if regex.search(r"\([^()]*(?<!不)(?:大于|小于|超过|高于|低于)$", before) or (
        right.startswith("用于")
        and (regex.search(r"(?:费|资金|收益|收入|款|奖金)用于", statement.noun) or _DIVIDED.search(before))
    ):
        # (粮油生产大于100亩): who is meant; 服务费的80%用于分配: how money is shared out.
        return True
    ratio = statement.kind in ("percent", "point", "times")
    share_of_whole = ratio and _SHARE_OF_WHOLE.search(statement.noun)
    if (
        ratio
        and not committed
        and not share_of_whole
        and (_BY_SHARE.search(statement.clause) or _SUPPORT_RIGHT.match(right))
    ):
        return True
    if _who_is_meant(statement):
        return True
    if _CONDITION.search(before[-90:]) and _THRESHOLD_RIGHT.match(right) and _SUBSIDY.search(text_after(statement)):
        return True
    if _JUDGED.match(right) and not committed:
        return True
    if _QUOTA.search(statement.noun) or (ratio and _STANDARD.fullmatch(statement.noun)):
        return not committed
    if _SET_BY_RULE.search(statement.noun) and section != "achieved":
        return True
    if _FEE.search(statement.noun) and ratio:
        return not committed
    if _CHARGE.search(statement.noun):
        return bool(_FOR_SOMEBODY.search(before)) and not committed
    if _SUBSIDY_NOUN.search(statement.noun) and (money or statement.kind in ("percent", "point", "times")):
        return not (committed or won or (section == "achieved" and statement.verb))
    outcome = _OUTCOME_MONEY.search(statement.noun + statement.verb) and not statement.noun.endswith("基金")
    if section != "achieved" and not won and _BUDGET_ITEM.search(statement.noun):
        return True
    if money and section != "achieved" and _SETS_ASIDE.search(statement.clause) and not committed:
        return True
    reached = _SCALE_REACHED.search(statement.clause) and not _SETS_UP.search(statement.clause)
    if money and (reached or won) and not _SUBSIDY.search(text_near(statement)):
        return False
    if (
        money
        and section != "achieved"
        and _BONDS.search(statement.noun)
        and regex.search(r"安排|拟|发行|赤字|拿出", statement.clause)
    ):
        return True
    if money and section != "achieved" and not outcome:
        funded = _FUND.search(statement.noun) or _FUND_RIGHT.match(right)
        if funded or (_BUDGET.search(before) and statement.noun.endswith(("规模", "出资", "资金", "支出"))):
            return True
        # 加快引进配套企业,实现营收600亿元: what is earned is no subsidy, whatever the clause before says.
        own = text_near(statement) if _EARNED.search(statement.noun) else near
        if _SUBSIDY.search(own):
            return True
    if (
        statement.kind in ("percent", "point", "times", "area")
        and _RULED.search(before)
        and not _RATE_OF_DEED.search(statement.noun)
        and _SUBSIDY.search(near + before)
    ):
        return True
    if (money or _PERMITTED.search(before[-20:])) and _PER_CASE.search(before):
        return True
    sized = statement.kind not in ("body", "person", "household", "percent", "point", "times")
    if sized and statement.verb_free and statement.expr_end > statement.end and _WHO_RIGHT.match(right):
        return True
    if (_THRESHOLD_RIGHT.match(right) or _THRESHOLDS_RIGHT.match(right)) and statement.verb_free:
        return True
    return bool(_CONDITION.search(before[-90:]) and _SUBSIDY.search(text_after(statement)))


# 服务费的80%用于薪酬,20%用于统筹: how a sum is divided.
_DIVIDED = regex.compile(r"(?:费用?|资金|收益|收入|款|奖金)的?\d[\d.]*%用于")
# 再给予5%的支持
_SUPPORT_RIGHT = regex.compile(
    r"的?(?:资金|保费|费用|财政)?(?:支持|补助|补贴|奖励|奖补|贴息|扶持|优惠|减免|折扣|资助)(?=[,。;、)]|$)"
)
# 按不低于采购金额的30%预付, 按照基准利率50%: a share that a rule goes by.
_BY_SHARE = regex.compile(
    r"^(?:统一|一律|原则上|分别)?(?:按照?|依照|参照|对照|比照)(?!计划|要求|规定|目标|时|期|月|季|年度(?:计划|目标|任务))[^,。;:]{2,40}$"
)
_MEANT = regex.compile(r"(?:项目|企业|单位|机构|园区|用户|产品|设备|机组|主体|建筑|医院|学校)\($")


def _who_is_meant(statement: Statement) -> bool:
    """重大项目(综合能耗1万吨以上): a threshold in brackets right behind those it is for."""
    text, start, end = statement.text, statement.left_start, statement.expr_end
    return (
        text[end : end + 1] == ")"
        and regex.search(r"[上下内]$", text[statement.start : end]) is not None
        and _MEANT.search(text, max(0, start - 5), start) is not None
        and statement.verb_free
    )


# 补贴发放率达到100% is to be reached, whatever is handed out.
_RATE_OF_DEED = regex.compile(r"(?:(?:发放|到位|兑现|拨付|覆盖|享受|知晓|落实|完成|办结|满意|参保)率|比重|占比)$")
_RULED = regex.compile(r"(?:给予|按照?|不超过|最高|最多|补贴|补助|奖励|贴息|减免|返还|发放|免|减|投向)[^,。;]{0,24}$")
_PERMITTED = regex.compile(r"允许|最高|最多|不超过")


def text_near(statement: Statement) -> str:
    """The clause of the quantity and the words behind it."""
    return statement.clause + statement.text[statement.start : min(statement.sentence[1], statement.right_end + 30)]


def text_after(statement: Statement) -> str:
    """The rest of the sentence behind the quantity."""
    return statement.text[statement.expr_end : statement.sentence[1]]
