"""The state's code lists as a table that rules may join: `reference_code`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import polars as pl

_LISTS = (
    ("functional", "functional_codes.csv", "functional_code_aliases.csv"),
    ("economic", "economic_codes.csv", "economic_code_aliases.csv"),
)


@cache
def reference_codes() -> pl.DataFrame:
    """Gives every code of the lists under each of its names, former names and aliases (`is_alias`) included.

    >>> codes = reference_codes().filter(code="2010302", is_alias=False)
    >>> codes.select("kind", "name", "confidence").row(0)
    ('functional', '一般行政管理事务', 'high')
    """
    frames = []
    for kind, official, aliases in _LISTS:
        frames += [
            _read(official).select(
                pl.lit(kind).alias("kind"), "code", "name", "confidence", pl.lit(value=False).alias("is_alias")
            ),
            _read(aliases).select(
                pl.lit(kind).alias("kind"),
                "code",
                pl.col("alias").alias("name"),
                pl.lit("alias").alias("confidence"),
                pl.lit(value=True).alias("is_alias"),
            ),
        ]
    return pl.concat(frames)


def _read(name: str) -> pl.DataFrame:
    text = files("schemas").joinpath("reference", name).read_bytes()
    return pl.read_csv(text, infer_schema=False)
