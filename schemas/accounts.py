"""Tables that account for the input: what became of every number, and of every file that gave no facts."""

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
