"""Generate, render, parse: layouts that keep their columns come back cell by cell."""

from __future__ import annotations

import pytest

from benchmarks.generator import generate, render
from benchmarks.roundtrip import Comparison, compare, main, round_trip
from pipelines import parse

#: Layouts that the parser reads, with the least recall and the most cells that are wrong without a flag.
THRESHOLDS = {
    "pipe": (0.99, 0.01),
    "tab": (0.99, 0.01),
    "pipelossy": (0.97, 0.01),
    "cellblank": (0.95, 0.01),
    "paragraph": (0.95, 0.01),
}


@pytest.mark.parametrize("layout", THRESHOLDS)
def test_cells_come_back(layout: str):
    sums = Comparison()
    for seed in range(200, 212):
        sums.add(round_trip(seed, layout)[1])
    recall, wrong = THRESHOLDS[layout]
    assert sums.quarantined == 0
    assert sums.matched >= recall * sums.cells
    assert sums.wrong <= wrong * sums.found


def test_a_perfect_document_compares_as_such():
    document = generate(8, layout="pipe", kind="budget", year=2023)
    result = compare(document, parse(render(document).encode()))
    assert (result.matched, result.wrong) == (result.cells, 0)


def test_the_script_prints_a_line_a_layout(capsys: pytest.CaptureFixture[str]):
    main(["--documents", "2", "--layout", "pipe", "--layout", "tab", "--jobs", "1", "-v"])
    printed = capsys.readouterr().out
    assert [line.split()[0] for line in printed.splitlines()[:4]] == ["layout", "pipe", "tab", "all"]
