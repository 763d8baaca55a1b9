"""One-to-one pairing of two sets of records with the greatest total weight, whatever the order they come in.

Weights are tuples compared from left to right: the pairing with the greatest sum of the first components wins, among
those the one with the greatest sum of the second, and so on. Not every record must be paired.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Mapping

Edge = tuple[int, int]
Weight = tuple[int, ...]


def best_pairs(weights: Mapping[Edge, Weight]) -> list[Edge]:
    """The optimal one-to-one pairing over the edges ``(left, right)``, in ascending order.

    ``weights`` gives each possible pair a tuple of non-negative numbers, all tuples of one length. Equal totals are
    settled by the numbering alone, so callers number their records by content, not by arrival.
    """
    pairs: list[Edge] = []
    for edges in _components(weights):
        pairs += edges if len(edges) == 1 else _assign(_as_numbers({edge: weights[edge] for edge in edges}))
    return sorted(pairs)


def _components(weights: Mapping[Edge, Weight]) -> list[list[Edge]]:
    """Edges grouped by connected component: most components are a single pair."""
    parent: dict[tuple[str, int], tuple[str, int]] = {}

    def root(node: tuple[str, int]) -> tuple[str, int]:
        while parent.setdefault(node, node) != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for left, right in weights:
        parent[root(("left", left))] = root(("right", right))
    groups: dict[tuple[str, int], list[Edge]] = defaultdict(list)
    for edge in sorted(weights):
        groups[root(("left", edge[0]))].append(edge)
    return list(groups.values())


def _as_numbers(weights: Mapping[Edge, Weight]) -> dict[Edge, int]:
    """Weight tuples as single numbers that add up in the same order: a mixed-radix number, exact at any size."""
    size = min(len({left for left, _ in weights}), len({right for _, right in weights}))
    columns = list(zip(*weights.values(), strict=True))
    radices = [size * max(column) + 1 for column in columns]
    numbers: dict[Edge, int] = {}
    for edge, weight in weights.items():
        number = 0
        for component, radix in zip(weight, radices, strict=True):
            number = number * radix + component
        numbers[edge] = number
    return numbers


def _assign(numbers: Mapping[Edge, int]) -> list[Edge]:
    """Maximum-weight matching by shortest augmenting paths with potentials, on the sparse graph.

    Each left node may also take a place of its own of weight 0, which stands for staying alone; so every left node
    finds a place, one augmenting path each.
    """
    costs: dict[int, list[tuple[int, int]]] = defaultdict(list)
    top = max(numbers.values())
    for (left, right), number in numbers.items():
        costs[left].append((right, top - number))
    alone = {left: -1 - left for left in costs}
    for left, place in alone.items():
        costs[left].append((place, top))
    taken: dict[int, int] = {}
    left_potential = dict.fromkeys(costs, 0)
    right_potential: dict[int, int] = defaultdict(int)
    for start in sorted(costs):
        _augment(start, costs, taken, left_potential, right_potential)
    return [(left, right) for right, left in taken.items() if right >= 0]


def _augment(
    start: int,
    costs: Mapping[int, list[tuple[int, int]]],
    taken: dict[int, int],
    left_potential: dict[int, int],
    right_potential: dict[int, int],
) -> None:
    """Give ``start`` a place along the cheapest path of re-seatings; Dijkstra over reduced costs (never negative)."""
    distance: dict[int, int] = {}
    came_from: dict[int, int] = {}
    settled: dict[int, int] = {}
    seated_at = {left: right for right, left in taken.items()}
    reached = {start: 0}
    heap: list[tuple[int, int]] = []
    left, base = start, 0
    while True:
        for right, cost in costs[left]:
            if right in settled:
                continue
            step = base + cost - left_potential[left] - right_potential[right]
            if right not in distance or step < distance[right]:
                distance[right], came_from[right] = step, left
                heapq.heappush(heap, (step, right))
        base, right = heapq.heappop(heap)
        while right in settled or base > distance[right]:
            base, right = heapq.heappop(heap)
        settled[right] = base
        if right not in taken:
            break
        left = taken[right]
        reached[left] = base
    for node, far in reached.items():
        left_potential[node] += base - far
    for place, far in settled.items():
        right_potential[place] -= base - far
    while True:
        left = came_from[right]
        previous = seated_at.get(left)
        taken[right] = left
        if left == start:
            return
        assert previous is not None
        right = previous
