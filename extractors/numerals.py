"""Written numbers to exact ``Decimal``s: ``1,381.71``, ``1.2万``, ``一百二十亿``, ``三成五``, ``百分之十五``.

The patterns are fragments for the ``regex`` module, without named groups and bounded, to be put into larger ones.
They find what has the shape of a number; the parsers decide whether it is one and return ``None`` when it is not
(``1.2.3``, ``十四五``, ``三五``). Text must be folded (``extractors.text.fold``).
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache

import regex

_WRITTEN = ("零〇○", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
_DIGITS = {char: value for value, chars in enumerate(_WRITTEN) for char in chars}
_FORMAL = str.maketrans("拾佰仟萬億", "十百千万亿")
_POWERS = {"十": 10, "百": 10**2, "千": 10**3, "万": 10**4, "亿": 10**8}

# 千瓦, 千克 … and 百分点 are units: their first character is no multiplier (30万|千瓦, 0.5|百分点).
_THOUSAND = "千(?![瓦克米伏卡帕焦赫兆乏安字])"
_HUNDRED = "百(?!分)"
_MULTIPLIER = f"(?:(?:十|百|千)?[万亿]{{1,2}}|{_THOUSAND}|{_HUNDRED})"
_PLAIN = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,5}(?![0-9])|[0-9]{1,18})(?:\.[0-9]{1,10})?"

# 14  2.8  1,381.71  1.2万  5千  100万亿  1亿2000万; 3000 of AED3000台; not the 60 of G60, nor any part of 1.2.3
ARABIC: str = (
    rf"(?:(?<![0-9A-Za-z.])|(?<=\p{{Han}}[A-Z]{{2,6}}))(?>{_PLAIN})(?![0-9]|\.[0-9])"
    rf"(?:(?>{_MULTIPLIER})(?:(?>{_PLAIN})(?>{_MULTIPLIER})){{0,2}})?"
)

_HAN_DIGIT = "[" + "".join(_DIGITS) + "]"
_HAN = f"(?:[{''.join(_DIGITS)}十万亿拾佰仟萬億]|{_THOUSAND}|{_HUNDRED})"
# 十二  两千五百  三点五  〇  百; not the 十 of 数十 and 几十, nor of 十几. 总数, 户数 … mean nothing vague.
CHINESE: str = (
    rf"(?<![{''.join(_DIGITS)}十百千万亿点几])(?<!(?<![总户人个件家次量])数)"
    rf"(?>{_HAN}{{1,20}}(?:点{_HAN_DIGIT}{{1,8}}[十百千]?[万亿]{{0,2}})?)(?!几)"
)

NUMBER: str = f"(?:{ARABIC}|{CHINESE})"

# 七成, 三成五, 2成; not the beginning of 成立, 成为, 成员 …
_TENTHS = (
    rf"(?<![0-9A-Za-z.第])(?:{_HAN_DIGIT}|[0-9])成[一二三四五六七八九半]?"
    "(?![立为效果员本功熟长都就品片套型人份分绩交因])"
)
_HALF = "(?<![大前后上下])(?:一半|半数)"

# 三分之一  百分之十五  千分之3  七成  三成五  半数  一半
_SLASHED = r"(?<![\d/])[1-9]/(?:[2-9]|10)(?=以上|以内|左右|的\p{Han}|多)"
FRACTION: str = rf"(?:{_SLASHED}|{CHINESE}分之(?:{CHINESE}|{ARABIC})|百分之(?:{CHINESE}|{ARABIC})|{_TENTHS}|{_HALF})"

_PARTS = {"百": "%", "千": "‰", "万": "‱"}
_THIRDS = Decimal("0.0001")


@cache
def _compiled(pattern: str) -> regex.Pattern[str]:
    return regex.compile(pattern)


def parse_number(text: str) -> Decimal | None:
    """The exact value of a written number, ``None`` when ``text`` as a whole is none.

    >>> parse_number("1.2万"), parse_number("一百二十亿"), parse_number("十四五")
    (Decimal('12000'), Decimal('12000000000'), None)
    """
    if not text:
        return None
    return _arabic(text) if text[0] in "0123456789" else _chinese(text.translate(_FORMAL))


def parse_fraction(text: str) -> tuple[Decimal, str] | None:
    """Value and unit of a written share: ``百分之十五`` → 15 ``%``, ``三分之一`` → 0.3333 and no unit.

    Tenths are percentages (``七成`` → 70 ``%``). Shares that do not end are cut to four decimals. ``None`` when
    ``text`` as a whole is no share.
    """
    if text in ("半数", "一半"):
        return Decimal(50), "%"
    if "成" in text:
        return _tenths(text)
    below, mark, above = text.partition("分之")
    if "/" in text:
        above, mark, below = text.partition("/")
    value = parse_number(above) if mark else None
    if value is None:
        return None
    if below in _PARTS:
        return value, _PARTS[below]
    base = parse_number(below)
    if not base:
        return None
    return _tidy((value / base).quantize(_THIRDS)), ""


def _tenths(text: str) -> tuple[Decimal, str] | None:
    whole, _, rest = text.partition("成")
    value = parse_number(whole)
    part = Decimal(5) if rest == "半" else parse_number(rest) if rest else Decimal(0)
    if value is None or part is None or not 0 < value <= 10 or part >= 10:
        return None
    return value * 10 + part, "%"


def _tidy(value: Decimal) -> Decimal:
    """The value without exponent and without zeros after the last significant decimal."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def _arabic(text: str) -> Decimal | None:
    if not _compiled(rf"{_PLAIN}(?:{_MULTIPLIER}(?:{_PLAIN}{_MULTIPLIER}){{0,2}})?").fullmatch(text):
        return None
    total, last = Decimal(0), 0
    for match in _compiled(rf"({_PLAIN})([十百千]?[万亿]{{0,2}})").finditer(text):
        power = 1
        for char in match[2]:
            power *= _POWERS[char]
        part = Decimal(match[1].replace(",", "")) * power
        if last and part >= last:
            return None
        total, last = total + part, power
    return _tidy(total)


def _chinese(text: str) -> Decimal | None:
    whole, point, decimals = text.partition("点")
    if not point:
        value = _integer(text)
        return None if value is None else Decimal(value)
    digits = decimals.rstrip("十百千万亿")
    left = _integer(whole)
    if left is None or not digits or any(char not in _DIGITS for char in digits):
        return None
    power = 1
    for char in decimals[len(digits) :]:
        power *= _POWERS[char]
    return _tidy(Decimal(f"{left}.{''.join(str(_DIGITS[char]) for char in digits)}") * power)


def _integer(text: str) -> int | None:
    """A Chinese integer; digit by digit (``二〇二五``) from four digits on, for 三五 may mean three to five."""
    if not text:
        return None
    if all(char in _DIGITS for char in text):
        if len(text) == 1 or len(text) > 3:
            return int("".join(str(_DIGITS[char]) for char in text))
        return None
    for mark in "亿万":
        left, found, right = text.rpartition(mark)
        if found:
            return _composed(left, right, _POWERS[mark])
    return _section(text)


def _composed(left: str, right: str, power: int) -> int | None:
    """``left`` 万 ``right`` (or 亿): 两万五 is 25000, 两万零五 is 20005, 万 alone is 10000."""
    above = _integer(left) if left else 1
    if above is None or not above or (right and not left):
        return None
    if power == 10**4 and above >= 10**4:
        return None
    if not right:
        return above * power
    if len(right) == 1 and right in _DIGITS:
        return above * power + _DIGITS[right] * power // 10
    below = _integer(right[1:] if right[0] in "零〇○" else right)
    return None if below is None or not 0 < below < power else above * power + below


@cache
def _section_pattern() -> regex.Pattern[str]:
    digit, zero = f"(?:(?![零〇○]){_HAN_DIGIT})", "[零〇○]"
    return regex.compile(
        rf"(?:({digit})千)?(?:{zero}?({digit})百)?(?:{zero}?({digit})?(十))?(?:({zero})?({digit}))?|([百千])"
    )


def _section(text: str) -> int | None:
    """A number below 10000: 三千零五, 十二, 一百二 (120), 百 (100)."""
    match = _section_pattern().fullmatch(text)
    if not match:
        return None
    if match[7]:
        return _POWERS[match[7]]
    thousands, hundreds, tens, ones = (_DIGITS[match[group]] if match[group] else 0 for group in (1, 2, 3, 6))
    if match[4] and not match[3]:
        tens = 1
    if ones and not match[5] and not match[4]:
        # 一百二, 三千五: the last digit counts the next lower power.
        ones *= 10 if hundreds else 100 if thousands else 1
    return thousands * 1000 + hundreds * 100 + tens * 10 + ones
