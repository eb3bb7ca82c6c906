"""Row labels, and the codes that names and digits stand for."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.forms.codes import code_of_name, functional_class, join_code, names, parent_code, read_code
from pipelines.forms.labels import Label, is_data_label, read_label
from pipelines.forms.wording import Rule, meaning_of, strip_ordinal, strip_year, wordings

LABELS = {
    "合计": Label("total"),
    "总计": Label("total"),
    "本年收入合计": Label("current_year_total", "revenue"),
    "一、本年收入": Label("current_year_total", "revenue"),
    "本年支出合计": Label("current_year_total", "expenditure"),
    "收入总计": Label("total", "revenue"),
    "支出总计": Label("total", "expenditure"),
    "上年结转": Label("carry_in", "revenue"),
    "年初结转和结余": Label("carry_in", "revenue"),
    "二、结转下年": Label("carry_out", "expenditure"),
    "年末结转和结余": Label("carry_out", "expenditure"),
    "使用非财政拨款结余": Label("use_of_surplus", "revenue"),
    "结余分配": Label("surplus_distribution", "expenditure"),
    "一、一般公共预算拨款收入": Label("fund", "revenue", fund="general"),
    "(二)政府性基金预算拨款": Label("fund", "revenue", fund="government_fund"),
    "五、事业收入": Label("fund", "revenue", fund="business"),
    "六、上级补助收入": Label("fund", "revenue", fund="superior_subsidy"),
    "其他收入": Label("fund", "revenue", fund="other"),
    "一、一般公共服务支出": Label("code", "expenditure", functional="201"),
    "(八)社会保障和就业支出": Label("code", "expenditure", functional="208"),
    "二十二、国有资本经营预算支出": Label("code", "expenditure", functional="223"),
    "五、教育": Label("code", "expenditure", functional="205"),
    "国有资本经营预算": Label("fund", "revenue", fund="state_capital"),
    "五、事业单位经营服务收入": Label("fund", "revenue", fund="operating"),
    "人员经费合计": Label("total", "expenditure", nature="basic_personnel"),
    "公用经费合计": Label("total", "expenditure", nature="basic_public"),
    "基本支出": Label("total", "expenditure", nature="basic"),
    "货物": Label("goods", "expenditure"),
    "红旗街专用": Label(),
    "": Label(),
}


@pytest.mark.parametrize("key", LABELS)
def test_label(key: str) -> None:
    found, wanted = read_label(key), LABELS[key]
    assert (found.item, found.nature, found.fund, found.functional) == (
        wanted.item, wanted.nature, wanted.fund, wanted.functional,
    )  # fmt: skip
    assert found.side in (wanted.side, "")


@pytest.mark.parametrize("ordinal", ["", "一、", "二十一、", "(三)", "（四）", "5.", "其中:", "其中：1.", "加:", "1、"])
def test_an_ordinal_is_no_part_of_a_label(ordinal: str) -> None:
    assert read_label(ordinal.replace("（", "(").replace("）", ")") + "公共安全支出").functional == "204"


@pytest.mark.parametrize(
    "key", ["3.5", "201", "2010301行政运行", "1.5万", "一般公共服务支出", "三公经费", "十九大会议费"]
)
def test_no_ordinal(key: str) -> None:
    assert strip_ordinal(key) == key


@pytest.mark.parametrize(
    ("key", "is_data"),
    [
        ("一、本年收入", True), ("本年收入合计", False), ("一般公共预算", False), ("外交支出", True),
        ("收入合计", True),
        ("合计", False), ("科目名称", False), ("人员经费合计", True), ("一、红旗专款", False),
    ],
)  # fmt: skip
def test_a_label_that_begins_the_data(key: str, is_data: bool) -> None:  # noqa: FBT001
    assert is_data_label(key) is is_data


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.text(st.sampled_from("一二十、.（）()1其中:合计支出收入基金公共") | st.characters(), max_size=12))
def test_no_words_make_reading_raise(key: str) -> None:
    read_label(key)
    is_data_label(key)
    meaning_of(key)
    assert strip_ordinal(key) in key
    assert strip_year(key)[:1] in ("", *key)


# --- codes ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("digits", "kind"),
    [
        ("201", "functional"), ("20103", "functional"), ("2010301", "functional"), ("234", "functional"),
        ("301", "economic"), ("30101", "economic"), ("399", "economic"), ("39999", "economic"), ("31013", "economic"),
        ("113001", ""), ("308", ""), ("2010", ""), ("201030101", ""), ("3010101", ""), ("100", ""), ("2023", ""),
        ("", ""),
        ("４０１", ""), ("20a", ""),
    ],
)  # fmt: skip
def test_a_code_is_told_by_its_shape(digits: str, kind: str) -> None:
    found = read_code(digits)
    assert (found.list if found else "") == kind


@pytest.mark.parametrize(
    ("parts", "digits"),
    [
        (["201"], "201"), (["201", "03"], "20103"), (["201", "3"], "20103"), (["201", "3", "1"], "2010301"),
        (["301", "2"], "30102"), (["302", "39"], "30239"), (["208", "05", "05"], "2080505"), (["12", "1"], ""),
        (["201", "003"], ""), (["201", "3", "1", "1"], ""),
    ],
)  # fmt: skip
def test_a_code_over_columns(parts: list[str], digits: str) -> None:
    found = join_code(parts)
    assert (found.digits if found else "") == digits


@pytest.mark.parametrize("kind", ["functional", "economic"])
def test_every_official_name_leads_to_codes_of_its_list(kind: str) -> None:
    for name, codes in names(kind).items():
        assert codes == tuple(sorted(codes, key=lambda code: (len(code), code)))
        for code in codes:
            found = read_code(code)
            assert found is not None
            assert found.list == kind
            assert not parent_code(code) or read_code(parent_code(code)) is not None
        assert code_of_name(kind, name) in ("", *codes)


def test_a_name_of_several_levels_takes_the_class() -> None:
    assert code_of_name("economic", "其他支出") == "399"
    assert functional_class("外交支出") == "202"
    assert functional_class("行政运行") == ""
    assert code_of_name("functional", "行政运行") == ""  # an item of many groups


def test_former_names_of_classes_are_known() -> None:
    assert functional_class("文化体育与传媒支出") == "207"
    assert functional_class("医疗卫生与计划生育支出") == "210"


# --- declared wordings ------------------------------------------------------------------------------------------------


def test_rules() -> None:
    rule = Rule(any=("甲", "乙"), all=("表",), none=("丙",), exact=frozenset(("丁",)))
    assert [rule.fits(word) for word in ("甲表", "表乙", "丁", "甲", "表", "甲丙表", "")] == [
        True, True, True, False, False, False, False,
    ]  # fmt: skip
    assert not Rule().fits("")
    assert not Rule(none=("甲",)).fits("乙")


def test_every_form_is_declared_once_and_can_be_recognised() -> None:
    forms = wordings().forms
    assert len({form.code for form in forms}) == len(forms) == 17
    assert len({form.priority for form in forms}) == len(forms)
    for form in forms:
        assert form.titles
        assert form.rows in ("coded", "sides", "single", "records")
        assert form.side in ("revenue", "expenditure") or form.rows == "sides"


@pytest.mark.parametrize(
    ("word", "plain"),
    [
        ("2023年预算数", "预算数"),
        ("预算数(万元)", "预算数"),
        ("2024年度决算数:", "决算数"),
        ("2023年", "2023年"),
        ("合计", "合计"),
    ],
)
def test_year_and_unit_are_no_part_of_a_header_word(word: str, plain: str) -> None:
    assert strip_year(word) == plain


def test_a_long_text_is_no_header_word() -> None:
    assert not meaning_of("预算" * 30).role
