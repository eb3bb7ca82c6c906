"""Page numbers stand between rows, cells and lines of a sentence, and change none of them."""

import pytest

from pipelines.reading.lines import read_rows
from pipelines.reading.pages import find_page_numbers
from pipelines.reading.text import SourceText


def _lines(source):
    return {source.line_of(start) for start in find_page_numbers(source)}


@pytest.mark.parametrize(
    "foot", ["- 3 -", "— 3 —", "－3－", "第 3 页", "第3页 共12页", "第3页/共12页", "共12页，第3页", "Page 3 of 12"]
)
def test_what_only_a_page_number_looks_like_is_no_row(foot):
    source = SourceText(f"收支总表\n合计 5.00\n        {foot}   \n年初结转 3.00")
    assert _lines(source) == {3}
    assert [row.line for row in read_rows(source)] == [1, 2, 4]


@pytest.mark.parametrize("line", ["-3", "3", "3-", "3/12", "第3项", "- 3 - 5 -", "——", "3.00", "第3页的表"])
def test_what_may_be_a_figure_stays_a_row(line):
    assert find_page_numbers(SourceText(f"收支总表\n{line}\n合计")) == set()


def _pages(numbers, after="\n\f"):
    return after.join(f"项目\n{index}.00\n{number}" for index, number in enumerate(numbers))


def test_lone_numbers_that_count_the_pages_are_no_rows():
    assert _lines(SourceText(_pages([1, 2, 3]))) == {3, 6, 9}
    assert _lines(SourceText(_pages(["1/3", "2/3", "3/3"]))) == {3, 6, 9}


def test_pages_may_begin_to_count_late_and_numbers_may_stand_above():
    assert _lines(SourceText("封面\n\f目录\n\f1\n说明\n\f2\n表\n\f3\n表")) == {3, 5, 7}


def test_lone_numbers_that_do_not_count_stay():
    assert find_page_numbers(SourceText(_pages([1, 7, 3]))) == set()
    assert find_page_numbers(SourceText(_pages([1, 2]))) == set()


def test_lone_numbers_without_form_feeds_stay():
    assert find_page_numbers(SourceText(_pages([1, 2, 3], after="\n"))) == set()


def test_the_row_below_a_page_number_begins_the_page():
    rows = read_rows(SourceText("甲\n\n\n— 1 —\n乙\n\f— 2 —\n丙"))
    assert [(row.key, row.gap, row.new_page) for row in rows] == [("甲", 0, False), ("乙", 0, False), ("丙", 0, True)]


def test_empty_lines_above_a_page_number_stay_where_there_are_no_pages():
    assert [row.gap for row in read_rows(SourceText("甲\n\n— 1 —\n乙"))] == [0, 1]


def test_a_form_feed_within_a_line_begins_a_row_of_the_same_line():
    rows = read_rows(SourceText("封面\f合计 5.00\f\n收支总表\f"))
    assert [(row.key, row.line, row.cells[0].start, row.new_page) for row in rows] == [
        ("封面", 1, 0, False),
        ("合计5.00", 1, 3, True),
        ("收支总表", 2, 12, True),
    ]


def test_page_numbers_before_a_form_feed_within_a_line_are_no_rows():
    source = SourceText("甲\n1\f乙\n2\f丙\n- 3 -\f丁\n4")
    assert [row.key for row in read_rows(source)] == ["甲", "乙", "丙", "丁"]
