"""Where the SQL of the project lies, and how its files are read."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path


@cache
def sql_folder() -> Path:
    """Gives the folder of all SQL: beside the packages in a work tree, inside `pipelines` once installed."""
    package = Path(__file__).parents[1]
    installed = package / "sql"
    return installed if installed.is_dir() else package.parent / "sql"


def read_scripts(name: str) -> list[tuple[str, str]]:
    """Gives file name and text of every SQL file of one folder below `sql`, in the order of their names."""
    return [(path.name, path.read_text(encoding="utf-8")) for path in sorted((sql_folder() / name).glob("*.sql"))]


def scripts_digest(*folders: str) -> str:
    """Gives a hash of all SQL files of some folders below `sql`."""
    whole = sha256()
    for folder in folders:
        for name, script in read_scripts(folder):
            whole.update(f"{folder}/{name} {len(script)}\n{script}".encode())
    return whole.hexdigest()
