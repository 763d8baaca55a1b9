"""Whose 市 and 县 a body means that stands behind others: the place that a body before it names."""

from __future__ import annotations

from dataclasses import replace

from extractors.organisation_lexicon import local_bodies
from extractors.regions import match_region, parse_place
from extractors.text import fold
from extractors.types import Issuer


def speaker_behind(unit: str, speaker: Issuer) -> Issuer:
    """Whose 市 and 省 the bodies behind ``unit`` in a list mean, where the document is of no one place.

    In 重庆市科技局、市财政局;四川省科技厅、省财政厅 the place named first holds until another is named.

    >>> speaker_behind("重庆市科技局", Issuer()).region
    Region(province='重庆市', city='', county='', country=False)
    """
    name = _name(unit)
    found = match_region(name)
    # Only a place in full before a local body speaks: 浙江大学 and 重庆银保监局 leave it as it is.
    if found and name[found[1] - 1] in "省市区县州盟旗" and name[found[1] :] in local_bodies():
        return replace(speaker, region=found[0])
    return speaker


def beside(unit: str, before: str, speaker: Issuer) -> Issuer:
    """Whose 县 the body ``unit`` means right behind ``before``, which names it: 临川县委、县政府."""
    name, fore = _name(unit), _name(before)
    found = match_region(fore, within=speaker.region) or parse_place(fore)
    if found and found[1] > 1 and name[:1] == fore[found[1] - 1] and name[0] in "市县区州旗":
        return replace(speaker, region=found[0])
    return speaker


def _name(unit: str) -> str:
    return fold("".join(unit.split()))
