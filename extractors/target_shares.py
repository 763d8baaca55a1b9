"""Shares of a whole: what a rule gives of it, what is done with it, who contributes it."""

from __future__ import annotations

import regex

from extractors.segments import after_mark
from extractors.target_candidates import Candidate, Reading
from extractors.target_verbs import DONE, DRIVEN

_BY_RULE_LEFT = regex.compile(r"(?:再|并)?(?:按照?|依|根据|给予|不超过)")
_GOES_BY = regex.compile(r"按照?|依照|参照|不超过|不高于|给予")
_GIVEN_BEHIND = regex.compile(
    r"的?(?:(?:比例|标准|额度|部分|幅度),?(?:分[年期]|一次性)?(?:给予|予以|发放|享受|进行)?|,?(?:分[年期]|一次性)?(?:给予|予以|发放|享受))"
    r"(?:[^,。;、]{0,12}?)(?P<given>一次性)?"
    r"(?P<noun>(?:(?![万亿元的])\p{Han}){0,6}(?:补助|补贴|奖励|奖补|资助|贴息|支持|扶持|补偿|减免|配套|返还|优惠))"
)
_GIVES = regex.compile(r"(?:给予|予以)[^,。;、]{0,6}?(?:不超过|不高于|不低于|不少于|最高|最多|超过)[^,。;、]{0,12}$")
_GIVEN_OF = regex.compile(
    r"(?:以[上下内])?的(?P<noun>(?:(?![万亿元的])\p{Han}){0,6}(?:补助|补贴|奖励|奖补|资助|贴息|支持|扶持|补偿|减免|优惠))(?=[,。;、)]|$)"
)
_BY_RULE_RIGHT = regex.compile(r"^(?:给予|予以|发放|享受|标准给予|标准)")
# 不低于土地出让收益的10%: the comparison stands before the whole.
_COMPARED_TO = regex.compile(r"^(?:原则上)?(?:不少于|不低于|不高于|不超过|超过|高于|低于)")
# 民营经济贡献了50%以上的税收, 268家园区创造了75%的收入
_CONTRIBUTES = regex.compile(
    r"(?:全[国省市县区])?(?:\d+[家个户])?(?P<who>\p{Han}{2,20}?)(?:贡献|创造|吸纳|承担|提供)了?(?:全[国省市县区])?"
)
# 旅客吞吐量恢复至2019年的90%, 交易额是去年的2倍
_FIXED_AT = regex.compile(r"(?P<noun>\p{Han}{0,10}(?:标准|额度|比例|金额))(?:为|按)\p{Han}{2,16}的?$")
_REACHES_SHARE = regex.compile(r"(?P<part>\p{Han}{2,20}?)(?:达到|达|占到|占|相当于)(?P<whole>\p{Han}{2,20})的")
_AS_MUCH_AS = regex.compile(
    r"(?:是|为|达到?|相当于|恢复[至到]|达到?了|约为)(?:20\d\d年|去年|上年|前年|[\d一二三四五十]{1,2}年前|[“\"]?十[一二三四五]五[”\"]?)(?:同期|底|末|期间)?的?$"
)


# 完成主体工程的70%
_COMPLETES = regex.compile(r"^完成(?!率|情况|量)(?=\p{Han}{3})")
_WORKS = regex.compile(
    r"^\p{Han}{0,14}(?:项目|工程|实事|学校|医院|公路|道路|快速路|高速|大桥|隧道|水库|泵站|电站|线路|铁路|小区|公园|厂房|园区)(?:建设|改造)?$"
)
_DRIVES = regex.compile(
    r"^(?:[年,]|全力|加快|重点|用心用情|扎实|统筹|集中力量|继续|持续|大力|切实|着力){0,3}"
    r"(?:推进|推动|实施|办好|办实|抓好|抓实|建设|建成|完成|做好|加快|改造)(?=.{2,30}的$)"
)


def _clause_before(candidate: Candidate) -> str:
    """The words from the last mark of punctuation to the number."""
    end = candidate.seg.left_end
    return candidate.text[after_mark(candidate.text, candidate.sentence[0], end, ",:、") : end]


def given_by_rule(candidate: Candidate) -> Reading | None:
    """按照不超过投资额30%的比例给予一次性奖补: what is given stands behind the share that a rule goes by."""
    if candidate.quantity.kind not in ("percent", "money", "bare_money", "rate"):
        return None
    words = candidate.text[candidate.seg.left_start : candidate.seg.left_end]
    end = candidate.quantity.expr_end
    what = _GIVEN_OF.match(candidate.text, end, candidate.sentence[1]) if _GIVES.search(words) else None
    if what:
        # 给予不超过合同额50%的补贴
        return Reading(what["noun"], "level", "share_of")
    given = _GIVEN_BEHIND.match(candidate.text, end, candidate.sentence[1])
    if not given or not _GOES_BY.search(words):
        return None
    return Reading((given["given"] or "") + given["noun"], "level", "share_of")


def share(candidate: Candidate, left: str) -> Reading | None:
    """新增财力的15%用于科技: a share of what stands before 的, with what is done with it."""
    right = candidate.right
    left = _AS_MUCH_AS.sub("", _COMPARED_TO.sub("", left)) or left
    left = _COMPLETES.sub("", left)
    fixed = _FIXED_AT.match(left)
    if fixed and not right:
        # 退还标准为现有数额的80%
        return Reading(fixed["noun"], "level", "share_of")
    reached = _REACHES_SHARE.fullmatch(left)
    if reached and candidate.quantity.kind == "percent" and not right:
        # 新车销量达到汽车总销量的20%
        return Reading(f"{reached['part']}占{reached['whole']}比重", "level", "share_of")
    if candidate.counted and DONE.search(right) and DRIVEN.match(left):
        return Reading(right, "increment", "verb")
    if candidate.counted and _WORKS.search(right) and _DRIVES.search(_clause_before(candidate)):
        # 抓好总投资13亿元的13所续建学校, 办好群众关心的12件实事
        return Reading(right, "increment", "verb")
    quantity = candidate.quantity
    if candidate.counted and not right and quantity.expr_start < quantity.start and len(left) >= 5:
        # 国控断面达到优良的超过16个
        return Reading(left.rstrip("的"), "level", "share_of")
    if candidate.quantity.kind not in ("percent", "times") or not left:
        return None if candidate.counted else Reading(right or left, "level", "noun")
    if right and (_BY_RULE_LEFT.match(left) or _BY_RULE_RIGHT.match(right)):
        # 按投资额的20%给予补助
        return Reading(_BY_RULE_RIGHT.sub("", right), "level", "share_of")
    return Reading(left.rstrip("的") + right, "level", "share_of")


def contributed(candidate: Candidate, left: str) -> Reading | None:
    """民营经济贡献了50%以上的税收: whose share of the whole that stands behind the number."""
    contributes = _CONTRIBUTES.fullmatch(left)
    if not contributes or not candidate.right or candidate.quantity.kind != "percent":
        return None
    return Reading(f"{contributes['who']}贡献{candidate.right}", "level", "noun")
