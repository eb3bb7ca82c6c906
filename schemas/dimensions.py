"""The dimensions of the star. Each holds the member "(不适用)" under key 0, so that facts have no null foreign key."""

import pandera.polars as pa
import polars as pl

from schemas.columns import TableConfig, coded, column, key, reference


class DimDepartment(pa.DataFrameModel):
    """A government department or unit that publishes budgets and final accounts."""

    department_key: pl.Int64 = key("部门键", "Key of the department")
    name: str = column("部门（单位）规范名称", "Canonical name of the department or unit")
    unit_code: str = column(
        "单位代码，照原文", "Unit code as printed, such as 113001; null when none is printed", null=True
    )
    region_key: pl.Int64 = reference("dim_region", "所在地区", "Region that the department belongs to")
    admin_level: str = coded("admin_level", "行政层级", "Administrative level of the department", dimension=True)

    class Config(TableConfig):
        name = "dim_department"
        metadata = {
            "zh": "部门维度：公开预决算的部门和单位",
            "natural_key": "region code and zone, canonical name",
        }


class DimRegion(pa.DataFrameModel):
    """A place of GB/T 2260 or a development zone, with the places above it; only places in use and their parents."""

    region_key: pl.Int64 = key("地区键", "Key of the region")
    code: str = column(
        "行政区划代码",
        "Code of GB/T 2260; a zone has its host's code; 100000 is the country (fiscal usage, not GB/T 2260)",
    )
    name: str = column("地区名称", "Official name; for a zone the name of the zone")
    level: str = coded("region_level", "地区层级", "Level of the place", dimension=True)
    province: str = column("省级名称", "Name of the province; null above that level", null=True)
    prefecture: str = column(
        "地市级名称", "Name of the prefecture; null above that level and in municipalities", null=True
    )
    county: str = column("区县级名称", "Name of the county or district; null above that level", null=True)
    parent_key: pl.Int64 = reference(
        "dim_region", "上级地区", "The place above: county, prefecture, province, country, 0"
    )

    class Config(TableConfig):
        name = "dim_region"
        metadata = {
            "zh": "地区维度：行政区划和开发区，含上级",
            "natural_key": "GB/T 2260 code, zone name",
        }


class DimYear(pa.DataFrameModel):
    """A fiscal year."""

    year_key: pl.Int64 = key("年度键", "Key of the fiscal year")
    fiscal_year: pl.Int32 = column("财政年度", "Fiscal year; 0 for the member (不适用)", ge=0)

    class Config(TableConfig):
        name = "dim_year"
        metadata = {"zh": "年度维度：财政年度", "natural_key": "fiscal year"}


class DimFunctionalCode(pa.DataFrameModel):
    """A code of the functional classification of expenditure, under one of the names it has had."""

    functional_key: pl.Int64 = key("功能分类键", "Key of the functional code")
    code: str = column("功能分类科目编码", "Code without dots: 3, 5 or 7 digits")
    name: str = column(
        "科目名称", "Official name valid in the year of the line; the printed name when the code is not listed"
    )
    level: str = coded("functional_level", "类、款、项", "Class, group or item", dimension=True)
    class_code: str = column("类编码", "Code of the class")
    class_name: str = column("类名称", "Name of the class; null when the class is not listed", null=True)
    group_code: str = column("款编码", "Code of the group; null for a class", null=True)
    group_name: str = column("款名称", "Name of the group; null for a class or when not listed", null=True)
    is_official: bool = column("是否标准科目", "Whether code and name stand together in the official list of some year")

    class Config(TableConfig):
        name = "dim_functional_code"
        metadata = {
            "zh": "支出功能分类维度：类、款、项",
            "natural_key": "code, name (a code renamed by the state has one member a name)",
        }


class DimEconomicCode(pa.DataFrameModel):
    """A code of the economic classification of expenditure, departmental (301-399) or governmental (501-599)."""

    economic_key: pl.Int64 = key("经济分类键", "Key of the economic code")
    code: str = column("经济分类科目编码", "Code without dots: 3 or 5 digits")
    name: str = column(
        "科目名称", "Official name valid in the year of the line; the printed name when the code is not listed"
    )
    level: str = coded("economic_level", "类、款", "Class or item", dimension=True)
    class_code: str = column("类编码", "Code of the class")
    class_name: str = column("类名称", "Name of the class; null when the class is not listed", null=True)
    is_official: bool = column("是否标准科目", "Whether code and name stand together in the official list of some year")

    class Config(TableConfig):
        name = "dim_economic_code"
        metadata = {"zh": "支出经济分类维度：类、款", "natural_key": "code, name"}


class DimProject(pa.DataFrameModel):
    """A budget project of one department."""

    project_key: pl.Int64 = key("项目键", "Key of the project")
    code: str = column("项目编码，照原文", "Project code as printed; null when none is printed", null=True)
    name: str = column("项目名称", "Project name as printed")
    department_key: pl.Int64 = reference("dim_department", "所属部门", "Department whose project it is")
    category: str = column("项目类别，照原文", "Project category as printed; null when none is printed", null=True)

    class Config(TableConfig):
        name = "dim_project"
        metadata = {"zh": "项目维度：部门预算项目", "natural_key": "department, project code (or name without code)"}


class DimIndicator(pa.DataFrameModel):
    """A performance indicator by name, in the two levels above it."""

    indicator_key: pl.Int64 = key("指标键", "Key of the indicator")
    level1: str = column("一级指标", "First level, canonical, such as 产出指标; null when the form has none", null=True)
    level2: str = column(
        "二级指标", "Second level, canonical, such as 数量指标; null when the form has none", null=True
    )
    name: str = column("指标名称", "Name of the indicator without its ordinal")

    class Config(TableConfig):
        name = "dim_indicator"
        metadata = {"zh": "绩效指标维度：一级、二级、名称", "natural_key": "level1, level2, name"}


class DimFund(pa.DataFrameModel):
    """A kind of public money; every member of the vocabulary is there, used or not."""

    fund_key: pl.Int64 = key("资金键", "Key of the fund")
    code: str = coded("fund", "资金代码", "Code of the fund", dimension=True)
    name: str = column("资金名称", "Chinese name of the fund")

    class Config(TableConfig):
        name = "dim_fund"
        metadata = {"zh": "资金维度：资金性质和来源", "natural_key": "code"}


class DimForm(pa.DataFrameModel):
    """A form of the disclosure templates; every member of the vocabulary is there, used or not."""

    form_key: pl.Int64 = key("表式键", "Key of the form")
    code: str = coded("form", "表式代码", "Code of the form", dimension=True)
    name: str = column("表式名称", "Chinese name of the form")
    kind: str = coded(
        "form_kind", "所属公开类型", "Which disclosures have the form: budgets, final accounts or both", dimension=True
    )

    class Config(TableConfig):
        name = "dim_form"
        metadata = {"zh": "表式维度：预决算公开的各类表", "natural_key": "code"}


class DimDocument(pa.DataFrameModel):
    """One published disclosure: a text that gave facts."""

    document_key: pl.Int64 = key("文档键", "Key of the document")
    document_id: str = column("文档编号", "First 16 hexadecimal digits of the hash: short, for people")
    sha256: str = column("原文哈希", "SHA-256 of the raw bytes, hexadecimal")
    source_uri: str = column("原文位置", "Path of the raw file below the raw folder, with forward slashes")
    title: str = column("标题", "Title as printed; null when the text begins without one", null=True)
    document_kind: str = coded("document_kind", "公开类型", "Budget or final account", dimension=True)
    fiscal_year: pl.Int32 = column(
        "财政年度", "Fiscal year that the document is about; 0 for the member (不适用)", ge=0
    )
    scope: str = coded("scope", "范围", "The department with all its units, or one unit", dimension=True)
    department_key: pl.Int64 = reference("dim_department", "公开部门", "Department or unit that published it")
    published_on: pl.Date = column("公开日期", "Date of publication as the text says; null when it does not", null=True)
    layout: str = column("版式", "Layout of the tables as read: pipes, tabs, paragraph cells ...")
    parser_version: str = column("解析器版本", "Version of the parser that read it")
    is_current: bool = column(
        "是否最新", "False once a later disclosure of the same department, scope, year and kind replaces it"
    )

    class Config(TableConfig):
        name = "dim_document"
        metadata = {"zh": "文档维度：每份预算或决算公开文本", "natural_key": "SHA-256 of the raw bytes"}
