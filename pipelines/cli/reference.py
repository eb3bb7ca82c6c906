"""The command reference: the help of every command, as Markdown.

``python -m pipelines.cli.reference FILE`` writes it anew (``make docs``); a test fails when the committed one
differs.
"""

from __future__ import annotations

import sys
from pathlib import Path

from typer.main import get_command
from typer.testing import CliRunner

from pipelines.cli import app

_HEAD = """\
# Commands

Written from the commands' own `--help` by `make docs`: change the command, not this file.

Exit status of every command: 0 done, 1 the work failed (the message says what, where and what to do), 2 wrong usage.

"""
#: Columns of a help text, whatever the terminal that writes the file.
_WIDTH = 100


def command_reference() -> str:
    """Gives the help of `gongkai` and of each command as Markdown, ending in a line feed."""
    commands = sorted(getattr(get_command(app), "commands", {}))
    return _HEAD + "\n".join(_section(arguments) for arguments in ([], *([name] for name in commands)))


def _section(arguments: list[str]) -> str:
    name = " ".join(["gongkai", *arguments])
    result = CliRunner().invoke(app, [*arguments, "--help"], prog_name="gongkai", terminal_width=_WIDTH)
    return f"## {name}\n\n```text\n{result.output.strip()}\n```\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(command_reference(), encoding="utf-8")
