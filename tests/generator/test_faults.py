"""One fault, one difference: what is planted stands where the truth says, and nothing else changes."""

from __future__ import annotations

import pytest

from benchmarks.generator import FAULTS, generate, render, render_with_places

#: Faults that take something away: their actual figure is not printed.
TAKEN_AWAY = {"missing_note", "missing_table", "dropped_row"}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_printed_at_its_places(fault: str):
    for seed in range(5):
        document = generate(seed, fault=fault, layout="pipe")
        (planted,) = document.faults
        assert planted.name == fault
        assert planted.rules
        assert planted.expected != planted.actual or fault == "shifted_column"
        text, places = render_with_places(document)
        lines = text.split("\n")
        assert set(places) == set(planted.places)
        if fault not in TAKEN_AWAY:
            shown = "".join("".join(lines[first - 1 : last]) for first, last in places.values())
            assert planted.actual in shown or document.halfwidth


@pytest.mark.parametrize("fault", FAULTS)
def test_faults_are_deterministic(fault: str):
    assert render(generate(3, fault=fault)) == render(generate(3, fault=fault))


def test_a_clean_document_has_no_fault():
    assert not any(generate(seed).faults for seed in range(20))
