"""Counts that are said and not meant: sayings, whole regions, papers and grades, the number of a headline."""

from __future__ import annotations

import regex

from extractors.types import Quantity

# 两个健康, 两个先行: a saying, no count.
_SAYING = regex.compile(r"健康|确立|维护|毫不动摇|先行|务必|结合|百年|一致|不变|覆盖|文明")
_WHOLE_REGION = regex.compile(r"(?:覆盖|辐射|遍及|涉及)(?:全省|全市|全区|全县|全国|全州)$")
_REGIONS = frozenset({"市", "州", "县", "区", "省", "地"})
_STATED_AGAIN = 240
# 印发通知3份, 按4个等次评定, 落实国家33条措施: papers, grades and the measures of others.
_PAPERS = regex.compile(r"(?:通知|申请表|申报表|申报书|复印件)$")
_GRADED = regex.compile(r"按照?(?:以下|下列)?$")
_OTHERS_MEASURES = regex.compile(r"(?:落实|贯彻|执行|用好|用足)[^,。;]{0,12}(?:国家|省|市|[国省市]里)$")

# 70%的村集体经济收入超过50万元: what the share of them reaches.
_REACHED_BY_SHARE = regex.compile(
    r"(?:以上)?的?\p{Han}{1,20}(?:收入|产值|面积|规模|营收|投入|投资|税收)(?:达到|达|超过|实现)?"
)


def of_share(text: str, before: Quantity, quantity: Quantity) -> bool:
    """70%的村集体经济收入超过50万元: the second number says what so many of them reach."""
    return (
        before.kind == "percent"
        and quantity.kind in ("money", "bare_money")
        and (quantity.comparator != "=" or text[quantity.expr_start - 1] in "到达")
        and text[before.expr_end : before.expr_end + 1] == "的"
        and bool(_REACHED_BY_SHARE.fullmatch(text, before.expr_end, quantity.expr_start))
    )


def says_no_count(text: str, quantity: Quantity, left: str) -> bool:
    """推进两个健康发展, 覆盖全省16个市, and 千项 of a headline whose item gives the count itself."""
    written = text[quantity.start : quantity.end]
    if written in ("两个", "三个", "一个") and _SAYING.match(text, quantity.end):
        return True
    if text[quantity.end : quantity.end + 1] in _REGIONS and _WHOLE_REGION.search(left):
        return True
    unit = written[-1]
    if unit == "份" and _PAPERS.search(left):
        return True
    if _GRADED.search(left) or (unit == "条" and _OTHERS_MEASURES.search(left)):
        return True
    if len(written) != 2 or written[0] not in "百千万":
        return False
    noun = text[quantity.end : quantity.end + 4]
    again = text.find(noun, quantity.end + 4, quantity.end + _STATED_AGAIN) if noun.isalpha() else -1
    return again > 0 and bool(regex.search(rf"\d余?{written[1]}(?:以上|左右)?$", text[again - 8 : again]))
