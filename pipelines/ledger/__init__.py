"""Ledger: every numeric token of a document exactly once, and what became of it.

Belongs here: settling who accounts for a token (a fact, a form's claim, or its own context), and the laws by which a
number in running text is a label. Does not belong here: finding facts in tables (forms) or in sentences (prose). A
number that no law explains is `unplaced`; a quantity is never called a label.
"""

from pipelines.ledger.build import build_ledger

__all__ = ["build_ledger"]
