"""Words that stand before what is measured and are no part of it: times, places, words of commitment, adverbs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

import regex

from extractors.lexicon import alternation, read_table, words
from extractors.types import Span
from extractors.verbs import verb_kinds

_LIST_NUMBER = regex.compile(
    r"\(?\d{1,2}\)?[.、](?!\d)|\(?(?:\d{1,2}|[一二三四五六七八九十]{1,3})\)|[①-⑳]|[一二三四五六七八九十](?:是|要(?=\p{Han}{3}))|第[一二三四五六七八九十百]{1,5}条\s{0,2}"
)
# 15分钟生活圈, 1小时交通圈: how far it is belongs to the name.
_REACH = regex.compile(r"[\d一二三四五十半]{1,3}(?:分钟|小时)\p{Han}{0,6}(?:圈|带|网)")
# 1-6月实现产值, 对产值: what stands before says nothing of the kind.
_SAYS = regex.compile(
    r"(?:实现|完成|达到|力争|确保|带动|拉动|撬动|对|,|:|(?:到|至)20\d\d年(?:底|末)?(?:[和及与、]20\d\d年(?:底|末)?)?)$"
)
# 争取上级补助资金5亿元: the word of commitment is the very deed.
_SECURES = (
    r"争取(?=到|(?:上级|中央|中省|国家|省级?|市级?|各类|各级|政策|专项|地方|超长期|特别|债券)"
    r"\p{Han}{0,12}(?:资金|债券?|国债|补助|额度|贷款|投资)(?:\d|$))"
)
_GENERAL = frozenset({"投资", "规模", "产值", "收入", "金额", "数量", "支出", "增速"})
# 全社会研发投入, 农村公路, 市本级支出: the place is the first word of the noun.
_OWN_WORDS = frozenset(
    (
        *("全社会", "农村", "城镇", "城乡", "全行业", "中心城区", "城区", "主城区", "市区", "县域"),
        *("市本级", "省本级", "县本级", "区域内", "境内", "辖区内"),
    )
)
_NO_PLACE = frozenset({"农村", "城镇", "城乡"})
# 全国重点实验室: the place is part of a title.
_NAMED_AFTER_SCOPE = regex.compile(
    r"(?:重点实验室|文明|百强|示范|先进|劳动模范|劳模|五一|统一大市场|双拥|无障碍|质量强)"
)
_TRAILING = regex.compile(
    r"(?:[,、:\s]|(?<=[年底末月])[和及与]|到|至少|最少|至|力争|确保|首次|率先|在|(?<=形成|组建|建立|设立)由|(?:回升|提升|提高|增长|下降|降低|增加|扩大)?并)$"
)


@cache
def _leading() -> regex.Pattern[str]:
    """One word that stands before what is measured: modality, scope, adverb, a verb that only introduces."""
    rows = read_table("adverbs", ("word", "not_before", "before", "note"))
    light = alternation([word for word, kind in verb_kinds().items() if kind == "light"])
    strong = alternation([word for word, kind in verb_kinds().items() if kind == "strong"])
    return regex.compile(
        rf"(?:高质量|高标准|高水平|高效)(?={strong})|{_before_verbs(rows)}"
        rf"|(?P<modality>(?!{_SECURES}){alternation(words('modality'))}(?!素|求|点|闻|用|率|实现率|人群|金(?!融)|值|书|责任|生育|收账|收款|付款|急|届|税|征|缴|聘))|(?P<scope>{alternation(words('scopes'))}(?!性))"
        # 围绕“…”主题|推动120个项目, 与高校|共建研究院
        r"|(?<=目标|任务)是|(?:围绕|聚焦|紧扣|瞄准)[^,。;]{2,16}?(?=推动|推进|实施|开展|建设|打造|培育)"
        r"|(?:与|联合|会同|面向)[^,。;、的]{2,10}?(?=共建|合作建设|开放|打造|培养)"
        # 抓好十大类46项民生实事, 分两期投放
        r"|分(?:[一二三四五六七八九十两]|\d{1,2})(?:期|批次?|步)(?=\p{Han}{3})"
        r"|[一二三四五六七八九十\d]{1,3}大?(?:类|方面|领域|板块)$"
        rf"|{_guarded(rows, '')}|(?:{light})(?!的|率|乐县|军|金(?!融))|[,、:;\s\"”’]"
    )


def _before_verbs(rows: Sequence[Mapping[str, str]]) -> str:
    """Words of manner and of who acts, where a verb or a word of commitment follows: 千方百计|新增, 我们|要."""
    deeds = alternation([word for word in verb_kinds() if len(word) > 1] + list(words("modality")))
    # 集中供热率, 分类回收利用率, 重点建设用地: how it is done, or where, is part of the name.
    named = r"\p{Han}?(?:率|量|度|力|性)|员|用地|\p{Han}{0,10}(?:率|比例|比重|占比|强度|指数)"
    behind = rf"[地,、]?(?:{deeds})(?!{named})"
    return f"{_guarded(rows, 'verb')}(?={behind})"


def _guarded(rows: Sequence[Mapping[str, str]], before: str) -> str:
    """The words that stand ``before`` something, each where it is no part of a longer word."""
    kept = [row for row in rows if row["before"] == before]
    guards = {row["word"]: f"(?!{'|'.join(row['not_before'].split())})" for row in kept if row["not_before"]}
    return alternation([row["word"] for row in kept], guards)


def strip_leading(text: str, start: int, end: int, times: Sequence[Span]) -> tuple[int, str, str]:
    """Skip what stands before the noun or verb; gives the new start, the word of modality, the scope."""
    first, modality, scope = _skip_leading(text, start, end, times)
    # 三年计划投资, 年度投资: a word too general to stand alone keeps what stands before it.
    general = text[first:end] in _GENERAL and not _SAYS.search(text, start, first)
    return (start if general else first), modality, scope


def _skip_leading(text: str, start: int, end: int, times: Sequence[Span]) -> tuple[int, str, str]:
    modality, scope = "", ""
    while start < end:
        if _REACH.match(text, start, end):
            break
        time = next((time for time in times if time.start <= start < time.end <= end), None)
        if time is None and text[start] in "和及与、" and any(time.end == start for time in times):
            # 到2023年和2025年产值
            time = next((time for time in times if time.start == start + 1 and time.end <= end), None)
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
        said = match["modality"] or match["scope"]
        if match.end() == end and not said and verb_kinds().get(match.group()) in ("strong", "plain"):
            # The last word before the number is the very verb or noun that counts.
            break
        if match["scope"] and _NAMED_AFTER_SCOPE.match(text, match.end(), end):
            break
        if match["scope"] in _OWN_WORDS:
            scope = scope or ("" if match["scope"] in _NO_PLACE else match["scope"])
            break
        modality = match["modality"] or modality
        scope = scope or match["scope"] or ""
        start = match.end()
    return start, modality, scope


def skip_scope(text: str, start: int, end: int, scope: str) -> tuple[int, str]:
    """Skip a place behind the verb (实现|全省|口罩产量) unless it is the noun's own word; gives start and scope."""
    match = _leading().match(text, start, end)
    place = match["scope"] if match else ""
    named = match and _NAMED_AFTER_SCOPE.match(text, match.end(), end)
    if not match or named or not place or place in _OWN_WORDS or end - match.end() < 2:
        return start, scope
    return match.end(), scope or place


def cut_times(text: str, start: int, end: int, times: Sequence[Span]) -> int:
    """Leave out a time that stands at the end of the noun: 粮食产量2025年|达到."""
    while end > start:
        time = next((time for time in times if time.end == end and time.start > start), None)
        if time is None:
            trailing = _TRAILING.search(text[start:end])
            if trailing and trailing.start() > 0:
                end = start + trailing.start()
                continue
            return end
        end = time.start
    return end
