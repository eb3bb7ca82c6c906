"""Generator: random but consistent disclosures of any department, region and year, in every layout, with known truth.

Rooms, in the one direction in which they may know each other: `codes`, `places`, `publishers` (who) → `ledger`,
`projects`, `drawing` (exact amounts) → `money`, `sheet`, `families`, `style` (how a document prints) → `forms`,
`figures`, `sentences`, `narrative`, `web` (what it says) → `document` → `faults` → `rendering` → `assembly` → `group`
(a department with its units, whose accounts `consolidation` adds up).
Wordings are data (`wordings/`). Does not belong here: anything of `pipelines`; the generator prints what documents
print, whether the parser reads it or not.
"""

from __future__ import annotations

from benchmarks.generator.assembly import generate
from benchmarks.generator.document import Disclosure
from benchmarks.generator.faults import FAULTS
from benchmarks.generator.group import GROUP_FAULTS, generate_group
from benchmarks.generator.rendering import LAYOUTS, render, render_with_places

__all__ = [
    "FAULTS",
    "GROUP_FAULTS",
    "LAYOUTS",
    "Disclosure",
    "generate",
    "generate_group",
    "render",
    "render_with_places",
]
