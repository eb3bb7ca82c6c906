"""Placement on tables of a real budget (重庆市大足区政务服务管理办公室, 2023), and on wrong and hopeless tables."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipelines.forms.placement import Placed, Problem, Row, Witness, place_numbers

ACROSS = ((0, (1, 2)),)
#: 表七: 总计 and ten sources.
SOURCES = ((0, tuple(range(1, 11))),)
#: 表四: 合计 = 出国 + 小计 + 接待, 小计 = 购置 + 运行.
THREE_PUBLIC = ((0, (1, 2, 5)), (2, (3, 4)))

#: 表二 and 表八: 功能分类科目, with 总计, 基本支出, 项目支出 in hundredths of 万元.
FUNCTIONS = {
    "合计": (73286, 40536, 32750),
    "201": (63847, 31097, 32750),
    "20103": (63847, 31097, 32750),
    "2010301": (24632, 24632),
    "2010302": (13000, 13000),
    "2010306": (19750, 19750),
    "2010350": (6465, 6465),
    "208": (4822, 4822),
    "20805": (4766, 4766),
    "2080505": (3010, 3010),
    "2080506": (1505, 1505),
    "2080599": (250, 250),
    "20899": (56, 56),
    "2089999": (56, 56),
    "210": (2121, 2121),
    "21011": (2121, 2121),
    "2101101": (1604, 1604),
    "2101102": (278, 278),
    "2101103": (176, 176),
    "2101199": (64, 64),
    "221": (2495, 2495),
    "22102": (2495, 2495),
    "2210201": (2495, 2495),
}

#: 表三: 经济分类科目, with 总计, 人员经费, 日常公用经费.
ECONOMICS = {
    "合计": (40536, 33566, 6970),
    "301": (32131, 32131),
    "30101": (7492, 7492),
    "30102": (4091, 4091),
    "30103": (7922, 7922),
    "30107": (3250, 3250),
    "30108": (3010, 3010),
    "30109": (1505, 1505),
    "30110": (1881, 1881),
    "30112": (244, 244),
    "30113": (2495, 2495),
    "30114": (240, 240),
    "302": (8155, 1186, 6970),
    "30201": (300, 300),
    "30207": (705, 705),
    "30211": (1620, 1620),
    "30216": (201, 201),
    "30217": (220, 220),
    "30228": (2468, 2468),
    "30229": (401, 401),
    "30231": (400, 400),
    "30239": (1186, 1186),
    "30299": (655, 655),
    "303": (250, 250),
    "30307": (20, 20),
    "30399": (230, 230),
}


def build_table(lines, width, row_sums, witnesses=()):
    """The code hierarchy as column sums: 合计 = Σ类, 类 = Σ款, 款 = Σ项."""
    codes = list(lines)
    sums = []
    for index, code in enumerate(codes):
        prefix, length = ("", 3) if code == "合计" else (code, len(code) + 2)
        below = tuple(
            place
            for place, other in enumerate(codes)
            if other.isdigit() and len(other) == length and other.startswith(prefix)
        )
        if below:
            sums.append((index, below))
    return Problem(width, tuple(map(Row, lines.values())), row_sums, tuple(sums), witnesses)


def place_lines(lines, width, row_sums, witnesses=()):
    return dict(zip(lines, place_numbers(build_table(lines, width, row_sums, witnesses)), strict=True))


def test_functions_follow_from_their_sums():
    placed = place_lines(FUNCTIONS, 3, ACROSS)
    assert placed["201"] == Placed((0, 1, 2), "printed", "layout")
    projects = {"2010302", "2010306"}
    for code, numbers in FUNCTIONS.items():
        if len(numbers) == 2:
            column = 2 if code in projects else 1
            assert placed[code] == Placed((0, column), "inferred", "column_sum"), code


def test_one_subset_of_goods_and_services_is_for_people():
    placed = place_lines(ECONOMICS, 3, ACROSS)
    for code, numbers in ECONOMICS.items():
        if len(numbers) == 2:
            column = 1 if code[:3] in {"301", "303"} or code == "30239" else 2
            assert placed[code] == Placed((0, column), "inferred", "column_sum"), code


def test_three_public_needs_a_witness():
    row = Row((620, 400, 400, 220))
    table = Problem(6, (row,), THREE_PUBLIC)
    assert place_numbers(table) == (Placed((0, 2, 3, 5), "ambiguous", "open"),)
    # 公务用车运行维护费4万元 (narrative); 30231 公务用车运行维护费 4.00 (表三)
    told = replace(table, witnesses=(Witness(0, 4, 400),))
    assert place_numbers(told) == (Placed((0, 2, 4, 5), "inferred", "witness", 0),)
    # 公务用车购置费0万元
    told = replace(table, witnesses=(Witness(0, 1, 0), Witness(0, 3, 0)))
    assert place_numbers(told) == (Placed((0, 2, 4, 5), "inferred", "witness", 1),)


def test_a_balance_has_terms_on_both_sides():
    """年初结转 + 本年收入 = 本年支出 + 年末结转: 3 + 1 = 1 + 3, in one row 2 + 1 = 0 + 3, in the other 1 = 1."""
    rows = (Row((300, 100, 100, 300)), Row((200, 100, 300)), Row((100, 100)))
    table = Problem(4, rows, column_sums=((0, (1, 2)),), row_balances=(((0, 1), (2, 3)),))
    placed = [(0, 1, 3), (0, 2)]
    assert place_numbers(table)[1:] == tuple(Placed(columns, "inferred", "column_sum") for columns in placed)
    assert {row.verdict for row in place_numbers(replace(table, row_balances=()))[1:]} == {"ambiguous"}
    broken = replace(table, rows=(Row((300, 100, 100)),), column_sums=())
    assert place_numbers(broken) == (Placed((0, 1, 2), "ambiguous", "contradiction"),)


def test_one_witness_for_the_total_settles_all_sources():
    lines = {code: (numbers[0], numbers[0]) for code, numbers in FUNCTIONS.items()}
    alone = place_lines(lines, 11, SOURCES)
    assert {placed.verdict for placed in alone.values()} == {"ambiguous"}
    assert {placed.columns for placed in alone.values()} == {(0, 1)}
    for column in (1, 4):
        told = place_lines(lines, 11, SOURCES, (Witness(0, column, 73286),))
        assert set(told.values()) == {Placed((0, column), "inferred", "witness", 0)}


def test_total_row_may_stand_last():
    rows = (Row((100, 100)), Row((50, 50)), Row((150, 100, 50)))
    placed = place_numbers(Problem(3, rows, ACROSS, ((2, (0, 1)),)))
    assert [row.columns for row in placed] == [(0, 1), (0, 2), (0, 1, 2)]


def test_row_sum_alone():
    placed = place_numbers(Problem(4, (Row((100, 60, 40)), Row((100, 100))), ((0, (1, 2)), (2, (3,)))))
    assert placed[0] == Placed((0, 1, 2), "ambiguous", "contradiction")  # 40 without its own part
    assert placed[1] == Placed((0, 1), "inferred", "row_sum")


def test_printed_zeros_take_a_column():
    rows = (Row((100, 100, 0)), Row((100, 100)), Row((0, 0)))
    placed = place_numbers(Problem(3, rows, ACROSS, ((0, (1, 2)),)))
    assert placed[1] == Placed((0, 1), "inferred", "column_sum")
    # 0.00 | 0.00: which part prints its zero does not follow; where the total row prints all, the left one is taken
    assert placed[2] == Placed((0, 1), "ambiguous", "open")


def test_lone_zero_is_the_total():
    assert place_numbers(Problem(3, (Row((0,)),), ACROSS)) == (Placed((0,), "inferred", "row_sum"),)


def test_rounding_follows_the_display_unit():
    # 64.7 stands for 64.65 to 64.75: fits beside 246.32 in 310.97 only because its unit is 0.1
    rows = (Row((31097, 31097)), Row((24632, 24632)), Row((6470, 6470), units=(10, 10)))
    sums = ((0, (1, 2)),)
    witness = (Witness(0, 2, 0),)
    placed = place_numbers(Problem(3, rows, ACROSS, sums, witness))
    assert [row.reason for row in placed] == ["witness"] * 3
    exact = (*rows[:2], Row((6470, 6470)))
    placed = place_numbers(Problem(3, exact, ACROSS, sums, witness))
    assert placed[2].reason == "contradiction"


def test_allowed_columns_and_known_columns():
    rows = (Row((100, 100), columns=(0, 2)), Row((100, 100), allowed=(0, 1, 2)), Row((100,), allowed=(1,)))
    placed = place_numbers(Problem(4, rows, ((0, (1, 2, 3)),), ((0, (1,)),)))
    assert placed[0] == Placed((0, 2), "printed", "layout")
    assert placed[1] == Placed((0, 2), "inferred", "column_sum")
    assert placed[2] == Placed((1,), "printed", "layout")


def test_negative_amounts():
    rows = (Row((50, -20, 70)), Row((70, 70)), Row((-20, -20)))
    placed = place_numbers(Problem(3, rows, ACROSS, ((0, (1, 2)),)))
    assert [row.columns for row in placed] == [(0, 1, 2), (0, 2), (0, 1)]


def test_witness_never_overrules_a_sum():
    rows = (Row((150, 100, 50)), Row((100, 100)), Row((50, 50)))
    placed = place_numbers(Problem(3, rows, ACROSS, ((0, (1, 2)),), (Witness(1, 2, 100),)))
    assert placed[1] == Placed((0, 1), "inferred", "column_sum")


def test_witness_with_tolerance():
    table = Problem(3, (Row((3997, 3997)),), ACROSS)
    assert place_numbers(replace(table, witnesses=(Witness(0, 2, 4000, 5),)))[0].columns == (0, 2)
    assert place_numbers(replace(table, witnesses=(Witness(0, 2, 4000),)))[0].verdict == "ambiguous"


def test_witnesses_that_disagree():
    table = Problem(3, (Row((400, 400)), Row((400, 400))), ACROSS, ((0, (1,)),))
    placed = place_numbers(replace(table, witnesses=(Witness(0, 1, 400), Witness(1, 2, 400))))
    assert placed[0] == Placed((0, 1), "ambiguous", "witnesses_disagree", 0)
    assert placed[1] == Placed((0, 1), "ambiguous", "witnesses_disagree", 0)


def test_wrong_total_relaxes_its_column_only():
    lines = dict(FUNCTIONS) | {"201": (63900, 31150, 32750)}  # 基本支出 and 总计 of 201 are wrong
    placed = place_lines(lines, 3, ACROSS)
    assert placed["2010302"].columns == (0, 2)
    assert placed["2010302"] == Placed((0, 2), "inferred", "column_sum")  # 20103 is whole
    assert placed["208"] == Placed((0, 1), "inferred", "contradiction")  # Σ类 fails in 总计 and 基本, holds in 项目
    assert placed["20805"] == Placed((0, 1), "inferred", "contradiction")


def test_missing_row_leaves_the_other_column():
    lines = {code: numbers for code, numbers in FUNCTIONS.items() if code != "2010350"}  # the page broke here
    placed = place_lines(lines, 3, ACROSS)
    assert placed["2010302"] == Placed((0, 2), "inferred", "contradiction")
    assert placed["2010301"] == Placed((0, 1), "inferred", "contradiction")
    assert placed["208"] == Placed((0, 1), "inferred", "column_sum")


def test_missing_total_is_found_by_the_columns():
    rows = (Row((150, 100, 50)), Row((60, 50)), Row((40, 40)))  # the second row lost its total, 110
    placed = place_numbers(Problem(3, rows, ACROSS, ((0, (1, 2)),)))
    assert placed[1] == Placed((1, 2), "inferred", "contradiction")


def test_total_without_parts_is_taken_last():
    placed = place_numbers(Problem(3, (Row((500,)),), ACROSS))
    assert placed == (Placed((0,), "ambiguous", "contradiction"),)


def test_rows_without_numbers():
    placed = place_numbers(Problem(3, (Row(()), Row((5, 5)), Row(())), ACROSS, ((0, (1, 2)),)))
    assert placed[0] == Placed((), "printed", "layout")
    assert place_numbers(Problem(3, ())) == ()


@pytest.mark.parametrize(
    "broken",
    [
        {"rows": (Row((1, 2, 3, 4)),)},
        {"rows": (Row((1,), columns=(0, 1)),)},
        {"rows": (Row((1, 2), columns=(1, 0)),)},
        {"rows": (Row((1,), allowed=(3,)),)},
        {"rows": (Row((1,), units=(0,)),)},
        {"rows": (Row((1,)),), "row_sums": ((0, (3,)),)},
        {"rows": (Row((1,)),), "column_sums": ((0, (0,)),)},
        {"rows": (Row((1,)),), "witnesses": (Witness(1, 0, 5),)},
        {"rows": (Row((1,)),), "row_balances": (((0, 1), (1, 2)),)},
    ],
)
def test_what_is_no_table_is_refused(broken):
    with pytest.raises(ValueError, match=r"\w"):
        Problem(3, **broken)


def test_of_what_all_sums_allow_a_rare_column_is_likely_blank() -> None:
    row = Row((620, 400, 400, 220))  # 三公合计, 出国, 公车小计, 购置, 运行, 接待
    sums = ((0, (1, 2, 5)), (2, (3, 4)))
    assert place_numbers(Problem(6, (row,), sums))[0].columns == (0, 2, 3, 5)
    placed = place_numbers(Problem(6, (row,), sums, rare=frozenset({3})))[0]
    assert (placed.columns, placed.verdict) == ((0, 2, 4, 5), "ambiguous")


def test_a_row_of_two_groups_of_sources_is_solved_however_wide() -> None:
    sums = ((0, (1, 12)), (1, tuple(range(2, 12))), (12, tuple(range(13, 18))))
    row = Row((126050, 120000, 60000, 20000, 15000, 12000, 5000, 4000, 2000, 1500, 500, 6050, 5500, 550))
    placed = place_numbers(Problem(18, (row,), sums))[0]
    assert placed.columns[:12] == (0, 1, *range(2, 11), 12)
    assert placed.verdict == "ambiguous"  # nine of ten sources, two of five
