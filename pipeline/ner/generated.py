"""Sentences made from the lexicon: templates filled with names of bodies, times and amounts.

One name in ten is held out: it never stands in a generated sentence, so that what a model makes of names it has not
seen can be told. Names are also composed of parts that no list holds together.
"""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib.resources import files

import regex

from extractors.lexicon import read_table, words
from extractors.ner.protocol import Entity, Label
from extractors.organisation_lexicon import central_bodies, local_bodies
from extractors.text import fold
from pipeline.ner.examples import Example

_SLOT = regex.compile(r"\{(\w+)\}")
_STEM = regex.compile(r"(?P<stem>\p{Han}{2,8}?)(?:厅|局|委|办|部|会|中心|办公室|委员会)")
_PLACES = ("省", "市", "县", "区", "州", "自治区")
_ENDINGS = (
    *("局", "厅", "委", "办", "委员会", "办公室", "中心", "服务中心", "管理局", "管委会", "主管部门", "行政部门"),
    *("工作领导小组办公室", "协会", "集团", "有限公司", "研究院", "指挥部", "工作专班", "街道办事处", "人民政府"),
)
_CLASS_OPENERS = ("各", "相关", "各有关", "有关")
_CLASSES = (
    *("市、县(市、区)人民政府", "市(州)人民政府", "区县", "区、县(市)", "县(市、区)", "镇(街道)", "市州政府"),
    *("部门", "单位", "市、县(区)", "区政府", "乡镇(街道)", "设区市人民政府", "盟市", "成员单位", "责任单位"),
)
_COUNTERS = ("家", "个", "项", "万人", "亿元", "万亩", "件", "公里", "万吨", "场", "名", "万千瓦", "座", "万平方米")
_SEPARATORS = ("、", "、", "、", "、", ",", ";", " ", "\u3000")


def generated_examples(count: int, seed: int) -> Iterator[Example]:
    """``count`` sentences; the same ``seed`` gives the same ones."""
    chance = random.Random(seed)
    templates = _templates()
    for _ in range(count):
        yield _filled(chance.choice(templates), chance)


def held_out(name: str) -> bool:
    """Whether a name of the lexicon is kept out of generated sentences: one in ten, always the same."""
    return zlib.crc32(name.encode()) % 10 == 0


def _filled(template: str, chance: random.Random) -> Example:
    text, entities, end = "", [], 0
    for slot in _SLOT.finditer(template):
        text += template[end : slot.start()]
        for part, label in _FILLERS[slot[1]](chance):
            if label:
                entities.append(Entity(len(text), len(text) + len(part), label, 1.0))
            text += part
        end = slot.end()
    return Example(text + template[end:], tuple(entities), "generated")


_Parts = list[tuple[str, Label | None]]


def _org(chance: random.Random) -> _Parts:
    return [(_body(chance), "organisation")]


def _orgs(chance: random.Random) -> _Parts:
    separator = chance.choice(_SEPARATORS)
    parts: _Parts = _org(chance)
    for _ in range(chance.choice((0, 1, 1, 2, 2, 3, 4, 5))):
        parts += [(separator, None), *_org(chance)]
    return parts


def _class(chance: random.Random) -> _Parts:
    return [(chance.choice(_CLASS_OPENERS) + chance.choice(_CLASSES), "organisation")]


def _body(chance: random.Random) -> str:
    kind = chance.random()
    if kind < 0.12:
        return chance.choice(_central())
    place = "" if kind < 0.3 else chance.choice(_PLACES) if kind < 0.75 else chance.choice(_named_places())
    if kind < 0.6 or 0.75 <= kind < 0.9:
        return place + chance.choice(_local())
    stems = _stems()
    stem = chance.choice(stems) + (chance.choice(stems) if chance.random() < 0.3 else "")
    return place + stem + chance.choice(_ENDINGS)


def _time(chance: random.Random) -> _Parts:
    year, month = chance.randint(2015, 2035), chance.randint(1, 12)
    forms = (f"{year}年", f"{year}年{month}月", f"{month}月", f"{year}年{month}月{chance.randint(1, 28)}日")
    return [(chance.choice(forms), "time")]


def _number(chance: random.Random) -> str:
    number = chance.choice((chance.randint(1, 9), chance.randint(10, 99), chance.randint(100, 9999)))
    return f"{number}.{chance.randint(1, 9)}" if chance.random() < 0.2 else str(number)


def _quantity(chance: random.Random) -> _Parts:
    return [(_number(chance) + chance.choice(_COUNTERS), "quantity")]


def _percentage(chance: random.Random) -> _Parts:
    return [(_number(chance) + "%", "percentage")]


def _noun(chance: random.Random) -> _Parts:
    return [(chance.choice(_nouns()), None)]


def _deed(chance: random.Random) -> _Parts:
    return [(chance.choice(words("verbs", kind="strong")) + chance.choice(_nouns()), None)]


_FILLERS: dict[str, Callable[[random.Random], _Parts]] = {
    "org": _org,
    "orgs": _orgs,
    "class": _class,
    "time": _time,
    "quantity": _quantity,
    "percentage": _percentage,
    "noun": _noun,
    "deed": _deed,
}


@cache
def _templates() -> Sequence[str]:
    lines = files("pipeline").joinpath("ner", "templates.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t")[0] for line in lines if line and not line.startswith("#")]
    return rows[1:]


@cache
def _local() -> Sequence[str]:
    return sorted(name for name in local_bodies() if not held_out(name))


@cache
def _central() -> Sequence[str]:
    return sorted(name for name in central_bodies() if not held_out(name))


@cache
def _stems() -> Sequence[str]:
    found = (_STEM.fullmatch(name) for name in local_bodies() if not held_out(name))
    return sorted({match["stem"] for match in found if match})


@cache
def _named_places() -> Sequence[str]:
    rows = read_table(
        "divisions",
        ("code", "name", "level", "parent", "short", "valid_from", "valid_to", "source"),
        key=("code", "name"),
    )
    return sorted({row["name"] for row in rows} | {row["short"] for row in rows if row["short"]})


@cache
def _nouns() -> Sequence[str]:
    rows = read_table("indicators", ("wording", "standard", "source"), key=("wording",))
    return sorted({fold(row["standard"]) for row in rows if len(row["standard"]) <= 12})
