"""The sentence around a span, for people who read an error list."""

from __future__ import annotations

from dataclasses import dataclass

import regex

_REACH = 160
"""Characters shown at most on either side of a span: some documents stand on one line without a full stop."""

_STOP = regex.compile(r"[。！？!?；;]|\r?\n[ \t\u3000]{0,40}\r?\n")
_WRAP = regex.compile(r"[ \t\u3000]{0,40}[\r\n\f][\s]{0,80}")


@dataclass(frozen=True, slots=True)
class Context:
    """A sentence in three parts: before the span, the span, behind it. Line ends are taken out."""

    before: str
    hit: str
    after: str

    @property
    def sentence(self) -> str:
        """The whole sentence."""
        return self.before + self.hit + self.after


def context_of(text: str, start: int, end: int) -> Context:
    """The sentence of ``text`` that ``[start, end)`` stands in, cut where it is very long."""
    start, end = min(start, len(text)), min(end, len(text))
    low, high = max(0, start - _REACH), min(len(text), end + _REACH)
    begin = max((stop.end() for stop in _STOP.finditer(text, low, start)), default=low)
    stop = _STOP.search(text, end, high)
    finish = stop.end() if stop else high
    before, hit, after = (_WRAP.sub("", part) for part in (text[begin:start], text[start:end], text[end:finish]))
    return Context(before.lstrip(), hit, after.rstrip())
