"""The report: one file, every figure led to its source within it."""

from __future__ import annotations

import re

import pytest
from typer.testing import CliRunner

from pipelines.cli import app
from pipelines.dashboard.report import ReportError, make_report
from tests.dashboard.conftest import RAW


@pytest.fixture(scope="module")
def report(seeds_warehouse):
    return make_report(seeds_warehouse, RAW, ["大足", "南岸"], "zh")


def test_every_link_leads_to_a_place_in_the_file(report):
    places = set(re.findall(r'id="([^"]+)"', report))
    links = re.findall(r'href="([^"]+)"', report)
    assert len(links) > 100
    assert {link for link in links if link.removeprefix("#") not in places} == set()


def test_every_figure_stands_beside_its_source(report):
    assert "<mark>197.50</mark>" in report
    assert "无法显示原文" not in report


def test_it_needs_no_other_file(report):
    assert not re.search(r'(src|href)="(https?:|/|file:)|@import|url\(', report)


def test_it_says_what_to_do_when_it_can_not_be_made(seeds_warehouse):
    with pytest.raises(ReportError, match="没有部门或地区名含“火星”"):
        make_report(seeds_warehouse, RAW, ["火星"], "zh")


def test_the_command_writes_it(seeds_warehouse, tmp_path):
    arguments = [
        "report",
        str(tmp_path / "r.html"),
        "--warehouse",
        str(seeds_warehouse),
        "--raw",
        str(RAW),
        "--language",
        "en",
    ]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 0, result.output
    assert "Comparison report" in (tmp_path / "r.html").read_text(encoding="utf-8")


def test_a_file_that_can_not_be_written_is_said(seeds_warehouse, tmp_path):
    arguments = ["report", str(tmp_path / "no" / "r.html"), "--warehouse", str(seeds_warehouse), "--raw", str(RAW)]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 1
    assert "can not be written" in result.output
