"""Sentences go on over what a page prints at its edges."""

import pytest

from pipelines.prose.passages import read_passages
from pipelines.reading.lines import read_rows
from pipelines.reading.text import SourceText

WIDE = "本单位全年的收入与支出在各项资金之间的安排情况如下所示"


def texts(pages):
    source = SourceText("\n\f".join(pages))
    return [passage.text for passage in read_passages(source, read_rows(source), set())]


@pytest.mark.parametrize(
    "edges",
    [
        ("", "- {} -\n"),
        ("某市某局2024年度部门决算\n", ""),
        ("某市某局2024年度部门决算\n", "第{}页\n"),
        ("", "某市某局\n— {} —\n"),
    ],
)
def test_a_sentence_goes_on_over_the_edges_of_pages(edges):
    head, foot = edges
    pages = [f"{head}{WIDE}，第{page}项{WIDE}增加\n{foot.format(page)}" for page in range(1, 5)]
    pages[1] = pages[1].replace("增加\n", f"增加。\n{WIDE}，支出增加\n")
    pages[2] = pages[2].replace(WIDE, "12.00万元，" + WIDE, 1)
    assert any("支出增加12.00万元" in text for text in texts(pages))


def test_a_line_that_two_pages_print_is_text():
    pages = [f"{WIDE}\n某市某局" for _ in range(2)]
    assert sum("某市某局" in text for text in texts(pages)) == 2


@pytest.mark.parametrize("words", ["主要用于：", "主要原因是：", "决算数小于预算数的主要原因："])
def test_a_line_that_is_explained_in_the_next_one_goes_on(words):
    assert texts([f"{WIDE}{WIDE}，\n支出12万元，{words}\n发放津贴。年初预算为13万元。\n"])[0].endswith(
        "津贴。年初预算为13万元。"
    )
