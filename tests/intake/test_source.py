"""The raw text behind a fact is shown only while it is the one that was read."""

from hashlib import sha256

import pytest

from pipelines.intake.source import SourceGoneError, read_source

TEXT = "收入总计 10.00\n支出总计 10.00"


def digest(text):
    return sha256(text.encode()).hexdigest()


def test_gives_the_text_of_a_document_that_is_as_it_was(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    assert read_source(tmp_path, "a.txt", digest(TEXT)).line(2) == "支出总计 10.00"


@pytest.mark.parametrize(
    ("name", "why"), [("b.txt", "not at"), ("../a.txt", "does not lie below"), ("a.txt", "changed")]
)
def test_says_why_a_text_can_not_be_shown(tmp_path, name, why):
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    with pytest.raises(SourceGoneError, match=why):
        read_source(raw, name, digest("another text"))
