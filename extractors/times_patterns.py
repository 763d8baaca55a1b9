"""The written forms of time, as pattern fragments and the named patterns made of them. Text is folded.

Groups are named for what they hold; those of the second point of a range end in ``2``. Every repeat is bounded.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import regex

from extractors.lexicon import alternation, read_table, words

_HAN = "一二三四五六七八九十"
# 2025  二〇二五  二0二五
# and 二三五年, whose 〇 is lost in many files
YEAR = (
    "(?<![0-9A-Za-z])(?:(?:19|20)[0-9]{2}(?![0-9])|[一二][〇零○0九][〇零○0-9一二三四五六七八九]{2}"
    "|(?<=到)二[三四五][五〇零○](?=年))"
)
_MONTH_NUMBER = "(?<![0-9])(?:1[0-2]|0?[1-9])|(?<![一二三四五六七八九十])(?:十[一二]?|[一二三四五六七八九])"
_HAN_ONES = "[一二三四五六七八九]"
_DAY_NUMBER = f"(?:3[01]|[12][0-9]|0?[1-9]|三十一?|二十{_HAN_ONES}?|十{_HAN_ONES}?|{_HAN_ONES})"
_CLOCK = (
    "(?:(?:上午|下午|中午|晚上?)?[0-9]{1,2}(?:[时点](?:[0-9]{1,2}分|整)?|:[0-9]{2})"
    "|(?:上午|下午)?下班(?=之?前)|中午(?=之?前))?"
)
_WEEKDAY = "(?:\\((?:星期|周)[一二三四五六日天]\\))?"
# - ~ 至 到; a folded —— is --
SEP = "(?:-{1,2}|~|至|到)"

# 前 that opens another word (前沿, 前三季度, 前10名) ends no time; in 6月30日前提交 and 2021年前列入计划 it does.
_BEFORE = (
    "(?:之前|以前|前(?![沿瞻茅景端身述款往夕几]|提(?:[下是,。;的]|条件|$)|列(?![入出明支编为])|期(?!满)|置(?:条件|审批|手续|程序|要件))"
    "(?:(?<=[日号底末]前)|(?!(?:[0-9]{1,4}|[一二三四五六七八九十百]{1,3})(?:个?季度|个?月|位|名|强|批|家|个|项|年|条))))"
)
# 6月30日(含)前
BOUND = (
    f"(?:\\(含(?:当日|当天|本数)?\\)(?=前|之前|以前))?(?:(?P<end>底|末(?!端)|月底|月末)(?:{_BEFORE})?|(?P<about>前后|左右)|(?P<before>{_BEFORE})"
    "|(?P<within>之内|以内|内(?!部(?!署)|[容涵生外设地陆蒙]))|(?P<early>初(?![步期级中始]))|(?P<span>期间))"
)


@cache
def year_words() -> Mapping[str, int | None]:
    """今年 → 0, 明年 → 1 …; ``None`` for 当年, 次年, whose year is told elsewhere."""
    rows = read_table("time_years", ("word", "shift", "note"))
    return {row["word"]: int(row["shift"]) if row["shift"] else None for row in rows}


def _part(n: str) -> str:
    """上半年  第一季度  前三季度  6月30日  6月上旬  全年"""
    return (
        f"(?:(?P<half{n}>[上下])半年度?|(?P<nine{n}>前三季度|前三个季度)|第?(?P<quarter{n}>[一二三四1-4])季度"
        f"|(?P<month{n}>{_MONTH_NUMBER})月(?!刊|报|薪|租|饼|色|球|季|嫂|亮)份?"
        f"(?:(?P<third{n}>[上中下])旬|(?P<day{n}>{_DAY_NUMBER})[日号]{_WEEKDAY}{_CLOCK})?"
        f"|(?P<whole{n}>全年)(?!级))"
    )


def _head(n: str) -> str:
    relative = alternation(list(year_words()))
    # 后年 is no year in 达产后年产值
    relative = f"(?!(?<=[产成工建营用收施行学业])后年){relative}"
    return f"(?:(?P<year{n}>{YEAR})年(?![级代货轮龄鉴])(?:度(?!过))?|(?P<rel{n}>{relative}))"


def _point(n: str) -> str:
    return f"(?:{_head(n)}(?:的?{_part(n)})?|{_part(n)})"


# 年底, 年内, 年中: of the year spoken of; not the end of 三年底, 每年底. 年度内 not of 考核年度内.
_YEAR_BOUND = (
    "(?:年(?:(?P<end>底|末)(?:(?:之|以)?前)?|(?P<within>内)|(?P<mid>中)(?:之?前|(?=完成|建成|通车|投用|投产|开工|竣工|启动|实现)))|(?P<end>岁末(?!年初))前?"
    "|(?<=^|[,。;:(、\n在于])年度(?:(?P<end>底|末)(?:(?:之|以)?前)?|(?P<within>内)))"
)
POINT = (
    f"(?:{_head('')}(?:的?{_YEAR_BOUND}|(?:的?{_part('')})?{BOUND}?)"
    f"|(?<![0-9{_HAN}两几多半每近]){_YEAR_BOUND}|{_part('')}{BOUND}?)"
)
# 4月15-30日; 2021-2025年  2021年至2023年底  2020年3月至12月底前  1-5月  3月1日至15日  1月1日起至6月30日止
RANGE = (
    f"(?:{_point('')}起?{SEP}(?:{_point('2')}|(?P<day2>{_DAY_NUMBER})[日号])"
    f"|(?P<year>{YEAR}){SEP}(?P<year2>{YEAR})年度?"
    f"|(?:{_head('')})?(?P<month>{_MONTH_NUMBER})月(?P<day>{_DAY_NUMBER}){SEP}(?P<day2>{_DAY_NUMBER})[日号]"
    f"|(?:{_head('')})?(?P<month>{_MONTH_NUMBER}){SEP}(?P<month2>{_MONTH_NUMBER})月份?"
    f"|(?:{_head('')})?第?(?P<quarter>[一二三四1-4])(?:{SEP}|、)(?P<quarter2>[一二三四1-4])季度)(?:{BOUND}|止(?!损))?"
)
# 2024-2025学年: from September to August
SCHOOL_YEAR = f"(?P<year>{YEAR})年?{SEP}(?P<year2>{YEAR})年?学年度?"
# 2020.12.31  2020-12-31  2020/12; 2020.12 only where no unit makes a decimal number of it
# A single digit for the month only with 底, or alone behind a label: 2025.6底前, 完成时限:2025.6
_SHORT_MONTH = "[1-9](?=[底末])|(?<=[:(]20[0-9]{2}[./])[1-9](?=[。;)\\n]|\\Z)"
NUMERIC = (
    f"(?P<year>{YEAR})(?:(?P<sign>[./-])(?P<month>1[0-2]|0?[1-9])(?P=sign)(?P<day>3[01]|[12][0-9]|0?[1-9])"
    f"|[./](?P<month>1[0-2]|0[1-9]|{_SHORT_MONTH}))(?![0-9.%万亿千百元家人个项吨亩件公平立度])(?:{BOUND})?"
)
_DIGITS_OF_MONTH, _DIGITS_OF_DAY = "(?:1[0-2]|0?[1-9])", "(?:3[01]|[12][0-9]|0?[1-9])"
# 2020.4-2020.12  2020/04/15-2020/05/10
NUMERIC_RANGE = (
    f"(?P<year>{YEAR})(?P<sign>[./])(?P<month>{_DIGITS_OF_MONTH})(?:(?P=sign)(?P<day>{_DIGITS_OF_DAY}))?{SEP}"
    f"(?P<year2>{YEAR})(?P=sign)(?P<month2>{_DIGITS_OF_MONTH})(?:(?P=sign)(?P<day2>{_DIGITS_OF_DAY}))?(?![0-9.%])"
)
# 2023 of "2023、2024年", both of "2023、2024两年"
LISTED_YEAR = f"(?P<year>{YEAR})(?=(?:[、,和与及]{YEAR}){{1,4}}[两三四]?年|(?<=[、和与及]20[0-9]{{2}})[两三四]年)"
# 4 of "2022年4、5月份", 6 of "于6、12月底前"; not the label of an item: 3、4月底前
LISTED_MONTH = (
    f"(?:{_head('')}|(?<=(?:年|[,;:(于在])(?:[0-9]{{1,2}}[、和]){{0,4}}))"
    "(?P<month>(?<![0-9])(?:1[0-2]|[1-9]))(?=(?:[、和](?:1[0-2]|[1-9])){1,5}月)"
)
# a whole table cell: 2025  2021-2025
YEAR_CELL = f"\\A(?P<year>{YEAR})(?=\\s?\\Z)"
YEARS_CELL = f"\\A(?P<year>{YEAR}){SEP}(?P<year2>{YEAR})(?=\\s?\\Z)"
PLAN = (
    "(?P<open>[“\"‘'「])?(?:(?P<plan>十[一二三四五六七八九]?|二十[一二三四]?|[九八])五)(?P<close>[”\"'’」])?"
    "(?:(?P<sfx>期间末?|时期末?|期末|末期|末|期满|规划期末|规划期内|规划期间|规划期|规划末"
    "|(?P<side>[前头后])(?P<count>[一两二三四])年|(?P<vague>初期|前期|中期|后期|以来|初))"
    # “十四五”累计新增; “十四五”、“十五五”期间
    '|(?<=[”"’」])(?=,?(?:累计|新增|新建|年均|力争))'
    "|(?=[、和及与]?[“\"‘'「]?十[一二三四五六七八九]?五[”\"’'」]?(?:期间|时期)))"
)
# 今明两年, 明后两年
TWO_YEARS = "(?P<rel>今明|明后)两?年(?:的?时间)?(?:之内|以内|内)?"
_NUMBER = "(?:[0-9]{1,3}(?![0-9])|[一二两三四五六七八九十百]{1,4}|半)"
_UNIT = "(?:个(?:月|季度)|个?(?:小时|星期|工作日|自然日|工作天)|年|天|日|周(?![岁年边期转])|分钟)"
DURATION = f"(?:(?P<low>{_NUMBER})(?:{SEP}(?P<high>{_NUMBER}))?(?P<unit>{_UNIT}))"
_TIME = "(?:(?:左右)?的?时间)?"
WITHIN = f"(?<![0-9第.]){DURATION}{_TIME}(?:\\(含[^()]{{0,6}}\\))?(?:之内|以内|内(?!部(?!署)|[容涵生外设地陆]))"
SINCE = (
    f"[自从](?P<event>[^,;。:()、\\n]{{1,20}}?)(?:之日|当日|次日|日)?[起后](?:的|,)?{DURATION}{_TIME}(?:之内|以内|内)?"
)
BARE = f"(?<![0-9第.]){DURATION}(?:左右)?"
AHEAD = f"(?:未来|今后|接下来){DURATION}{_TIME}(?:之内|以内|内)?"
RECENT = f"(?:近|最近|过去|前|此前|以往)的?{DURATION}{_TIME}(?:来|间|内)?"
_INTERVAL = (
    f"(?:(?P<every>{_NUMBER})(?:{SEP}(?P<every>{_NUMBER}))?(?P<step>年|个?月|个?季度|周|天|日|个?小时)"
    "|个?(?P<step>年度|年|季度|季|月|周|星期|日|天|旬))"
)
# 每季度结束后10日内, 每月最后一个工作日前
_AFTER_STEP = f"(?:结束|终了)后的?{DURATION}(?:之内|以内|内)"
_NAMED_OF_STEP = r"\p{Han}{0,5}?(?:节|汛|期|冬|季|学|会)前"
_LAST_OF_STEP = f"的?最后一?个?(?:工作日|月|日|天|周)(?:的?{_DAY_NUMBER}[日号])?(?:{_BEFORE})?"
_MORE_MONTHS = f"(?:[、和及与](?:{_MONTH_NUMBER})月份?(?:{_DAY_NUMBER}[日号]|底|末)?前?){{0,5}}"  # 每年3月、9月
# 每年9月至次年3月, 每年7月15日和次年1月15日前
_NEXT = f"(?:{SEP}|(?:{SEP}|[、和及与])(?:次年|翌年|第二年|下一?年))"
# 每半年(6月、12月底前)
_MONTH_ENDS = f"(?:{_MONTH_NUMBER})月(?:底|末)?"
_MONTHS_OF_STEP = f"\\({_MONTH_ENDS}(?:[、和及与]{_MONTH_ENDS}){{1,5}}前?\\)"
_DAYS_OF_STEP = f"(?P<day>{_DAY_NUMBER})[日号](?:(?:{SEP}|[、和及与]){_DAY_NUMBER}[日号]){{0,4}}(?P<before>{_BEFORE})?"
RECURRING = (
    f"每{_INTERVAL}(?:{_MONTHS_OF_STEP}|{_AFTER_STEP}|{_LAST_OF_STEP}|{_NAMED_OF_STEP}|(?:的|年)?"
    f"(?:(?:(?:1[0-2]|[1-9])、){{0,5}}{_part('')}(?:{_NEXT}{_part('2')})?{BOUND}?{_MORE_MONTHS}"
    f"|(?:首月|末月|第[一二三]个月)?的?{_DAYS_OF_STEP}"
    f"|(?:首月|末月|第[一二三]个月){BOUND}?|(?P<weekday>[一二三四五六日](?:{_BEFORE})?)|{BOUND}))?"
)
BY_RULE = "按(?P<step>年度|半年|年|季度|季|月|周|日|旬)(?!份|计|龄|薪|租|租金|利率|定额|按)度?"
OWN_MONTH = (
    "(?:(?:本|当|下|次|每)月(?:底|末|内|[上中下]旬)|本(?:周|季度?)(?:底|末|内)"
    f"|(?<=^|[,。;:(、\\n在于])月底(?=前))(?:{_BEFORE})?"
)
NEXT_MONTH = f"(?:次|下|下个|翌|当)月(?:{_DAY_NUMBER})[日号](?:{_BEFORE})"
# 半年调度一次, 一季一通报
RHYTHM = (
    "(?<=^|[,。;:、(\n])(?P<every>半|[一两二三五])个?(?P<step>年|季|月|周|旬|日|天)度?"
    r"(?=(?:至少)?(?![内期以])\p{Han}{0,4}一次(?!性)"
    "|一(?:调度|通报|报告|总结|小结|滚动|轮训|体检|更新|修编|修订|轮换|普查|评估|考核|会商|研判|督查|检查|排名|点评|汇总|报|评|考|会|查)(?:[,。;、)\n]|$))"
)
THIS_MONTH = f"(?<!每)本月(?:{_DAY_NUMBER})[日号](?:{_BEFORE})"
# 活动开始前30日, 届满30日前, 提前30日: counted back from an event
_EVENT = (
    "(?<=开始|召开|到期|届满|期满|举办|举行|施工|开工|动工|实施|结束|使用|营业|开业|终止|作出|施行|开学|开幕|开标|开考|开展"
    "|会议|活动|期满|(?<=[,。;:(\n]|^)会)"
)
BEFOREHAND = (
    f"(?:(?:提前|{_EVENT}前)(?:至少|不少于|不得少于)?{DURATION}(?:之前|以前|前|以上|之内|以内|内)?"
    f"|{_EVENT}{DURATION}(?:之前|以前|前))"
)
# 亚运会前, 党代会召开前: how far back the name goes
EVENT = rf"(?:会(?:召开|开幕|举办|举行)?前|召开前)(?!{DURATION}|[沿景身])"
EVENT_NAME = (
    '(?:(?:全国|省|市|县)?[“"]?两|全国|亚运|全运|省运|冬奥|大运|运动|博览'
    "|进博|广交|服贸|党代|人代|洽谈|交易|年|大|推进|现场|会议|大会|(?:党的)?[一二三四五六七八九十]{1,3}大)$"
)
PLAN_END = "(?:本?规划期(?:末|满)|(?<!五)规划末期?)"


def year_event() -> str:
    """2026年春节前, 今年汛期前, 2025年亚运会前: a named time of a year, without a date."""
    event = (
        r"(?:(?![0-9完建实投开])\p{Han}){0,7}?(?:会|节|赛|汛|季|期|高峰|度夏|度冬|开幕|换届|评估|普查|开学|招生"
        "|[中高]考)前"
    )
    return f"(?:{YEAR}年?{SEP}{YEAR}年度?|{_head('')})的?(?:{alternation(words('time_words', kind='by'))}|{event})"


def word_pattern(kind: str) -> str:
    """Words of one kind of ``lexicon/time_words.tsv``, also several in a row: 立行立改、即知即改."""
    word = alternation(words("time_words", kind=kind)) + (f"(?!(?<=期满前){DURATION})" if kind == "by" else "")
    return f"{word}(?:[、,]?{word}){{0,4}}"


@cache
def compiled(pattern: str) -> regex.Pattern[str]:
    """The pattern, compiled once."""
    return regex.compile(pattern)
