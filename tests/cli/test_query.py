from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet
import pytest
from rich.cells import cell_len
from rich.console import Console
from typer.testing import CliRunner, Result

from pipelines.cli import app
from pipelines.cli.answer import print_answer
from pipelines.frames.batch import batch_frames
from pipelines.frames.star import merge
from pipelines.intake.documents import SourcedDocument
from pipelines.warehouse.load import load_warehouse
from tests.factory import document


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("query") / "w.duckdb"
    load_warehouse(path, merge([batch_frames([SourcedDocument("a.txt", document("a"))])]))
    return path


def query(warehouse: Path, *arguments: str, status: int = 0, typed: str | None = None) -> Result:
    result = CliRunner().invoke(app, ["query", *arguments, "--warehouse", str(warehouse)], input=typed)
    assert result.exit_code == status, result.output
    return result


def test_a_table_has_thousands_and_aligned_names(warehouse: Path) -> None:
    sql = "select '合计' as 名称, 1300000.00 as 金额, null x union all select 'a', -2.5, 'b' order by 1 desc"
    printed = query(warehouse, sql).stdout
    rows = [line.rstrip() for line in printed.split("\n") if line.strip()]
    assert rows == [
        " 名称          金额  x",
        " ────────────────────────",
        " 合计  1,300,000.00  NULL",
        " a            -2.50  b",
    ]


def test_a_table_where_there_is_no_terminal_folds_nothing(warehouse: Path) -> None:
    printed = query(warehouse, "select " + ", ".join(f"'{'预算' * 20}' as c{n}" for n in range(10))).stdout
    assert printed.count("预算" * 20) == 10


def test_rows_too_wide_for_the_terminal_stand_below_one_another() -> None:
    batch = pa.record_batch({f"column{n}": pa.array([n]) for n in range(20)})
    console = Console(width=60, force_terminal=True, color_system=None, record=True)
    with console.capture() as capture:
        print_answer(console, batch.schema, [batch])
    lines = capture.get().split("\n")
    assert max(map(cell_len, lines)) <= 60
    assert [line.split()[0] for line in lines[1:21]] == batch.schema.names


def test_what_a_document_prints_does_not_reach_the_terminal_as_a_command(warehouse: Path) -> None:
    printed = query(warehouse, "select chr(27) || '[2J' || chr(8238) || 'x' || chr(10) || 'y' as \"a\x1bb\"").stdout
    assert "\x1b" not in printed
    assert "␛[2J�x␊y" in printed


def test_formats(warehouse: Path, tmp_path: Path) -> None:
    sql = "select 9007199254740993 as key, 0.10::decimal(18, 2) as amount, '=1' as text"
    assert query(warehouse, sql, "--format", "csv").stdout == "key,amount,text\n9007199254740993,0.10,=1\n"
    assert json.loads(query(warehouse, sql, "--format", "json").stdout) == [
        {"key": "9007199254740993", "amount": "0.10", "text": "=1"}
    ]
    excel = query(warehouse, sql, "--format", "csv", "--bom").stdout_bytes
    assert excel == "\ufeffkey,amount,text\r\n9007199254740993,0.10,'=1\r\n".encode()
    query(warehouse, sql, "--format", "parquet", "--output", str(tmp_path / "x.parquet"))
    assert pyarrow.parquet.read_schema(tmp_path / "x.parquet").field("amount").type == pa.decimal128(18, 2)


def test_the_statement_may_stand_in_a_file_or_in_the_input(warehouse: Path, tmp_path: Path) -> None:
    (tmp_path / "question.sql").write_text("-- 问题\nselect 7 as x;\n", encoding="utf-8-sig")
    for arguments, typed in (([str(tmp_path / "question.sql")], None), (["-"], "select 7 as x")):
        assert query(warehouse, *arguments, "--format", "csv", typed=typed).stdout == "x\n7\n"


def test_rows_left_out_are_said(warehouse: Path) -> None:
    said = query(warehouse, "select unnest([1, 2, 3]) as x", "--limit", "2", "--format", "csv")
    assert said.stdout == "x\n1\n2\n"
    assert "Only the first 2 rows" in said.stderr
    assert query(warehouse, "select unnest([1, 2]) as x", "--max-rows", "2").stderr == ""


def test_what_is_wrong_is_marked_in_the_statement(warehouse: Path) -> None:
    said = query(warehouse, "select '预算',\n  '合计' || nme\nfrom dim_fund", status=1).stderr
    assert "  '合计' || nme\n" in said
    assert "\n" + " " * 14 + "^\n" in said
    assert "第 2 行第 11 列：没有“nme”这一列。相近的列：name" in said
    assert 'Line 2, column 11: There is no column "nme". Nearest: name' in said


@pytest.mark.parametrize("sql", ["drop table dim_year", "select * from '/etc/passwd'", "select 1; select 2", ""])
def test_a_refused_statement_is_status_1(warehouse: Path, sql: str) -> None:
    assert query(warehouse, sql, status=1).stdout == ""


def test_a_limit_that_is_reached_is_status_1(warehouse: Path, tmp_path: Path) -> None:
    target = tmp_path / "x.csv"
    sql = "select a.range, b.range from range(100000) a, range(100000) b"
    said = query(warehouse, sql, "--timeout", "0.3", "--format", "csv", "--output", str(target), status=1)
    assert "超过 0.3 秒" in said.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_is_left_as_it_is(warehouse: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text("mine")
    said = query(warehouse, "select 1", "--format", "csv", "--output", str(tmp_path / "mine.csv"), status=1)
    assert "已经存在" in said.stderr
    assert (tmp_path / "mine.csv").read_text() == "mine"
    query(warehouse, "select 1", "--format", "csv", "--output", str(warehouse), status=1)


@pytest.mark.parametrize(
    "arguments",
    [
        ["nowhere.sql"],
        ["select 1", "--format", "xml"],
        ["select 1", "--dialect", "oracle"],
        ["select 1", "--bom"],
        ["select 1", "--limit", "-1"],
        ["select 1", "--timeout", "0"],
        [],
    ],
)
def test_wrong_usage_is_status_2(warehouse: Path, arguments: list[str]) -> None:
    query(warehouse, *arguments, status=2)
