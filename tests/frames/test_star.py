from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from pipelines.frames.batch import batch_frames
from pipelines.frames.keys import document_key, line_key, surrogate_key
from pipelines.frames.star import merge
from pipelines.frames.validation import validate_frame
from pipelines.intake.documents import SourcedDocument
from pipelines.intake.raw_folder import Refusal
from pipelines.model import LedgerEntry, ParsedDocument, Project, Quarantine, Region
from schemas.catalog import tables
from schemas.vocabulary import codes
from tests.factory import ZONE, document, facts, indicator, line

DOCUMENTS = [
    document("a"),
    document("b", facts=facts(department="随州市财政局", unit_code="")),
    document("c", facts=facts(fiscal_year=2024, unit_code="113009")),
    document(
        "d", facts=facts(region=ZONE, admin_level="zone"), lines=(line(functional="", project=Project("窗口", "P1")),)
    ),
    document("e", facts=None),
    document("f", lines=(line(functional="21305", fiscal_year=2019),)),
]


def star_of(*documents: ParsedDocument) -> dict[str, pl.DataFrame]:
    return merge([batch_frames(SourcedDocument(f"{item.sha256[:4]}.txt", item) for item in documents)])


def split(documents: list[ParsedDocument], size: int) -> Iterable[dict[str, pl.DataFrame]]:
    for at in range(0, len(documents), size):
        yield batch_frames(SourcedDocument(f"{d.sha256[:4]}.txt", d) for d in documents[at : at + size])


@settings(max_examples=15, deadline=None)
@given(st.permutations(DOCUMENTS), st.integers(1, len(DOCUMENTS)))
def test_order_and_batches_do_not_matter(documents: list[ParsedDocument], size: int) -> None:
    expected, found = star_of(*DOCUMENTS), merge(split(documents, size))
    for spec in tables():
        assert_frame_equal(found[spec.name], expected[spec.name])


def test_every_frame_satisfies_its_model() -> None:
    star = star_of(*DOCUMENTS)
    assert [str(v) for spec in tables() for v in validate_frame(spec.name, star[spec.name])] == []


def test_no_document_still_gives_every_table() -> None:
    star = merge([])
    assert {name: frame.height for name, frame in star.items() if name.startswith(("fact", "cell"))} == {
        "fact_budget_line": 0,
        "fact_indicator": 0,
        "fact_statement": 0,
        "fact_table_seen": 0,
        "fact_mark": 0,
        "cell_ledger": 0,
    }
    assert star["dim_document"].rows() == [
        (0, *(["(不适用)"] * 3), None, "(不适用)", 0, "(不适用)", 0, None, "(不适用)", "(不适用)", False)
    ]


def test_every_dimension_has_the_member_not_applicable() -> None:
    star = star_of(document())
    for spec in tables():
        if spec.is_dimension:
            assert star[spec.name].filter(pl.col(spec.unique[0]) == 0).height == 1, spec.name


def test_vocabularies_are_complete() -> None:
    star = star_of(document())
    assert set(star["dim_fund"]["code"]) == {*codes("fund"), "(不适用)"}
    assert set(star["dim_form"]["code"]) == {*codes("form"), "(不适用)"}


def test_an_amount_is_exact_to_the_cent() -> None:
    amounts = [Decimal("0.00"), Decimal("-12.345"), Decimal("1E+3"), Decimal("9999999999999999.99")]
    lines = tuple(line(start, "1", amount_yuan=amount) for start, amount in enumerate(amounts, 10))
    found = star_of(document(lines=lines, ledger=()))["fact_budget_line"]["amount_yuan"].to_list()
    assert found == [Decimal("0.00"), Decimal("-12.35"), Decimal("1000.00"), Decimal("9999999999999999.99")]


def test_the_ledger_points_to_its_fact_and_says_why() -> None:
    money = line(placement="inferred", why="唯一解")
    entry = LedgerEntry(1, 10, 16, "130.50", "budget_line", "表格单元格", 0)
    label = LedgerEntry(2, 30, 34, "2023", "label", "年份")
    item = document(lines=(money,), ledger=(entry, label))
    rows = star_of(item)["cell_ledger"].sort("source_start").rows(named=True)
    assert rows[0]["target_key"] == line_key(item.sha256, 10, 16)
    assert rows[0]["reason"] == "表格单元格；唯一解"
    assert (rows[1]["target_key"], rows[1]["reason"]) == (0, "年份")


def test_a_project_named_with_and_without_its_code_is_one_member() -> None:
    lines = (line(10, project=Project("窗口 运行", "P1", "常年性项目")), line(30, project=Project("窗口运行")))
    star = star_of(document(lines=lines, ledger=(), indicators=(indicator(project=Project("窗口运行")),)))
    projects = star["dim_project"].filter(pl.col("project_key") != 0)
    assert projects.select("code", "category").rows() == [("P1", "常年性项目")]
    assert star["fact_budget_line"]["project_key"].n_unique() == 1
    assert star["fact_indicator"]["project_key"].to_list() == projects["project_key"].to_list()


def test_the_newest_document_says_what_a_department_is() -> None:
    star = star_of(*DOCUMENTS)
    row = star["dim_department"].filter(
        (pl.col("name") == "随州市政务服务中心") & (pl.col("admin_level") == "prefecture")
    )
    assert row["unit_code"].to_list() == ["113009"]


def test_a_department_of_an_unknown_place_has_no_region() -> None:
    star = star_of(document(facts=facts(region=Region("", "", ""), admin_level="")))
    row = star["dim_department"].filter(pl.col("department_key") != 0)
    assert row.select("region_key", "admin_level").rows() == [(0, "(不适用)")]
    assert star["dim_region"].filter(pl.col("region_key") != 0).is_empty()


def test_only_the_latest_disclosure_is_current() -> None:
    first, second = document("a", facts=facts(published_on=None)), document("b")
    other = document("c", facts=facts(scope="unit", published_on=dt.date(2020, 1, 1)))
    rows = star_of(first, second, other)["dim_document"].filter(pl.col("document_key") != 0)
    current = {row["document_key"] for row in rows.rows(named=True) if row["is_current"]}
    assert current == {document_key(second.sha256), document_key(other.sha256)}


def test_a_line_of_another_year_has_its_own_year() -> None:
    star = star_of(document(lines=(line(fiscal_year=2021),)))
    assert star["fact_budget_line"]["year_key"].to_list() == [surrogate_key("dim_year", 2021)]
    assert star["fact_indicator"]["year_key"].to_list() == [surrogate_key("dim_year", 2023)]
    assert star["dim_year"]["fiscal_year"].sort().to_list() == [0, 2021, 2023]


def test_what_gave_no_facts_is_listed() -> None:
    refusal = Refusal("x.pdf", Quarantine("unsupported_format", "不是文本"), 10, "ff")
    frame = merge([batch_frames([refusal, SourcedDocument("e.txt", document("e", facts=None))])])[
        "quarantined_document"
    ]
    assert frame["source_uri"].to_list() == ["e.txt", "x.pdf"]
    assert frame["reason_code"].to_list() == ["parser_error", "unsupported_format"]
