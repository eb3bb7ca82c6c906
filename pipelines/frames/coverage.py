"""The ledger in a few numbers: how many tokens had which outcome."""

from __future__ import annotations

import polars as pl

from schemas.vocabulary import codes


def ledger_coverage(ledger: pl.DataFrame) -> dict[str, int]:
    """Gives the number of numeric tokens by outcome, every outcome present, in the order of the vocabulary."""
    counts = dict(ledger.group_by("outcome").len().iter_rows())
    return {outcome: counts.get(outcome, 0) for outcome in codes("outcome")}


def placed_share(coverage: dict[str, int]) -> float:
    """Gives the share of tokens that found a place, 1.0 when there are none.

    >>> placed_share({"budget_line": 3, "unplaced": 1})
    0.75
    """
    total = sum(coverage.values())
    return 1 - coverage.get("unplaced", 0) / total if total else 1.0
