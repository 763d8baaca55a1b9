"""Text that drives careless patterns mad: all is read within a moment, whatever stands in it."""

from __future__ import annotations

import pytest
from conftest import cpu_seconds

from extractors.indicator_names import standard_name
from extractors.quantities import find_quantities
from extractors.targets import find_targets
from extractors.text import fold
from extractors.times import find_times

LIMIT = 0.3  # seconds on a quiet machine
PLAIN = 0.014  # seconds that adding up a million numbers takes there


def moment() -> float:
    """``LIMIT``, and as much longer as a busy machine takes for plain work."""
    return LIMIT * max(1.0, cpu_seconds(lambda: sum(range(1_000_000))) / PLAIN)


ADVERSARIAL = {
    "digits": "1" * 20_000,
    "digits and dots": "1." * 10_000,
    "digits and commas": "1,234," * 3_000,
    "chinese numerals": "一" * 20_000,
    "chinese powers": "十百千万亿" * 4_000,
    "dashes between digits": "1-" * 5_000,
    "units without a number": "个家项%" * 5_000,
    "a number, then units": "1" + "万亿" * 5_000 + "元",
    "open brackets": "(" * 10_000 + "30家",
    "closed brackets": "30家" + ")" * 10_000,
    "open quotes": "“" * 5_000 + "30家" + "”" * 5_000,
    "open titles": "《" * 10_000 + "30家",
    "titles": "《甲》" * 5_000 + "30家",
    "words of comparison": "不超过" * 5_000 + "30家" + "以上" * 5_000,
    "words of change": "增长" * 5_000 + "30%",
    "words of level": "达到" * 5_000 + "30%",
    "words of commitment": "力争确保" * 3_000 + "30家",
    "verbs": "新增培育引进" * 3_000 + "30家",
    "adverbs": "进一步同比年均" * 2_000 + "增长30%",
    "against": "较" * 5_000 + "年末增长30%",
    "against what": "比甲乙丙丁" * 3_000 + "增长30%",
    "on the basis of": "在甲乙丙基础上" * 2_000 + "增长30%",
    "from the old value": "由2020年的" * 2_000 + "30%提高到50%",
    "shares": "的" * 10_000 + "30%",
    "respectively": "甲、" * 5_000 + "分别达到" + "30%、" * 300,
    "list labels": "(1)" * 5_000 + "30家",
    "fractions": "分之" * 5_000 + "三分之一" * 200,
    "bases": "每万人" * 4_000 + "30件",
    "what is reported": "截至已目前" * 2_000 + "达到30家",
    "what is planned": "到20" * 5_000 + "年达到30家",
    "subsidies": "对符合条件的企业给予补助" * 1_000 + "30万元",
    "no punctuation": "推动产业高质量发展" * 2_000 + "30家",
    "months": "1-2月" * 3_000 + "增长30%",
    "blanks": " " * 20_000 + "30家",
    "line ends": "\n" * 20_000 + "30家",
    "not to be encoded": "\ud800" * 5_000 + "30家",
    "28 characters": "1" * 27 + "!",
}


@pytest.mark.parametrize("name", ADVERSARIAL)
def test_quantities_and_targets_take_a_moment(name: str) -> None:
    text = fold(ADVERSARIAL[name])
    times = find_times(text)
    quantities = find_quantities(text)
    assert cpu_seconds(lambda: find_quantities(text)) < moment()
    assert cpu_seconds(lambda: find_targets(text, text, quantities, times)) < moment()


def test_long_indicators_have_no_standard_name() -> None:
    assert standard_name("覆盖率" * 10_000) == ""
    assert cpu_seconds(lambda: standard_name("覆盖率" * 10_000)) < moment()
