from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.forms.performance.targets import find_claim, is_unit, read_sign, read_target


@pytest.mark.parametrize(
    ("text", "comparator", "value", "unit"),
    [
        ("≥8个", ">=", "8", "个"),
        ("＞＝8个", ">=", "8", "个"),
        ("大于等于100次", ">=", "100", "次"),
        ("不小于95%", ">=", "95", "%"),
        ("不少于 3 场次", ">=", "3", "场次"),
        ("95%及以上", ">=", "95", "%"),
        ("≤30分钟", "<=", "30", "分钟"),
        ("不超过5%", "<=", "5", "%"),
        ("3次以内", "<=", "3", "次"),
        ("<1小时", "<", "1", "小时"),
        ("低于1%", "<", "1", "%"),
        ("超过1000万元", ">", "1000", "万元"),
        ("=719个", "=", "719", "个"),
        ("719个", "=", "719", "个"),
        ("100", "=", "100", ""),
        ("0", "=", "0", ""),
        ("1,234.5万元", "=", "1234.5", "万元"),
        ("≥-5%", ">=", "-5", "%"),
        ("=100.00(%)", "=", "100.00", "%"),
        ("≥13459.00（平方米）", ">=", "13459.00", "平方米"),
        ("补贴对象生活改善度不低于80%", ">=", "80", "%"),
        ("12345热线接通率≥95%", ">=", "95", "%"),
        ("7元/平方米", "=", "7", "元/平方米"),
        ("40幢", "=", "40", "幢"),
        ("12个月", "=", "12", "个月"),
    ],
)
def test_one_number(text: str, comparator: str, value: str, unit: str) -> None:
    assert read_target(text) == (comparator, Decimal(value), unit)


@pytest.mark.parametrize(
    "text", ["", "长期", "2023年", "2023年12月底前", "12月31日前完成", "2023-12-31", "明显提升", "合规", "不断提高"]
)
def test_no_number_is_qualitative(text: str) -> None:
    assert read_target(text) == ("qualitative", None, "")


def test_a_sign_without_a_number_still_compares() -> None:
    assert read_target("≤预算数") == ("<=", None, "")
    assert read_target("不低于上年") == (">=", None, "")


def test_several_numbers_have_no_single_value() -> None:
    assert read_target("慰问不少于100人,宣传品不少于20000份") == (">=", None, "")
    assert read_target("80%-90%") == ("=", None, "")


def test_columns_of_sign_and_unit_win() -> None:
    assert read_target("600000", "≥", "次") == (">=", Decimal(600000), "次")
    assert read_target("96", "大于等于", "%") == (">=", Decimal(96), "%")
    assert read_target("优良", "定性", "优") == ("qualitative", None, "优")
    assert read_target("95%", "定量", "") == ("=", Decimal(95), "%")
    assert read_target("2023", "", "年") == ("qualitative", None, "年")


def test_signs_and_units() -> None:
    assert [read_sign(text) for text in ("≧", "不大于", "定性指标", "正向指标", "办件量")] == [
        ">=",
        "<=",
        "qualitative",
        "",
        "",
    ]
    assert all(map(is_unit, ("万件次", "个(套)", "元/人/月", "%", "小时", "户次")))
    assert not any(map(is_unit, ("优", "8个", "服务质量", "")))


def test_where_a_claim_begins() -> None:
    assert find_claim("服务网点覆盖率≥95") == 7
    assert find_claim("≥95") is None


@given(st.text(max_size=200), st.text(max_size=5), st.text(max_size=5))
def test_never_raises(text: str, sign: str, unit: str) -> None:
    comparator, value, _ = read_target(text, sign, unit)
    assert comparator in {">=", "<=", ">", "<", "=", "qualitative"}
    assert value is None or comparator != "qualitative"


@given(
    st.sampled_from(["≥", "≤", ">", "<", "="]),
    st.decimals(min_value=0, max_value=10**9, places=2),
    st.sampled_from(["个", "%", "万元", "人次", "平方米"]),
)
def test_printed_and_read_back(sign: str, value: Decimal, unit: str) -> None:
    comparator = {"≥": ">=", "≤": "<="}.get(sign, sign)
    assert read_target(f"{sign}{value}{unit}") == (comparator, value, unit)
    assert read_target(f"{value:,}", sign, unit) == (comparator, value, unit)
