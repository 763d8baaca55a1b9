"""Word's automatic numbering: 一、 (一) 1. 第一条 stand in no text, they are computed from numbering.xml."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import regex
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_DIGITS = "零一二三四五六七八九"
_LEGAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_PLACEHOLDER = regex.compile(r"%([1-9])")
_LAST_LEVEL = 8


def chinese_number(number: int, digits: str = _DIGITS, powers: str = "十百千") -> str:
    """``number`` (0–9999) in Chinese numerals: 12 → 十二, 105 → 一百零五; digits as they are beyond.

    >>> chinese_number(12), chinese_number(20), chinese_number(110), chinese_number(1003)
    ('十二', '二十', '一百一十', '一千零三')
    """
    if not 0 <= number <= 9999:
        return str(number)
    if number < 10:
        return digits[number]
    written, gap = "", False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if digit:
            written += (digits[0] if gap else "") + digits[digit] + (powers[power - 1] if power else "")
            gap = False
        else:
            gap = bool(written)
    return written[1:] if 10 <= number < 20 and powers[0] == "十" else written


def _letters(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 20) if number > 0 else str(number)


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    written = ""
    for value, sign in _ROMAN:
        written += sign * (number // value)
        number %= value
    return written


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda number: signs[(number - 1) % len(signs)]


def _block(first: int, count: int) -> Callable[[int], str]:
    return lambda number: chr(first + number - 1) if 1 <= number <= count else str(number)


def _digitwise(digits: str) -> Callable[[int], str]:
    return lambda number: "".join(digits[int(digit)] for digit in str(abs(number)))


def _legal(number: int) -> str:
    return chinese_number(number, _LEGAL_DIGITS, "拾佰仟")


_FORMATS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(
        (
            "chineseCounting",
            "chineseCountingThousand",
            "japaneseCounting",
            "taiwaneseCounting",
            "taiwaneseCountingThousand",
            "koreanCounting",
            "koreanDigital2",
        ),
        chinese_number,
    ),
    **dict.fromkeys(("chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"), _legal),
    **dict.fromkeys(
        ("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"), _digitwise("〇一二三四五六七八九")
    ),
    **dict.fromkeys(("decimalFullWidth", "decimalFullWidth2"), _digitwise("０１２３４５６７８９")),
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _block(0x2460, 20)),
    "decimalEnclosedParen": _block(0x2474, 20),
    "decimalEnclosedFullstop": _block(0x2488, 20),
    "ideographEnclosedCircle": _block(0x3280, 10),
    "ideographTraditional": _cycle("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _cycle("子丑寅卯辰巳午未申酉戌亥"),
    "decimalZero": lambda number: f"{number:02d}",
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "none": lambda number: "",
}


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    format: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None
    legal: bool = False
    style: str = ""


@dataclass(slots=True)
class _List:
    """One abstract numbering: its levels, and how far it has counted."""

    levels: dict[int, _Level]
    counts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Labels in the order of the paragraphs: ``label`` counts on, so it must be asked once for each paragraph."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        self._styles = _style_numbers(styles)
        self._lists: dict[str, _List] = {}
        self._list_of: dict[str, str] = {}
        self._own_levels: dict[str, dict[int, _Level]] = {}
        self._overrides: dict[tuple[str, int], int] = {}
        if numbering is None:
            return
        links = {}
        for abstract in numbering.iterfind(f"{W}abstractNum"):
            key = abstract.get(f"{W}abstractNumId", "")
            self._lists[key] = _List({_int(lvl.get(f"{W}ilvl")): _level(lvl) for lvl in abstract.iterfind(f"{W}lvl")})
            if (link := _value(abstract, "numStyleLink")) is not None:
                links[key] = link
        for num in numbering.iterfind(f"{W}num"):
            self._read_num(num)
        for key, style in links.items():
            target = self._list_of.get(self._styles.get(style, ("", 0))[0] or "", "")
            if target in self._lists:
                self._lists[key] = self._lists[target]

    def _read_num(self, num: etree._Element) -> None:
        number = num.get(f"{W}numId", "")
        self._list_of[number] = _value(num, "abstractNumId") or ""
        for override in num.iterfind(f"{W}lvlOverride"):
            level = _int(override.get(f"{W}ilvl"))
            if (start := _value(override, "startOverride")) is not None:
                self._overrides[number, level] = _int(start)
            if (own := override.find(f"{W}lvl")) is not None:
                self._own_levels.setdefault(number, {})[level] = _level(own)

    def label(self, paragraph: etree._Element) -> str:
        """The label of a ``w:p``, with a blank behind where one is due; empty for a paragraph without number."""
        number, depth = self._number_of(paragraph)
        found = self._lists.get(self._list_of.get(number, ""))
        levels = {**found.levels, **self._own_levels.get(number, {})} if found else {}
        if not found or depth not in levels:
            return ""
        level, counts = levels[depth], found.counts
        if (number, depth) in self._overrides:
            counts[depth] = self._overrides.pop((number, depth))
        else:
            counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [key for key in counts if key > depth]:
            restart = levels.get(deeper, _Level()).restart
            if restart is None or depth < restart:
                del counts[deeper]
        if level.format == "bullet":
            return "• " if level.text.strip() else ""

        def written(match: regex.Match[str]) -> str:
            place = int(match[1]) - 1
            of = levels.get(place, _Level())
            form = "decimal" if level.legal and place < depth else of.format
            return _FORMATS.get(form, str)(counts.get(place, of.start))

        label: str = _PLACEHOLDER.sub(written, level.text)
        if not label or label[-1] in "、）)":
            return label
        return label if level.suffix == "nothing" and not label[-1].isascii() else label + " "

    def _number_of(self, paragraph: etree._Element) -> tuple[str, int]:
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return "", 0
        style = _value(properties, "pStyle") or ""
        number, depth = self._styles.get(style, ("", 0))
        own = properties.find(f"{W}numPr")
        if own is not None:
            number = _value(own, "numId") or number
            depth = _int(_value(own, "ilvl"), depth)
        elif number and style:
            found = self._lists.get(self._list_of.get(number, ""))
            depth = next((at for at, lvl in found.levels.items() if lvl.style == style), depth) if found else depth
        return ("", 0) if number == "0" else (number, min(depth, _LAST_LEVEL))


def _style_numbers(styles: etree._Element | None) -> dict[str, tuple[str, int]]:
    """``numId`` and level of each style, its own or that of the style it is based on."""
    own: dict[str, tuple[str, int]] = {}
    base: dict[str, str] = {}
    for style in styles.iterfind(f"{W}style") if styles is not None else ():
        name = style.get(f"{W}styleId", "")
        base[name] = _value(style, "basedOn") or ""
        number = style.find(f"{W}pPr/{W}numPr")
        if number is not None and (_value(number, "numId") is not None or _value(number, "ilvl") is not None):
            own[name] = (_value(number, "numId") or "", _int(_value(number, "ilvl")))
    found: dict[str, tuple[str, int]] = {}
    for name in base:
        chain, depth = name, 0
        level = own[name][1] if name in own else None
        while chain and depth < 20 and not (chain in own and own[chain][0]):
            chain, depth = base.get(chain, ""), depth + 1
        if chain in own and own[chain][0]:
            found[name] = (own[chain][0], own[chain][1] if level is None else level)
    return found


def _level(lvl: etree._Element) -> _Level:
    level = _Level(
        start=_int(_value(lvl, "start"), 1),
        format=_value(lvl, "numFmt") or _alternate_format(lvl) or "decimal",
        text=_value(lvl, "lvlText") or "",
        suffix=_value(lvl, "suff") or "tab",
        legal=lvl.find(f"{W}isLgl") is not None,
        style=_value(lvl, "pStyle") or "",
    )
    restart = _value(lvl, "lvlRestart")
    return level if restart is None else replace(level, restart=_int(restart))


def _alternate_format(lvl: etree._Element) -> str:
    """The format inside ``mc:AlternateContent``, where Word puts custom ones."""
    inner = next(lvl.iter(f"{W}numFmt"), None)
    return inner.get(f"{W}val", "") if inner is not None else ""


def _value(parent: etree._Element, tag: str) -> str | None:
    child = parent.find(f"{W}{tag}")
    return None if child is None else child.get(f"{W}val", "")


def _int(text: str | None, default: int = 0) -> int:
    try:
        return max(-1, min(int(text), 1_000_000)) if text is not None else default
    except ValueError:
        return default
