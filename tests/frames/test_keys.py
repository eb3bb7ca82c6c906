from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipelines.frames import keys

PARTS = st.lists(st.text(max_size=20), min_size=1, max_size=4)


def test_keys_never_change() -> None:
    # published numbers: whoever stored one must find the same row tomorrow
    assert keys.surrogate_key("dim_fund", "general") == 2010605691632087738
    assert keys.line_key("ab" * 32, 10, 16) == 3902276524377215423
    assert keys.indicator_fact_key("ab" * 32, 10, "annual") == 1415724895385924159


@given(PARTS)
def test_a_key_is_a_positive_bigint(parts: list[str]) -> None:
    assert 1 <= keys.surrogate_key("dim_project", *parts) < 2**63


@given(PARTS, PARTS)
def test_other_parts_give_another_key(left: list[str], right: list[str]) -> None:
    same = keys.surrogate_key("t", *left) == keys.surrogate_key("t", *right)
    assert same == (left == right)


def test_parts_are_not_run_together() -> None:
    assert keys.surrogate_key("t", "ab", "c") != keys.surrogate_key("t", "a", "bc")
    assert keys.surrogate_key("t", "1:a") != keys.surrogate_key("t", "1", "a")
    assert keys.surrogate_key("t", "a") != keys.surrogate_key("ta", "")


def test_a_project_code_is_no_project_name() -> None:
    assert keys.project_key(1, "窗口运行", "甲") != keys.project_key(1, "", "窗口运行")
    assert keys.project_key(1, "P1", "甲") == keys.project_key(1, "P1", "乙")
