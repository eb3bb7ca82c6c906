"""Pages over the shipped disclosures: what they show, in both languages, for good and bad addresses."""

from __future__ import annotations

import csv
import html
import io
import re
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import duckdb
import pytest
from starlette.testclient import TestClient

from pipelines.dashboard.application import application
from pipelines.dashboard.lists import listings
from pipelines.dashboard.pages import PAGES

DAZU, NANAN = "重庆市大足区政务服务管理办公室", "重庆市南岸区政务服务管理办公室"
VOID = {"meta", "link", "input", "br"}


class Outline(HTMLParser):
    """Fails on a page whose tags do not close each other."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag, attrs):
        del attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        pass

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, f"</{tag}> at {self.getpos()}"


@pytest.fixture(scope="session")
def documents(seeds_warehouse: Path) -> dict[str, int]:
    """Document keys by department."""
    with duckdb.connect(str(seeds_warehouse), read_only=True) as connection:
        return dict(connection.execute("select department_name, document_key from mart_document").fetchall())


def cells(page: str, code: str) -> list[str]:
    """The amounts of one row of a comparison."""
    row = next(row for row in re.findall(r"<tr class.*?</tr>", page, re.DOTALL) if f">{code}</span>" in row)
    return re.findall(r'title="([\d,.]+) 元"', row)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_whole_in_both_languages(client, documents, path, language):
    asked = {"lang": language, "q": "政务"} if path == "/search" else {"lang": language}
    asked |= {"/document": {"key": documents[DAZU]}, "/code": {"code": "2010306"}}.get(path, {})
    answer = client.get(path, params=asked)
    if path == "/facts":
        assert answer.status_code == 404
        return
    assert answer.status_code == 200
    outline = Outline()
    outline.feed(answer.text)
    assert outline.open == []
    assert f'lang="{"zh-CN" if language == "zh" else "en"}"' in answer.text


def test_the_overview_counts_what_is_published(client):
    page = client.get("/").text
    assert "<dt>金额单元格</dt><dd>1,285</dd>" in page
    assert "<dt>绩效指标</dt><dd>243</dd>" in page
    assert f">{DAZU}</a>" in page


def test_a_comparison_puts_the_printed_amounts_side_by_side(client, documents):
    asked = {"d": [documents[DAZU], documents[NANAN]], "by": "functional", "level": "item"}
    page = client.get("/compare", params=asked).text
    assert cells(page, "2010306") == ["1,975,000.00", "2,679,200.00"]


def test_a_comparison_by_head_divides_by_the_people_of_the_text(client, seeds_warehouse):
    with duckdb.connect(str(seeds_warehouse), read_only=True) as connection:
        document, amount, people = connection.execute(
            "select document_key, amount_yuan, head_count from mart_amount where code = '301' and head_count > 0"
        ).fetchall()[0]
    page = client.get("/compare", params={"d": document, "by": "economic", "unit": "per_head"}).text
    assert cells(page, "301") == [f"{(amount / people).quantize(Decimal('0.01')):,}"]


def test_a_region_stands_for_its_departments(client, seeds_warehouse):
    with duckdb.connect(str(seeds_warehouse), read_only=True) as connection:
        query = "select region_key from dim_region where name = '重庆市' and level = 'province'"
        region = connection.execute(query).fetchall()[0][0]
    page = client.get("/compare", params={"r": region, "year": 2023, "kind": "budget", "level": "item"}).text
    assert cells(page, "2010306") == ["1,975,000.00"]
    assert "1 份文档" in page


def test_a_sum_over_documents_leads_to_those_that_it_sums_up(served, tmp_path):
    file = tmp_path / "two.duckdb"
    file.write_bytes(served.read_bytes())
    with duckdb.connect(str(file)) as connection:
        for table in ("dim_document", "mart_document", "mart_function_spending"):
            connection.execute(f"update {table} set fiscal_year = 2023 where fiscal_year = 2024")
        query = "select region_key from dim_region where name = '重庆市' and level = 'province'"
        region = connection.execute(query).fetchall()[0][0]
    client = TestClient(application(file, tmp_path))
    asked = {"r": region, "year": 2023, "kind": "budget", "level": "item"}
    page = client.get("/compare", params=asked).text
    assert cells(page, "2010306") == ["4,654,200.00"]
    row = next(row for row in re.findall(r"<tr class.*?</tr>", page, re.DOTALL) if ">2010306</span>" in row)
    link = html.unescape(re.findall(r'href="(/code[^"]+)" title="4,654,200.00 元"', row)[0])
    parts = client.get(link).text
    assert "1,975,000.00 元" in parts
    assert "2,679,200.00 元" in parts
    assert "荆门市" not in parts


def test_people_that_the_text_does_not_count_are_said_to_be_missing(client, documents):
    page = client.get("/compare", params={"d": [documents[DAZU], documents[NANAN]], "unit": "per_head"}).text
    assert "正文未写人数" in page
    assert "41 人" in page


def test_a_search_finds_departments_places_and_codes(client):
    page = client.get("/search", params={"q": "荆门"}).text
    assert ">荆门市行政审批局(本级)</a>" in page
    assert re.findall(r'href="/\?region=\d+">荆门市</a>', page)
    assert "2010306" in client.get("/search", params={"q": "201030"}).text


def test_places_are_found_by_a_word_and_one_below_the_other(client):
    places = re.findall(r'name="r" value="\d+"> *(\S+)</label>', client.get("/compare", params={"q": "南岸"}).text)
    assert places[-1] == "南岸区"
    page = client.get("/").text
    region = re.findall(r'href="/\?region=(\d+)" aria-label="查看 重庆市"', page)[0]
    below = client.get("/", params={"region": region}).text
    assert '<span aria-current="page">重庆市</span>' in below
    assert DAZU in below
    assert "荆门市" not in below


def test_what_is_taken_out_of_a_comparison_is_gone_from_its_address(client, documents):
    page = client.get("/compare", params={"d": [documents[DAZU], documents[NANAN]]}).text
    assert f'href="/compare?d={documents[NANAN]}" aria-label="移出 {DAZU}"' in page


def test_a_figure_leads_to_its_line_with_the_figure_marked(client, documents):
    page = client.get("/compare", params={"d": documents[DAZU], "level": "item"}).text
    row = next(row for row in re.findall(r"<tr class.*?</tr>", page, re.DOTALL) if ">2010302</span>" in row)
    facts = client.get(re.findall(r'href="(/facts[^"]+)"', row)[0]).text
    assert "<mark>130.00</mark>" in facts
    assert "空白单元格缺失" in facts or "版面所示" in facts
    assert "合计 1,300,000.00 元 = 项目支出 1,300,000.00 元" in facts


@pytest.mark.parametrize("name", listings())
def test_a_list_downloads_every_row_for_excel(client, name):
    answer = client.get(f"/{name}", params={"format": "csv"})
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows
    assert {column for column, _ in listings()[name].columns} <= set(rows[0])
    shown = re.search(r"共 <strong>([\d,]+)</strong>", client.get(f"/{name}").text)
    assert shown
    assert int(shown[1].replace(",", "")) == len(rows)


def test_a_comparison_downloads_the_figures_that_it_shows(client, documents):
    asked = {"d": [documents[DAZU], documents[NANAN]], "by": "functional", "level": "item", "format": "csv"}
    rows = list(csv.DictReader(io.StringIO(client.get("/compare", params=asked).content.decode("utf-8-sig"))))
    found = {row["amount_yuan"] for row in rows if row["code"] == "2010306"}
    assert found == {"1975000.00", "2679200.00"}


def test_findings_stand_beside_their_source(client):
    page = client.get("/findings", params={"severity": "error"}).text
    assert "错误" in page
    assert "I03 行内合计等于基本支出与项目支出等之和" in page
    assert '<div class="source"' in page
    assert "无法显示原文" not in page


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("/nowhere", {}),
        ("/facts", {"key": "1"}),
        ("/facts", {"key": "9" * 40}),
        ("/document", {"key": "x"}),
        ("/document", {"key": "1; drop table dim_document"}),
    ],
)
def test_what_is_not_there_is_said_and_not_an_error(client, path, asked):
    answer = client.get(path, params=asked)
    assert answer.status_code == 404
    assert "无法显示" in answer.text


@pytest.mark.parametrize("page", ["-1", "0", "99999999999999999999", "x"])
def test_a_page_number_can_not_break_a_list(client, page):
    assert client.get("/projects", params={"page": page}).status_code == 200


def test_words_that_are_asked_for_are_text_everywhere(client):
    word = """<script>alert(1)</script>'" or 1=1 --"""
    for path in PAGES:
        answer = client.get(
            path, params={"q": word, "kind": word, "by": word, "level": word, "code": word, "lang": word}
        )
        assert answer.status_code in {200, 404}
        assert "<script" not in answer.text


def test_no_page_can_run_a_script(client):
    policy = client.get("/").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy


def test_a_new_version_is_shown_without_a_restart(seeds_warehouse, tmp_path):
    link = tmp_path / "w.duckdb"
    client = TestClient(application(link, tmp_path))
    assert client.get("/").status_code == 503
    link.symlink_to(seeds_warehouse)
    assert "<dd>1,285</dd>" in client.get("/").text
    fewer = tmp_path / "fewer.duckdb"
    fewer.write_bytes(seeds_warehouse.read_bytes())
    with duckdb.connect(str(fewer)) as connection:
        connection.execute("delete from fact_budget_line where printed = '130.00'")
    swap = tmp_path / "swap"
    swap.symlink_to(fewer)
    swap.replace(link)
    assert "<dd>1,285</dd>" not in client.get("/").text
