"""A candidate without words that belong to the count beside it, to a comparison, or to the number's own sign."""

from __future__ import annotations

from dataclasses import replace

import regex

from extractors.indicators import read_left
from extractors.target_candidates import Candidate
from extractors.verbs import verb_kinds

# 管网、改造|200公里道路: the verb of the next count closes the noun of the count before.
_NEXT_DEED = regex.compile(r"(?P<noun>.{2,20})(?:、|和|及|并|以及)(?P<verb>\p{Han}{2,4})")
# 民间投资增速高于全部投资增速|2个百分点
_COMPARED_WITH = regex.compile(
    r"(?P<noun>.{2,24}?)(?:持续|始终)?(?:高于|快于|优于|好于|领先|低于|慢于|高出)[^,。;、]{2,16}"
)
_STEPS_OVER = regex.compile(r"(?<=\p{Han}{3}[^飞])(?:迈|跨|站)$")
_LIMITS = regex.compile(r"(?:严格|合理|有效)?控制(?!率|线|价|性|区|点|指标)(?=\p{Han}{3})")
# 培育100家企业、带动就业|5000人: a number with its unit alone has its noun before it.
_NUMBER_ALONE = regex.compile(r"(?:约|近|超过?|不少于)?\d[\d.]*[万亿]?\p{Han}{1,3}?(?:以上|左右)?(?=[,。;、]|$)")
_WITHIN = "内"
_DEEDS = ("strong", "plain")


def reworded(candidate: Candidate) -> Candidate:
    """The candidate without words that belong to the count beside it, to a comparison or to its own sign."""
    quantity, left, right, phrase = candidate.quantity, candidate.left, candidate.right, candidate.phrase
    text, seg = candidate.text, candidate.seg
    after = _NEXT_DEED.fullmatch(right) if "、" in right or "和" in right or "及" in right or "并" in right else None
    if after and verb_kinds().get(after["verb"]) in _DEEDS and text[seg.right_end : seg.right_end + 1].isdigit():
        right = after["noun"]
    elif "、" in right and _NUMBER_ALONE.match(text, seg.right_end):
        right = right.rpartition("、")[0]
    before = candidate.previous
    if before is not None and before.quantity.expr_end == seg.left_start:
        deed = _NEXT_DEED.fullmatch(left)
        if deed and verb_kinds().get(deed["verb"]) in _DEEDS:
            phrase = replace(phrase, shape="verb", verb=deed["verb"], verb_kind=verb_kinds()[deed["verb"]])
            left = ""
        else:
            own = text.rfind("、", seg.left_start, seg.left_end) + 1
            if own and not right:
                seg = replace(seg, left_start=own)
                phrase = read_left(text, own, seg.left_end, ())
                left = candidate.display[phrase.noun_start : phrase.noun_end] if phrase.has_noun else ""
    if quantity.unit == "百分点" and quantity.comparator == "=":
        compared = _COMPARED_WITH.fullmatch(left)
        left = compared["noun"] if compared else left
    if quantity.expr_start < quantity.start:
        left = _STEPS_OVER.sub("", left)
    if quantity.comparator in ("<=", "<"):
        limits = _LIMITS.match(left)
        left = left[limits.end() :] if limits else left
    if quantity.kind == "time" and quantity.comparator == "=" and text[quantity.end : quantity.end + 1] == _WITHIN:
        quantity = replace(quantity, comparator="<=")
    return replace(candidate, quantity=quantity, seg=seg, left=left, right=right, phrase=phrase)
