"""Rule files: one rule a file, a header of comments that says what it is, then one plain SELECT.

The header names, in `-- name: text` lines, everything that a reader of the rule documentation wants to know; the first
line is `-- CODE 中文标题 | English title`. A rule across departments also has the line `-- across:`, which says who is
compared with whom. A text goes on in lines that begin with `--` and three blanks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from pipelines.checks.files import scripts_digest, sql_folder
from schemas.vocabulary import codes

#: Columns that a rule may give, in this order; what each means stands in `docs/rules.md`.
RESULT_COLUMNS = (
    "document_key",
    "subject",
    "outcome",
    "reason",
    "severity",
    "diagnosis",
    "expected",
    "actual",
    "tolerance",
    "unit",
    "expected_text",
    "actual_text",
    "message",
    "source_lines",
    "facts",
)
#: Columns that every rule gives. The others are null where a rule leaves them out, the unit is then yuan.
REQUIRED_COLUMNS = frozenset(("document_key", "subject", "message", "source_lines", "facts"))
#: Lines of a header beside the title, all of them required.
HEADER_FIELDS = (
    "severity",
    "tolerance",
    "applies",
    "not_applicable",
    "insufficient",
    "formula",
    "example",
    "guard",
    "source",
    "grain",
)
TOLERANCES = ("T0", "T1", "T2", "T3")

#: What every rule runs with, as folders below `sql`.
_SCRIPTS = ("across", "engine", "macros", "relations", "views")
_STEM = re.compile(r"(?P<code>[A-Z]+\d+)_")
_TITLE = re.compile(r"-- (?P<code>[A-Z]+\d+) (?P<zh>[^|]+) \| (?P<en>.+)")
_FIELD = re.compile(r"-- (?P<name>[a-z_]+): (?P<text>.+)")
_MORE = re.compile(r"--   +(?P<text>\S.*)")


class RuleFileError(Exception):
    """A rule file has no sound header; the message names the file and the line that is missing or wrong."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its header and its query. `stem` is the name of its file without the ending.

    `problem` says what is wrong with a header that is not sound; the rule is then not run.
    """

    code: str
    stem: str
    title_zh: str
    title_en: str
    severity: str
    tolerance: str
    fields: dict[str, str]
    sql: str
    problem: str = ""

    @property
    def is_across(self) -> bool:
        """Whether the rule compares departments with each other, so that it runs once over all documents."""
        return "across" in self.fields

    @property
    def not_applicable(self) -> str:
        """Why the rule does not apply to a document for which its query gives no row."""
        return self.fields.get("not_applicable", "")


def load_rules(folder: Path | None = None) -> tuple[Rule, ...]:
    """Gives every rule of a folder (by default `sql/checks`), in the order of their file names.

    A file without a sound header is a rule with a `problem`. Of two files with one code the second replaces the
    first's place with that problem.

    Raises:
        RuleFileError: the name of a file does not begin with a code and an underscore.
    """
    rules: dict[str, Rule] = {}
    for path in sorted((folder or sql_folder() / "checks").glob("*.sql")):
        rule = _load(path)
        if first := rules.get(rule.code):
            rule = replace(rule, problem=f"{rule.stem}.sql and {first.stem}.sql both have the code {rule.code}")
        rules[rule.code] = rule
    return tuple(rules.values())


def parse_rule(stem: str, text: str) -> Rule:
    """Gives the rule of one file.

    Raises:
        RuleFileError: the header is incomplete, or says something that is not in the vocabularies.
    """
    head = [line for line in text.splitlines() if line.startswith("--")]
    title = _TITLE.fullmatch(head[0]) if head else None
    if title is None:
        raise RuleFileError(f"{stem}.sql must begin with `-- CODE 中文标题 | English title`")
    fields = _fields(text)
    missing = [name for name in HEADER_FIELDS if name not in fields]
    if missing:
        raise RuleFileError(f"{stem}.sql has no header line {', '.join(missing)}")
    if not stem.startswith(f"{title['code']}_"):
        raise RuleFileError(f"{stem}.sql holds the rule {title['code']}: its name must begin with {title['code']}_")
    _check(stem, "severity", fields["severity"], codes("severity"))
    _check(stem, "tolerance", fields["tolerance"], TOLERANCES)
    return Rule(title["code"], stem, title["zh"], title["en"], fields["severity"], fields["tolerance"], fields, text)


def _load(path: Path) -> Rule:
    text = path.read_text(encoding="utf-8")
    try:
        return parse_rule(path.stem, text)
    except RuleFileError as error:
        named = _STEM.match(path.stem)
        if named is None:
            raise RuleFileError(f"{path.name} is no name of a rule: it must begin with a code, as I01_ does") from error
        return Rule(named["code"], path.stem, path.stem, path.stem, "info", "T0", {}, text, problem=str(error))


def rules_digest(rules: tuple[Rule, ...]) -> str:
    """Gives a hash of all that decides what the rules find: the same rules, the same digest."""
    whole = sha256(scripts_digest(*_SCRIPTS).encode())
    for rule in rules:
        whole.update(rule.sql.encode())
    return whole.hexdigest()


def _fields(text: str) -> dict[str, str]:
    """The named lines of the header, each with the lines that it goes on in."""
    fields: dict[str, str] = {}
    name = ""
    for line in text.splitlines()[1:]:
        if not line.startswith("--"):
            break
        if found := _FIELD.fullmatch(line):
            name = found["name"]
            fields[name] = found["text"].strip()
        elif name and (found := _MORE.fullmatch(line)):
            fields[name] += " " + found["text"].strip()
    return fields


def _check(stem: str, field: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise RuleFileError(f"{stem}.sql: {field} is {value!r}; it must be one of {', '.join(allowed)}")
