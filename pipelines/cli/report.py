"""The report of a build: what is published and what the build took, as one flat record for whoever watches builds."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pipelines.frames.coverage import placed_share
from pipelines.warehouse.build_log import Effort, read_builds
from pipelines.warehouse.findings import read_severities
from pipelines.warehouse.overview import read_coverage, read_quarantine
from pipelines.warehouse.reader import open_published


def build_report(warehouse: Path, effort: Effort, seconds: float, *, is_new: bool) -> dict[str, Any]:
    """Gives the report of a build that ended well; `added` and `removed` are 0 when nothing had changed.

    Raises:
        NoWarehouseError: what was published can not be read.
    """
    with open_published(warehouse) as connection:
        (build,) = read_builds(connection, 1)
        reasons = Counter(row.reason_code for row in read_quarantine(connection))
        findings = {severity: count for severity, (count, _) in read_severities(connection).items()}
        coverage = read_coverage(connection)
    changed = {} if is_new else {"added": 0, "removed": 0, "way": "unchanged"}
    return {
        **asdict(build),
        **changed,
        **asdict(effort),
        "built_at": build.built_at.isoformat(timespec="seconds") + "Z",
        "seconds": round(seconds, 3),
        "quarantined_by_reason": dict(sorted(reasons.items())),
        "findings_by_severity": findings,
        "coverage": round(placed_share(coverage), 6),
    }


def write_report(path: Path, report: dict[str, Any]) -> None:
    """Writes a report as JSON.

    Raises:
        OSError: the file can not be written.
    """
    path.write_text(json.dumps(report, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
