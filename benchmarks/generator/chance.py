"""Seeded chance: the only way in which this room makes a random source."""

from __future__ import annotations

import random


def seeded(*parts: object) -> random.Random:
    """Gives a random source that depends on the parts alone, on every machine and in every run.

    >>> seeded(7, "plain").random() == seeded(7, "plain").random()
    True
    """
    return random.Random("/".join(str(part) for part in parts))  # noqa: S311 - no secret hangs on it
