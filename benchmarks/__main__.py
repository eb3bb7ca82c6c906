"""Measures `parse` and the rules and writes the results.

    python -m benchmarks [folder ...] [--only throughput stages ...] [--documents 20] [--repetitions 5]

Folders hold further disclosures as text files. Runs on one core; some minutes for everything.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks.builds import SIZES, WHOLE, measure_builds, measure_end_to_end
from benchmarks.corpora import read_corpora
from benchmarks.generation import DOCUMENTS, measure_generation
from benchmarks.growth import measure_hostile, measure_length, measure_placement, measure_width
from benchmarks.report import Table, machine, write_sections
from benchmarks.rules import RULE_DOCUMENTS, measure_rules
from benchmarks.stages import measure_stages
from benchmarks.throughput import measure_throughput
from pipelines.warehouse.workspace import available_cores

_OUTPUT = Path(__file__).parent.parent / "docs" / "benchmarks.md"


def main(arguments: list[str] | None = None) -> None:
    """Runs the chosen benchmarks, prints their tables and writes them to the file."""
    options = _read_options(arguments)
    corpora = list(read_corpora(options.folders, options.documents))
    benchmarks: dict[str, Callable[[], Table]] = {
        "throughput": lambda: measure_throughput(corpora, options.repetitions),
        "stages": lambda: measure_stages(corpora, options.repetitions),
        "generation": lambda: measure_generation(DOCUMENTS, options.repetitions),
        "length": measure_length,
        "width": measure_width,
        "placement": measure_placement,
        "hostile": measure_hostile,
        "builds": lambda: measure_builds(options.sizes),
        "whole": lambda: measure_end_to_end(options.whole),
        "rules": lambda: measure_rules(available_cores(), tuple(options.rule_documents)),
    }
    for name in options.only or benchmarks:
        table = benchmarks[name]()
        sys.stdout.write(table.markdown(machine()) + "\n")
        sys.stdout.flush()
        write_sections(options.output, [table])


def _read_options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, help="further folders of disclosures")
    names = (
        *("throughput", "stages", "generation", "length", "width"),
        *("placement", "hostile", "rules", "builds", "whole"),
    )
    parser.add_argument("--only", nargs="+", choices=names, help="these benchmarks, not all")
    parser.add_argument("--documents", type=int, default=20, help="generated documents a layout")
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES, help="documents of the builds")
    parser.add_argument("--whole", type=int, default=WHOLE, help="documents of the build that is measured end to end")
    parser.add_argument("--repetitions", type=int, default=5)
    parser.add_argument(
        "--rule-documents", nargs="+", type=int, default=RULE_DOCUMENTS, help="sizes of the warehouses for `rules`"
    )
    parser.add_argument("--output", type=Path, default=_OUTPUT)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
