"""Slips in the figures of sentences."""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import Decimal

from benchmarks.generator.chance import seeded
from benchmarks.generator.document import Disclosure
from benchmarks.generator.fault import Fault, Place, number, reprint, transpose
from benchmarks.generator.figures import THREE_PUBLIC
from benchmarks.generator.money import percent
from benchmarks.generator.sentences import DOWN, Sentence

Found = tuple[int, Sentence]
WAN = 1_000_000
#: Topics whose amount also stands in a table.
IN_TABLES = frozenset(
    {"revenue_total", "expenditure_total", "general_expenditure", "fiscal_appropriation_expenditure", "functional",
     "general_basic_expenditure", "government_fund_expenditure"}
)  # fmt: skip
#: Percents must miss by more than this, in hundredths, so that no rounding explains them.
CLEAR = Decimal("0.3")


def _pick(rng: random.Random, document: Disclosure, fits: Callable[[Sentence], bool]) -> Found | None:
    found = [(index, sentence) for index, sentence in document.sentences() if sentence.topic and fits(sentence)]
    return rng.choice(found) if found else None


def _plain(sentence: Sentence) -> bool:
    """Whether the sentence states an amount and nothing that follows from it."""
    derived = ("change", "pct", "share", "rate", "rate_adjusted", "flat", "budget")
    return sentence.has("amount") and not any(sentence.has(atom) for atom in derived)


def _set(found: Found, atom: str, value: str, name: str, rules: tuple[str, ...], diagnosis: str) -> Fault:
    """Replaces one atom of a sentence and gives the fault."""
    index, sentence = found
    right = sentence.atoms[atom]
    sentence.atoms[atom] = value
    return Fault(name, rules, diagnosis, (Place(index),), right, value)


def slip_unit(rng: random.Random, document: Disclosure) -> Fault | None:
    """Prints the yuan in front of 万元."""
    found = _pick(rng, document, lambda s: _plain(s) and s.topic in IN_TABLES and s.figure.amount > WAN)
    if not found:
        return None
    yuan = f"{number(found[1].atoms['amount']) * 10_000:.0f}"
    return _set(found, "amount", yuan, "unit_slip", ("S05",), "unit_slip")


def _change(sentence: Sentence) -> int:
    return sentence.figure.amount - (sentence.figure.previous or 0)


def divide_by_current(rng: random.Random, document: Disclosure) -> Fault | None:
    """Takes the growth in percent of this year's amount instead of last year's."""

    def fits(sentence: Sentence) -> bool:
        if not (sentence.has("pct") and sentence.has("change") and sentence.figure.amount > WAN):
            return False
        wrong = percent(_change(sentence), sentence.figure.amount)
        if abs(Decimal(wrong) - Decimal(sentence.atoms["pct"])) <= CLEAR or abs(_change(sentence)) <= WAN // 2:
            return False
        least, most = _growths(sentence)
        return not least - CLEAR <= Decimal(wrong) <= most + CLEAR

    found = _pick(rng, document, fits)
    if not found:
        return None
    wrong = percent(_change(found[1]), found[1].figure.amount)
    return _set(found, "pct", wrong, "wrong_base", ("A03",), "wrong_denominator")


def _growths(sentence: Sentence) -> tuple[Decimal, Decimal]:
    """Gives the least and the most growth in percent for which the printed amounts, each rounded, may stand."""
    amount, change = number(sentence.atoms["amount"]), number(sentence.atoms["change"])
    halves = _half_unit(sentence.atoms["amount"]) + _half_unit(sentence.atoms["change"])
    change_half = _half_unit(sentence.atoms["change"])
    base = amount + change if sentence.atoms["word"] in DOWN else amount - change
    least = 100 * (change - change_half) / (base + halves)
    return least, 100 * (change + change_half) / (base - halves) if base > halves else Decimal("Infinity")


def _half_unit(printed: str) -> Decimal:
    """Half of one of a number's last printed digit."""
    return Decimal(5).scaleb(-len(printed.partition(".")[2]) - 1)


def truncate_percent(rng: random.Random, document: Disclosure) -> Fault | None:
    """Cuts the growth after two decimals instead of rounding it; no rounding of the amounts explains it."""

    def cut(sentence: Sentence) -> str:
        hundredths = abs(_change(sentence)) * 10_000 // (sentence.figure.previous or 1)
        return f"{hundredths // 100}.{hundredths % 100:02d}"

    def fits(sentence: Sentence) -> bool:
        if not (sentence.has("pct") and sentence.has("change") and (sentence.figure.previous or 0) > 100 * WAN):
            return False
        return Decimal(cut(sentence)) < _growths(sentence)[0] - _half_unit(cut(sentence))

    found = _pick(rng, document, fits)
    return _set(found, "pct", cut(found[1]), "truncated_percent", ("A03",), "truncated_percent") if found else None


def change_amount(rng: random.Random, document: Disclosure) -> Fault | None:
    """States another amount than the table: two digits exchanged."""

    def fits(sentence: Sentence) -> bool:
        if not (_plain(sentence) and sentence.topic in IN_TABLES):
            return False
        return sentence.figure.amount > WAN and transpose(seeded(0), sentence.atoms["amount"]) is not None

    found = _pick(rng, document, fits)
    if not found:
        return None
    wrong = transpose(rng, found[1].atoms["amount"]) or ""
    rule = "N03" if found[1].topic == "government_fund_expenditure" else "N01"
    return _set(found, "amount", wrong, "text_differs", (rule,), "transposed_digits")


def change_three_public(rng: random.Random, document: Disclosure) -> Fault | None:
    """States a total of 三公经费 that is not the sum of the items in the same text."""
    found = _pick(rng, document, lambda s: s.topic == "three_public_total" and s.figure.amount > WAN // 10)
    parts = {s.topic for _, s in document.sentences()} & THREE_PUBLIC
    if not found or len(parts) < 4:
        return None
    printed = found[1].atoms["amount"]
    wrong = reprint(printed, number(printed) + rng.randrange(1, 9))
    return _set(found, "amount", wrong, "three_public_text", ("N05", "N04"), "")


def turn_direction(rng: random.Random, document: Disclosure) -> Fault | None:
    """Says that an amount fell which rose, or the other way round, while the percent keeps its word."""
    found = _pick(rng, document, lambda s: s.has("word") and s.has("pct") and s.has("change"))
    if not found:
        return None
    wrong = "增加" if found[1].atoms["word"] in DOWN else "减少"
    return _set(found, "word", wrong, "wrong_direction", ("A06",), "")


def grow_from_zero(rng: random.Random, document: Disclosure) -> Fault | None:
    """Claims growth in percent where last year had nothing."""
    found = _pick(rng, document, lambda s: "，上年无此项支出" in s.template and s.figure.amount > 0)
    if not found:
        return None
    index, sentence = found
    sentence.template = sentence.template.replace("，上年无此项支出", "，增长{pct}%")
    sentence.atoms["pct"] = "100"
    return Fault("percent_on_zero", ("A04",), "", (Place(index),), "", "100")


def change_share(rng: random.Random, document: Disclosure) -> Fault | None:
    """States a share that is not part ÷ whole."""
    found = _pick(rng, document, lambda s: s.has("share") and 5 < float(s.atoms["share"]) < 90)
    if not found:
        return None
    printed = found[1].atoms["share"]
    wrong = reprint(printed, number(printed) + rng.choice((-3, 4, 6)))
    return _set(found, "share", wrong, "wrong_share", ("A01",), "")


def complete_other_budget(rng: random.Random, document: Disclosure) -> Fault | None:
    """Divides by the full year's budget where the sentence names the initial one."""

    def wrong(sentence: Sentence) -> str:
        return percent(sentence.figure.amount, sentence.figure.adjusted or 1)

    def fits(sentence: Sentence) -> bool:
        if not (sentence.has("rate") and sentence.figure.adjusted and sentence.figure.amount > WAN):
            return False
        return abs(Decimal(wrong(sentence)) - Decimal(sentence.atoms["rate"])) > CLEAR

    found = _pick(rng, document, fits)
    return _set(found, "rate", wrong(found[1]), "wrong_completion", ("A05",), "wrong_denominator") if found else None


def _names_its_year(sentence: Sentence) -> bool:
    """Whether the year stands as the sentence's subject, not as a date (截至 2023 年 12 月)."""
    template = sentence.template
    return sentence.has("amount") and template.count("{year}") == 1 and "至{year}" not in template


def keep_last_year(rng: random.Random, document: Disclosure) -> Fault | None:
    """Leaves last year's number in the subject of a sentence."""
    found = _pick(rng, document, _names_its_year)
    if not found:
        return None
    return _set(found, "year", str(found[1].year - 1), "stale_year", ("S03",), "stale_year")
