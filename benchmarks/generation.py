"""Documents a second and core of the generator: drawn, printed in each layout, and both."""

from __future__ import annotations

from benchmarks.clock import side_by_side
from benchmarks.generator import LAYOUTS, generate, render
from benchmarks.report import Table

TITLE = "Generator"
DOCUMENTS = 200
_TEXT = (
    "Documents a second and core that `benchmarks/generator` makes. A department is drawn once (its accounts, forms, "
    "sentences) and then printed in one layout, or in all nine."
)


def measure_generation(documents: int, repetitions: int) -> Table:
    """Gives one row a step, and one for each way from a seed to texts."""
    drawn = [generate(seed) for seed in range(documents)]

    def draw() -> None:
        for seed in range(documents):
            generate(seed)

    def write(layout: str) -> None:
        for document in drawn:
            render(document, layout)

    tasks = [draw, *(lambda layout=layout: write(layout) for layout in LAYOUTS)]
    drawing, *printing = (seconds / documents for seconds in side_by_side(tasks, repetitions))
    table = Table(TITLE, _TEXT, ("step", "ms a document", "documents a second"))
    steps = [("draw", drawing, 1), *((f"print, {name}", each, 1) for name, each in zip(LAYOUTS, printing, strict=True))]
    steps.append(("draw, print in one layout", drawing + sum(printing) / len(LAYOUTS), 1))
    steps.append(("draw, print in all layouts", drawing + sum(printing), len(LAYOUTS)))
    for name, cost, texts in steps:
        table.add(name, f"{cost / texts * 1000:.2f}", f"{texts / cost:,.0f}")
    return table
