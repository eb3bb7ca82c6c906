"""Checks: the rules that a document must satisfy (勾稽关系), run over the loaded star.

Belongs here: rule files found, their headers read, their SQL linted and run set-based, and what they found assembled
as `fact_check`, `fact_finding` and `bridge_finding_fact`. Does not belong here: any rule (`sql/checks`, one file each),
any tolerance (`sql/macros`), what rules read (`sql/relations`, of all departments `sql/across`), and the checks that a
load is sound (warehouse).
"""
