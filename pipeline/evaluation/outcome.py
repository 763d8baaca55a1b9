"""What became of each record of one table of one document: paired, missed, spurious, or neither."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.evaluation.fields import right
from pipeline.evaluation.match import Edge, Weight, best_pairs
from pipeline.evaluation.record import SPECS, GoldRecord, PredictedRecord


@dataclass(frozen=True, slots=True)
class Pair:
    """A gold record and the row that was paired with it; ``wrong`` lists the stated fields that are not right."""

    gold: GoldRecord
    predicted: PredictedRecord
    wrong: tuple[str, ...]

    @property
    def compared(self) -> tuple[str, ...]:
        """The fields that the gold states."""
        return stated_fields(self.gold)

    @property
    def detected(self) -> bool:
        """Whether the pair counts as detected: both sides counted, and the detection fields right."""
        both = self.gold.counted and self.predicted.counted
        return both and not set(SPECS[self.gold.table].detection) & set(self.wrong)

    @property
    def whole(self) -> bool:
        """Whether the whole record is right: both sides counted, and all scored fields right."""
        both = self.gold.counted and self.predicted.counted
        return both and not set(SPECS[self.gold.table].whole) & set(self.wrong)


@dataclass(frozen=True, slots=True)
class Outcome:
    """All records of one table of one document, each in exactly one place.

    - ``pairs``: gold records that are not optional, with their rows (of any status).
    - ``missed``: counted gold records without a row.
    - ``spurious``: counted rows that match and fall on nothing.
    - ``forgiven``: rows that match or fall on an optional record only; they count neither way.
    - ``uncounted``: gold records and rows without partner that are not held against anyone (amounts of other status).
    """

    doc: str
    table: str
    pairs: tuple[Pair, ...] = ()
    missed: tuple[GoldRecord, ...] = ()
    spurious: tuple[PredictedRecord, ...] = ()
    forgiven: tuple[PredictedRecord, ...] = ()
    uncounted: tuple[GoldRecord | PredictedRecord, ...] = ()


def stated_fields(gold: GoldRecord) -> tuple[str, ...]:
    """The fields of a gold record that can be compared; ``raw`` (the very same span) always can."""
    return tuple(name for name in SPECS[gold.table].fields if name == "raw" or name in gold.fields)


def wrong_fields(gold: GoldRecord, predicted: PredictedRecord) -> tuple[str, ...]:
    """The stated fields of ``gold`` in which ``predicted`` is not right."""
    return tuple(name for name in stated_fields(gold) if not field_right(name, gold, predicted))


def field_right(name: str, gold: GoldRecord, predicted: PredictedRecord) -> bool:
    """Whether one field is right. ``raw`` means the same offsets; a repetition may be written into either column."""
    if name == "raw":
        return (gold.start, gold.end) == (predicted.start, predicted.end)
    got = predicted.fields.get(name, "")
    if name == "duration" and not got:
        # Gold files of recurring deadlines state the recurrence (``yearly``) in this place.
        got = predicted.fields.get("recurrence", "")
    return right(name, gold.fields[name], got)


def pair_up(doc: str, table: str, gold: Sequence[GoldRecord], predicted: Sequence[PredictedRecord]) -> Outcome:
    """Pair the two sides one to one and say what became of each record; the order of either side plays no part.

    A pair needs overlapping spans and the table's key fields (targets: value and unit). Among all pairings the one is
    taken with the most detected pairs, then the most pairs with gold that is not optional, then the most pairs, then
    the greatest overlap, then the most whole records, then the most right fields.
    """
    gold = sorted(gold, key=_gold_key)
    predicted = sorted(predicted, key=_predicted_key)
    key = SPECS[table].key
    pairs: dict[Edge, Pair] = {}
    weights: dict[Edge, Weight] = {}
    touched: set[int] = set()
    for left, right_ in _overlapping(gold, predicted):
        wanted, row = gold[left], predicted[right_]
        if wanted.optional:
            touched.add(right_)
        if not all(field_right(name, wanted, row) for name in key):
            continue
        pair = Pair(wanted, row, wrong_fields(wanted, row))
        pairs[left, right_] = pair
        weights[left, right_] = (
            int(pair.detected),
            int(not wanted.optional),
            1,
            min(wanted.end, row.end) - max(wanted.start, row.start),
            int(pair.whole),
            len(pair.compared) - len(pair.wrong),
        )
    chosen = best_pairs(weights)
    paired = [edge for edge in chosen if not gold[edge[0]].optional]
    taken_gold = {left for left, _ in chosen}
    taken_rows = {right_ for _, right_ in paired}
    alone = [row for number, row in enumerate(predicted) if number not in taken_rows and number not in touched]
    unfound = [record for number, record in enumerate(gold) if number not in taken_gold and not record.optional]
    return Outcome(
        doc=doc,
        table=table,
        pairs=tuple(pairs[edge] for edge in paired),
        missed=tuple(record for record in unfound if record.counted),
        spurious=tuple(row for row in alone if row.counted),
        forgiven=tuple(row for n, row in enumerate(predicted) if n in touched and n not in taken_rows),
        uncounted=(
            *(record for record in unfound if not record.counted),
            *(row for row in alone if not row.counted),
        ),
    )


def _overlapping(gold: Sequence[GoldRecord], predicted: Sequence[PredictedRecord]) -> Iterator[Edge]:
    """Pairs of numbers whose spans share a character. Both sides are sorted by start."""
    starts = [row.start for row in predicted]
    longest = max((row.end - row.start for row in predicted), default=0)
    for left, record in enumerate(gold):
        first, last = bisect_right(starts, record.start - longest), bisect_left(starts, record.end)
        for right_ in range(first, last):
            if record.overlaps(predicted[right_]):
                yield left, right_


def _gold_key(record: GoldRecord) -> tuple[object, ...]:
    return record.start, record.end, record.raw, record.optional, sorted(record.fields.items())


def _predicted_key(row: PredictedRecord) -> tuple[object, ...]:
    confidence = -1.0 if row.confidence is None else row.confidence
    return row.start, row.end, row.raw, sorted(row.fields.items()), row.extractor, confidence
