"""Performance forms (绩效目标表, 绩效自评表) in ruled rows: indicators, the money beside them, and every other token.

Belongs here: which rows are a performance form, what their columns and labels mean, how a target compares. Does not
belong here: lines to rows (reading), ordinary money tables (the other forms), sentences about performance (prose).
Wordings are data (`schemas/forms/performance.toml`, `schemas/reference/indicator_taxonomy.csv`).
"""

from pipelines.forms.performance.extract import extract_performance

__all__ = ["extract_performance"]
