"""Faults: exactly one slip planted in a clean disclosure, with all that a checker should say about it."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmarks.generator.document import Disclosure


def plant(rng: random.Random, document: Disclosure, name: str) -> bool:
    raise NotImplementedError
