"""The pairing of two sets: optimal, one to one, whatever the order."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.evaluation.match import Edge, Weight, best_pairs


@pytest.mark.parametrize(
    ("weights", "pairs"),
    [
        ({}, []),
        ({(0, 0): (1,)}, [(0, 0)]),
        # The nearest first would leave 1 alone: two pairs beat one good pair.
        ({(0, 0): (1, 9), (0, 1): (1, 1), (1, 0): (1, 1)}, [(0, 1), (1, 0)]),
        # Equal numbers of pairs: the second component decides.
        ({(0, 0): (1, 3), (0, 1): (1, 5)}, [(0, 1)]),
        ({(0, 0): (1, 3), (1, 0): (1, 5)}, [(1, 0)]),
        # One pair of the first kind beats two of the second.
        ({(0, 0): (0, 1), (1, 0): (1, 1), (1, 1): (0, 1)}, [(1, 0)]),
        # Separate groups do not disturb one another.
        ({(0, 0): (1, 1), (5, 9): (1, 1)}, [(0, 0), (5, 9)]),
        # Everything fits everything: the total decides, not the best single pair.
        ({(0, 0): (5,), (0, 1): (4,), (1, 0): (4,), (1, 1): (1,)}, [(0, 1), (1, 0)]),
        ({(0, 0): (9,), (0, 1): (4,), (1, 0): (4,), (1, 1): (0,)}, [(0, 0), (1, 1)]),
    ],
)
def test_best_pairs(weights: dict[Edge, Weight], pairs: list[Edge]) -> None:
    chosen = best_pairs(weights)
    assert [pair for pair in chosen if any(weights[pair])] == [pair for pair in pairs if any(weights[pair])]


def exhaustive(weights: dict[Edge, Weight]) -> tuple[int, ...]:
    """The greatest total over all one-to-one pairings, by trying them all."""
    lefts = sorted({left for left, _ in weights})
    rights = sorted({right for _, right in weights})
    seats = [*rights, *([-1] * len(lefts))]
    best: tuple[int, ...] = (0, 0, 0)
    for seating in set(permutations(seats, len(lefts))):
        chosen = [weights[edge] for edge in zip(lefts, seating, strict=True) if edge in weights]
        best = max(best, tuple(map(sum, zip(*chosen, strict=True))) if chosen else best)
    return best


edges = st.tuples(st.integers(0, 3), st.integers(0, 3))
weights_of_three = st.tuples(st.integers(0, 1), st.integers(0, 3), st.integers(0, 20))


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(edges, weights_of_three, max_size=9))
def test_no_pairing_is_better(weights: dict[Edge, Weight]) -> None:
    chosen = best_pairs(weights)
    assert len({left for left, _ in chosen}) == len({right for _, right in chosen}) == len(chosen)
    total = tuple(map(sum, zip(*(weights[edge] for edge in chosen), strict=True))) if chosen else (0, 0, 0)
    assert total == exhaustive(weights)


def test_a_component_of_hundreds_is_settled() -> None:
    """One row over the whole document touches every gold record."""
    weights = {(left, 0): (1, left) for left in range(400)} | {(left, left + 1): (1, 1) for left in range(400)}
    chosen = best_pairs(weights)
    assert len(chosen) == 400
    assert sum(weights[edge][1] for edge in chosen) == 399 + 399
