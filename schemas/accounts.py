"""Tables that account: for every number, for every file that gave no facts, and for the builds."""

import pandera.polars as pa
import polars as pl

from schemas.columns import TableConfig, coded, column, reference


class CellLedger(pa.DataFrameModel):
    """One row per numeric token of every document: nothing is lost silently."""

    document_key: pl.Int64 = reference("dim_document", "文档", "Document that prints the token")
    source_line: pl.Int32 = column("原文行号", "Line of the raw text, from 1", ge=1)
    source_start: pl.Int32 = column("起始偏移", "Character offset of the token in the raw text, from 0", ge=0)
    source_end: pl.Int32 = column("结束偏移", "Character offset after the token", ge=1)
    printed: str = column("原文数字", "The token as printed")
    outcome: str = coded("outcome", "去向", "What became of the token")
    target_key: pl.Int64 = column(
        "去向键",
        "line_key, indicator_fact_key or statement_key of the fact that holds it, by outcome; 0 when it is in no fact",
        ge=0,
    )
    reason: str = column("原因", "Why: where an attribute went, what a label is, how a column was inferred", null=True)

    class Config(TableConfig):
        name = "cell_ledger"
        unique = ["document_key", "source_start"]
        metadata = {
            "zh": "数字台账：每份文档的每个数字一行，去向和原因",
            "natural_key": "document, source_start",
        }


class QuarantinedDocument(pa.DataFrameModel):
    """One row per input that gave no facts, with the reason and what to do."""

    sha256: str = column("原文哈希", "SHA-256 of the raw bytes, hexadecimal; null when they were not read", null=True)
    source_uri: str = column(
        "原文位置",
        "Path below the raw folder; what can not be seen is escaped",
        unique=True,
    )
    size_bytes: pl.Int64 = column("字节数", "Size in bytes; null when it could not be read", null=True, ge=0)
    reason_code: str = coded("reason_code", "原因代码", "Why the input gave no facts")
    message: str = column("说明", "What is wrong and what to do, in Chinese")

    class Config(TableConfig):
        name = "quarantined_document"
        metadata = {
            "zh": "隔离区：没有产生任何事实的输入，每个一行",
            "natural_key": "source_uri",
        }


class BuildLog(pa.DataFrameModel):
    """One row per version that was published: what it held and what it took; the only clock in the warehouse."""

    built_at: pl.Datetime = column("构建时间", "When the version was checked and complete, UTC", unique=True)
    version: str = column(
        "版本", "Name of the version: hashes of its documents, of what shapes tables, of rules and marts"
    )
    way: str = column(
        "方式",
        "How it came about: load everything, update a copy of the version before, rewrite that copy first since "
        "changes had left room in it, or run the rules alone anew, or make the marts alone anew",
        isin=["load", "update", "rewrite", "rules", "marts"],
    )
    documents: pl.Int64 = column("文档数", "Documents in the version", ge=0)
    added: pl.Int64 = column("新增文档数", "Of them, not in the version before", ge=0)
    removed: pl.Int64 = column("移除文档数", "Documents of the version before that are gone", ge=0)
    quarantined: pl.Int64 = column("隔离数", "Inputs that gave no facts", ge=0)
    lines: pl.Int64 = column("金额数", "Rows of fact_budget_line", ge=0)
    indicators: pl.Int64 = column("绩效指标数", "Rows of fact_indicator", ge=0)
    statements: pl.Int64 = column("文字陈述数", "Rows of fact_statement", ge=0)
    numbers: pl.Int64 = column("数字个数", "Rows of cell_ledger", ge=0)
    unplaced: pl.Int64 = column("未归位个数", "Of them, those without a place", ge=0)
    errors: pl.Int64 = column("错误数", "Findings of severity error", ge=0)
    warnings: pl.Int64 = column("警告数", "Findings of severity warning", ge=0)
    listing_ms: pl.Int64 = column("列目录毫秒", "Listing; null when another run did it", null=True, ge=0)
    parsing_ms: pl.Int64 = column("解析毫秒", "Parsing what was new; null when another run did it", null=True, ge=0)
    loading_ms: pl.Int64 = column("加载毫秒", "Loading, rules, checks and marts", null=True, ge=0)
    peak_mb: pl.Int64 = column("内存峰值", "Most memory that the build held, in MB", null=True, ge=0)
    parser_peak_mb: pl.Int64 = column(
        "解析内存峰值", "Most memory that one of its other processes held, in MB", null=True, ge=0
    )
    file_mb: pl.Int64 = column("文件大小", "Size of the file, in MB", null=True, ge=0)

    class Config(TableConfig):
        name = "build_log"
        metadata = {
            "zh": "构建日志：每个已发布版本一行，内容和用时",
            "natural_key": "built_at",
        }
