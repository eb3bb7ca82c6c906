"""Tables that rules fill once the star is loaded: what was compared, what does not add up, which facts are in it."""

import pandera.polars as pa
import polars as pl

from schemas.columns import LineNumbers, Number, TableConfig, coded, column, key, reference
from schemas.vocabulary import codes


class FactCheck(pa.DataFrameModel):
    """One row per document and rule: every rule says for every document what it compared, or why it did not."""

    check_key: pl.Int64 = key("检查键", "Key of the check")
    document_key: pl.Int64 = reference("dim_document", "文档", "Document that was checked")
    department_key: pl.Int64 = reference("dim_department", "部门", "Department that published the document")
    year_key: pl.Int64 = reference("dim_year", "年度", "Fiscal year of the document")
    rule_code: str = column("规则代码", "Code of the rule, such as I01", str_matches=r"^[A-Z]+[0-9]+$")
    outcome: str = coded("check_outcome", "结果", "The gravest outcome of all comparisons")
    compared: pl.Int32 = column(
        "应比对数", "Comparisons that were due; those neither passed, rounded nor failed lacked data", ge=0
    )
    passed: pl.Int32 = column("一致数", "Comparisons that agree exactly", ge=0)
    rounding: pl.Int32 = column("舍入数", "Comparisons that differ within the rounding of the printed figures", ge=0)
    failed: pl.Int32 = column("不一致数", "Comparisons that fail", ge=0)
    reason: str = column("原因", "Why it is not applicable, or what is missing; null when all was compared", null=True)

    class Config(TableConfig):
        name = "fact_check"
        metadata = {
            "zh": "勾稽检查事实：每份文档、每条规则一行，含未检查的原因",
            "natural_key": "document, rule_code",
        }


class FactFinding(pa.DataFrameModel):
    """One row per comparison that failed, or that agrees only within rounding (severity info)."""

    finding_key: pl.Int64 = key("发现键", "Key of the finding")
    document_key: pl.Int64 = reference("dim_document", "文档", "Document that it was found in")
    department_key: pl.Int64 = reference("dim_department", "部门", "Department that published the document")
    year_key: pl.Int64 = reference("dim_year", "年度", "Fiscal year of the document")
    rule_code: str = column("规则代码", "Code of the rule, such as I01", str_matches=r"^[A-Z]+[0-9]+$")
    severity: str = coded("severity", "严重程度", "Error, warning, or information only")
    diagnosis: str = column(
        "诊断", "Slip that explains it (vocabulary: diagnosis); null when none fits", null=True, isin=codes("diagnosis")
    )
    expected: Number = column("应为", "What the other place or the recomputation demands", null=True)
    actual: Number = column("实为", "What is printed", null=True)
    difference: Number = column("差额", "actual - expected", null=True)
    tolerance: Number = column("允差", "Largest difference that rounding explains", null=True)
    unit: str = coded("finding_unit", "单位", "Unit of expected, actual, difference and tolerance")
    expected_text: str = column("应为（文字）", "The demanded text where unit is text", null=True)
    actual_text: str = column("实为（文字）", "The printed text where unit is text", null=True)
    root_key: pl.Int64 = column(
        "根源发现键", "finding_key of the finding that this one merely repeats; null for a root", null=True
    )
    message: str = column("说明", "One Chinese sentence that names both places and both figures")
    source_lines: LineNumbers = column("原文行号", "Lines of the raw text that it stands on, from 1, ascending")

    class Config(TableConfig):
        name = "fact_finding"
        metadata = {
            "zh": "勾稽发现事实：每个不一致（或仅在舍入范围内一致）的比对一行",
            "natural_key": "document, rule_code, subject of the comparison",
        }


class BridgeFindingFact(pa.DataFrameModel):
    """One row per finding and fact that takes part in it: a money cell, an indicator or a statement."""

    finding_key: pl.Int64 = column("发现键", "finding_key of fact_finding", ge=1)
    fact_key: pl.Int64 = column("事实键", "line_key, indicator_fact_key or statement_key of the fact", ge=1)
    is_suspect: bool = column("是否疑点", "Whether this fact explains most of the findings that it takes part in")

    class Config(TableConfig):
        name = "bridge_finding_fact"
        unique = ["finding_key", "fact_key"]
        metadata = {
            "zh": "发现与事实的对应：每个发现涉及的每个事实一行",
            "natural_key": "finding, fact",
        }
