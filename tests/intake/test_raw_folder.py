from __future__ import annotations

import os
import socket
from hashlib import sha256
from pathlib import Path

import pytest

from pipelines.intake import raw_folder
from pipelines.intake.listing import read_listing, write_listing
from pipelines.intake.raw_folder import NoInputError, list_raw, read_raw
from pipelines.reading.decoding import MAX_BYTES


def reasons(folder: Path) -> dict[str, str]:
    return {refusal.source_uri: refusal.quarantine.reason_code for refusal in list_raw(folder).refusals}


def test_files_are_listed_at_any_depth_in_one_order(raw: Path) -> None:
    assert [file.source_uri for file in list_raw(raw).files] == ["b/three.txt", "one.txt", "two.txt"]


def test_hidden_names_and_the_manifest_are_passed_over(raw: Path) -> None:
    (raw / ".git").mkdir()
    (raw / ".git" / "config").write_text("x")
    (raw / ".DS_Store").write_text("x")
    (raw / "manifest.csv").write_text("file,sha256\n")
    (raw / "b" / "manifest.csv").write_text("only the one on top is ours\n")
    assert [file.source_uri for file in list_raw(raw).files] == ["b/manifest.csv", "b/three.txt", "one.txt", "two.txt"]


def test_copies_count_once_under_the_first_path(raw: Path) -> None:
    (raw / "a-copy.txt").write_bytes((raw / "one.txt").read_bytes())
    listing = list_raw(raw)
    assert [file.source_uri for file in listing.files] == ["a-copy.txt", "b/three.txt", "two.txt"]
    assert [file.source_uri for file in listing.copies] == ["one.txt"]


def test_a_directory_named_like_a_file_is_refused_and_its_files_are_read(raw: Path) -> None:
    (raw / "folder.txt").mkdir()
    (raw / "folder.txt" / "inside.txt").write_text("text")
    assert reasons(raw) == {"folder.txt": "not_a_file"}
    assert "folder.txt/inside.txt" in [file.source_uri for file in list_raw(raw).files]


def test_a_huge_file_is_refused_by_its_size(raw: Path) -> None:
    with (raw / "huge.txt").open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    (refusal,) = list_raw(raw).refusals
    assert refusal.quarantine.reason_code == "too_large"
    assert refusal.size_bytes == MAX_BYTES + 1
    assert refusal.sha256 is None
    assert "50 MB" in refusal.quarantine.message


def test_what_is_no_file_is_refused(raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(raw / "pipe.txt")
    monkeypatch.chdir(raw)  # a socket's path must be short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket.txt")
        assert reasons(raw) == {"pipe.txt": "not_a_file", "socket.txt": "not_a_file"}


def test_a_link_may_lead_to_a_file_of_the_folder_only(raw: Path, tmp_path: Path) -> None:
    (tmp_path / "outside.txt").write_text("outside")
    (raw / "away.txt").symlink_to(tmp_path / "outside.txt")
    (raw / "dead.txt").symlink_to(raw / "nowhere.txt")
    (raw / "loop.txt").symlink_to(raw / "loop.txt")
    (raw / "folder").symlink_to(raw / "b")
    (raw / "same.txt").symlink_to(raw / "one.txt")
    found = reasons(raw)
    assert found.pop("loop.txt") in {"outside_folder", "unreadable_file"}
    assert found == {"away.txt": "outside_folder", "dead.txt": "outside_folder", "folder": "outside_folder"}
    assert [file.source_uri for file in list_raw(raw).copies] == ["same.txt"]


def test_a_link_to_the_folder_itself_is_followed(raw: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(raw)
    assert list_raw(tmp_path / "link").files == list_raw(raw).files


def test_a_file_that_can_not_be_opened_is_refused(raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = os.open

    def refuse(path: Path, flags: int) -> int:
        if path.name == "two.txt":
            raise PermissionError(13, "Permission denied")
        return opened(path, flags)

    monkeypatch.setattr(raw_folder.os, "open", refuse)
    (refusal,) = list_raw(raw).refusals
    assert (refusal.source_uri, refusal.quarantine.reason_code) == ("two.txt", "unreadable_file")
    assert "Permission denied" in refusal.quarantine.message
    assert refusal.sha256 is None


def test_a_folder_that_can_not_be_opened_is_refused(raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scan = os.scandir

    def refuse(path: Path) -> object:
        if Path(path).name == "b":
            raise PermissionError(13, "Permission denied")
        return scan(path)

    monkeypatch.setattr(raw_folder.os, "scandir", refuse)
    assert reasons(raw) == {"b": "unreadable_file"}


def test_a_name_that_is_no_utf8_has_a_source_that_is(raw: Path) -> None:
    Path(os.fsdecode(os.fsencode(raw) + b"/\xff\xfe.txt")).write_text("text")
    assert "\\xff\\xfe.txt" in [file.source_uri for file in list_raw(raw).files]


def test_names_stay_apart_and_can_be_seen(raw: Path) -> None:
    for name in (b"\xff.txt", rb"\xff.txt", "\u202etxt.exe".encode(), b"\x1b[31m.txt", b"two\nlines.txt"):
        Path(os.fsdecode(os.fsencode(raw) + b"/" + name)).write_bytes(name)
    found = {file.source_uri for file in list_raw(raw).files}
    assert found == {
        "one.txt",
        "two.txt",
        "b/three.txt",
        r"\xff.txt",
        r"\x5cxff.txt",
        r"\x202etxt.exe",
        r"\x1b[31m.txt",
        r"two\x0alines.txt",
    }


def test_names_keep_the_wide_blank(raw: Path) -> None:
    (raw / "市教育局　决算.txt").write_text("text")
    assert "市教育局　决算.txt" in [file.source_uri for file in list_raw(raw).files]


def test_a_folder_deeper_than_a_path_can_say_is_refused(raw: Path) -> None:
    home, name = os.open(raw, os.O_RDONLY), "d" * 200
    for _ in range(30):
        os.mkdir(name, dir_fd=home)
        deeper = os.open(name, os.O_RDONLY, dir_fd=home)
        os.close(home)
        home = deeper
    os.close(home)
    assert len(list_raw(raw).files) == 3
    assert set(reasons(raw).values()) == {"unreadable_file"}


def test_what_took_the_place_of_a_file_is_not_waited_for(raw: Path, tmp_path: Path) -> None:
    path = list_raw(raw).files[0].path
    assert read_raw(path).decode("gb18030").startswith("随州市教育局")
    path.unlink()
    os.mkfifo(path)
    with pytest.raises(OSError, match="not a regular file"):
        read_raw(path)
    path.unlink()
    (tmp_path / "outside.txt").write_text("outside")
    path.symlink_to(tmp_path / "outside.txt")
    with pytest.raises(OSError, match="symbolic links"):
        read_raw(path)


def test_hash_and_size_are_those_of_the_bytes(raw: Path) -> None:
    content = (raw / "two.txt").read_bytes()
    file = list_raw(raw).files[-1]
    assert (file.sha256, file.size_bytes) == (sha256(content).hexdigest(), len(content))


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(NotADirectoryError, match="nowhere"):
        list_raw(tmp_path / "nowhere")


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    (tmp_path / ".gitkeep").touch()
    (tmp_path / "manifest.csv").touch()
    with pytest.raises(NoInputError, match="no file below"):
        list_raw(tmp_path)


def test_a_listing_is_read_back_as_it_was(raw: Path, tmp_path: Path) -> None:
    (raw / "folder.txt").mkdir()
    (raw / "copy.txt").write_bytes((raw / "one.txt").read_bytes())
    listing = list_raw(raw)
    write_listing(tmp_path / "work" / "raw.json", listing)
    assert read_listing(tmp_path / "work" / "raw.json") == listing
