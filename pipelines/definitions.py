"""Dagster's way in: ``dagster dev -m pipelines.definitions``. Everything is assembled in `pipelines.defs`."""

import dagster as dg

from pipelines.defs.assembly import all_definitions


@dg.definitions
def definitions() -> dg.Definitions:
    """All assets, checks and jobs of the project."""
    return all_definitions()
