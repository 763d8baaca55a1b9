"""Training a HanLP tagger of characters with HanLP's own classes: embeddings, a bidirectional LSTM, BIO tags.

Two traps of HanLP 2.1: its recurrent tagger hands the constraints of its CRF on as ``batch_first``, so that with
``crf=True`` nothing is learnt; and IOBES tags that do not fit together stop the prediction. So: no CRF, BIO tags.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from extractors.ner.hanlp_tagger import BLANK
from extractors.ner.protocol import RecogniserError
from pipeline.ner.examples import Example
from pipeline.ner.training_data import TrainingData


@dataclass(frozen=True, slots=True)
class HanlpSettings:
    """Size of the network and length of the training."""

    embed: int = 64
    hidden: int = 96
    epochs: int = 8
    batch: int = 32
    dropout: float = 0.3
    rate: float = 0.003


def train_hanlp(
    data: TrainingData, out: Path, *, seed: int, settings: HanlpSettings, log: Callable[[str], None]
) -> None:
    """Train on ``data`` and write the model into ``out``.

    Raises ``RecogniserError`` where HanLP is not installed.
    """
    try:
        from hanlp.components.ner.rnn_ner import RNNNamedEntityRecognizer
    except ImportError as error:
        raise RecogniserError("HanLP is not installed: pip install 'zhengce[hanlp]' / 未安装HanLP") from error
    tagger = RNNNamedEntityRecognizer()
    with TemporaryDirectory() as folder:
        train, validation = Path(folder, "train.tsv"), Path(folder, "validation.tsv")
        train.write_text("".join(_lines(data.train)), encoding="utf-8")
        validation.write_text("".join(_lines(data.validation)), encoding="utf-8")
        log(f"HanLP: {settings.epochs} epochs")
        # It prints every batch, whatever it is told; with a logger of ours it writes no log with times of day.
        with redirect_stdout(StringIO()):
            tagger.fit(
                str(train),
                str(validation),
                str(out),
                batch_size=settings.batch,
                epochs=settings.epochs,
                embed=settings.embed,
                rnn_hidden=settings.hidden,
                drop=settings.dropout,
                lr=settings.rate,
                crf=False,
                tagging_scheme="BIO",
                token_delimiter="",
                devices=-1,
                seed=seed,
                verbose=False,
                logger=_quiet(),
            )


def _quiet() -> logging.Logger:
    logger = logging.getLogger(__name__)
    logger.propagate = False
    logger.addHandler(logging.NullHandler())
    return logger


def _lines(examples: Sequence[Example]) -> Iterator[str]:
    """One character and its tag a line, an empty line behind each example."""
    for example in examples:
        tags = ["O"] * len(example.text)
        for entity in example.entities:
            tags[entity.start : entity.end] = [f"I-{entity.label}"] * (entity.end - entity.start)
            tags[entity.start] = f"B-{entity.label}"
        pairs = zip(example.text, tags, strict=True)
        yield "".join(f"{BLANK if char.isspace() else char}\t{tag}\n" for char, tag in pairs) + "\n"
