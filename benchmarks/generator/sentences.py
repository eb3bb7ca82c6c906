"""Sentences that state figures: a template, its atoms, and the truth that they claim.

A declared text may use, besides names and years: `{amount}` (with its unit), `{budget}`, `{share}`, `{completion}`,
`{completion_adjusted}` and, for last year, `{compare}` (change and percent), `{compare_change}` (change alone),
`{compare_year}` (both, with the year named) and `{compare_sentence}` (both years' amounts, percent alone).
Each becomes a phrase over atoms (`{change}`, `{word}`, `{pct}` …), so that a fault can touch one atom.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from benchmarks.generator.figures import Figure
from benchmarks.generator.money import Printer, percent, read_amount

UNIT = "万元"


class Claim(NamedTuple):
    """One row of `fact_statement`; None where the sentence says nothing of the kind. Percents carry their sign."""

    topic: str
    year: int
    code: str
    amount_yuan: Decimal | None
    base: str
    change_yuan: Decimal | None
    change_pct: Decimal | None
    completion_pct: Decimal | None
    share_pct: Decimal | None


@dataclass(slots=True)
class Sentence:
    """A clause with its figures. `atoms` are the printed parts; `figure` the exact amounts behind them."""

    template: str
    atoms: dict[str, str]
    topic: str = ""
    code: str = ""
    year: int = 0
    figure: Figure = field(default_factory=lambda: Figure(0))

    def text(self) -> str:
        """Gives the sentence as printed."""
        return self.template.format_map(self.atoms)

    def has(self, atom: str) -> bool:
        """Whether the printed sentence shows the atom."""
        return "{" + atom + "}" in self.template

    def claims(self) -> Iterator[Claim]:
        """Gives what the printed sentence claims: one row, or one per base where it compares with several."""
        if not self.topic or not self.has("amount"):
            return
        atoms = self.atoms
        amount = read_amount(atoms["amount"], UNIT)
        share = Decimal(atoms["share"]) if self.has("share") else None
        bases = 0
        if self.has("change") or self.has("pct") or self.has("flat"):
            bases += 1
            down = atoms.get("word") in DOWN
            change = read_amount(atoms["change"], UNIT) if self.has("change") else None
            change = Decimal(0) if self.has("flat") else change
            pct = Decimal(atoms["pct"]) if self.has("pct") else None
            yield Claim(self.topic, self.year, self.code, amount, "previous_year", _signed(change, down=down),
                        _signed(pct, down=down), None, share)  # fmt: skip
        for atom, base in (("rate", "initial_budget"), ("rate_adjusted", "full_year_budget")):
            if self.has(atom):
                bases += 1
                yield Claim(self.topic, self.year, self.code, amount, base, None, None, Decimal(atoms[atom]), share)
        if not bases:
            yield Claim(self.topic, self.year, self.code, amount, "", None, None, None, share)


DOWN = frozenset({"减少", "下降", "降低"})


def _signed(value: Decimal | None, *, down: bool) -> Decimal | None:
    return -value if value is not None and down else value


@dataclass(frozen=True, slots=True)
class Voice:
    """How one document speaks of changes; drawn once."""

    printer: Printer
    versus: str
    up: tuple[str, str]
    down: tuple[str, str]
    flat: str
    trim_percent: bool


VERSUS = ("比上年", "较上年", "比{prior}年", "与上年相比", "比上年度")
UP = (("增加", "增长"), ("增加", "增加"))
LOWER = (("减少", "下降"), ("减少", "减少"), ("减少", "降低"))
FLAT = ("与上年持平", "与{prior}年持平", "较上年持平", "与上年保持一致")


def compose(voice: Voice, text: str, figure: Figure, values: dict[str, str], year: int) -> Sentence:
    """Gives the sentence of a declared text and a figure.

    >>> voice = Voice(Printer("万元"), "比上年", UP[0], LOWER[0], FLAT[0], trim_percent=False)
    >>> compose(voice, "支出{amount}，{compare}。", Figure(1500_0000, 1200_0000), {}, 2023).text()
    '支出15.00万元，比上年增加3.00万元，增长25.00%。'
    """
    atoms = dict(values)
    printer, amount = voice.printer, figure.amount
    atoms["amount"] = printer.figure(amount)
    for key in ("year", "prior"):
        atoms.setdefault(key, str(year if key == "year" else year - 1))
    if "{compare" in text:
        _compare_atoms(voice, figure, atoms)
    template = text.replace("{amount}", "{amount}万元").replace("{share}", "{share}%")
    if "{share}" in text:
        atoms["share"] = percent(amount, figure.whole or 1, trim=voice.trim_percent)
    if "{budget}" in text or "{completion}" in text:
        template = template.replace("{budget}", "{budget}万元")
        atoms["budget"] = printer.figure(figure.budget or 0)
        template = template.replace("{completion}", _completion(voice, atoms, amount, figure.budget, "rate", "年初"))
    if "{completion_adjusted}" in text:
        phrase = _completion(voice, atoms, amount, figure.adjusted, "rate_adjusted", "全年")
        template = template.replace("{completion_adjusted}", phrase)
    return Sentence(_compared(voice, template, figure), atoms, figure=figure)


def _compare_atoms(voice: Voice, figure: Figure, atoms: dict[str, str]) -> None:
    previous = figure.previous or 0
    change = figure.amount - previous
    atoms["word"], atoms["verb"] = voice.up if change >= 0 else voice.down
    atoms["change"] = voice.printer.figure(abs(change))
    atoms["previous"] = voice.printer.figure(previous)
    if previous:
        atoms["pct"] = percent(change, previous, trim=voice.trim_percent)
    atoms["flat"] = ""


def _completion(voice: Voice, atoms: dict[str, str], amount: int, budget: int | None, atom: str, stage: str) -> str:
    if not budget:
        return f"{stage}未安排预算" if amount else f"与{stage}预算持平"
    atoms[atom] = percent(amount, budget, trim=voice.trim_percent)
    return f"完成{stage}预算的{{{atom}}}%"


def _compared(voice: Voice, template: str, figure: Figure) -> str:
    """Puts the phrases for last year into the template: growth needs a base, and no change needs no percent."""
    if "{compare" not in template:
        return template
    flat = voice.printer.shown(figure.amount - (figure.previous or 0)) == 0
    base = bool(figure.previous) and voice.printer.shown(figure.previous or 0) != 0
    plain = voice.versus + "{word}{change}万元"
    full = plain + "，{verb}{pct}%" if base else plain + "，上年无此项支出"
    in_year = "与{prior}年度相比，{word}{change}万元" + ("，{verb}{pct}%" if base else "")
    growth = "比{prior}年预算执行数{word}{pct}%。" if base else "{prior}年无此项支出。"
    if flat:
        plain = full = voice.flat + "{flat}"
        in_year, growth = "与{prior}年度相比持平{flat}", "比{prior}年预算执行数持平。{flat}"
    sentence = "{prior}年当年预算执行数为{previous}万元，{year}年预算安排{amount}万元，" + growth
    return (
        template.replace("{compare}", full)
        .replace("{compare_change}", plain)
        .replace("{compare_year}", in_year)
        .replace("{compare_sentence}", sentence)
    )
