"""What can go wrong with a document: a stable code, what was seen, what to do about it (English and Chinese).

``ReadError`` stops the reading of a document; a ``Problem`` is noted beside a document that was read in part.
The codes are those of the column ``error`` in errors.csv.
"""

from __future__ import annotations

from dataclasses import dataclass

ADVICE: dict[str, tuple[str, str]] = {
    "empty_file": ("nothing to read; get the file again", "文件没有内容，请重新获取"),
    "encrypted": ("save a copy without password and read that", "文件已加密，请另存为不带密码的文件"),
    "corrupt": ("the file is damaged; get it again", "文件已损坏，请重新获取"),
    "type_mismatch": ("this is not a text document; check the file", "内容不是文本文档，请核对文件"),
    "unknown_type": ("convert it to docx, pdf or txt", "不支持的格式，请转换为docx、pdf或txt"),
    "limit_size": ("split the document or raise the limit", "文件过大，请拆分或调高上限"),
    "limit_pages": ("the pages after the limit were not read; raise the limit", "页数超过上限，其后未读取"),
    "limit_unpacked": ("the archive unpacks to too much; it may be a zip bomb", "解压后过大，疑为压缩炸弹"),
    "limit_nesting": ("unpack the inner archive and read what is in it", "压缩包嵌套过深，请先解压内层压缩包"),
    "limit_members": ("the archive has too many members", "压缩包内文件过多"),
    "limit_tables": (
        "too many lines are drawn on the page; its text was read, its tables were not",
        "线条过多，未识别表格",
    ),
    "needs_ocr": (
        "to have pictures recognised: pip install 'zhengce[ocr]'",
        "图片没有文字层；安装文字识别后可读：pip install 'zhengce[ocr]'",
    ),
    "limit_ocr": (
        "raise --ocr-pages to have more pages recognised",
        "需识别的页数超过上限，其余未识别；可调高--ocr-pages",
    ),
    "ocr_gap": ("look at the page: a line may be missing", "请核对原页，可能有漏识的行"),
    "needs_libreoffice": (
        "install LibreOffice (Debian: apt install libreoffice-writer-nogui) or save the file as docx",
        "请安装LibreOffice（libreoffice-writer）或另存为docx",
    ),
    "conversion_failed": ("open the file in an office program and save it as docx", "转换失败，请另存为docx"),
    "timeout": (
        "took longer than the limit; save the file as docx or raise the limit",
        "超出时限，请另存为docx或调高时限",
    ),
    "xml_dtd": ("the XML declares a document type, which no office program writes", "XML含文档类型声明，已拒绝"),
    "xml_depth": ("nesting of that depth is no office program's work; check the file", "嵌套过深，请核对文件"),
    "garbled": (
        "the text layer is damaged; to have the page recognised anew: pip install 'zhengce[ocr]'",
        "文字层有乱码；安装文字识别后可重新识别：pip install 'zhengce[ocr]'",
    ),
    "missing_font": (
        "the file leaves its fonts out; install a Chinese font (Debian: apt install fonts-noto-cjk) and read it again",
        "文件未嵌入字体，请安装中文字体后重试",
    ),
    "page_failed": ("this page could not be read; the others were", "该页无法读取，其余已读"),
}
"""For each code, what to do about it: in English, in Chinese."""

OCR_IS_OFF = ("recognition is turned off; read it again without --no-ocr", "文字识别已关闭；去掉--no-ocr后重新读取")
"""What to do instead about pages that must be recognised, where that was not wanted."""


class ZhengceError(Exception):
    """Root of all errors that the program raises on purpose."""


class ReadError(ZhengceError):
    """A document cannot be read. ``code`` is one of ``ADVICE``, ``message`` says what was seen and what to do.

    ``advice`` (English, Chinese) takes the place of the usual one.
    """

    def __init__(self, code: str, seen: str, advice: tuple[str, str] | None = None) -> None:
        self.code = code
        self.message = _message(seen, advice or ADVICE[code])
        super().__init__(f"{code}: {self.message}")
        self._arguments = (code, seen, advice)

    def __reduce__(self) -> tuple[type[ReadError], tuple[str, str, tuple[str, str] | None]]:
        return type(self), self._arguments


@dataclass(frozen=True, slots=True)
class Problem:
    """A part of a document that could not be read. ``page`` counts from 1, ``None`` where it concerns no page."""

    code: str
    message: str
    page: int | None = None

    @classmethod
    def seen(cls, code: str, what: str, page: int | None = None, advice: tuple[str, str] | None = None) -> Problem:
        """A problem from its code and what was seen; what to do about it (``advice``, else the usual) is added."""
        return cls(code, _message(what, advice or ADVICE[code]), page)


def _message(seen: str, advice: tuple[str, str]) -> str:
    english, chinese = advice
    return f"{seen}; {english} / {chinese}"
