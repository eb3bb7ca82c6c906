"""Pages of the web: what their reader sees, row by row, whatever the page leaves open."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from benchmarks.generator import generate, render
from pipelines import parse
from pipelines.model import Quarantine
from pipelines.reading.decoding import Decoded, decode
from pipelines.reading.markup import is_page, seen_text
from tests.reading import grids
from tests.reading.grids import Grid


def seen(page: str) -> list[str]:
    return seen_text(page).splitlines()


@pytest.mark.parametrize(
    ("page", "lines"),
    [
        ("<p>一、收入<p>二、<b>支</b>出<br>三、其他</p>", ["一、收入", "二、支出", "三、其他"]),
        ("<p>合计&nbsp;&#49;&emsp;\n 万元</p>", ["合计 1 万元"]),
        ("<head><title>页</title><style>p{}</style></head><script>if(a<b)</script><!-- <p>不见 -->见", ["见"]),
        ("<table><tr><td>甲<td>1.00<tr><td>乙<td></table>", ["甲\t1.00", "乙\t"]),
        ("<table><tr><th>项目<th colspan=2>金额<tr><td>甲<td>1<td>2</table>", ["项目\t金额\t", "甲\t1\t2"]),
        (
            '<table><tr><td rowspan="2">科目<td colspan="2">支出<tr><td>基本<td>项目<tr><td>甲<td>1<td>2</table>',
            ["科目\t支出\t", "\t基本\t项目", "甲\t1\t2"],
        ),
        ("<table><tr><td>甲<td rowspan=2>1<tr><td>乙</table>", ["甲\t1", "乙\t"]),
        ("<table><tr><td>首页<td><table><tr><td>甲<td>1</table>尾<td>页脚</table>", ["首页\t", "甲\t1", "尾", "页脚"]),
        ("<table><tr><td>一般公共<br>预算<td><p>1</p><p>2</p></table>", ["一般公共 预算\t1 2"]),
        ("<td>没有表", ["没有表"]),
        ('<table><tr><td title="a>b">甲<td style="width:1px>乙</table>', ["甲\t乙"]),
        ("<pre>甲   1.00\n\n乙   2.00</pre><p>尾", ["甲   1.00", "", "乙   2.00", "尾"]),
        ("支出<收入", ["支出<收入"]),
    ],
)
def test_a_reader_sees(page: str, lines: list[str]) -> None:
    assert seen(page) == lines


@pytest.mark.parametrize("text", ["<br>", "收入<支出", "a < b", "<表一>", "<<html>>", "", "1. <p>一段</p>"])
def test_what_is_no_page_is_left_as_it_is(text: str) -> None:
    assert not is_page(text)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(grids.grids())
def test_a_table_of_a_page_is_the_grid(grid: Grid) -> None:
    assert seen(grids.page(grid)) == ["\t".join(" ".join(cell.split()) for cell in row) for row in grid]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_page_is_decoded_to_its_text(encoding: str) -> None:
    found = decode("<?xml version='1.0'?>\n<html><p>部门预算公开说明文字</p></html>".encode(encoding))
    assert isinstance(found, Decoded)
    assert found.text == "部门预算公开说明文字\n"


def test_a_page_without_a_word_says_so() -> None:
    found = decode(b"<!doctype html><html><body><div id=app></div><script>load()</script></body></html>")
    assert isinstance(found, Quarantine)
    assert found.reason_code == "empty"
    assert "脚本" in found.message


@pytest.mark.parametrize("seed", range(3))
def test_a_disclosure_saved_as_a_page_says_what_its_text_says(seed: int) -> None:
    text = render(generate(seed, layout="tab"))
    pieces: list[str] = []
    for line in text.splitlines():
        is_row = "\t" in line
        if is_row != (bool(pieces) and pieces[-1].startswith("<tr")):
            pieces.append("<table>" if is_row else "</table>")
        cells = "".join(f"<td><p>{cell}</p></td>" for cell in line.split("\t"))
        pieces.append(f"<tr>{cells}</tr>" if is_row else f"<p>&nbsp;&nbsp;{line}</p>")
    page, plain = parse(f"<html><body>{''.join(pieces)}</body></html>".encode()), parse(text.encode())
    assert [(line.form, line.item, line.amount_yuan, line.placement) for line in page.lines] == [
        (line.form, line.item, line.amount_yuan, line.placement) for line in plain.lines
    ]
    assert len(page.statements) == len(plain.statements)
    assert len(page.indicators) == len(plain.indicators)
    assert page.facts is not None
    assert plain.facts is not None
    assert page.facts.department == plain.facts.department
