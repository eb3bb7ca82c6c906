"""The five disclosures: every claim of their running text, against the labels of `tests/golden/statements.csv`.

The labels were written before the contract had `completion_pct`, `change_quantity` and topics for institutions, totals
of appropriations and minor expenditures; `by_contract` reads each of those labels as the contract says today.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from pipelines.forms.extraction import Context
from pipelines.forms.glued import extract_glued
from pipelines.forms.performance import extract_performance
from pipelines.forms.standard import extract_standard
from pipelines.identity import recognise_document
from pipelines.model import Quarantine, Statement
from pipelines.prose import extract_statements
from pipelines.reading.lines import read_rows
from pipelines.reading.text import SourceText
from tests.golden.test_seeds import FILES, RAW

LABELS = Path(__file__).parents[1] / "golden" / "statements.csv"
BUDGETS = ("initial_budget", "full_year_budget")
#: Topics that the contract has had since the labels were written, by the unit or note that tells them.
NEW_TOPICS = {
    "上缴上级支出": "remitted_up",
    "经营支出": "operating_expenditure",
    "对附属单位补助支出": "subsidy_to_units",
    "财政拨款": "fiscal_appropriation_total",
}
#: Labels that are no claims with a figure: 7×8小时 is a service time.
NO_FIGURE = {("004", 150, "7×8小时")}
#: Topics of labels that have another reading: 6个科 (no word of an institution), 日常公用经费 under 机关运行经费, and
#: the execution rate of three projects that their sentence calls 这些项目.
OTHER_TOPIC = {("000", 27, "6个科"), ("004", 80, ""), ("002", 305, "预算执行率为0")}

#: 2022年2月28日 is the date of the document that the sentence before speaks of.
OTHER_YEAR = {("004", 103, "")}

Figures = tuple[str, ...]
every_seed = pytest.mark.parametrize("seed", FILES)


def by_contract(label: dict[str, str]) -> dict[str, str]:
    """A label with completion rates, changes of counts and topics where the contract puts them."""
    label = {**label, "change_quantity": ""}
    if label["base"] in BUDGETS and label["share_pct"] and "占" not in label["text"]:
        label["completion_pct"], label["share_pct"] = label["share_pct"], ""
        label["quantity"] = "" if label["unit"] == "%" else label["quantity"]
    if label["note"] == "quantity=增减人数":
        label["change_quantity"], label["quantity"] = label["quantity"], ""
    if label["topic"] in ("other", "revenue_expenditure_total"):
        label["topic"] = NEW_TOPICS.get(label["unit"], label["topic"])
        if label["unit"] == "个" and any(word in label["note"] for word in ("机构", "单位", "科室")):
            label["topic"] = "institutions"
    return label


@cache
def labels(seed: str) -> list[dict[str, str]]:
    with LABELS.open(encoding="utf-8", newline="") as file:
        return [by_contract(row) for row in csv.DictReader(file) if row["seed"] == seed]


@cache
def claims(seed: str) -> list[Statement]:
    source = SourceText((RAW / f"{FILES[seed]}.txt").read_bytes().decode())
    facts = recognise_document(source, layout="")
    assert not isinstance(facts, Quarantine)
    rows, context = read_rows(source), Context(facts.document_kind, facts.fiscal_year)
    found = extract_performance(rows, source, context)
    found.add(extract_glued(rows, source, context, found.taken))
    found.add(extract_standard(rows, source, context, found.taken).found)
    projects = {fact.project.name for fact in (*found.lines, *found.indicators) if fact.project}
    printed = {line.functional for line in found.lines}
    return extract_statements(source, rows, found.taken, context, sorted(projects), printed)


def plain(value: object) -> str:
    return "" if value in (None, "") else f"{Decimal(str(value)).normalize():f}"


def figures_of(claim: Statement) -> Figures:
    values = (claim.amount_yuan, claim.quantity, claim.change_yuan, claim.change_quantity, claim.change_pct)
    return (str(claim.source_line), *map(plain, (*values, claim.completion_pct, claim.share_pct)))


def figures_of_label(label: dict[str, str]) -> Iterator[Figures]:
    """The figures that a claim may have: the amount may stay out where it stands in an earlier clause."""
    columns = ("quantity", "change_yuan", "change_quantity", "change_pct", "completion_pct", "share_pct")
    rest = [plain(label[column]) for column in columns]
    yield (label["source_line"], plain(label["amount_yuan"]), *rest)
    if label["amount_in_text"] == "no":
        yield (label["source_line"], "", *rest)


@cache
def matched(seed: str) -> tuple[list[dict[str, str]], list[tuple[dict[str, str], Statement]], list[Statement]]:
    """Labels that no claim has, labels with their claims, and claims that no label has."""
    pool: dict[Figures, list[Statement]] = defaultdict(list)
    for claim in claims(seed):
        pool[figures_of(claim)].append(claim)
    missing: list[dict[str, str]] = []
    pairs: list[tuple[dict[str, str], Statement]] = []
    for label in labels(seed):
        key = next((key for key in figures_of_label(label) if pool[key]), None)
        if key is None:
            missing += [label] if label["scope"] == "narrative" else []
            continue
        wanted = (label["topic"], label["functional_code"] or label["economic_code"])
        same = [claim for claim in pool[key] if (claim.topic, claim.functional or claim.economic) == wanted]
        claim = (same or pool[key])[0]
        pool[key].remove(claim)
        pairs.append((label, claim))
    return missing, pairs, [claim for rest in pool.values() for claim in rest]


def excepted(label: dict[str, str], known: set[tuple[str, int, str]]) -> bool:
    line = int(label["source_line"])
    return any((label["seed"], line, text) in known for text in (label["text"], ""))


@every_seed
def test_every_labelled_claim_is_found_with_all_its_figures(seed: str) -> None:
    assert [label["text"] for label in matched(seed)[0] if not excepted(label, NO_FIGURE)] == []


@every_seed
def test_nothing_else_is_claimed(seed: str) -> None:
    assert [claim.text for claim in matched(seed)[2]] == []


@every_seed
def test_the_topic_and_the_code_are_right(seed: str) -> None:
    wrong = [
        (label["text"], claim.topic, claim.functional or claim.economic)
        for label, claim in matched(seed)[1]
        if (claim.topic, claim.functional or claim.economic)
        != (label["topic"], label["functional_code"] or label["economic_code"])
        and not excepted(label, OTHER_TOPIC)
    ]
    assert wrong == []


@every_seed
def test_year_and_base_are_right(seed: str) -> None:
    wrong = [
        (label["text"], claim.statement_year, claim.base)
        for label, claim in matched(seed)[1]
        if label["scope"] == "narrative"
        and (claim.statement_year, claim.base) != (int(label["statement_year"]), label["base"])
        and not excepted(label, OTHER_YEAR)
    ]
    assert wrong == []


@every_seed
def test_a_claim_stands_where_its_label_stands(seed: str) -> None:
    apart = [
        (label["text"], claim.text)
        for label, claim in matched(seed)[1]
        if claim.source_end <= int(label["source_start"]) or claim.source_start >= int(label["source_end"])
    ]
    assert apart == []


@every_seed
def test_a_number_belongs_to_one_claim(seed: str) -> None:
    taken = Counter(token for claim in claims(seed) for token in claim.tokens)
    assert [token for token, times in taken.items() if times > 1] == []
