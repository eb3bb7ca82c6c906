"""Sentences in the cells of performance forms."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipelines.forms.extraction import Context
from pipelines.prose.extract import extract_cell_statements
from pipelines.reading.lines import read_rows
from pipelines.reading.text import SourceText


def _claims(text: str, project: str = "大厅运行") -> list[tuple[str, Decimal | None, Decimal | None, str]]:
    source = SourceText(text)
    rows = read_rows(source)
    made = extract_cell_statements(
        source, rows, Context("final_account", 2023), dict.fromkeys(range(len(rows)), project)
    )
    return [(s.project.name if s.project else "", s.amount_yuan, s.quantity, s.unit) for s in made]


def test_counts_and_amounts_of_sentences_are_claims_of_the_forms_project() -> None:
    text = "年度目标 | 一是完成22个乡镇街道政务服务中心的建设，二是全年组织培训38次，共支出12.5万元。 |"
    assert _claims(text) == [
        ("大厅运行", None, Decimal(22), "个"),
        ("大厅运行", None, Decimal(38), "次"),
        ("大厅运行", Decimal("125000.0"), None, ""),
    ]


@pytest.mark.parametrize(
    "cell",
    [
        "培训次数38次",
        "租赁政务服务终端数量=719个，电子证照应用事项≥8项，培训次数大于等于100次，完成时间为年底",
        "因支付系统提前关闭，合同到期后重新启动采购程序，导致该项目预算执行数为0元，已列入下一年预算",
        "按照年度计划持续推进各项工作，保障政务服务大厅正常运行，办事群众满意度持续提升",
    ],
    ids=["words", "targets", "nothing", "no number"],
)
def test_what_the_form_states_as_a_figure_is_no_claim(cell: str) -> None:
    assert _claims(f"说明 | {cell} |") == []
