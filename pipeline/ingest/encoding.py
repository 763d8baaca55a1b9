"""Which encoding a text file is in: decided from its bytes, with a word about every doubtful decision.

Byte-order mark, then strict UTF-8, then UTF-16 by its pattern, then UTF-8 with a few bad bytes, then GB18030 against
Big5 by how many everyday characters each gives. GBK and GB2312 are read as GB18030, which contains them.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass

import regex

COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
    "十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日社义事平形相"
    "全表间样与关各重新线内数正心反明看原利比或但质气第向道变条只没结解问意建月公无系情者最立代通并提直题党程展五果员革位入常文总次"
    "品式活设及管特件长求基资边流路级少图山统接知较将组见计别期根论运农指几九区强放决西被干做必先则任取据处南给门即保治北造百规领七"
    "海口东导志世金增济术极交受联认六共权收证改清再采转更单风切教速带安场务具万每目至达积示议报完类八名确才科信节整空元况今集传步广"
    "记需研律推究织低持众布复须际商非验深近千周委技备办省列约支劳便历市除构府称准精值号率划选标存快效院查江型按格置专育识适属包住调"
    "县局参引严各级落实加强推进责任负责单位健全完善促进服务企业项目创新通知印发"
    "這為個國時來們發會過說產種後學經進著電裡實兩體當點從業應開還與關線內數變條沒結問無係總設長資邊統較將組見別論運農"
    "幾區強決幹則據處給門領東導濟術極聯認權證轉單風帶場務萬達積報類確節傳廣記須際備辦歷構稱準號選標調縣參嚴級實責單"
    "，。、；：“”《》（）〔〕　！？—…·％０１２３４５６７８９"
)
"""Characters that make up most of any Chinese text, simplified and traditional, with punctuation."""

_CONTROLS = regex.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")
_RUBBISH = regex.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f\x80-\x9f\uFFFD\p{Co}\p{Cn}\p{Cs}]")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 100_000
_CLOSE = 0.08
_RUBBISH_SHARE = 0.05


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text with the encoding it was read in; ``warnings`` for bad bytes and close decisions."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()

    @property
    def is_rubbish(self) -> bool:
        """Whether too much of the text is control or unassigned characters for it to be a text at all."""
        sample = self.text[:_SAMPLE]
        return len(_RUBBISH.findall(sample)) > _RUBBISH_SHARE * len(sample)


def decode(data: bytes, declared: str = "") -> Decoded:
    """Decode ``data``; ``declared`` is an encoding the file claims to be in, believed if it fits. Never raises.

    Bad bytes become U+FFFD and are counted in a warning.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _with_replacements(data[len(bom) :], encoding)
    utf8 = _strict(data, "utf-8")
    if utf8 is not None and not _CONTROLS.search(utf8, 0, _SAMPLE):
        return Decoded(utf8, "utf-8")
    wide = _utf16(data)
    if wide:
        return wide
    if utf8 is not None:
        return Decoded(utf8, "utf-8", (f"{len(_CONTROLS.findall(utf8))} control characters in the text",))
    if _nearly_utf8(data):
        return _with_replacements(data, "utf-8")
    return _gb_or_big5(data, declared)


def everyday_share(text: str) -> float:
    """The share of everyday characters among the non-ASCII characters of a text; 0.0 where there are none."""
    others = len(text) - len(text.encode("ascii", "ignore"))
    return sum(map(COMMON.__contains__, text)) / others if others else 0.0


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _with_replacements(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, "replace")
    text = regex.sub(r"\p{Cs}", "\ufffd", text) if encoding.startswith("utf-16") else text
    bad = text.count("\ufffd") - (data.count(b"\xef\xbf\xbd") if encoding == "utf-8" else 0)
    if bad <= 0:
        return Decoded(text, encoding)
    return Decoded(text, encoding, (f"{bad} bytes are not {encoding}; they stand as U+FFFD in the text",))


def _utf16(data: bytes) -> Decoded | None:
    """UTF-16 without a byte-order mark: nearly all of its units are Han characters, punctuation or ASCII."""
    if len(data) < 8:
        return None
    best: tuple[float, str] = (0.0, "")
    for encoding in ("utf-16-le", "utf-16-be"):
        sample = data[:_SAMPLE].decode(encoding, "replace")
        plain = sum("\u4e00" <= c <= "\u9fff" or c in "\t\r\n\f" or " " <= c <= "~" or c in COMMON for c in sample)
        ascii_share = sum(" " <= c <= "~" or c in "\r\n" for c in sample) / len(sample)
        if plain > 0.95 * len(sample) and (everyday_share(sample) > 0.3 or ascii_share > 0.5):
            best = max(best, (plain / len(sample) + everyday_share(sample), encoding))
    return _with_replacements(data, best[1]) if best[1] else None


def _nearly_utf8(data: bytes) -> bool:
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    return sum(char > "\x7f" for char in text) - bad > 10 * bad


def _gb_or_big5(data: bytes, declared: str) -> Decoded:
    scored = []
    for encoding in ("gb18030", "big5hkscs"):
        sample = data[:_SAMPLE].decode(encoding, "replace")
        share = everyday_share(sample) - 3 * sample.count("\ufffd") / max(1, len(sample))
        scored.append((share + (0.1 if declared.lower().startswith(encoding[:2]) else 0.0), encoding))
    (best, encoding), (second, other) = max(scored), min(scored)
    decoded = _with_replacements(data, encoding)
    if best - second < _CLOSE:
        doubt = f"read as {encoding}, but {other} fits nearly as well ({best:.2f} against {second:.2f})"
        return Decoded(decoded.text, encoding, (*decoded.warnings, doubt))
    return decoded
