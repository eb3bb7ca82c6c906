from __future__ import annotations

from pathlib import Path

from pipelines.intake.documents import SourcedDocument, read_document
from pipelines.intake.raw_folder import RawFile, Refusal, list_raw
from tests.factory import failing_parse, toy_parse


def only(raw: Path, content: bytes) -> RawFile:
    (raw / "zzz.txt").write_bytes(content)
    return list_raw(raw).files[-1]


def test_a_document_comes_without_its_text(raw: Path) -> None:
    read = read_document(list_raw(raw).files[0], toy_parse)
    assert isinstance(read, SourcedDocument)
    assert read.document.text == ""
    assert len(read.document.lines) == 2


def test_a_quarantined_document_is_a_refusal(raw: Path) -> None:
    read = read_document(only(raw, b"%PDF-1.4"), toy_parse)
    assert isinstance(read, Refusal)
    assert read.quarantine.reason_code == "unsupported_format"


def test_an_exception_is_a_refusal_that_names_it(raw: Path) -> None:
    read = read_document(only(raw, b"boom"), failing_parse)
    assert isinstance(read, Refusal)
    assert read.quarantine.reason_code == "parser_error"
    assert "ValueError: boom" in read.quarantine.message


def test_a_file_that_is_gone_is_a_refusal(raw: Path) -> None:
    file = list_raw(raw).files[0]
    file.path.unlink()
    read = read_document(file, toy_parse)
    assert isinstance(read, Refusal)
    assert read.quarantine.reason_code == "unreadable_file"
