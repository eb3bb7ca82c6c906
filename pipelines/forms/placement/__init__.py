"""Placement: which column a number belongs to when a layout dropped the blank cells of its row.

Belongs here: integer arithmetic over the rows, row sums and column sums of one table, and over witnesses from outside
it. Does not belong here: words, forms, units of money, reading of numbers, or where a witness comes from.
How it works, with examples: ``docs/placement.md``.
"""

from pipelines.forms.placement.problem import Balance, Placed, Problem, Reason, Row, Sum, Verdict, Witness
from pipelines.forms.placement.solver import place_numbers

__all__ = ["Balance", "Placed", "Problem", "Reason", "Row", "Sum", "Verdict", "Witness", "place_numbers"]
