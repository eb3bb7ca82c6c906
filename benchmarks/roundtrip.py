"""Round trip: generate, render, parse, and compare every money cell, indicator and document fact with the truth.

    python -m benchmarks.roundtrip --documents 2000 [--layout plain] [--first-seed 0] [--jobs 2] [-v]

Prints one line a layout. `wrong` are cells that the parser gives but no truth has, and that it did not flag as
ambiguous; `doubtful` are those that it did flag. Same arguments, same figures.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from benchmarks.generator import LAYOUTS, Disclosure, generate, render
from pipelines import parse

if TYPE_CHECKING:
    from benchmarks.generator.sheet import TruthLine
    from pipelines.model import BudgetLine, ParsedDocument

Key = tuple[object, ...]
#: Marks that a page may print in half width: a name is the same name with either.
FOLDED = str.maketrans("（）：，；“”", '():,;""')


@dataclass(slots=True)
class Comparison:
    """What one or several round trips gave. `by_form` counts (family, form, missing or wrong)."""

    documents: int = 0
    quarantined: int = 0
    cells: int = 0
    found: int = 0
    matched: int = 0
    wrong: int = 0
    doubtful: int = 0
    inferred: int = 0
    ambiguous: int = 0
    indicators: int = 0
    indicators_matched: int = 0
    facts_wrong: Counter[str] = field(default_factory=Counter)
    by_form: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    seeds: list[int] = field(default_factory=list)

    def add(self, other: Comparison) -> None:
        """Adds another comparison's counts."""
        for name in self.__slots__:
            value = getattr(self, name)
            if isinstance(value, Counter):
                value.update(getattr(other, name))
            else:
                setattr(self, name, value + getattr(other, name))


def truth_key(line: TruthLine) -> Key:
    """Gives what must be right about a cell."""
    amount = line.amount_yuan.normalize()
    row = (line.item, line.functional, line.economic, line.project.translate(FOLDED))
    return (line.form, line.side, *row, line.nature, line.stage, line.fund, line.fiscal_year, amount)


def found_key(line: BudgetLine) -> Key:
    """Gives the same of a parsed cell."""
    amount = line.amount_yuan.normalize()
    project = line.project.name.translate(FOLDED) if line.project else ""
    row = (line.item, line.functional, line.economic, project)
    return (line.form, line.side, *row, line.nature, line.stage, line.fund, line.fiscal_year, amount)


def compare(document: Disclosure, parsed: ParsedDocument) -> Comparison:
    """Gives the counts of one round trip."""
    result = Comparison(documents=1)
    truth = Counter(truth_key(line) for line in document.lines())
    result.cells = truth.total()
    if parsed.quarantine:
        result.quarantined = 1
    found = Counter(found_key(line) for line in parsed.lines)
    result.found = found.total()
    result.matched = (truth & found).total()
    extra = found - truth
    for line in sorted(parsed.lines, key=lambda line: line.placement != "ambiguous"):
        key = found_key(line)
        result.inferred += line.placement == "inferred"
        result.ambiguous += line.placement == "ambiguous"
        if extra[key] > 0:
            extra[key] -= 1
            if line.placement == "ambiguous":
                result.doubtful += 1
            else:
                result.wrong += 1
                result.by_form[document.family, line.form, "wrong"] += 1
    for key, count in (truth - found).items():
        result.by_form[document.family, str(key[0]), "missing"] += count
    _compare_indicators(document, parsed, result)
    _compare_facts(document, parsed, result)
    if result.matched < result.cells or result.wrong:
        result.seeds.append(document.seed)
    return result


def _indicator_key(form: str, name: str, target: str) -> Key:
    return form, name.translate(FOLDED), target.translate(FOLDED)


def _compare_indicators(document: Disclosure, parsed: ParsedDocument, result: Comparison) -> None:
    truth = Counter(_indicator_key(entry.form, entry.target.name, entry.target_text) for entry in document.indicators())
    found = Counter(_indicator_key(entry.form, entry.name, entry.target_text) for entry in parsed.indicators)
    result.indicators = truth.total()
    result.indicators_matched = (truth & found).total()


def _compare_facts(document: Disclosure, parsed: ParsedDocument, result: Comparison) -> None:
    truth, facts = document.facts, parsed.facts
    if facts is None:
        return
    for name, expected, given in (
        ("department", truth.department, facts.department),
        ("region", truth.region_code, facts.region.code),
        ("scope", truth.scope, facts.scope),
        ("kind", truth.document_kind, facts.document_kind),
        ("year", truth.fiscal_year, facts.fiscal_year),
        ("date", truth.published_on, facts.published_on),
    ):
        result.facts_wrong[name] += expected != given


def round_trip(seed: int, layout: str | None = None) -> tuple[str, Comparison]:
    """Gives the layout and the comparison of one seed."""
    document = generate(seed, layout=layout)
    try:
        parsed = parse(render(document).encode())
    except Exception as error:
        error.add_note(f"while parsing the document of seed {seed} in layout {document.layout}")
        raise
    return document.layout, compare(document, parsed)


COLUMNS = ("recall", "precise", "wrong", "doubtful", "inferred", "ambiguous", "indicators")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


def _print_row(layout: str, sums: Comparison) -> None:
    shares = (
        share(sums.matched, sums.cells),
        share(sums.matched, sums.found),
        share(sums.wrong, sums.found),
        share(sums.doubtful, sums.found),
        share(sums.inferred, sums.found),
        share(sums.ambiguous, sums.found),
        share(sums.indicators_matched, sums.indicators),
    )
    facts = ", ".join(f"{name} {count}" for name, count in sums.facts_wrong.items() if count) or "-"
    cells = "".join(f"{text:>11}" for text in shares)
    _say(f"{layout:10}{sums.documents:6}{sums.cells:9}{cells}{sums.quarantined:10}  {facts}")


def share(part: int, whole: int) -> str:
    """Gives a share with four decimals.

    >>> share(1, 3), share(0, 0)
    ('0.3333', '1.0000')
    """
    return f"{part / whole if whole else 1:.4f}"


def main(arguments: list[str] | None = None) -> None:
    """Runs the round trip and prints its figures."""
    options = _options().parse_args(arguments)
    seeds = range(options.first_seed, options.first_seed + options.documents)
    layouts = options.layout or list(LAYOUTS)
    sums = {layout: Comparison() for layout in layouts}
    jobs = [(seed, layouts[place % len(layouts)]) for place, seed in enumerate(seeds)]
    with ProcessPoolExecutor(options.jobs) as pool:
        for layout, comparison in pool.map(_run, jobs, chunksize=16):
            sums[layout].add(comparison)
    total = Comparison()
    for comparison in sums.values():
        total.add(comparison)
    _say(
        f"{'layout':10}{'docs':>6}{'cells':>9}{''.join(f'{word:>11}' for word in COLUMNS)}{'not read':>10}  facts wrong"
    )
    for layout, comparison in [*sums.items(), ("all", total)]:
        _print_row(layout, comparison)
    if options.verbose:
        _details(sums)


def _run(job: tuple[int, str]) -> tuple[str, Comparison]:
    return round_trip(*job)


def _details(sums: dict[str, Comparison]) -> None:
    for layout, comparison in sums.items():
        _say(f"\n{layout}: not perfect, seeds {comparison.seeds[:12]} … {len(comparison.seeds)}")
        for (family, form, what), count in comparison.by_form.most_common(12):
            _say(f"    {family:18} {form:30} {what:8} {count}")


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.roundtrip", description=__doc__)
    parser.add_argument("--documents", type=int, default=2000, help="how many seeds (default 2000)")
    parser.add_argument("--first-seed", type=int, default=0, help="the first seed (default 0)")
    parser.add_argument("--layout", action="append", choices=LAYOUTS, help="only this layout; may be given again")
    parser.add_argument("--jobs", type=int, default=2, help="processes (default 2)")
    parser.add_argument("-v", "--verbose", action="store_true", help="list forms and seeds that are not perfect")
    return parser


if __name__ == "__main__":
    main()
