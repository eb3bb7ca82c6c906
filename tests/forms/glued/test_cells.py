"""The cells of an indicator: cut by a witness, a repetition or a sign; left alone without one."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.forms.glued.cells import Body, Columns, Witnesses, cut_cells, settle
from pipelines.forms.glued.standards import standard_start


def wrapped(text: str) -> Body:
    """A body whose line ends are written as slashes."""
    lines = text.split("/")
    return Body("".join(lines), frozenset(len("".join(lines[:at])) for at in range(1, len(lines))))


def cells(body: Body, columns: Columns, witnesses: Witnesses) -> list[str] | None:
    cut = cut_cells(body, columns, witnesses)
    if cut is None:
        return None
    edges = [0, cut.name, *cut.earlier, cut.target]
    return [body.text[start:end] for start, end in pairwise(edges)]


TWO_YEARS = Columns(2, standard=True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "政务大厅有/效开展服务/年办件量/1.74万件/年办件量/0.3万件/年办件量2万件,接待群众2万人次办件量是否/达到",
            ["政务大厅有效开展服务", "年办件量1.74万件", "年办件量0.3万件", "年办件量2万件,接待群众2万人次"],
        ),
        (
            "全面提升政/务服务质量/不断提高不断提高不断提高服务质量是/否不断提高",
            ["全面提升政务服务质量", "不断提高", "不断提高", "不断提高"],
        ),
        (
            "河道保洁长度保洁120公里保洁126.5公里保洁130公里长度是否达到",
            ["河道保洁长度", "保洁120公里", "保洁126.5公里", "保洁130公里"],
        ),
    ],
)
def test_earlier_years_repeat_one_phrase(text: str, expected: list[str]) -> None:
    assert cells(wrapped(text), TWO_YEARS, Witnesses()) == expected


def test_a_name_that_repeats_a_sign_is_no_earlier_value() -> None:
    assert cells(Body("事事有回音办结率高办结是否及时"), TWO_YEARS, Witnesses()) is None


def test_a_settled_name_cuts_the_other_table() -> None:
    body = Body("保证服务对象满意服务对象满意度100%服务对象是否满意")
    assert cells(body, Columns(standard=True), Witnesses()) is None
    assert cells(body, Columns(standard=True), Witnesses(names={"保证服务对象满意"})) == [
        "保证服务对象满意",
        "服务对象满意度100%",
    ]


def test_a_sign_begins_the_target() -> None:
    assert cells(Body("培训人次>=200人次培训是否完成"), Columns(standard=True), Witnesses()) == [
        "培训人次",
        ">=200人次",
    ]
    assert cells(Body("办件准确率≥98%"), Columns(), Witnesses()) == ["办件准确率", "≥98%"]


def test_settled_rows_bear_witness_for_the_rest() -> None:
    long_term = wrapped("热线服务正/常运行/按时办结率100%工单是否按时办结")
    annual = wrapped("热线服务运行正常工单/办结率99%/工单/办结率98%/按时办结率100%工单是否按时办结")
    cuts = settle([long_term, annual], [Columns(standard=True), TWO_YEARS], Witnesses())
    assert [body.text[: cut.name] for body, cut in zip((long_term, annual), cuts, strict=True) if cut] == [
        "热线服务正常运行",
        "热线服务运行正常",
    ]


def test_a_standard_of_two_questions_is_not_certain() -> None:
    assert standard_start("办件量2万件是否达到满意度90%是否达到") is None
    assert standard_start("办件量2万件计划标准") == 6
    assert standard_start("办件量2万件以上办件量是否达到") == 8


@given(st.text("政务服务满意度不断提高是否达到0129.%/件次", max_size=120), st.integers(0, 3), st.booleans())
def test_no_text_makes_cutting_raise(text: str, earlier: int, standard: bool) -> None:  # noqa: FBT001 - drawn
    body = wrapped(text)
    cut = cut_cells(body, Columns(earlier, standard=standard), Witnesses(names={"政务服务"}))
    if cut is not None:
        edges = [0, cut.name, *cut.earlier, cut.target]
        assert edges == sorted(set(edges))
        assert edges[-1] <= len(body.text)
