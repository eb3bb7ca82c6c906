"""Export: what columns of the warehouse are in the words of other standards, as data: `column_types.toml`.

Does not belong here: names, types, keys and descriptions of columns, which are the models' own (schemas/catalog).
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def fiscal_column_types() -> dict[str, dict[str, str]]:
    """Gives the ColumnType of the Fiscal Data Package by table and column.

    >>> fiscal_column_types()["fact_budget_line"]["amount_yuan"]
    'value'
    """
    return tomllib.loads((files("schemas") / "export" / "column_types.toml").read_text(encoding="utf-8"))
