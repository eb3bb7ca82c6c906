from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.forms.performance.taxonomy import canonical_level, names_level, only_child

TAXONOMY = Path(__file__).parents[3] / "schemas/reference/indicator_taxonomy.csv"
ROWS = list(csv.DictReader(TAXONOMY.read_text(encoding="utf-8").splitlines()))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["code"])
def test_names_and_aliases(row: dict[str, str]) -> None:
    for printed in (row["name_zh"], *filter(None, row["aliases"].split("|"))):
        assert canonical_level(printed, int(row["level"])) == row["name_zh"]


@pytest.mark.parametrize(
    ("printed", "level", "name"),
    [
        ("满意度 指标", 1, "满意度指标"),
        ("产出指标(50分)", 1, "产出指标"),
        ("一、产出指标", 1, "产出指标"),
        ("产出指标40", 1, None),
        ("经济益 指标", 2, "经济效益指标"),
        ("社会效益指 标", 2, "社会效益指标"),
        ("可持续影\n响指标", 2, "可持续影响指标"),
        ("服务对象满意度标", 2, "服务对象满意度指标"),
        ("服务象满意度指标", 2, "服务对象满意度指标"),
        ("生态效益指标(5分)", 2, "生态效益指标"),
        ("履职效能", 1, None),
        ("数指标", 2, None),
        ("", 1, None),
    ],
)
def test_damaged_and_foreign(printed: str, level: int, name: str | None) -> None:
    assert canonical_level(printed, level) == name


def test_a_name_is_not_a_level() -> None:
    assert not names_level("服务对象满意度", 2)
    assert only_child("满意度指标") == "服务对象满意度指标"
    assert only_child("产出指标") is None


@given(st.text(max_size=40), st.sampled_from([1, 2]))
def test_never_raises(text: str, level: int) -> None:
    assert canonical_level(text, level) in {None, *(row["name_zh"] for row in ROWS)}
