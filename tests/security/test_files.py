"""Hostile files: a build neither waits nor fails nor reads what is not its own, and says what it left out."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path
from unicodedata import category

import pytest
from typer.testing import CliRunner

from pipelines.cli import app
from pipelines.intake.raw_folder import list_raw
from pipelines.warehouse.reader import open_published
from tests.security.documents import GOOD, READ, documents

#: Names that are no path of ours, as bytes, and how each is shown.
NAMES = {
    b"\xff\xfe.txt": r"\xff\xfe.txt",
    rb"\xff\xfe.txt": r"\x5cxff\x5cxfe.txt",
    b"two\nlines.txt": r"two\x0alines.txt",
    b"\x1b[31mred\x07.txt": r"\x1b[31mred\x07.txt",
    "\u202etxt.exe".encode(): r"\x202etxt.exe",
    b"'; drop table dim_document; --.txt": "'; drop table dim_document; --.txt",
    b"=cmd|' !A0.csv": "=cmd|' !A0.csv",
    b"<img src=x onerror=alert(1)>.html": "<img src=x onerror=alert(1)>.html",
    b"[bold]name[red].txt": "[bold]name[red].txt",
    b"*.txt": "*.txt",
    b"[a-z]?.txt": "[a-z]?.txt",
    b"-rf": "-rf",
    b"%s%n{0}.txt": "%s%n{0}.txt",
    b"{{ 7*7 }}.txt": "{{ 7*7 }}.txt",
    b"$(reboot).txt": "$(reboot).txt",
    b"CON": "CON",
    b" .txt ": " .txt ",
    ("长" * 80 + ".txt").encode(): "长" * 80 + ".txt",
    b"deep/" * 60 + b"a.txt": "deep/" * 60 + "a.txt",
    b"..txt/...": None,  # hidden, as every name that begins with a dot
}


def _link(target: str) -> Callable[[Path], None]:
    return lambda path: path.symlink_to(target)


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(path.name)


def _sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(2**40)


#: What is no file to read, how it is made, and the reason that is given.
REFUSED: dict[str, tuple[Callable[[Path], None], str]] = {
    "pipe.txt": (os.mkfifo, "not_a_file"),
    "socket.txt": (_socket, "not_a_file"),
    "folder.txt": (Path.mkdir, "not_a_file"),
    "device.txt": (_link("/dev/zero"), "outside_folder"),
    "passwords.txt": (_link("/etc/passwd"), "outside_folder"),
    "memory.txt": (_link("/proc/self/mem"), "outside_folder"),
    "nowhere.txt": (_link("nowhere"), "outside_folder"),
    "above": (_link(".."), "outside_folder"),
    "here": (_link("."), "outside_folder"),
    "a terabyte.txt": (_sparse, "too_large"),
}


@pytest.fixture
def hostile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A raw folder of hostile names and files; what can be read is a sound disclosure."""
    folder = tmp_path / "raw"
    folder.mkdir()
    monkeypatch.chdir(folder)  # a socket's path must be short
    for at, name in enumerate(NAMES):
        path = folder / os.fsdecode(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(GOOD.replace("教育局", f"第{at}中学"), encoding="utf-8")
    for name, (make, _) in REFUSED.items():
        make(folder / name)
    return folder


def test_hostile_files_are_listed_or_refused(hostile: Path) -> None:
    listing = list_raw(hostile)
    assert {file.source_uri for file in listing.files} == {shown for shown in NAMES.values() if shown}
    assert {refusal.source_uri: refusal.quarantine.reason_code for refusal in listing.refusals} == {
        name: reason for name, (_, reason) in REFUSED.items()
    }


def test_links_that_lead_to_themselves_are_refused(hostile: Path) -> None:
    (hostile / "loop.txt").symlink_to("loop.txt")
    (hostile / "one.txt").symlink_to("other.txt")
    (hostile / "other.txt").symlink_to("one.txt")
    reasons = {refusal.source_uri: refusal.quarantine.reason_code for refusal in list_raw(hostile).refusals}
    # one Python says that the link leads nowhere, another that it can not be followed
    assert {reasons[name] for name in ("loop.txt", "one.txt", "other.txt")} <= {"outside_folder", "unreadable_file"}


@pytest.mark.slow
def test_a_build_of_hostile_files_and_documents_publishes_all_that_is_sound(hostile: Path, tmp_path: Path) -> None:
    short = {f"{name}.txt": case for name, case in documents().items() if len(case[0]) < 20_000}
    for name, (raw, _) in short.items():
        (hostile / name).write_bytes(raw)
    warehouse = tmp_path / 'it\'s "here" [1]' / "数据 *.duckdb"
    shown = [_gongkai("build", "--raw", hostile, "--warehouse", warehouse)]
    with open_published(warehouse) as connection:
        refused = dict(connection.execute("select source_uri, reason_code from quarantined_document").fetchall())
        found = connection.execute("select source_uri from dim_document where document_key <> 0").fetchall()
        keys = connection.execute(
            "select max(line_key) from fact_budget_line join dim_document using (document_key) "
            "where source_uri like '%terminal%' or source_uri like '%direction%' or source_uri like '%control%' "
            "group by document_key"
        ).fetchall()
        names = {name for (name,) in connection.execute("select name from dim_project").fetchall()}
    assert refused == {
        **{name: reason for name, (_, reason) in REFUSED.items()},
        **{name: outcome for name, (_, outcome) in short.items() if outcome != READ},
    }
    assert {uri for (uri,) in found} == {
        *(uri for uri in NAMES.values() if uri),
        *(name for name, (_, outcome) in short.items() if outcome == READ),
    }
    assert {"'); drop table dim_document; --", "@SUM(1+1)", "{{ 7*7 }}"} <= names
    shown.append(_gongkai("status", "--warehouse", warehouse))
    assert "Checks: " in shown[-1]
    assert "(blocking)" not in shown[-1]
    assert "(warning)" not in shown[-1]
    shown.append(_gongkai("check", "--raw", hostile, "--warehouse", warehouse))
    shown += [_gongkai("explain", key, "--raw", hostile, "--warehouse", warehouse) for (key,) in keys]
    assert {c for text in shown for c in text if category(c) in {"Cc", "Cf", "Zl", "Zp"}} == {"\n"}


def _gongkai(*arguments: object) -> str:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments], env={"COLUMNS": "200"})
    assert result.exit_code == 0, result.output
    return result.output
