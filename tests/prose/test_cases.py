"""Sentences of many provinces and what they claim (`cases.toml`)."""

from __future__ import annotations

import csv
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.prose.spelling import read, spell

CASES = tomllib.loads((Path(__file__).parent / "cases.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=[f"{case['where']}-{case['text'][:24]}" for case in CASES])
def test_a_sentence_claims_what_it_says(case: dict[str, Any]) -> None:
    claims = read(case["text"], case["kind"], case["year"], printed=set(case.get("printed", ())))
    assert [spell(claim) for claim in claims] == case["claims"]


def test_there_are_many_cases() -> None:
    assert len(CASES) >= 120


def test_parts_on_lines_of_their_own_know_their_whole() -> None:
    text = (
        "2023年度一般公共预算财政拨款支出100.00万元。其中:\n"
        "1.基本支出60.00万元,占一般公共预算财政拨款支出的60.00%。\n"
        "2.项目支出40.00万元,占40.00%。\n"
        "三、支出决算情况说明\n"
        "基本支出60.00万元。"
    )
    assert [spell(claim) for claim in read(text, "final_account", 2023)] == [
        "general_expenditure final 2023 A=1000000",
        "general_basic_expenditure final 2023 A=600000 S%=60 of=general_expenditure",
        "project_expenditure final 2023 A=400000 S%=40 of=general_expenditure",
        "basic_expenditure final 2023 A=600000",
    ]


def test_a_budget_reports_what_was_spent_last_year() -> None:
    text = (
        "一、2014年“三公”经费决算情况\n"
        "因公出国（境）费0万元，公务接待费8万元。\n"
        "二、2015年“三公”经费预算安排\n"
        "公务接待费6万元，比2014年预算数减少2万元。"
    )
    assert [spell(claim) for claim in read(text, "budget", 2015)] == [
        "overseas_travel final 2014 A=0",
        "reception final 2014 A=80000",
        "reception budget 2015 A=60000 d=-20000 b=previous_year",
    ]


def test_the_heading_says_what_a_figure_without_subject_is() -> None:
    text = "(一)公务接待费\n2023年度决算数1.20万元,比上年减少0.30万元。"
    assert [spell(claim) for claim in read(text, "final_account", 2023)] == [
        "reception final 2023 A=12000 d=-3000 b=previous_year"
    ]


def test_the_whole_project_section_speaks_of_its_project() -> None:
    text = (
        "4、证照邮寄费项目绩效自评综述:项目全年预算数为10万元,执行数为2.4万元,完成预算24%。\n"
        "一是全年免费邮寄数量达1132份;"
    )
    claims = read(text, "final_account", 2023, ["证照邮寄费"])
    assert [spell(claim) for claim in claims] == [
        "project/证照邮寄费 adjusted_budget 2023 A=100000",
        "project/证照邮寄费 final 2023 A=24000 C%=24 b=full_year_budget",
        "project/证照邮寄费 final 2023 Q=1132 u=份",
    ]


def test_a_known_project_is_found_by_name() -> None:
    text = "追加一网通办便民服务平台项目经费360.5万元。"
    assert [spell(claim) for claim in read(text, "final_account", 2023, ["一网通办便民服务平台项目"])] == [
        "project/一网通办便民服务平台项目 adjusted_budget 2023 A=3605000"
    ]


def test_the_glossary_claims_nothing() -> None:
    text = "第四部分 名词解释\n一、机关运行经费:为保障运行的经费,占支出的5%。\n二、福利费按工资总额的2%提取。"
    assert read(text, "budget", 2023) == []


def test_an_amount_that_does_not_fit_its_line_goes_on_in_the_next() -> None:
    text = (
        "（二）一般公共预算财政拨款支出决算结构情况。社会保障和就业支出（类）645.43万元，占\n"
        "14.78%；卫生健康支出（类）3477.49万元，占79.61%；住房保障支出（类）\n245.37万元，占5.62%。"
    )
    assert [claim.functional for claim in read(text, "final_account", 2023)] == ["208", "210", "221"]


def test_every_item_is_found_by_its_path_whatever_words_its_names_hold() -> None:
    known = _functional_names(2024)
    items = [code for code in known if len(code) == 7]
    said = [f"{known[code[:3]]}(类){known[code[:5]]}(款){known[code]}(项)" for code in items]
    budget = [f"{number}.{path}2024年预算数为{number}.25万元。" for number, path in enumerate(said, start=1)]
    final = [f"{number}.{path}。年初预算为{number}.25万元。" for number, path in enumerate(said, start=1)]
    for text in ("\n".join(budget), "\n".join(final)):
        assert [claim.functional for claim in read(text, "budget", 2024)] == items


def _functional_names(year: int) -> dict[str, str]:
    text = (Path(__file__).parents[2] / "schemas" / "reference" / "functional_codes.csv").read_text(encoding="utf-8")
    return {
        row["code"]: row["name"]
        for row in csv.DictReader(text.splitlines())
        if int(row["valid_from_year"] or 0) <= year <= int(row["valid_to_year"] or 9999)
    }
