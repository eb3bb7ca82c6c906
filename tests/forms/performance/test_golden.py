"""Performance forms of four real disclosures: every amount and every indicator, field by field."""

from __future__ import annotations

import csv
from collections import Counter
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from pipelines.forms.extraction import Context, Extraction
from pipelines.forms.performance import extract_performance
from pipelines.forms.performance.alignment import kind_of
from pipelines.forms.performance.taxonomy import canonical_level
from pipelines.model import Project
from pipelines.reading.lines import read_rows
from pipelines.reading.numerals import TOKEN
from pipelines.reading.text import SourceText, squeeze

ROOT = Path(__file__).parents[3]
FORMS = {"department_performance", "project_performance", "project_self_evaluation"}
SEEDS = {
    "000": ("chongqing-dazu-government-services-office-budget-2023", Context("budget", 2023)),
    "002": ("jingmen-administrative-approval-bureau-final-account-2023", Context("final_account", 2023)),
    "003": ("chongqing-nanan-government-services-office-budget-2024", Context("budget", 2024)),
    "004": ("beijing-tongzhou-government-services-bureau-final-account-2023", Context("final_account", 2023)),
}
CORE = {"true": True, "false": False, "": None}


@cache
def source_of(seed: str) -> SourceText:
    return SourceText((ROOT / "data/raw" / f"{SEEDS[seed][0]}.txt").read_text(encoding="utf-8-sig"))


@cache
def found_in(seed: str) -> Extraction:
    source = source_of(seed)
    return extract_performance(read_rows(source), source, SEEDS[seed][1])


def golden(seed: str, name: str) -> list[dict[str, str]]:
    path = ROOT / "tests/golden" / seed / f"{name}.csv"
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def named(project: Project | None) -> str:
    if project is None:
        return ""
    return squeeze(f"{project.code}-{project.name}" if project.code else project.name)


def plain(number: str | Decimal | None) -> Decimal | None:
    return None if number in (None, "") else Decimal(number).normalize()


def level(text: str, number: int) -> str:
    return (canonical_level(text, number) or text) if text else ""


@pytest.mark.parametrize("seed", SEEDS)
def test_every_amount(seed: str) -> None:
    expected = Counter(
        (int(row["source_line"]), row["form"], row["side"], row["item"], squeeze(row["project_name"]), row["fund"],
         row["nature"], row["stage"], plain(row["amount_yuan"]), row["printed"], row["placement"])
        for row in golden(seed, "lines") if row["form"] in FORMS
    )  # fmt: skip
    found = Counter(
        (line.source_line, line.form, line.side, line.item, named(line.project), line.fund,
         line.nature, line.stage, plain(line.amount_yuan), line.printed, line.placement)
        for line in found_in(seed).lines
    )  # fmt: skip
    assert found == expected


@pytest.mark.parametrize("seed", SEEDS)
def test_every_indicator(seed: str) -> None:
    expected = Counter(
        (int(row["source_line"]), row["form"], squeeze(row["project_name"]), row["horizon"], level(row["level1"], 1),
         level(row["level2"], 2), squeeze(row["name"]), squeeze(row["unit"]), row["comparator"],
         squeeze(row["target_text"]), squeeze(row["actual_text"]), plain(row["weight"]), plain(row["full_score"]),
         plain(row["score"]), CORE[row["is_core"]])
        for row in golden(seed, "indicators")
    )  # fmt: skip
    found = Counter(
        (one.source_line, one.form, named(one.project), one.horizon, one.level1, one.level2, squeeze(one.name),
         squeeze(one.unit), one.comparator, squeeze(one.target_text), squeeze(one.actual_text), plain(one.weight),
         plain(one.full_score), plain(one.score), one.is_core)
        for one in found_in(seed).indicators
    )  # fmt: skip
    assert found == expected


@pytest.mark.parametrize("seed", SEEDS)
def test_spans_hold_what_they_say(seed: str) -> None:
    source, found = source_of(seed), found_in(seed)
    for line in found.lines:
        assert source.raw[line.source_start : line.source_end] == line.printed
        assert source.line_of(line.source_start) == line.source_line
    for one in found.indicators:
        assert squeeze(source.raw[one.source_start : one.source_end]) == squeeze(one.name)
        assert all(TOKEN.fullmatch(source.folded[start:end]) for start, end in one.tokens)
        assert one.target_value is None or one.comparator != "qualitative"


@pytest.mark.parametrize("seed", SEEDS)
def test_a_number_is_claimed_once_and_none_is_unplaced(seed: str) -> None:
    found = found_in(seed)
    spans = [(line.source_start, line.source_end) for line in found.lines]
    spans += [token for one in found.indicators for token in one.tokens]
    spans += [(claim.start, claim.end) for claim in found.claims]
    assert len(spans) == len(set(spans))
    assert not [claim for claim in found.claims if claim.outcome == "unplaced"]


@pytest.mark.parametrize("seed", SEEDS)
def test_numbers_left_open_stand_in_texts(seed: str) -> None:
    source, found = source_of(seed), found_in(seed)
    spans = {(line.source_start, line.source_end) for line in found.lines}
    spans |= {token for one in found.indicators for token in one.tokens}
    spans |= {(claim.start, claim.end) for claim in found.claims}
    rows = read_rows(source)
    for index in found.taken:
        for cell in rows[index].cells:
            tokens = [match.span() for match in TOKEN.finditer(source.folded, cell.start, cell.end)]
            assert all(token in spans for token in tokens) or kind_of(cell.key) == "text", cell


def test_weights_add_up() -> None:
    weights: Counter[str] = Counter()
    for one in found_in("000").indicators:
        weights[named(one.project)] += one.weight or 0  # type: ignore[assignment]
    assert weights.pop("") == 100
    assert set(weights.values()) == {90}  # the other 10 are the rate of execution
