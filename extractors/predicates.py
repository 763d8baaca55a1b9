"""Words that tie a number to what it measures: levels, changes, comparisons with another time, old and new values.

The patterns are matched against the stretch that ends where a quantity's expression begins.
"""

from __future__ import annotations

import regex

from extractors.lexicon import alternation, words
from extractors.types import Comparator

# 满意度在90%以上, 赤字率拟按3%安排
_LEVEL = (
    rf"{alternation(words('predicates', kind='level'))}"
    r"|(?<=[率比重度量数围值幅速力间本龄价])在|(?<=[率额费量])(?:将)?拟?按照?"
)
# 新增 and 净增 are verbs of their own, 增收 and 裁减, 升降, 沉降 are nouns.
_RISE = rf"倍增|只增不减|(?<!自然){alternation(words('predicates', kind='rise'))}|(?<![新净])增(?!收)"
_FALL = rf"{alternation(words('predicates', kind='fall'))}|(?<!裁)减|(?<![升沉])降"
_ADVERB = rf"(?:{alternation(words('predicates', kind='adverb'))})"
_TIME_OR_BASE = (
    r"(?:[“\"]?十[一二三四五]五[”\"]?|[^,。;:(]{1,14}?)"
    r"(?:年度?|末|底|期间?|初|前|预算|计划|平均水平|水平|价格|口径|基准|规定|标准|总量)"
)
# 较2020年, 比上年末, 与上年相比, 按可比价格, 以2020年为基期, 在去年基础上
_AGAINST = (
    rf"(?:(?:相比|(?<![占之配环同])比(?![到在重例率值]|力争)|较){_TIME_OR_BASE}(?:相比|上|相对)?|(?:与|同){_TIME_OR_BASE}(?:相比|比较|相较|比)"
    rf"|按[^,。;:(]{{1,8}}(?:价格|口径|价)(?:计算)?|以[^,。;:]{{2,14}}为(?:基期|基准|基数|基年)|在[^,。;:]{{2,14}}(?:基础|水平)上),?"
)
COMPARED = regex.compile(rf"(?:{_AGAINST})(?:再|又|累计|总体|将|力争)?$")
PREDICATE = regex.compile(
    rf"(?P<against>{_AGAINST})?(?:{_ADVERB}){{0,3}}"
    rf"(?:(?!(?<=[下送抵传])达)(?P<level>{_LEVEL})|(?P<change>{_RISE}|{_FALL}|(?(against)[高低多少]出?|(?!)))(?:率|量|额)?(?:的?预期目标|的?预期|的?目标)?(?:达到|达|为|定为|确定为|在|保持在|控制在|稳定在|不|要)?)(?:了|过)?(?:{_ADVERB}){{0,2}}$"
)
CHANGED_TO = regex.compile(
    r"[^,。;]{1,16}?(?:提高|提升|增加|扩大|增长|上升|下降|降低|减少|压减|压缩|缩短|缩减|下调|上调|调整|拓展|恢复|[升降增减变])(?:到|至|为)"
)
# …从2015年的5%提高到2020年的8%: the second value, whose noun stands before the first.
CHANGED_AT = regex.compile(
    r"(?P<word>提高|提升|增加|扩大|增长|上升|下降|降低|减少|压减|压缩|缩短|缩减|升|降)(?:到|至|为)(?:了)?20\d\d年(?:底|末)?的$"
)
# 开办时间从一个月以上压缩到目前的平均4个工作日: the old value is no number that counts.
REPLACED = regex.compile(
    r"[由从][^,。;由从]{1,16}?(?:压缩|缩短|压减|减少|延长|提高|提升|增加|下降|降低|下调|上调|调高|调低|[升降增减])(?:到|至|为)(?:目前的?|现在的?)?(?:平均)?(?:只?需)?$"
)
_YEAR_BEFORE = r"(?:20\d\d年|上年|去年|[“\"]?十[一二三四五]五[”\"]?(?:末|期间)?)(?:底|末)?的?"
_STATE_BEFORE = rf"原来?的?|目前的?|现有的?|现在的?|现行的?|{_YEAR_BEFORE}"
OLD_VALUE = regex.compile(rf"(?:(?:由|从)(?:{_STATE_BEFORE})?|(?:将|把)(?:{_STATE_BEFORE})|现行)$")
# 提高到每人每年640元, 补贴每月500元: the base stands between the word of level and the number.
EACH = regex.compile(
    r"(?:总共|共计|合计|总计|分别|各自|(?<![平人户年])均|(?<=[到达为至])[人户亩]均|各|共|(?:每[人户家亩床生])?每(?:[年月天日]|小时)|每[人户家亩床生]|(?<=[到达为至])每(?:[十百千]?万|千|百)名?(?:常住)?人口?|每(?:[十百千]?万|千|百)?(?:平方公里|平方米|公顷|立方米|公里|千瓦时))$"
)
# 超过参展企业总数的50%, 不低于最低工资标准1.2倍: the comparison stands apart from its number.
SPLIT_COMPARISON = regex.compile(
    r"(?P<word>不低于|不少于|不高于|不超过|高于|低于|超过|大于|小于)(?P<base>[^,。;、的]{2,18}?)的?$"
)
SPLIT_SIGNS: dict[str, Comparator] = {
    "不低于": ">=",
    "不少于": ">=",
    "不高于": "<=",
    "不超过": "<=",
    "高于": ">",
    "超过": ">",
    "大于": ">",
    "低于": "<",
    "小于": "<",
}
