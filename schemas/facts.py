"""The facts of the star: money cells, performance indicators, claims of running text, tables and marks."""

import pandera.polars as pa
import polars as pl

from schemas.columns import Money, Number, TableConfig, coded, column, key, reference


class FactBudgetLine(pa.DataFrameModel):
    """One row per money cell of a recognised table."""

    line_key: pl.Int64 = key("预算行键", "Key of the money cell")
    document_key: pl.Int64 = reference("dim_document", "文档", "Document that prints the cell")
    department_key: pl.Int64 = reference("dim_department", "部门", "Department that published the document")
    year_key: pl.Int64 = reference(
        "dim_year", "年度", "Year that the column or row names, otherwise the document's year"
    )
    form_key: pl.Int64 = reference("dim_form", "表式", "Form that the table is")
    functional_key: pl.Int64 = reference("dim_functional_code", "功能分类", "Functional code of the row")
    economic_key: pl.Int64 = reference("dim_economic_code", "经济分类", "Economic code of the row")
    project_key: pl.Int64 = reference("dim_project", "项目", "Project of the row")
    fund_key: pl.Int64 = reference("dim_fund", "资金", "Fund that the money belongs to")
    side: str = coded("side", "收支方向", "Revenue or expenditure")
    item: str = coded("item", "行的含义", "What the row is")
    nature: str = coded("nature", "支出性质", "What kind of expenditure the column is")
    stage: str = coded("stage", "预算阶段", "Initial budget, adjusted budget or final account")
    amount_yuan: Money = column("金额（元）", "Amount in yuan, whatever unit the source printed")
    printed: str = column("原文数字", "The number as printed")
    source_line: pl.Int32 = column("原文行号", "Line of the raw text, from 1", ge=1)
    source_start: pl.Int32 = column("起始偏移", "Character offset of the number in the raw text, from 0", ge=0)
    source_end: pl.Int32 = column("结束偏移", "Character offset after the number", ge=1)
    placement: str = coded("placement", "归列依据", "How the number's column was found")

    class Config(TableConfig):
        name = "fact_budget_line"
        metadata = {
            "zh": "预算行事实：每个已识别表格中的一个金额单元格一行",
            "natural_key": "document, source_start, source_end",
        }


class FactIndicator(pa.DataFrameModel):
    """One row per performance indicator of a document."""

    indicator_fact_key: pl.Int64 = key("绩效指标行键", "Key of the indicator row")
    document_key: pl.Int64 = reference("dim_document", "文档", "Document that prints the indicator")
    department_key: pl.Int64 = reference("dim_department", "部门", "Department that published the document")
    year_key: pl.Int64 = reference("dim_year", "年度", "Fiscal year of the document")
    form_key: pl.Int64 = reference("dim_form", "表式", "Form that the table is")
    project_key: pl.Int64 = reference("dim_project", "项目", "Project evaluated; 0 is the whole department")
    indicator_key: pl.Int64 = reference("dim_indicator", "指标", "Indicator by its names")
    horizon: str = coded("horizon", "期限", "Target of the year or long-term target")
    weight: Number = column("指标权重", "Weight of the indicator (指标权重)", null=True)
    comparator: str = coded("comparator", "比较符", "How the actual value is compared with the target")
    target_text: str = column("目标值原文", "Target as printed, the whole cell", null=True)
    target_value: Number = column("目标值", "Number of the target; null when it has none", null=True)
    actual_text: str = column("完成值原文", "Actual value as printed", null=True)
    actual_value: Number = column("完成值", "Number of the actual value; null when it has none", null=True)
    unit: str = column("计量单位", "Unit of measure as printed", null=True)
    score: Number = column("得分", "Score reached", null=True)
    full_score: Number = column("分值", "Full score (分值)", null=True)
    is_core: bool = column(
        "是否核心指标", "Whether the form marks it as a core indicator; null when it does not say", null=True
    )
    previous_text: str = column("上年值原文", "Value of the previous year as printed", null=True)
    before_previous_text: str = column("前年值原文", "Value of the year before the previous one as printed", null=True)
    source_line: pl.Int32 = column("原文行号", "Line of the raw text where the indicator's name begins, from 1", ge=1)

    class Config(TableConfig):
        name = "fact_indicator"
        metadata = {
            "zh": "绩效指标事实：每份文档的每条绩效指标一行",
            "natural_key": "document, offset of the indicator's name, horizon",
        }


class FactStatement(pa.DataFrameModel):
    """One row per quantity claimed in running text, and base that it is compared with."""

    statement_key: pl.Int64 = key("陈述键", "Key of the claim")
    document_key: pl.Int64 = reference("dim_document", "文档", "Document that makes the claim")
    department_key: pl.Int64 = reference("dim_department", "部门", "Department that published the document")
    year_key: pl.Int64 = reference("dim_year", "年度", "Fiscal year of the document")
    functional_key: pl.Int64 = reference("dim_functional_code", "功能分类", "Functional code that the claim names")
    economic_key: pl.Int64 = reference("dim_economic_code", "经济分类", "Economic code that the claim names")
    project_key: pl.Int64 = reference("dim_project", "项目", "Project that the claim is about")
    topic: str = coded("topic", "主题", "What the claim is about")
    stage: str = coded("stage", "预算阶段", "Stage of the figure; null for counts of what is there", null=True)
    statement_year: pl.Int32 = column("陈述年度", "Year that the sentence speaks of")
    amount_yuan: Money = column("金额（元）", "Amount in yuan; repeated where one amount has several bases", null=True)
    quantity: Number = column("数量", "Count or rate; a rate has the unit %", null=True)
    unit: str = column("计量单位", "Unit as printed; for a source of revenue its name", null=True)
    base: str = coded(
        "base",
        "比较基准",
        "What the figure is compared with; null without comparison, and for a year further back, which the text names",
        null=True,
    )
    change_yuan: Money = column("增减额（元）", "Change against the base, decreases negative", null=True)
    change_quantity: Number = column("增减数量", "Change of a quantity, decreases negative", null=True)
    change_pct: Number = column("增减幅度（%）", "Change in percent, decreases negative", null=True)
    completion_pct: Number = column("完成率（%）", "Share of the budget in `base` that was carried out", null=True)
    share_pct: Number = column("占比（%）", "Share of the whole in `share_of`", null=True)
    share_of: str = coded("topic", "整体", "Topic of the whole that the claim is a part of", null=True)
    text: str = column("原文", "The claim as printed, line breaks of the page removed")
    source_line: pl.Int32 = column("原文行号", "Line of the raw text where the claim begins, from 1", ge=1)
    source_start: pl.Int32 = column("起始偏移", "Character offset of the claim in the raw text, from 0", ge=0)
    source_end: pl.Int32 = column("结束偏移", "Character offset after the claim", ge=1)

    class Config(TableConfig):
        name = "fact_statement"
        metadata = {
            "zh": "文字陈述事实：正文中每个数量陈述（及其比较基准）一行",
            "natural_key": "document, source_start, source_end, topic, base, number among equals",
        }


class FactTableSeen(pa.DataFrameModel):
    """One row per table that a document prints, empty and unrecognised ones too; performance forms one a project."""

    table_seen_key: pl.Int64 = key("表格键", "Key of the table")
    document_key: pl.Int64 = reference("dim_document", "文档", "Document that prints the table")
    department_key: pl.Int64 = reference("dim_department", "部门", "Department that published the document")
    year_key: pl.Int64 = reference("dim_year", "年度", "Fiscal year of the document")
    form_key: pl.Int64 = reference("dim_form", "表式", "Form that the table is; 0 when no declared form explains it")
    title: str = column("标题", "Title as printed, without white space; null when it has none", null=True)
    header: str = column("表头", "The first words of the header; of a performance form the project", null=True)
    unit: str = column("金额单位", "Money unit as printed; null when the table names none", null=True)
    figures: pl.Int32 = column("数据个数", "Money cells and indicators found in the table", ge=0)
    nonzero: pl.Int32 = column("非零数据个数", "Those of them that are not zero", ge=0)
    source_line: pl.Int32 = column("原文行号", "Line of the raw text where the table begins, from 1", ge=1)
    last_line: pl.Int32 = column("末行行号", "Last line of the table and of the notes below it", ge=1)

    class Config(TableConfig):
        name = "fact_table_seen"
        metadata = {
            "zh": "表格清单：每份文档印出的每张表一行，含空表和未识别的表",
            "natural_key": "document, number of the table in the document",
        }


class FactMark(pa.DataFrameModel):
    """One row per place in a document that a rule asks about and that claims no quantity: residue, titles, names."""

    mark_key: pl.Int64 = key("标记键", "Key of the mark")
    document_key: pl.Int64 = reference("dim_document", "文档", "Document that the mark stands in")
    department_key: pl.Int64 = reference("dim_department", "部门", "Department that published the document")
    year_key: pl.Int64 = reference("dim_year", "年度", "Fiscal year of the document")
    kind: str = coded("mark", "标记种类", "What the place is")
    text: str = column("内容", "What counts of it: the residue, the title, the name, the year")
    source_line: pl.Int32 = column("原文行号", "Line of the raw text where the mark begins, from 1", ge=1)
    source_start: pl.Int32 = column("起始偏移", "Character offset of the mark in the raw text, from 0", ge=0)
    source_end: pl.Int32 = column("结束偏移", "Character offset after the mark", ge=1)

    class Config(TableConfig):
        name = "fact_mark"
        metadata = {
            "zh": "文字标记：模板残留、标题、单位名称等规则所用的文字，每处一行",
            "natural_key": "document, kind, source_start, source_end",
        }
