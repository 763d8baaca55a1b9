"""Where on a web page the document stands, apart from navigation, links and footers.

No list of sites: the main part is where the sentences are. Text is weighed by paragraphs that hold a full stop and
are not links; from the body down, the path follows the child that holds nearly all of that weight.
"""

from __future__ import annotations

import regex
from lxml import html

from pipeline.ingest.html_metadata import is_metadata_table

_DROPPED = {"script", "style", "noscript", "template", "iframe", "object", "svg", "select", "button"}
_FURNITURE_TAGS = {"nav", "footer", "aside"}
_FURNITURE_NAMES = regex.compile(
    r"(?i)(?:^|[\s_-])(?:share|bdshare|foot|footer|footbox|nav|navbar|menu|crumbs?|breadcrumbs?|copyright|qr-?code|erweima|"
    r"ewm|related|xgwj|recommend|toolbar|print-?(?:btn|bar)|font-?size|position|dqwz|pagination|alert|dialog|modal|popup|"
    r"toast|login|search|links?)(?:$|[\s_-])"
)
_HIDDEN = regex.compile(r"(?i)display\s{0,4}:\s{0,4}none|visibility\s{0,4}:\s{0,4}hidden")
_BLOCKS = frozenset(
    {
        *("address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dir", "div", "dl", "dt"),
        *(
            "fieldset",
            "figcaption",
            "figure",
            "footer",
            "form",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "header",
            "hr",
            "li",
        ),
        *("main", "nav", "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
    }
)
NOT_XML = regex.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that no XML tree may hold."""

_SENTENCE = regex.compile(r"[。；]")
_TABLE_PARTS = {"table", "tbody", "thead", "tfoot", "tr"}
_BESIDE = 60  # characters of sentences that may stand beside the main part: a word of welcome, a disclaimer


def is_block(element: html.HtmlElement) -> bool:
    """Whether an element begins a new line."""
    return element.tag in _BLOCKS


def clean(root: html.HtmlElement) -> None:
    """Take out what never is text of the document: scripts, forms' controls, comments."""
    for element in list(root.iter()):
        dropped = not isinstance(element.tag, str) or element.tag in _DROPPED
        if dropped and element.getparent() is not None:
            _drop(element)


def find_main(body: html.HtmlElement) -> html.HtmlElement:
    """The smallest element that holds nearly all sentences of the page; ``body`` itself where there are none."""
    weights = _weights(body)
    node = body
    while True:
        total = weights[node]
        best = max((child for child in node if child in weights), key=lambda child: weights[child], default=None)
        if best is None or not is_block(best) or total - weights[best] > _BESIDE:
            break
        node = best
    while node.tag in (*_TABLE_PARTS, "p", "ul", "ol", "li") and node is not body:
        node = node.getparent()
    while node is not body and _has_table_beside(node):
        node = node.getparent()
    _drop_furniture(node, weights)
    return node


def _has_table_beside(node: html.HtmlElement) -> bool:
    """Whether a table of the document (of indicators, say, without a sentence in it) stands beside ``node``."""
    for sibling in node.getparent():
        if sibling is node or not isinstance(sibling.tag, str) or _is_furniture(sibling):
            continue
        for table in sibling.iter("table"):
            rows = [[cell.text_content() for cell in row.iter("td", "th")] for row in table.iter("tr")]
            texts = [text for row in rows for text in row]
            framed = any(True for inner in table.iter("table") if inner is not table)
            grid = len(rows) >= 3 and sum(len(row) >= 2 for row in rows) >= 3 and sum(map(len, texts)) >= 40
            if grid and not framed and not is_metadata_table(texts) and not _is_link_list(table):
                return True
    return False


def _weights(root: html.HtmlElement) -> dict[html.HtmlElement, int]:
    """The weight of each element in and below ``root``."""
    weights: dict[html.HtmlElement, int] = {}
    for element in _upwards(root):
        own = _own_text(element)
        linked = element.tag == "a" or _is_furniture(element)
        weight = 0 if linked or not _SENTENCE.search(own) else len(own)
        weights[element] = weight + (0 if linked else sum(weights.get(child, 0) for child in element))
    return weights


def _upwards(root: html.HtmlElement) -> list[html.HtmlElement]:
    """All elements, children before parents."""
    return [element for element in root.iter() if isinstance(element.tag, str)][::-1]


def _own_text(element: html.HtmlElement) -> str:
    """The text that an element holds itself: its own and that around its children."""
    return "".join([element.text or "", *(child.tail or "" for child in element)]).strip()


def _is_furniture(element: html.HtmlElement) -> bool:
    names = f"{element.get('class', '')} {element.get('id', '')}"
    return element.tag in _FURNITURE_TAGS or bool(_FURNITURE_NAMES.search(names))


def _drop_furniture(main: html.HtmlElement, weights: dict[html.HtmlElement, int]) -> None:
    """Take out what is hidden, named as furniture, or a list of links, unless much of the text would go with it."""
    total = weights[main]
    for element in list(main.iter()):
        if element is main or element.getparent() is None or element.tag in _TABLE_PARTS:
            continue
        hidden = _HIDDEN.search(element.get("style", ""))
        if (hidden or _is_furniture(element)) and _sentences(element) > 0.1 * total:
            continue
        if hidden or _is_furniture(element) or (weights.get(element) == 0 and _is_link_list(element)):
            _drop(element)


def _drop(element: html.HtmlElement) -> None:
    """Take out an element, not the text after it. Control characters (``&#1;``) go, for the tree refuses them."""
    parent, before = element.getparent(), element.getprevious()
    tail = element.tail or ""
    if before is not None:
        before.tail = NOT_XML.sub("", (before.tail or "") + tail)
    else:
        parent.text = NOT_XML.sub("", (parent.text or "") + tail)
    parent.remove(element)


def _sentences(element: html.HtmlElement) -> int:
    return sum(len(part.strip()) for part in element.itertext() if _SENTENCE.search(part))


def _is_link_list(element: html.HtmlElement) -> bool:
    links = [len(link.text_content().strip()) for link in element.iter("a")]
    return len(links) >= 5 and sum(links) > 0.6 * len(regex.sub(r"\s+", "", element.text_content()))
