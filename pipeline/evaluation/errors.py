"""What can be wrong with the input of an evaluation. Messages name the file, the record and the value seen."""

from __future__ import annotations

from pipeline.errors import ZhengceError


class EvaluationError(ZhengceError):
    """An evaluation cannot be carried out."""


class GoldError(EvaluationError):
    """A gold file breaks the rules of its format, or does not fit its document."""


class PredictionError(EvaluationError):
    """A table to be scored breaks the output contract."""
