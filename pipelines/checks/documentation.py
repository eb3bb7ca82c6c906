"""The rule documentation: every rule by its header, as Markdown.

``python -m pipelines.checks.documentation FILE`` writes it anew (``make docs``); a test fails when the committed one
differs.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipelines.checks.rules import RESULT_COLUMNS, Rule, load_rules
from schemas.vocabulary import terms

_HEAD = """\
# Rules 勾稽规则

Written from the headers of `sql/checks` by `make docs`: change a rule's file, not this one.

Every rule is one SQL file and compares figures of one document with each other, or with those of other disclosures of
its department; one with a 比较范围 compares departments. What it found stands in
`fact_finding`, what it compared, or why it did not, in `fact_check`: one row for every document and every rule.

**Tolerance** 允差. A printed figure x with last digit u stands for anything from x − u/2 to x + u/2.

| class | meaning |
|---|---|
| T0 | exact: codes, years, counts |
| T1 | a sum of n parts: within (n + 1) · u / 2 |
| T2 | the same quantity printed twice: within u / 2 + u′ / 2, in one unit |
| T3 | a percent: the interval of the ratio, widened by half a last digit of the percent |

No difference is `pass`, a difference inside the tolerance `rounding` (a finding of severity `info`), outside it
`fail`. The formulas stand in `sql/macros/tolerance.sql` and nowhere else.

**Roots** 根源. Findings that stand on the same wrong figure are one slip: the figure that takes part in most failed
comparisons is the suspect, and `root_key` of all findings but the most basic names that one.
"""

#: What each column of a rule's result is, for whoever writes one.
_COLUMNS = {
    "document_key": "document compared",
    "subject": "what is compared, as text; tells the comparisons of one rule and document apart",
    "outcome": "null: judged by the difference; else `pass`, `rounding`, `fail`, `not_applicable`, `insufficient_data`",
    "reason": "why not applicable or not comparable, in Chinese",
    "severity": "null: the rule's own; else `error`, `warning`, `info`",
    "diagnosis": "the slip that explains a failure, or null",
    "expected": "what the other place or the recomputation demands, decimal(20, 4)",
    "actual": "what is printed, decimal(20, 4)",
    "tolerance": "the largest difference that rounding explains",
    "unit": "of the three figures before",
    "expected_text": "the demanded text, where unit is `text`",
    "actual_text": "the printed text, where unit is `text`",
    "message": "one Chinese sentence: both places with their lines, both figures",
    "source_lines": "lines of the raw text, ascending",
    "facts": "keys of all facts that take part; `blank_key(...)` stands for a blank cell",
}

_LABELS = {
    "across": "比较范围",
    "applies": "适用",
    "formula": "公式",
    "example": "例",
    "guard": "防误报",
    "not_applicable": "不适用",
    "insufficient": "数据不足",
    "source": "依据",
    "grain": "Rows",
}


def rule_documentation(rules: Sequence[Rule] | None = None) -> str:
    """Gives the documentation of all rules as Markdown, ending in a line feed."""
    found = load_rules() if rules is None else rules
    lines = [_HEAD, *_contents(found), *(line for rule in found for line in _rule(rule)), *_contract()]
    return "\n".join(lines).rstrip("\n") + "\n"


def _contents(rules: Sequence[Rule]) -> Iterator[str]:
    names = {term.code: term.name_zh for term in terms("severity")}
    yield "| rule | 规则 | | severity | tolerance |"
    yield "|---|---|---|---|---|"
    for rule in rules:
        severity = f"{rule.severity} {names[rule.severity]}"
        link = f"[{rule.code}](#{rule.code.lower()})"
        yield f"| {link} | {rule.title_zh} | {rule.title_en} | {severity} | {rule.tolerance} |"
    yield ""


def _rule(rule: Rule) -> Iterator[str]:
    yield f"## {rule.code}"
    yield ""
    yield f"**{rule.title_zh}** {rule.title_en}. Severity {rule.severity}, tolerance {rule.tolerance},"
    yield f"[{rule.stem}.sql](../sql/checks/{rule.stem}.sql)."
    yield ""
    for name, label in _LABELS.items():
        if name in rule.fields:
            yield f"- {label}: {rule.fields[name]}"
    yield ""


def _contract() -> Iterator[str]:
    yield "## Columns of a rule"
    yield ""
    yield "The last SELECT of a rule gives these columns, in this order; null is what it leaves out, the unit yuan."
    yield ""
    yield "| column | meaning |"
    yield "|---|---|"
    for name in RESULT_COLUMNS:
        yield f"| `{name}` | {_COLUMNS[name]} |"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(rule_documentation(), encoding="utf-8")
