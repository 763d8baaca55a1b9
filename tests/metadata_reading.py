"""How the tests of the metadata read a text: as its own reading view. BODY is running text to put below a head."""

from __future__ import annotations

from pipeline.document import ReadingView
from pipeline.metadata import Metadata, read_metadata

BODY = (
    "为深入贯彻上级决策部署，推动全省相关工作再上新台阶，结合我省实际，制定本方案。各地要提高认识，压实责任，"
    "按照《云泽省工业节能管理办法》（云政发〔2016〕9号）的要求抓好落实。"
)


def read(text: str, **hints: str) -> Metadata:
    """The metadata of a text that needs no repair."""
    return read_metadata(ReadingView(text, text, range(len(text))), hints)
