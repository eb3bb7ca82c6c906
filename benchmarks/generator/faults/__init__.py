"""Faults: exactly one slip planted in a clean disclosure, with all that a checker should say about it.

`tables` plants in the cells of forms, `texts` in sentences, `shape` in what stands or is missing around them. Each is
a function that changes the document in place and gives the `Fault`, or None where the document has no place for it.
A slip may have consequences (a broken total also differs from the next table); the rules named are those that must
find it, others may.
"""

from __future__ import annotations

import random

from benchmarks.generator.document import Disclosure
from benchmarks.generator.faults import shape, tables, texts

PLANTERS = {
    "dropped_row": tables.drop_row,
    "shifted_column": tables.shift_column,
    "transposed_digits": tables.transpose_digits,
    "three_public_parts": tables.break_three_public,
    "unbalanced_summary": tables.unbalance_summary,
    "basic_total": tables.raise_basic_table,
    "project_budgets": tables.raise_project,
    "indicator_weights": tables.change_weight,
    "wrong_name": tables.rename_code,
    "illegal_code": tables.spoil_code,
    "unit_slip": texts.slip_unit,
    "wrong_base": texts.divide_by_current,
    "truncated_percent": texts.truncate_percent,
    "text_differs": texts.change_amount,
    "three_public_text": texts.change_three_public,
    "wrong_direction": texts.turn_direction,
    "percent_on_zero": texts.grow_from_zero,
    "wrong_share": texts.change_share,
    "wrong_completion": texts.complete_other_budget,
    "stale_year": texts.keep_last_year,
    "repeated_claim": shape.repeat_claim,
    "placeholder": shape.leave_placeholder,
    "missing_note": shape.drop_note,
    "missing_table": shape.drop_table,
}
FAULTS = tuple(PLANTERS)


def plant(rng: random.Random, document: Disclosure, name: str) -> bool:
    """Plants one fault and records it in the document; False where the document has no place for it.

    Raises ValueError for a name that is none of `FAULTS`.
    """
    if name not in PLANTERS:
        raise ValueError(f"no fault is called {name}; there are {', '.join(FAULTS)}")
    fault = PLANTERS[name](rng, document)
    if fault is None:
        return False
    document.faults.append(fault)
    return True
