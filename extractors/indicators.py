"""What a number measures: the noun phrase, the verb or predicate that ties it to the number.

The stretch left of a quantity has one of a few shapes:

- *predicate*: ``高新技术产业投资 | 增长`` 10%以上 — noun, then a word of level or of change;
- *verb_noun*: ``新增 | 高新技术企业`` 4000家 — a verb of commitment, then the noun;
- *verb*: ``打造`` 10个 ``标杆型综合体`` — the noun stands behind the number;
- *noun*: ``森林覆盖率`` 18.3% — the noun alone;
- *share*: 60%以上 ``城市社区达到…要求`` — who does what, behind the number;
- *empty*: nothing; the noun is behind the number or is the subject of the clause before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

import regex

from extractors.lexicon import alternation, read_table, words
from extractors.types import Comparator, Span

Shape = Literal["predicate", "verb_noun", "verb", "noun", "empty"]
Change = Literal["level", "growth", ""]


@dataclass(frozen=True, slots=True)
class Phrase:
    """What stands left of a quantity. ``[noun_start, noun_end)`` is empty where the noun is not there."""

    shape: Shape
    noun_start: int
    noun_end: int
    verb: str = ""
    verb_kind: str = ""
    change: Change = ""
    predicate: str = ""
    modality: str = ""
    scope: str = ""
    each: str = ""
    comparator: Comparator | None = None

    @property
    def has_noun(self) -> bool:
        """Whether the measured noun stands left of the number."""
        return self.noun_end > self.noun_start


_LEVEL = (
    "达到|达成|达|保持在|稳定在|维持在|控制在|控制到|控制为|提高到|提高至|提高为|提升到|提升至|提升为|增加到|增加至|增加为|增至|增长到|增长至|"
    "上升到|上升至|扩大到|扩大至|拓展到|拓展至|扩展到|降至|降到|降低到|降低至|降低为|下降到|下降至|降为|减少到|减少至|减少为|压减到|压减至|压缩至|压缩到|"
    "压缩为|缩短至|缩短到|缩短为|缩减至|缩减到|调整为|调整到|调整至|恢复到|恢复至|发展到|发展至|累计达|累计达到|预计达|预计达到|突破到|力争达到|"
    "占到|占|为|是|有|至|到|在|完成|实现|就是|约为|不变为|确定为|设为|设定为|升至|跃升至|攀升至|回升至|回落至|做到|保有"
)
_RISE = "增长|增加|提高|提升|上升|扩大|递增|净增|增幅|增速|升高|上浮|上调|上涨|涨幅|提速|回升|(?<![新净])增(?!收)"
_FALL = "下降|降低|减少|压减|缩减|递减|降幅|下调|下浮|压缩|缩短|缩小|回落|削减|减轻|(?<!裁)减|(?<![升沉])降|节约|节省"
_AGAINST = (
    r"(?:相?比|较|与|同|按)(?:[“\"]?十[一二三四五]五[”\"]?|[^,。;:(]{1,14}?)"
    r"(?:年度?|末|底|期间?|初|前|平均水平|水平|价格|口径|基础上|基准|规定|标准|总量)(?:相比|比较|计算|上|相对)?,?"
    r"|以[^,。;:]{2,14}为(?:基期|基准|基数|基年)|在[^,。;:]{2,14}基础上"
)
_COMPARED = regex.compile(rf"(?:{_AGAINST})(?:再|又|累计|总体|将|力争)?$")
_ADVERB = "(?:同比|环比|年均|平均|年平均|累计|总体|总共|进一步|再|又|分别|均|各|共|平均每年|每年|逐年|力争|确保|争取|实际|名义|稳步|持续|不断|累计净?|普遍|大幅|有效|合计|预计|原则上|应|将|要|可|已|也|都|须|需)"
_PREDICATE = regex.compile(
    rf"(?P<against>{_AGAINST})?(?:{_ADVERB}){{0,3}}"
    rf"(?:(?P<level>{_LEVEL})|(?P<change>{_RISE}|{_FALL})(?:率|量|额)?(?:达到|达|为|在|保持在|控制在|稳定在|不|要)?)(?:了|过)?(?:{_ADVERB}){{0,2}}$"
)
_CHANGED_TO = regex.compile(
    r"[^,。;]{1,16}?(?:提高|提升|增加|扩大|增长|上升|下降|降低|减少|压减|压缩|缩短|缩减|调整|拓展|恢复|[升降增减变])(?:到|至|为)"
)
# …从2015年的5%提高到2020年的8%: the second value, whose noun stands before the first.
_CHANGED_AT = regex.compile(
    r"(?P<word>提高|提升|增加|扩大|增长|上升|下降|降低|减少|压减|压缩|缩短|缩减|升|降)(?:到|至|为)(?:了)?20\d\d年(?:底|末)?的$"
)
_OLD_VALUE = regex.compile(
    r"(?:由|从)(?:原来?的?|目前的?|现有的?|现在的?|现行的?|(?:20\d\d年|上年|去年|[“\"]?十[一二三四]五[”\"]?(?:末|期间)?)(?:底|末)?的?)?$"
)
_LIST_NUMBER = regex.compile(r"\(?\d{1,2}\)?[.、](?!\d)|[①-⑳]|[一二三四五六七八九十]是")
_EACH = regex.compile(r"(?:总共|共计|合计|总计|分别|各自|均|各|共)$")
# 超过参展企业总数的50%, 不低于最低工资标准1.2倍: the comparison stands apart from its number.
_SPLIT_COMPARISON = regex.compile(
    r"(?P<word>不低于|不少于|不高于|不超过|高于|低于|超过|大于|小于)(?P<base>[^,。;、的]{2,18}?)的?$"
)
_SPLIT_SIGNS: dict[str, Comparator] = {
    "不低于": ">=", "不少于": ">=", "不高于": "<=", "不超过": "<=", "高于": ">", "超过": ">", "大于": ">", "低于": "<", "小于": "<",
}  # fmt: skip
_NOT_AFTER_VERB = regex.compile(
    r"(?:性|率|量|额|数(?![字据智])|强度|型|者|员|费|权|规模|面积|总|产值|收入|支出|能力|水平|指数|成本|效率|比例|比重|占比|用地|力度"
    r"|资金|标准(?![化厂件地])|区(?![县域])|业(?!务)|化(?![工肥学])|(?:单位|项目|人员|投资|任务|工程|产品|企业|补贴|面积|数量|次数)$)"
)
_RATIO_NOUN = regex.compile(r"(?:率|比重|占比|比例|程度|覆盖度|强度|水平|指数|系数|半径|密度|[^高程温角速]度|之比|比)$")
# Verbs that only say that something is new: what follows them is the noun, however short.
_FRESH = frozenset(
    ["新增", "净增", "新建", "新培育", "新引进", "新认定", "新改建", "新登记", "新设", "新设立", "新发展", "增加", "培育", "引进", "引育", "打造", "创建", "建成", "完成", "实施", "举办", "开展", "新招", "新注册"]
)


@cache
def _table(name: str) -> frozenset[str]:
    return frozenset(words(name))


@cache
def verb_kinds() -> dict[str, str]:
    """Verb → kind (``lexicon/verbs.tsv``)."""
    return {row["word"]: row["kind"] for row in read_table("verbs", ("word", "kind", "note"), key=("word", "kind"))}


@cache
def _verb_at_start() -> regex.Pattern[str]:
    return regex.compile(
        alternation([word for word, kind in verb_kinds().items() if kind in ("strong", "plain", "give")])
    )


@cache
def _strong_inside() -> regex.Pattern[str]:
    strong = [word for word, kind in verb_kinds().items() if kind == "strong" and len(word) > 1]
    return regex.compile(alternation(strong))


@cache
def _leading() -> regex.Pattern[str]:
    """One word that stands before what is measured: modality, scope, adverb, a verb that only introduces."""
    rows = read_table("adverbs", ("word", "not_before", "note"))
    guarded = [
        regex.escape(row["word"]) + (f"(?!{'|'.join(row['not_before'].split())})" if row["not_before"] else "")
        for row in sorted(rows, key=lambda row: -len(row["word"]))
    ]
    light = alternation([word for word, kind in verb_kinds().items() if kind == "light"])
    return regex.compile(
        rf"(?:高质量|高标准|高水平|高效)(?={alternation([w for w, k in verb_kinds().items() if k == 'strong'])})|(?P<modality>{alternation(words('modality'))}(?!素|求|点|闻|用))|(?P<scope>{_scopes()})"
        rf"|{'|'.join(guarded)}|(?:{light})(?=[^的])|[,、:;\s\"”’]"
    )


def _verbs() -> str:
    return alternation([word for word, kind in verb_kinds().items() if kind in ("strong", "plain")])


def _scopes() -> str:
    return "|".join(regex.escape(word) for word in words("scopes"))


def read_left(text: str, start: int, end: int, times: Sequence[Span]) -> Phrase:
    """The shape of ``text[start:end]``, which ends where a quantity's expression begins."""
    each = ""
    trimmed = _EACH.search(text, max(start, end - 4), end)
    if trimmed:
        each, end = trimmed.group(), trimmed.start()
    compared = _COMPARED.search(text, max(start, end - 30), end)
    if compared:
        end = compared.start()
    old = _OLD_VALUE.search(text, start, end)
    if old and _CHANGED_TO.match(text, end):
        end = old.start()
        first, modality, scope = _strip_leading(text, start, end, times)
        return Phrase("predicate", min(first, end), end, change="level", predicate="由", modality=modality, scope=scope)
    changed = _CHANGED_AT.search(text, max(start, end - 24), end)
    if changed:
        return Phrase("predicate", start, start, change="level", predicate=changed["word"])
    if end > start and text[end - 1] == "的":
        return Phrase("noun", start, end)
    predicate = _PREDICATE.search(text, max(start, end - 34), end)
    if predicate and not (predicate["level"] in verb_kinds() and _only_leading(text, start, predicate.start(), times)):
        return _with_predicate(text, start, end, predicate, each, times)
    split = _SPLIT_COMPARISON.search(text, max(start, end - 30), end)
    if split and split.end() == end:
        first, modality, scope = _strip_leading(text, start, split.start(), times)
        return Phrase(
            "predicate", min(first, split.start()), split.start(), change="level", predicate=split["word"], modality=modality, scope=scope,
            each=each, comparator=_SPLIT_SIGNS[split["word"]],
        )  # fmt: skip
    return _without_predicate(text, start, end, each, times)


def _only_leading(text: str, start: int, end: int, times: Sequence[Span]) -> bool:
    return _strip_leading(text, start, end, times)[0] >= end


def _with_predicate(
    text: str, start: int, end: int, predicate: regex.Match[str], each: str, times: Sequence[Span]
) -> Phrase:
    noun_end = _cut_times(text, start, predicate.start(), times)
    first, modality, scope = _strip_leading(text, start, noun_end, times)
    word = predicate["change"] or predicate["level"] or ""
    change: Change = "growth" if predicate["change"] else "level"
    inner = regex.search(alternation(words("modality")), text[predicate.start() : end])
    modality = modality or (inner.group() if inner else "")
    # 增速, 增幅 name what is measured and stay with it.
    if word in ("增速", "增幅", "降幅", "涨幅"):
        noun_end = text.index(word, predicate.start(), end) + len(word)
    verb, verb_kind = "", ""
    ratio = bool(_RATIO_NOUN.search(text, first, noun_end))
    match = _verb_at_start().match(text, first, noun_end)
    if match and not ratio and noun_end - match.end() >= 2 and not _NOT_AFTER_VERB.match(text, match.end()):
        verb, verb_kind = match.group(), verb_kinds()[match.group()]
        if verb_kind == "strong":
            first = match.end()
    return Phrase(
        "predicate", min(first, noun_end), noun_end, verb, verb_kind, change, word, modality, scope, each,
    )  # fmt: skip


def _without_predicate(text: str, start: int, end: int, each: str, times: Sequence[Span]) -> Phrase:
    first, modality, scope = _strip_leading(text, start, end, times)
    last = _cut_times(text, first, end, times)
    if first >= last:
        introduced = _verb_suffix(text, start, end)
        if introduced:
            return Phrase("verb", end, end, introduced, verb_kinds()[introduced], "", "", modality, scope, each)
        return Phrase("empty", end, end, "", "", "", "", modality, scope, each)
    final = _verb_suffix(text, first, last)
    match = _verb_at_start().match(text, first, last)
    if match and match.end() == last:
        kind = verb_kinds()[match.group()]
        # 抚育改造1.4万亩: where nothing follows the number, the words of doing are the noun themselves.
        return Phrase("verb", first, last, match.group(), kind, "", "", modality, scope, each)
    if match and _is_verb_here(text, match, last):
        noun = _after_verbs(text, match.end(), last)
        ends_in_verb = final if noun >= last or (final and _is_chain(text, match.end(), last - len(final))) else ""
        if ends_in_verb:
            return Phrase("verb", first, last, ends_in_verb, verb_kinds()[ends_in_verb], "", "", modality, scope, each)
        first_verb = match.group()
        return Phrase("verb_noun", noun, last, first_verb, verb_kinds()[first_verb], "", "", modality, scope, each)
    raised = regex.compile(f"(?:{'|'.join(words('verbs', kind='raise') + words('verbs', kind='reduce'))})").match(
        text, first, last
    )
    if raised and last - raised.end() >= 2 and not _NOT_AFTER_VERB.match(text, raised.end()):
        return Phrase(
            "verb_noun", raised.end(), last, raised.group(), verb_kinds()[raised.group()], "growth", raised.group(),
            modality, scope, each,
        )  # fmt: skip
    inside = _inside(text, first, last)
    if inside:
        noun = _after_verbs(text, inside.end(), last)
        if noun >= last:
            return Phrase("verb", first, inside.start(), inside.group(), "strong", "", "", modality, scope, each)
        return Phrase("verb_noun", noun, last, inside.group(), "strong", "", "", modality, scope, each)
    if final:
        return Phrase("noun", first, last, final, verb_kinds()[final], "", "", modality, scope, each)
    return Phrase("noun", first, last, "", "", "", "", modality, scope, each)


def _is_verb_here(text: str, match: regex.Match[str], last: int) -> bool:
    """Whether the verb's characters are the verb and not the beginning of a noun (出口总额, 保障性住房, 改造面积)."""
    if last - match.end() < 2:
        return False
    if text[match.end() : last] == "就业":
        return False
    if _NOT_AFTER_VERB.match(text, match.end(), last):
        return match.group() in _FRESH and last - match.end() <= 2
    plain = verb_kinds()[match.group()] == "plain"
    return not (plain and _level_noun(text, match.end(), last) and text[match.end() : last] in _table("measured_nouns"))


def _is_chain(text: str, start: int, end: int) -> bool:
    return start >= end or bool(_verb_at_start().fullmatch(text, start, end))


def _after_verbs(text: str, start: int, end: int) -> int:
    """Where the noun begins behind a chain of verbs: 推荐|认定, 引进、培育, 新建和改造."""
    while True:
        link = regex.compile(r"(?:[、和并或]|以及)?").match(text, start, end)
        begin = link.end() if link else start
        match = _verb_at_start().match(text, begin, end)
        if (
            not match
            or end - match.end() < 2
            or _NOT_AFTER_VERB.match(text, match.end())
            or (verb_kinds()[match.group()] == "plain" and begin == start)
        ):
            break
        start = match.end()
    while True:
        skip = regex.compile(r"(?:一批|各类|各种|各级各类|了|新的?(?=[^型能材兴业质品]))").match(text, start, end)
        if not skip or end - skip.end() < 2:
            return start
        start = skip.end()


def _inside(text: str, start: int, end: int) -> regex.Match[str] | None:
    """The first unmistakable verb inside the stretch that is followed by a noun or by the number."""
    for match in _strong_inside().finditer(text, start, end):
        rest = end - match.end()
        if (
            (rest == 0 or rest >= 2)
            and not _NOT_AFTER_VERB.match(text, match.end(), end)
            and text[match.end() : match.end() + 1] != "的"
        ):
            if text[match.end() : end] == "就业":
                return None
            return match
    return None


def _verb_suffix(text: str, start: int, end: int) -> str:
    """The longest verb that ends exactly at ``end``."""
    for length in range(min(6, end - start), 1, -1):
        word = text[end - length : end]
        if verb_kinds().get(word) in ("strong", "plain", "give", "raise", "reduce"):
            return word
    return ""


def _level_noun(text: str, start: int, end: int) -> bool:
    return any(text.endswith(noun, start, end) for noun in words("measured_nouns", kind="level"))


def noun_kind(noun: str) -> Literal["level", "event", ""]:
    """Whether a noun names a state or amount (面积, 覆盖率), something carried out (改造, 培训), or neither."""
    if any(noun.endswith(word) for word in words("measured_nouns", kind="level")):
        return "level"
    return "event" if any(noun.endswith(word) for word in words("measured_nouns", kind="event")) else ""


def _strip_leading(text: str, start: int, end: int, times: Sequence[Span]) -> tuple[int, str, str]:
    """Skip what stands before the noun or verb; gives the new start, the word of modality, the scope."""
    first, modality, scope = _skip_leading(text, start, end, times)
    # 三年计划投资, 年度投资: a word too general to stand alone keeps what stands before it.
    return (start if text[first:end] in _GENERAL else first), modality, scope


_GENERAL = frozenset({"投资", "规模", "产值", "收入", "金额", "数量", "支出", "增速"})


def _skip_leading(text: str, start: int, end: int, times: Sequence[Span]) -> tuple[int, str, str]:
    modality, scope = "", ""
    while start < end:
        time = next((time for time in times if time.start <= start < time.end <= end), None)
        if time is not None:
            start = time.end
            continue
        match = _leading().match(text, start, end)
        if not match or match.end() == start:
            listed = _LIST_NUMBER.match(text, start, end)
            if listed:
                start = listed.end()
                continue
            break
        if match.end() == end and not (match["modality"] or match["scope"]):
            # The last word before the number may be the very verb or noun that counts.
            if verb_kinds().get(match.group()) in ("strong", "plain"):
                break
        # 保障性租赁住房, 全社会研发投入, 农村道路: a scope that is the noun's own first word stays with it.
        if match["scope"] and _belongs_to_noun(match.group()):
            scope = scope or ("" if match["scope"] in ("农村", "城镇", "城乡") else match["scope"])
            break
        modality = match["modality"] or modality
        scope = scope or match["scope"] or ""
        start = match.end()
    return start, modality, scope


def _belongs_to_noun(scope: str) -> bool:
    return scope in (
        "全社会",
        "农村",
        "城镇",
        "城乡",
        "全行业",
        "中心城区",
        "城区",
        "主城区",
        "市区",
        "县域",
        "市本级",
        "省本级",
        "县本级",
        "区域内",
        "境内",
        "辖区内",
    )


def _cut_times(text: str, start: int, end: int, times: Sequence[Span]) -> int:
    """Leave out a time that stands at the end of the noun: 粮食产量2025年|达到."""
    while end > start:
        time = next((time for time in times if time.end == end and time.start > start), None)
        if time is None:
            trailing = regex.search(r"(?:[,、:\s]|到|至|力争|确保|在|(?<=形成|组建|建立|设立)由)$", text[start:end])
            if trailing and trailing.start() > 0:
                end = start + trailing.start()
                continue
            return end
        end = time.start
    return end
