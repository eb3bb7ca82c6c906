"""The words in which a table model says what a column is: key, reference, code, money, text.

Each gives a Pandera field that carries the Chinese and the English description and, for a reference, its table. A
column is described here and nowhere else: DDL, comments, Dagster schemas and the dictionary read it from the model.
"""

from __future__ import annotations

from typing import Annotated, Any

import pandera.polars as pa
import polars as pl
from pandera.api.polars.model_config import BaseConfig

from schemas.vocabulary import codes

#: Yuan, two decimals, whatever unit the source printed.
Money = Annotated[pl.Decimal, 18, 2]
#: Lines of the raw text, from 1.
LineNumbers = Annotated[pl.List, pl.Int32()]
#: Any other number: targets, weights, scores.
Number = Annotated[pl.Decimal, 20, 4]

#: Key of the member "not applicable" of every dimension, and its text.
NOT_APPLICABLE_KEY = 0
NOT_APPLICABLE = "(不适用)"


class TableConfig(BaseConfig):
    """What holds for every table: exactly the declared columns, in the declared order, nothing cast silently."""

    strict = True
    ordered = True
    coerce = False


def key(zh: str, en: str) -> Any:
    """The surrogate key of a table: unique, never null, 0 only for the member "not applicable"."""
    return _field(zh, en, null=False, extra={"role": "key"}, unique=True, ge=0)


def reference(table: str, zh: str, en: str) -> Any:
    """A foreign key to `table`: never null, 0 means "not applicable"."""
    return _field(zh, en, null=False, extra={"role": "reference", "references": table}, ge=0)


def coded(vocabulary: str, zh: str, en: str, *, dimension: bool = False, null: bool = False) -> Any:
    """A code of a vocabulary; in a dimension the member "not applicable" is allowed beside it."""
    allowed = [*codes(vocabulary), *([NOT_APPLICABLE] if dimension else [])]
    return _field(zh, en, null=null, extra={"vocabulary": vocabulary}, isin=allowed)


def column(zh: str, en: str, *, null: bool = False, **checks: Any) -> Any:
    """Any other column, with Pandera's own checks (`ge`, `str_matches` ...)."""
    return _field(zh, en, null=null, extra={}, **checks)


def _field(zh: str, en: str, *, null: bool, extra: dict[str, str], **checks: Any) -> Any:
    return pa.Field(nullable=null, title=zh, description=en, metadata={"zh": zh, "en": en, **extra}, **checks)
