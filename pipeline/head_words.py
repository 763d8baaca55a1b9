"""Words that stand at the head of a column (序号, 指标, 责任单位, 完成时限, 2025年 …)."""

from __future__ import annotations

import regex

from extractors.deadlines import is_deadline_column
from extractors.responsibilities import role_of_header

_HEAD_WORD = regex.compile(
    r"序号|编号|十[一二三四五六七]五|二[〇零○][〇零○一二三四五六七八九]{2}|指标|单位|内容|事项|名称|项目|工作|任务|备注|类别|年|部门|处室|属性|措施|标准|来源|含义|要求|目标|举措|领域|方面|清单"
)
_MAX_HEAD = 24


def may_be_head(text: str) -> bool:
    """Whether a text is short enough for the head of a column, and no sentence."""
    return 0 < len(text) <= _MAX_HEAD and "。" not in text


def is_head_word(text: str) -> bool:
    """Whether the text of a cell is known to head a column; ``text`` holds no blanks."""
    return may_be_head(text) and bool(role_of_header(text) or is_deadline_column(text) or _HEAD_WORD.search(text))
