"""The words that tell a target from what is reported and from what a rule sets; ``extractors.status`` weighs them."""

from __future__ import annotations

import regex

MONEY_KINDS = ("money", "bare_money", "rate")
SUBSIDY = regex.compile(
    r"每[台户套人辆亩家个头张件份](?:次)?(?:再|另)?[补奖贴给免返减](?=\d)|(?:再|另)[补奖贴](?=\d)|补助|补贴|奖励|奖补|资助|贴息|奖金|给予|予以|补偿|返还|减免|减征|免征|扶持资金|一次性|发放标准|标准发放|封顶|罚款|处以|收费|加价|租金|最低工资|贴费|配套(?:资金|补助|补贴|奖励|资助|扶持|支持)|(?:予以|给予|比例)配套"
)
SUBSIDY_NOUN = regex.compile(
    r"(?:补助|补贴|奖励|奖补|资助|贴息|奖金|补偿|扶持|额度|上限|罚款|房租|会费|保证金|加价|配套)(?:标准|金额|资金|额度|比例|上限|费用)?$"
)
# 总投资50亿元的电站, 全长60公里的道路: how large one thing is.
HOW_LARGE = regex.compile(
    r"(?:总投资额?|计划投资|投资额|全长|总长|总面积|建筑面积|占地面积|占地|总装机(?:容量)?|总库容|库容|首期规模|总规模)(?:约|近|为|达到?)?$"
)
ONE_THING = regex.compile(r"(?:左右|以上)?的(?!目标|水平|规模|任务|要求|能力|标准|基础)\p{Han}{2}")
LAND_OF_IT = regex.compile(r"(?:项目|总)?占地(?:面积)?")
# 市级财政承担60%, 按50%、30%、20%比例拨付: how a cost is shared or paid out.
COST_SHARED = regex.compile(
    r"(?:财政|[省市县区镇州]级?|中央|地方|个人|单位|企业|本级|政府)(?:各|分别|按[^,。;]{2,8})?(?:承担|负担|分担|匹配)$"
)
PAID_BY = regex.compile(r"按照?(?:不同|年度)?(?:\d[\d.]*%[、和:]){0,4}$")
BY_RATIO = regex.compile(r"(?:[、和:]\d[\d.]*%){0,4}的?比例(?![达提降稳控]|不)")
# 覆盖到80%的乡镇: how far something is spread.
SPREAD_TO = regex.compile(r"(?:覆盖|推广|扩大|拓展|延伸|扩展)[到至]$")
# 还有2000户未通天然气
STILL = regex.compile(r"\p{Han}{0,6}(?:未|没有|尚|存在)")
# Rates of charge are set for somebody (对…企业,担保费率降至1.5%以下) or are what a plan wants (力争平均费率降至1%以下).
CHARGE = regex.compile(r"(?:费率|利率|租金|保费|综合成本|融资成本|收费标准)$")
SET_BY_RULE = regex.compile(
    r"(?:(?<!平均)(?:日|月|年|保险)费率|首付比例|首付款比例|税率|缴费比例|起征点|免征额|起付线|封顶线|准备金率|抵扣比例)$"
)
QUOTA = regex.compile(r"(?:名额|推荐数量|申报数量|限报|限推荐|可推荐|可申报|限额)(?:\p{Han}{0,4})?$")
ALLOWED = regex.compile(r"(?:限报|限推荐|可推荐|可申报|限申报|推荐不超过|申报不超过)(?:不超过)?$")
# 报销比例 is set by a rule where it is said what it is, and aimed at where it rises.
REIMBURSED = regex.compile(r"(?:报销|支付|补偿)比例$")
RISES_TO = regex.compile(r"(?:达到?|稳定在|保持在|提高[到至]|提升[到至])$")
# What is charged; 居民消费价格 and the like are statistics.
PRICE = regex.compile(
    r"(?:(?<!消费|出厂|购进|住宅|住房|房地产|零售|土地|生产者)价格|电价|气价|水价|单价|(?:处理|服务|停车|管理|物业)费(?:标准)?"
    r"|收费标准|征收率|保证金|质保金|押金)(?:按现行标准结算)?$"
)
STANDARD = regex.compile(r"\p{Han}{0,6}(?:标准|额度|金额)")
# 按病种付费占住院费用比例达到70%: a ratio that is to be reached, whatever is paid.
SHARE_OF_WHOLE = regex.compile(r"占\p{Han}{2,16}(?:比例|比重|占比)$")
# 超过70%的实行一票否决, 低于60分的评为C类: what follows from a rule.
JUDGED = regex.compile(
    r"(?:及?以[上下])?的,?(?:评为|评定为|列为|认定为|确定为|实行|取消|扣减?|视为|不得|一律|予以通报)"
)
FEE = regex.compile(r"收费$")
FOR_SOMEBODY = regex.compile(r"对[^,。;]{2,40}(?:企业|户|单位|项目|人员|主体|机构|个人|农民|群众)")
FUND = regex.compile(
    r"(?:基金|专项资金|资金池|预算安排|预算|财政资金|母基金|扶持资金|引导资金|奖励资金|奖补资金|补助资金|风险补偿金?|资金)(?:总?规模)?$|^(?:预算|总规模|首期规模|资金)|出资$|注册资本"
)
# Money that comes in, is spent on a deed or saved is an outcome, not a sum that a rule sets.
OUTCOME_MONEY = regex.compile(
    r"兑付|到位|兑现|争取|引进|招商|利用|撬动|融资|化解|节约|减免|盘活|带动|吸引|到账|落实|县外|省外|市外|内资|外资|完成投资|募集"
)
FUND_RIGHT = regex.compile(
    r"^(?:以上|以下|左右|的)*[^,。;、]{0,16}?(?:基金|专项资金|专项|预算|补助|补贴|奖励|资助|资金池|奖补|贴息|支持|扶持|奖金|授信)"
)
EARNED = regex.compile(
    r"(?:产值|营收|营业收入|销售收入|销售额|交易额|成交额|零售额|利润|税收|增加值|进出口|进出口额|投资|经济规模|产业规模|收入|余额|成本|贷款|授信|消费|融资|融资额|总额|信贷规模)$"
)
BUDGET = regex.compile(r"预算安排|财政安排|安排(?:财政|专项)?资金|资金来源|基金")
THRESHOLD_RIGHT = regex.compile(
    r"^(?:的)(?:[\p{Han}“”A-Za-z]{0,20}(?:企业|项目|单位|个人|机构|平台|园区|团队|人员|产品|县|市|区|镇|村|学校|医院|合作社|农户|业务|主体|基地|商户|载体|保险|保障|担保|贷款|加油站|储油库|建筑|设施|水库|锅炉|机组|车辆|船舶|码头|场所|商场|酒店|小区|养殖场|污水处理厂|地块|用户|客户)|,|、|;|\))"
)
# 对年销售收入2000万元以上、增速超过15%的企业: the first of two conditions.
THRESHOLDS_RIGHT = regex.compile(
    r"^(?:、|且|或)\p{Han}{2,16}(?:不?超过|不?低于|不?高于|不?少于|达到?|增长|下降)?\d[\d.]*\S{1,4}(?:及?以[上下])?的"
    r"\p{Han}{0,10}(?:企业|项目|单位|个人|机构|业务|地区|园区|人员|地块|产品)"
)
# 年用水量20万立方米以上企业: who is meant.
WHO_RIGHT = regex.compile(
    r"(?:(?:或|且|和|、)[^,。;]{2,20}以[上下])?(?:的)?\p{Han}{0,4}(?:企业|单位|用户|机构|建筑|园区)"
)
CONDITION = regex.compile(r"(?:^|[,。;:(])\s*(?:可?对|凡|凡是|若|如|如果|经认定|对于|符合)[^。;]{0,80}$")
PER_CASE = regex.compile(
    r"(?:单个|每家|每户|每个|单户|单项|每人|每年每家|同一)(?:企业|项目|单位|园区|机构|平台|主体|人|户|县|市|区)?[^,。;]{0,14}$"
)
# A past period or a present state; attributive 已建的, 现有的 say nothing of the number.
ACHIEVED_WORD = regex.compile(
    r"(?:截至|截止到?|截至到)|已(?:经|累计|建成(?!的|\p{Han}{1,8}的\p{Han}{1,8}(?:达|提|增|不|降))|完成|达|实现|认定|培育|形成)|业已|(?<!力争[^。;]{0,24})已有(?!\p{Han}{0,10}(?:基础|成果|的))|还有(?=\d[\d.]*万?\p{Han}{1,6}(?:未|没|尚|需|存在))|(?<!项)目前|当前|现有(?!\p{Han}{0,10}(?:基础|水平|的))(?=[^,。;]{0,24}$)|(?<![比较同从由将在继])[上去前]年(?:末|底)?(?!末|底|以来|度|的|[^,。;]{2,8}的\d)|"
    r"据[^,。;]{1,12}(?:调度|监测|统计|调查|测算|普查)|仍有|尚有|仅(?:为|有|占)(?!偶)|近年来|过去[一两三四五几]年|超额完成|提前完成|圆满完成|首次突破|(?<!\d)1-\d{1,2}月|[上前](?:半年|[一二三]季度)(?=[,全我])|以来,|(?:完成|达到|实现|取得|建成|新增|培育|引进|占到|贡献|占据|吸纳|创造)了|(?<!(?:力争|到20\d\d年|计划|目标)[^。;]{0,24})共有(?!产权)"
)
FUTURE_WORD = regex.compile(
    r"力争|确保|争取|努力|计划|预计|(?<![主重需紧])要(?!求|素|点|闻|件|塞|害)|(?<![供适反响对效相])应(?![急用届变])|必须|拟|(?<!完成[^,。;]{0,12})目标|(?<!已)将(?!其|企业)|到20\d\d年|20\d\d年(?:底|末)?前|[年月]底前|继续|今后|下一步|下步|届时|至少|不低于|不少于|不高于|(?<!级|规模)以上|以内|20\d\d年(?:再|将|计划|要|力争|拟)|年内|全年|明年|今年|本年度|未来|(?<!(?:截[至止]|以来|(?:^|[,。;])(?:[去上]年|近年来|过去[一两三四五几]年))[^。;]{0,30})新[增建引培认]|(?<!过去|近|前)[一两三]年内?"
)
# What opens a sentence that reports, whatever mild words of the future stand behind; and the words that overrule it.
REPORTS_HEAD = regex.compile(
    r"(?:截至|截止到?)(?:目前|[去上今]年|\d{1,2}月)[^,。;]{0,6},|(?:目前|当前|[去上前]年|近[一两三四五六七八九\d]{1,2}年来?|今年以来|回顾过去|[^,。;]{2,10}以来),"
)
STRONG_FUTURE = regex.compile(
    r"力争|确保|争取|努力|计划|预计|(?<![主重需紧])要(?!求|素|点|闻|件|塞|害)|必须|拟|将(?!其|企业)|到20\d\d年|20\d\d年(?:底|末)?前|[年月]底前"
    r"|继续|今后|下一步|届时|年内|明年|未来|再[增建新引培]|,今年"
)
# 力争 of a review speaks of what comes; 全力争取 and 奋力争先 do not.
AIMS_IN_REVIEW = regex.compile(r"(?<![全大努奋着竭极有得合尽])力争(?!先|上游|创|取)|下一步(?=[,将要我])")
AIMED_TIME = regex.compile(r"年内|每年|全年|今年|明年|20\d\d年(?:底|末)?前")
# The clause behind says what is given for this sum: 按每平方米10元,给予补贴.
GIVES_BEHIND = regex.compile(r",(?:并)?(?:给予|予以|一次性|奖励|补助|补贴|最高|不超过|上限|封顶|分[年期档次])")
GIVES_BEFORE = regex.compile(r"(?:对[^。;]{2,30}|给予|予以|奖励|补助|补贴|每[户人亩台家])[^。;]{0,30}$")
COMMITMENT = regex.compile(r"力争|确保|争取|到20\d\d年|计划|目标(?!责任|考核|管理|任务书)|下一步")
# 获省级奖励7项, 90%以上分布在实体经济: told as it is.
HONOUR = regex.compile(r"荣?获(?!批|奖(?:企业|单位|项目|作品|团队|者))|斩获|摘得|夺得|荣膺")
HONOURED = regex.compile(rf"(?:{HONOUR.pattern}|获评)[^,。;]{{2,24}}$")
AT_LEAST = regex.compile(r"(?:不少于|不低于|至少|超过)$")
MAKES_USE = regex.compile(
    r"(?:用好|用足|用活|管好)[^,。;]{0,8}$|从[^,。;]{2,20}(?:结余|资金|基金|盈余)中(?:拿出|安排|列支|提取|划转)$"
)
# 小微企业最高400万元: a ceiling in money is a rule's.
CEILING = regex.compile(r"(?:最高|最多|上限)(?:不超过|为|可达|可获)?$")
PRESENT = regex.compile(r"的?\p{Han}{0,8}(?:分布在|集中在|来自|来源于)")
# 占市场主体95%以上,是创新的生力军; 集中在园区,贡献了…: what there is, said of its weight.
WEIGHS = regex.compile(
    r"[^,。;]{0,14},(?:已成为|成为了|是(?!否)|贡献了|创造了|吸纳了|提供了|为[^,。;]{2,14}(?:提供|奠定|作出|做出)了)"
)
OWNS = regex.compile(r"^(?:我[省市县区]|我们|全[省市县区])?(?:现)?(?:拥有|共有|辖有)(?!产权|[^,。;]{1,16}的)")
# 赤字规模40亿元, 转移支付增长8%: what a budget is made of; 赤字率 is a ratio that a plan aims at.
BUDGET_ITEM = regex.compile(
    r"(?:赤字|专项债券?|专项债务|国债|预算内投资|转移支付|(?<!占)(?:财政|预算|本级)(?:(?!一般性|科技|教育|民生|环保|卫生|农业|三公)\p{Han}){0,8}支出|再贷款|经费标准"
    r"|养老金(?:\p{Han}{0,6}标准)?|补助标准|加计扣除比例|起征点\p{Han}{0,6}|免征额)(?:总?规模|额度|限额|安排|标准|资金|拟安排)?$"
)
# 争取上级资金, 获批专项债券额度: won from above, an outcome.
WON = regex.compile(r"(?:争取|获批|获得|争得|兑现|兑付|到位)[^,。;]{0,24}$")
# 基金管理规模突破500亿元 is reached; 设立总规模50亿元的基金 is set.
SCALE_REACHED = regex.compile(
    r"(?<!资金|投资)规模(?:力争|将|要|累计|总体)?(?:突破|超过|达到?|增至|扩大[到至])(?:约|近)?$"
)
SETS_UP = regex.compile(r"设立|组建|成立|发起")
# 每年安排5000万元用于技术改造
SETS_ASIDE = regex.compile(r"(?:安排|列支|统筹|拿出)(?:资金)?(?:约|近|不少于|不低于|超过)?$")
BONDS = regex.compile(
    r"(?:债券|国债|专项债|赤字|赤字规模|转移支付|预算内投资|财政\p{Han}{0,6}支出|结余)(?:安排|资金|额度|规模)?$"
)
# 服务费的80%用于薪酬,20%用于统筹: how a sum is divided.
DIVIDED = regex.compile(r"(?:费用?|资金|收益|收入|款|奖金)的?\d[\d.]*%用于")
# 再给予5%的支持
SUPPORT_RIGHT = regex.compile(
    r"的?(?:资金|保费|费用|财政)?(?:支持|补助|补贴|奖励|奖补|贴息|扶持|优惠|减免|折扣|资助)(?=[,。;、)]|$)"
)
# 按不低于采购金额的30%预付, 按照基准利率50%: a share that a rule goes by.
BY_SHARE = regex.compile(
    r"^(?:统一|一律|原则上|分别)?(?:按照?|依照|参照|对照|比照)(?!计划|要求|规定|目标|时|期|月|季|年度(?:计划|目标|任务))[^,。;:]{2,40}$"
)
MEANT = regex.compile(r"(?:项目|企业|单位|机构|园区|用户|产品|设备|机组|主体|建筑|医院|学校)\($")
# 补贴发放率达到100% is to be reached, whatever is handed out.
RATE_OF_DEED = regex.compile(
    r"(?:(?:发放|到位|兑现|拨付|覆盖|享受|知晓|落实|完成|办结|满意|参保)率|比重|占比|覆盖面|项目|事项)$"
)
RULED = regex.compile(r"(?:给予|按照?|不超过|最高|最多|补贴|补助|奖励|贴息|减免|返还|发放|免|减|投向)[^,。;]{0,24}$")
PERMITTED = regex.compile(r"允许|最高|最多|不超过")
# What a clause or its surroundings say in passing.
BUILDS_ON = regex.compile(r"\p{Han}{0,6}?的?(?:基础|前提)(?:之?上|下)")
LIMITS_RIGHT = regex.compile(r"的?限制|的?上限")
COMPARED_IN_BRACKETS = regex.compile(r"\([^()]*(?<!不)(?:大于|小于|超过|高于|低于)$")
SPENT_ON = regex.compile(r"(?:费|资金|收益|收入|款|奖金)用于")
MEETS = regex.compile(r"达到|符合")
ON_AVERAGE = regex.compile(r"平均|总体")
ARRANGES = regex.compile(r"安排|拟|发行|赤字|拿出")
BOUND_ENDS = regex.compile(r"[上下内]$")
