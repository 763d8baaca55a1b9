"""What a government page says about its document outside the text: the 索引号/发文机关 box and the meta tags."""

from __future__ import annotations

from collections.abc import Iterator

import regex
from lxml import html

FIELDS: dict[str, tuple[str, ...]] = {
    "title": ("标题", "信息名称", "文件名称", "名称", "题名"),
    "issuer": (
        "发文机关",
        "发文机构",
        "发文单位",
        "制发机关",
        "制定机关",
        "发布机构",
        "发布机关",
        "发布单位",
        "发文部门",
    ),
    "doc_number": ("发文字号", "发文号", "文号", "文件编号", "发文文号"),
    "issue_date": (
        "成文日期",
        "成文时间",
        "生成日期",
        "印发日期",
        "签发日期",
        "发文日期",
        "发文时间",
        "发布日期",
        "发布时间",
    ),
}
"""Labels of the box on government pages for each hint, the most telling first."""

OTHER_LABELS = (
    *(
        "索引号",
        "主题分类",
        "主题词",
        "信息分类",
        "分类",
        "体裁分类",
        "组配分类",
        "公开方式",
        "公开范围",
        "公开时限",
        "公开类别",
    ),
    *(
        "有效性",
        "时效性",
        "效力状态",
        "有效期",
        "废止日期",
        "失效日期",
        "实施日期",
        "生效日期",
        "施行日期",
        "关键词",
        "来源",
        "文件来源",
    ),
    *(
        "信息来源",
        "信息索取号",
        "服务对象",
        "文种",
        "统一编号",
        "统一登记号",
        "登记号",
        "联合发文单位",
        "内容概述",
        "所属机构",
        "公开责任部门",
    ),
    *("规范性文件编号", "政策解读", "语种", "载体类型", "浏览次数", "字体", "字号", "打印", "分享"),
)
"""Labels that stand in such boxes too, and tell them from the tables of the document."""

_LABELS = {label: field for field, labels in FIELDS.items() for label in labels}
_KNOWN = frozenset((*_LABELS, *OTHER_LABELS))
_ALTERNATIVES = "|".join(sorted(_KNOWN, key=len, reverse=True))
_ANY_LABEL = regex.compile(rf"[\[【](?:{_ALTERNATIVES})[\]】]|(?<!\p{{Han}})(?:{_ALTERNATIVES})[:：]")
_BLANK = regex.compile(r"[\s\u00a0\u3000]+")
_LABELLED = regex.compile(r"[\[【]?(\p{Han}{2,10})[\]】]?[:：]?(.{0,300})", regex.S)
_DATE = regex.compile(r"(?<!\d)((?:19|20)\d\d)[-年/.](\d{1,2})[-月/.](\d{1,2})")
_NOTHING = regex.compile(r"[-—\s/]*|无|暂无")
_SITE = regex.compile(r"网$|^本站|网站|客户端|公众号")
_META = {"articletitle": "title", "contentsource": "issuer", "pubdate": "issue_date"}
_CELLS = ("td", "th", "li", "p", "dt", "dd", "div", "span")


def page_hints(root: html.HtmlElement, main: html.HtmlElement) -> dict[str, str]:
    """Hints from a page: ``title``, ``issuer``, ``doc_number``, ``issue_date`` (ISO), as far as it gives them."""
    ranked: dict[str, tuple[int, str]] = {}
    for label, value in _labelled_values(root, main):
        field = _LABELS.get(label)
        value = _clean(field, value) if field else ""
        if field and value:
            candidate = (FIELDS[field].index(label), value)
            ranked[field] = min(ranked.get(field, candidate), candidate, key=lambda ranked_value: ranked_value[0])
    hints = {field: value for field, (_, value) in ranked.items()}
    for meta in root.iter("meta"):
        field = _META.get((meta.get("name") or "").lower())
        value = _clean(field, meta.get("content") or "") if field else ""
        if field and value:
            hints.setdefault(field, value)
    page_title = _clean("title", root.findtext(".//head/title") or "")
    page_title = regex.split(r"[_|]|[-—]{1,2}(?=\p{Han}{2,30}(?:网站?|政府|平台|门户)$)", page_title)[0].strip(" -—")
    if "title" not in hints and regex.search(r"\p{Han}{6}", page_title):
        hints["title"] = page_title
    return {field: hints[field] for field in FIELDS if field in hints}


def is_metadata_table(texts: list[str]) -> bool:
    """Whether the cells of a table are those of such a box: most of its labels are known ones."""
    labels = [label for text in texts if (label := _label(text)[0])]
    return len(labels) >= 2 and any(label in _LABELS or label == "索引号" for label in labels)


def _labelled_values(root: html.HtmlElement, main: html.HtmlElement) -> Iterator[tuple[str, str]]:
    inside = set(main.iter("p", "div", "span", "li", "dd", "dt")) if main.tag != "body" else set()
    for element in root.iter(*_CELLS):
        if element in inside:
            continue
        text = _BLANK.sub("", element.text_content()) if len(element) < 30 else ""
        if not text or len(text) > 320:
            continue
        label, value = _label(text)
        if label and not value:
            following = element.getnext()
            value = _BLANK.sub(" ", following.text_content()).strip() if following is not None else ""
        elif label:
            value = _after(element, value)
        if label and value and not _ANY_LABEL.search(_BLANK.sub("", value)):
            yield label, value


def _after(element: html.HtmlElement, squeezed: str) -> str:
    """The value as written: its own element's text if it has one (blanks inside names stay), else without blanks."""
    last = element[-1] if len(element) else None
    if last is not None and _BLANK.sub("", last.text_content()) == squeezed:
        return str(_BLANK.sub(" ", last.text_content())).strip()
    return squeezed


def _label(text: str) -> tuple[str, str]:
    """The known label that a text begins with, and what follows it; empty strings where there is none."""
    squeezed = _BLANK.sub("", text)[:320]
    match = _LABELLED.fullmatch(squeezed)
    if match and match[1] in _KNOWN:
        return match[1], match[2]
    head, colon, value = squeezed.partition("：" if "：" in squeezed[:14] else ":")
    return (head, value) if colon and head in _KNOWN else ("", "")


def _clean(field: str | None, value: str) -> str:
    value = regex.sub(r"\A-{2,}|-{2,}\Z", "", _BLANK.sub(" ", value).strip())
    if _NOTHING.fullmatch(value) or not field:
        return ""
    if field == "issue_date":
        found = _DATE.search(value)
        return f"{found[1]}-{int(found[2]):02d}-{int(found[3]):02d}" if found else ""
    if field == "issuer" and _SITE.search(value):
        return ""
    return value
