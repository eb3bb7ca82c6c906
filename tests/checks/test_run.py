"""The engine: a rule file dropped in is everywhere, a broken one costs itself, findings know their root."""

from __future__ import annotations

from pathlib import Path

import duckdb
import polars as pl
import pytest

from pipelines.checks import run
from pipelines.checks.files import read_scripts
from pipelines.checks.rules import load_rules, parse_rule
from pipelines.frames.validation import validate_frame
from schemas.catalog import rule_tables
from tests.checks.tiny import TinyStar, check, check_all, share_of_projects

SOUND = (Path(__file__).parent.parent.parent / "sql" / "checks" / "I02_total.sql").read_text(encoding="utf-8")
WRONG = [
    "general_expenditure total 9.50",
    "general_expenditure code 4.00 code=201",
    "general_expenditure code 5.00 code=208",
    "general_basic_expenditure total 9.00 nature=basic",
]


@pytest.fixture
def star() -> TinyStar:
    star = TinyStar(duckdb.connect())
    star.begin()
    for words in WRONG:
        star.add(words)
    return star


def rows(connection: duckdb.DuckDBPyConnection, query: str) -> list[tuple[object, ...]]:
    return connection.execute(query).fetchall()


def test_a_rule_dropped_in_is_in_checks_findings_and_bridge(star: TinyStar, tmp_path: Path) -> None:
    (tmp_path / "Z01_mine.sql").write_text(SOUND.replace("-- I02 ", "-- Z01 "), encoding="utf-8")
    assert run.run_rules(star.connection, load_rules(tmp_path)) == ()
    assert rows(star.connection, "select rule_code, outcome, compared, failed from fact_check") == [
        ("Z01", "fail", 1, 1)
    ]
    assert rows(star.connection, "select rule_code, severity, difference, unit from fact_finding") == [
        ("Z01", "error", 5000, "yuan")
    ]
    assert rows(star.connection, "select count(*) from bridge_finding_fact") == [(3,)]


@pytest.mark.parametrize("sql", ["select nothing", "select 1 as document_key", "selekt"])
def test_a_broken_rule_costs_only_itself(star: TinyStar, sql: str) -> None:
    header = "\n".join(line for line in SOUND.splitlines() if line.startswith("--"))
    broken = parse_rule("Z01_mine", header.replace("-- I02 ", "-- Z01 ") + "\n" + sql)
    good = parse_rule("I02_total", SOUND)
    failures = run.run_rules(star.connection, [broken, good])
    assert [failure.code for failure in failures] == ["Z01"]
    outcomes = rows(
        star.connection, "select rule_code, outcome, reason like '规则未能运行：%' from fact_check order by 1"
    )
    assert outcomes == [("I02", "fail", None), ("Z01", "insufficient_data", True)]


def test_findings_about_one_figure_have_one_root() -> None:
    given = [
        "general_expenditure total 9.50 nature=basic",
        "general_expenditure code 4.00 code=201 nature=basic",
        "general_expenditure code 5.00 code=208 nature=basic",
        "general_basic_expenditure total 9.00 nature=basic",
        "claim general_basic_expenditure amount=9.27",
    ]
    with check(given) as connection:
        found = rows(
            connection, "select rule_code, root_key is null from fact_finding where severity = 'error' order by 1"
        )
        assert found == [("I02", True), ("N01", False), ("XB5", False)]
        (suspect,) = rows(connection, "select distinct fact_key from bridge_finding_fact where is_suspect")
        assert suspect == (10_001,)


def test_slices_give_what_one_run_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    query = "select * from fact_finding order by finding_key"
    with check_all([(WRONG, "budget")] * 5) as whole:
        expected = rows(whole, query)
    monkeypatch.setattr(run, "SLICE_DOCUMENTS", 2)
    with check_all([(WRONG, "budget")] * 5) as sliced:
        assert rows(sliced, query) == expected
        assert rows(sliced, "select count(*) from fact_check") == [(5 * len(load_rules()),)]


def test_the_order_of_rows_changes_nothing() -> None:
    given = [
        "general_expenditure code 9.00 code=210 called=卫生健康支出",
        "general_expenditure code 8.00 code=21001 called=卫生健康管理事务",
        "general_expenditure code 7.00 code=210 called=医疗卫生与计划生育支出 year=2022",
        "general_expenditure code 6.00 code=21001 called=医疗卫生管理事务 year=2022",
    ]
    query = "select message, source_lines from fact_finding order by finding_key"
    with check(given) as connection:
        expected = rows(connection, query)
        assert any("卫生健康支出”" in str(message) for message, _ in expected)
        connection.execute("create temporary table turned as from fact_budget_line order by line_key desc")
        connection.execute("truncate fact_budget_line")
        connection.execute("insert into fact_budget_line from turned")
        run.run_rules(connection, load_rules())
        assert rows(connection, query) == expected


def test_a_slice_holds_all_documents_of_a_department(monkeypatch: pytest.MonkeyPatch) -> None:
    given = ["claim revenue_total amount=9.50 year=2022", "another year=2022", "revenue_detail total 9.00"]
    monkeypatch.setattr(run, "SLICE_DOCUMENTS", 1)
    with check_all([(given, "budget")] * 4) as sliced:
        query = "select document_key from fact_finding where rule_code = 'D03' order by 1"
        assert rows(sliced, query) == [(1,), (2,), (3,), (4,)]


def test_only_the_departments_named_are_checked_anew() -> None:
    query = "select * from fact_finding order by finding_key"
    with check_all([(WRONG, "budget")] * 3) as connection:
        keys = "select department_key from dim_document order by document_key"
        first, second, third = (key for (key,) in connection.execute(keys).fetchall())
        connection.execute(
            "update fact_budget_line set amount_yuan = 96000 where document_key in (1, 2) and item = 'total'"
        )
        connection.execute("delete from dim_document where document_key = 3")
        run.run_rules(connection, load_rules(), [first, third])
        assert {key for (key,) in rows(connection, "select document_key from fact_check")} == {1, 2}
        partly = rows(connection, query)
        assert rows(
            connection, "select count(*) from bridge_finding_fact as b anti join fact_finding as f using (finding_key)"
        ) == [(0,)]
        run.run_rules(connection, load_rules(), [second])
        assert partly != rows(connection, query)
        anew = rows(connection, query)
        run.run_rules(connection, load_rules())
        assert rows(connection, query) == anew


def test_rules_across_departments_check_every_document_whatever_is_checked_anew() -> None:
    query = "select * from fact_check order by check_key"
    mine = "select outcome from fact_check where document_key = 1 and rule_code = 'D05'"
    peers = "peers code=2040601 17.00 18.00 19.00 20.00 20.00 21.00 21.00 22.00 23.00"
    with check([*share_of_projects("87.00", "2040601"), peers]) as connection:
        assert rows(connection, mine) == [("fail",)]
        ((gone,),) = connection.execute("select max(department_key) from dim_document").fetchall()
        connection.execute("delete from dim_document where department_key = $gone", {"gone": gone})
        run.run_rules(connection, load_rules(), [gone])
        assert rows(connection, mine) == [("insufficient_data",)]
        assert rows(connection, "select count(*) from fact_finding where rule_code = 'D05'") == [(0,)]
        partly = rows(connection, query)
        run.run_rules(connection, load_rules())
        assert rows(connection, query) == partly


def test_documents_of_unknown_departments_are_no_group(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "SLICE_DOCUMENTS", 2)
    with check_all([(WRONG, "budget")] * 4) as connection:
        connection.execute("update dim_document set department_key = 0")
        assert run.prepare_slices(connection) == 2
        assert rows(connection, "select slice, count(*) from document_slice group by 1 order by 1") == [(0, 2), (1, 2)]


def test_what_rules_fill_satisfies_its_models() -> None:
    with check_all([(WRONG, "budget"), ([], "final_account")]) as connection:
        for spec in rule_tables():
            frame = connection.sql(f"select * from {spec.name}").pl()
            assert validate_frame(spec.name, frame.cast(dict(spec.dtypes))) == ()
            assert isinstance(frame, pl.DataFrame)


def test_trust_says_which_cells_are_contradicted(star: TinyStar) -> None:
    run.run_rules(star.connection, load_rules())
    for _, script in read_scripts("views"):
        star.connection.execute(script)
    found = rows(star.connection, "select line_key, is_contradicted, worst_severity from line_trust order by line_key")
    assert found == [
        (10_001, True, "error"),
        (10_002, True, "error"),
        (10_003, True, "error"),
        (10_004, False, None),
    ]
