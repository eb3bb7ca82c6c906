"""Bytes to text: which encoding, and when bytes are no text at all."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from pipelines.model import Quarantine
from pipelines.reading.markup import is_page, seen_text
from pipelines.reading.readings import without_readings

#: Larger inputs are refused before they are decoded: the largest disclosure known has 1.4 MB.
MAX_BYTES = 50_000_000

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: Bytes of blanks and of marks: nothing else is no text.
_BLANKS = b"\0 \t\r\n\x0b\x0c\xef\xbb\xbf\xff\xfe"
_SAVE_AS = "请在 Word 中另存为“纯文本”、在 Excel 或 WPS 中另存为“CSV UTF-8”，或把正文和表格复制到文本文件后再放入。"
_RECOGNISE = "请先用文字识别（OCR）转换为文本后再放入。"
_UNPACK = "请先解压，再放入其中的文件。"
#: First bytes of formats that hold disclosures but are no text, and what to do: the converter's job, not the parser's.
_FORMATS = (
    (b"%PDF-", "PDF", "请先转换为文本（如 pdftotext -layout 文件.pdf 文件.txt）后再放入。"),
    (b"PK\x03\x04", "ZIP 容器（docx、xlsx、ofd 等）", _SAVE_AS),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧版 Office（doc、xls）", _SAVE_AS),
    (b"{\\rtf", "RTF", _SAVE_AS),
    (b"From: <Saved by", "单个文件网页（mht）", "请把网页另存为“仅 HTML”后再放入。"),
    (b"MIME-Version:", "单个文件网页（mht）", "请把网页另存为“仅 HTML”后再放入。"),
    (b"\x89PNG", "PNG 图片", _RECOGNISE),
    (b"\xff\xd8\xff", "JPEG 图片", _RECOGNISE),
    (b"\x1f\x8b", "gzip 压缩文件", _UNPACK),
    (b"Rar!", "RAR 压缩文件", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "7z 压缩文件", _UNPACK),
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with the name of the encoding it was read in, without byte order marks, readings and tags."""

    text: str
    encoding: str


def decode(raw: bytes) -> Decoded | Quarantine:
    """Gives the text of a document, or why it has none; never raises.

    UTF-8, UTF-16 (with a mark, or told by its zero bytes) and GB18030 are tried in that order, strictly: a
    replacement character would be a silent repair. Stray NULs stay in the text (readers treat them as blanks).
    Of a page of the web it is the text that its reader sees.

    >>> decode("部门预算".encode("gb18030"))
    Decoded(text='部门预算', encoding='gb18030')
    >>> decode(b"").reason_code
    'empty'
    """
    if not raw.strip(_BLANKS):
        return Quarantine("empty", "文件为空：没有任何文字。请重新抓取原文后再放入。")
    if len(raw) > MAX_BYTES:
        size = f"{len(raw) / 1e6:.0f} MB，上限 {MAX_BYTES / 1e6:.0f} MB"
        return Quarantine("too_large", f"文件过大（{size}）。请确认是否为单个部门的公开文本，或拆分后再放入。")
    for magic, name, advice in _FORMATS:
        if raw.startswith(magic):
            return Quarantine("unsupported_format", f"文件是{name}，不是文本。{advice}")
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return _strict(raw[len(mark) :], encoding)
    guess = _utf16_without_mark(raw)
    if guess:
        return _strict(raw, guess)
    try:
        return _readable(raw.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        utf8 = error
    try:
        text = raw.decode("gb18030")
    except UnicodeDecodeError:
        text = ""
    if text and _reads_like_chinese(text):
        return _readable(text, "gb18030")
    return _unreadable(utf8)


def _strict(raw: bytes, encoding: str) -> Decoded | Quarantine:
    try:
        return _readable(raw.decode(encoding), encoding)
    except UnicodeDecodeError as error:
        return _unreadable(error)


def _readable(text: str, encoding: str) -> Decoded | Quarantine:
    """The text that a reader sees: without a mirror's readings, of a page of the web without its tags."""
    text = without_readings(text)
    if is_page(text):
        text = seen_text(text)
        if not text:
            return Quarantine("empty", "网页中没有任何文字，内容可能由脚本载入。请打开网页，复制正文后再放入。")
    return Decoded(text, encoding)


def _unreadable(error: UnicodeDecodeError) -> Quarantine:
    where = f"第 {error.start} 字节起不是合法的 {error.encoding.upper()}，也不是 GB18030"
    return Quarantine("unreadable_encoding", f"无法识别文字编码：{where}。文件可能被截断或不是文本，请重新抓取。")


def _utf16_without_mark(raw: bytes) -> str | None:
    """UTF-16 shows by its line ends and digits: every second byte of ASCII is zero."""
    head = raw[:4096]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if max(even, odd) < max(4, len(head) // 50) or min(even, odd) * 8 > max(even, odd):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _reads_like_chinese(text: str) -> bool:
    """Random bytes often pass GB18030; a text has mostly common ideographs, ASCII and few control characters."""
    sample = text[:20_000]
    good = sum(
        1
        for c in sample
        if c in "\t\r\n" or " " <= c <= "~" or "一" <= c <= "鿿" or "　" <= c <= "〿" or "！" <= c <= "～"
    )
    ideographs = sum(1 for c in sample if "一" <= c <= "鿿")
    return good * 10 >= len(sample) * 9 and ideographs > 0
