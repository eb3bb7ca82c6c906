"""Bytes to text: each encoding in each of its forms, and what is no text at all."""

from __future__ import annotations

import codecs
import random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipelines.model import Quarantine
from pipelines.reading import decoding
from pipelines.reading.decoding import Decoded, decode

TEXT = "某市教育局2023年部门预算\n单位:万元\n合计\t1,234.50\n" * 3
quick = settings(max_examples=60, deadline=None, derandomize=True)


def reason(raw: bytes) -> str:
    found = decode(raw)
    assert isinstance(found, Quarantine)
    assert found.message.endswith("。")
    return found.reason_code


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", b""),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", b""),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("gb18030", b""),
    ],
)
def test_each_encoding_gives_the_same_text_without_its_mark(encoding: str, mark: bytes) -> None:
    assert decode(mark + TEXT.encode(encoding)) == Decoded(TEXT, encoding)


def test_text_of_ascii_alone_is_utf_8() -> None:
    assert decode(b"Department budget 2023\n1,234.50\n") == Decoded("Department budget 2023\n1,234.50\n", "utf-8")


def test_rare_characters_of_gb18030() -> None:
    text = TEXT + "㑇𠀀县局\n"
    assert decode(text.encode("gb18030")) == Decoded(text, "gb18030")


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_stray_nuls_stay_in_the_text(encoding: str) -> None:
    text = TEXT.replace("合计", "合\0计\0")
    assert decode(text.encode(encoding)) == Decoded(text, encoding)


def test_full_width_digits_stay_as_they_are() -> None:
    text = TEXT.replace("1,234.50", "１，２３４．５０")
    assert decode(text.encode()) == Decoded(text, "utf-8")


@pytest.mark.parametrize("raw", [b"", b"\0" * 9, b" \t\r\n\x0b\x0c", b"\n\n\n"])
def test_nothing_to_read_is_empty(raw: bytes) -> None:
    assert reason(raw) == "empty"


@pytest.mark.parametrize("mark", [codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
def test_a_mark_alone_is_an_empty_text_or_empty(mark: bytes) -> None:
    found = decode(mark)
    assert isinstance(found, Quarantine) or not found.text


@pytest.mark.parametrize(
    "raw",
    [
        b"%PDF-1.7\n...",
        b"PK\x03\x04rest",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1...",
        b"{\\rtf1\\ansi}",
        b"\x89PNG\r\n",
        b"\xff\xd8\xff\xe0",
        b"\x1f\x8b\x08\0",
        b"Rar!\x1a\x07",
        b"7z\xbc\xaf\x27\x1c",
    ],
)
def test_other_formats_are_named(raw: bytes) -> None:
    assert reason(raw) == "unsupported_format"


def test_a_text_that_is_too_large_is_not_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "MAX_BYTES", 100)
    assert reason(TEXT.encode()) == "too_large"


@pytest.mark.parametrize("mark", [True, False])
@pytest.mark.parametrize(("encoding", "bom"), [("utf-16-le", codecs.BOM_UTF16_LE), ("utf-16-be", codecs.BOM_UTF16_BE)])
def test_utf_16_cut_inside_a_character(encoding: str, bom: bytes, mark: bool) -> None:  # noqa: FBT001
    raw = (bom if mark else b"") + TEXT.encode(encoding)
    assert reason(raw[:-1]) == "unreadable_encoding"


def test_utf_8_cut_inside_a_character_is_not_repaired() -> None:
    assert reason(TEXT.encode()[:-1] + "合".encode()[:2]) == "unreadable_encoding"


def test_random_bytes_are_no_text() -> None:
    chance = random.Random(5)  # noqa: S311
    codes = [decode(chance.randbytes(size)) for size in (64, 300, 5_000, 100_000)]
    assert [getattr(found, "reason_code", "") for found in codes] == ["unreadable_encoding"] * 4


@quick
@given(st.binary(max_size=400))
@example(b"\xff")
@example(b"\xff\xfe\x00")
@example(b"\xfe\xff\xd8\x00")
@example(b"\0\0\0\0\0\x01")
@example(b"1\0" * 40 + b"\0\xd8")
@example(b"\x80")
@example(b"\xef\xbb\xbf\xff")
def test_no_bytes_make_decoding_raise(raw: bytes) -> None:
    found = decode(raw)
    if isinstance(found, Decoded):
        assert found.text.encode(found.encoding) in raw


@quick
@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=200))
def test_any_text_comes_back_from_utf_8(text: str) -> None:
    found = decode(codecs.BOM_UTF8 + text.encode())
    if text.strip(" \t\r\n\x0b\x0c"):
        assert found == Decoded(text, "utf-8") or isinstance(found, Quarantine)
