"""Training the spaCy recogniser: blank Chinese, characters as tokens, a small convolutional encoder."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractors.ner.protocol import LABELS
from pipeline.ner.examples import Example
from pipeline.ner.training_data import TrainingData

BACK_END = "spacy"


@dataclass(frozen=True, slots=True)
class SpacySettings:
    """Size of the network and length of the training. ``window``: characters seen on each side by each layer."""

    width: int = 64
    depth: int = 4
    window: int = 2
    rows: int = 6000
    hidden: int = 48
    epochs: int = 6
    batch: int = 2000
    dropout: float = 0.15
    rate: float = 0.002


def train_spacy(
    data: TrainingData, out: Path, *, seed: int, settings: SpacySettings, log: Callable[[str], None]
) -> None:
    """Train on ``data`` and write the pipeline into ``out``; its precision on the validation examples stands in it."""
    import spacy
    from thinc.api import Adam, fix_random_seed

    fix_random_seed(seed)
    chance = random.Random(seed)
    nlp = spacy.blank("zh", meta={"name": "zhengce_entities", "license": "MIT"})
    ner = nlp.add_pipe("ner", config={"model": _model(settings)})
    for label in LABELS:
        ner.add_label(label)  # type: ignore[attr-defined]
    train = _examples(nlp, data.train)
    optimizer = Adam(settings.rate, beta1=0.9, beta2=0.999, L2=0.01, grad_clip=1.0, L2_is_weight_decay=True)
    nlp.initialize(lambda: train[:200], sgd=optimizer)
    batches = 0
    for epoch in range(settings.epochs):
        chance.shuffle(train)
        optimizer.learn_rate = settings.rate * (1 - epoch / settings.epochs)
        losses: dict[str, float] = {}
        for batch in _batches(train, settings.batch):
            nlp.update(batch, sgd=optimizer, drop=settings.dropout, losses=losses)
            batches += 1
        log(f"epoch {epoch + 1}/{settings.epochs}: loss {losses.get('ner', 0.0):.0f}, {batches} batches")
    with nlp.use_params(optimizer.averages):
        scores = nlp.evaluate(_examples(nlp, data.validation))["ents_per_type"]
        nlp.meta["zhengce"] = {"precision": {label: round(found["p"], 3) for label, found in sorted(scores.items())}}
        nlp.to_disk(out)


def _model(settings: SpacySettings) -> dict[str, Any]:
    return {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "ner",
        "extra_state_tokens": False,
        "hidden_width": settings.hidden,
        "maxout_pieces": 2,
        "use_upper": True,
        "tok2vec": {
            "@architectures": "spacy.Tok2Vec.v2",
            "embed": {
                "@architectures": "spacy.MultiHashEmbed.v2",
                "width": settings.width,
                "attrs": ["ORTH"],
                "rows": [settings.rows],
                "include_static_vectors": False,
            },
            "encode": {
                "@architectures": "spacy.MaxoutWindowEncoder.v2",
                "width": settings.width,
                "window_size": settings.window,
                "maxout_pieces": 2,
                "depth": settings.depth,
            },
        },
    }


def _examples(nlp: Any, examples: Sequence[Example]) -> list[Any]:
    from spacy.training import Example as SpacyExample
    from spacy.training import offsets_to_biluo_tags

    made = []
    for one in examples:
        doc = nlp.make_doc(one.text)
        spans = [(entity.start, entity.end, entity.label) for entity in one.entities]
        made.append(SpacyExample.from_dict(doc, {"entities": offsets_to_biluo_tags(doc, spans)}))
    return made


def _batches(examples: Sequence[Any], characters: int) -> list[list[Any]]:
    """Batches of about so many characters."""
    batches: list[list[Any]] = [[]]
    size = 0
    for example in examples:
        if size >= characters:
            batches.append([])
            size = 0
        batches[-1].append(example)
        size += len(example.reference)
    return [batch for batch in batches if batch]
