"""A claim while its sentence is read."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from pipelines.prose.mentions import Mention
from pipelines.prose.subjects import Subject


@dataclass(slots=True)
class Draft:
    """One claim; offsets are into the compact text of the passage, `digits` are the numbers that it accounts for.

    An aside (a count in a purpose, a part in brackets) is no figure that later changes of the sentence speak of; a
    balance (结余2万元) is one only right behind it, for it is neither spent nor has parts;
    `awaits` is the figure that the next percent is, where an amount stands before it.
    """

    subject: Subject
    year: int
    stage: str
    start: int
    end: int
    amount: Decimal | None = None
    quantity: Decimal | None = None
    unit: str = ""
    base: str = ""
    change: Decimal | None = None
    change_quantity: Decimal | None = None
    change_pct: Decimal | None = None
    completion: Decimal | None = None
    share: Decimal | None = None
    share_of: str = ""
    is_aside: bool = False
    is_balance: bool = False
    awaits: str = ""
    digits: list[tuple[int, int]] = field(default_factory=list)

    def take(self, mention: Mention) -> None:
        """Accounts for a number."""
        self.end = max(self.end, mention.end)
        self.start = min(self.start, mention.start)
        if mention.kind != "flat":
            self.digits.append(mention.digits)

    def again(self, start: int) -> Draft:
        """A further claim on the same figure: another base, another whole."""
        return Draft(self.subject, self.year, self.stage, start, start, self.amount)

    @property
    def says_something(self) -> bool:
        """Whether it holds a figure of its own, and not only the amount of the claim before it."""
        figures = (self.quantity, self.change, self.change_quantity, self.change_pct, self.completion, self.share)
        return bool(self.digits) or any(figure is not None for figure in figures)
