"""Precision and recall of the rules over generated disclosures: clean ones, and ones with one planted fault each.

    python -m benchmarks.quality [--documents 2000] [--groups 100] [--jobs 2]

Departments with their units (groups) come beside them, clean ones and ones with a fault that shows only between
documents. Builds one warehouse of all, compares its findings with what was planted, prints the tables and writes
docs/rules-quality.md. A fault is found when a finding of one of the rules that must see it says so of its document, and
rightly diagnosed when that finding's diagnosis is the planted one. An error or warning in a clean document is a false
alarm.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter, defaultdict
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import duckdb

from benchmarks.generator import FAULTS, GROUP_FAULTS, LAYOUTS, Disclosure, generate, generate_group, render
from benchmarks.report import Table, machine
from pipelines.defs.run import run_build
from pipelines.intake.progress import Progress
from pipelines.warehouse.workspace import Workspace, available_cores

_OUTPUT = Path(__file__).parent.parent / "docs" / "rules-quality.md"
_HEAD = """# Quality of the rules

Written by `make benchmark` (`python -m benchmarks.quality`): what the rules say of generated disclosures whose truth is
known. The layouts take turns; a reader's slip counts against the rules here, since it does for whoever reads findings.
"""

#: How far the seed of a document lies that takes the place of another.
_OTHER_SEED = 10_000_000

Findings = dict[str, list[tuple[str, str, str | None]]]
Job = tuple[Path, int, str, str | None, bool]
"""Folder, seed, layout and fault of a document; at last whether it is a department with its units instead."""


def main(arguments: list[str] | None = None) -> None:
    """Measures, prints and writes."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality", description=__doc__)
    parser.add_argument("--documents", type=int, default=2000, help="clean ones; as many with a fault")
    parser.add_argument("--groups", type=int, default=100, help="clean departments with units; as many with a fault")
    parser.add_argument("--layout", action="append", choices=LAYOUTS, help="only these layouts")
    parser.add_argument("--first-seed", type=int, default=1_000_000)
    parser.add_argument("--jobs", type=int, default=available_cores())
    parser.add_argument("--output", type=Path, default=_OUTPUT)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        tables = measure(
            Path(folder),
            options.documents,
            options.groups,
            options.first_seed,
            options.layout or list(LAYOUTS),
            options.jobs,
        )
    text = _HEAD + "".join(f"\n## {table.markdown(machine())}" for table in tables)
    sys.stdout.write(text)
    options.output.write_text(text, encoding="utf-8")


def measure(folder: Path, documents: int, groups: int, first_seed: int, layouts: list[str], jobs: int) -> list[Table]:
    """Gives the tables of false alarms and of faults, of `documents` clean and as many faulty disclosures.

    Besides, of `groups` departments with their units, and of as many with a fault.
    """
    raw = folder / "raw"
    raw.mkdir()
    planted = write_disclosures(raw, documents, groups, first_seed, layouts, jobs)
    warehouse = folder / "gongkai.duckdb"
    run_build(Workspace(raw, warehouse, jobs), Progress())
    findings = _read_findings(warehouse)
    return [_false_alarms(planted, findings), _faults(planted, findings)]


Planted = tuple[str, str, tuple[str, ...], str]
"""Layout; then of the fault: name, the rules that must find it, diagnosis."""


def write_disclosures(
    folder: Path, documents: int, groups: int, first_seed: int, layouts: list[str], jobs: int
) -> dict[str, Planted]:
    """Writes the disclosures and gives what is planted in each, by file name.

    Every one, or every group, is of departments of its own: two of one department would have to agree with each other,
    and the generator makes each alone. The later of two is made anew from another seed.
    """
    work: list[Job] = []
    for faults, count, is_group in ((FAULTS, documents, False), (GROUP_FAULTS, groups, True)):
        for number in range(count):
            layout = layouts[number % len(layouts)]
            fault = faults[number // len(layouts) % len(faults)]
            work.append((folder, first_seed + number, layout, None, is_group))
            work.append((folder, first_seed + count + number, layout, fault, is_group))
    planted: dict[str, Planted] = {}
    departments: set[tuple[str, str]] = set()
    with ProcessPoolExecutor(jobs) as pool:
        while work:
            again: list[Job] = []
            for job, written in zip(work, pool.map(_write, work, chunksize=16), strict=True):
                own = {department for _, department, _ in written}
                if own & departments:
                    for name, _, _ in written:
                        (folder / name).unlink()
                    again.append((folder, job[1] + _OTHER_SEED, *job[2:]))
                else:
                    departments |= own
                    planted.update((name, said) for name, _, said in written)
            work = again
    return planted


def _write(job: Job) -> list[tuple[str, tuple[str, str], Planted]]:
    """Writes the disclosures of a job; gives for each its file's name, its department and what is planted in it."""
    folder, seed, layout, fault, is_group = job
    if is_group:
        documents = generate_group(seed, layout=layout, fault=fault)
    else:
        documents = (generate(seed, layout=layout, fault=fault),)
    written = []
    for number, document in enumerate(documents):
        kind = f"group{number}" if is_group else "single"
        path = folder / f"{seed}-{layout}-{kind}-{fault or 'clean'}.txt"
        path.write_text(render(document), encoding="utf-8")
        facts = document.facts
        written.append((path.name, (facts.region_code, facts.department), _planted(document)))
    return written


def _planted(document: Disclosure) -> Planted:
    fault = document.faults[0] if document.faults else None
    return (document.layout, *((fault.name, fault.rules, fault.diagnosis) if fault else ("", (), "")))


def _read_findings(warehouse: Path) -> Findings:
    findings: Findings = defaultdict(list)
    with duckdb.connect(str(warehouse.resolve()), read_only=True) as connection:
        rows = connection.execute("""
            select d.source_uri, f.rule_code, f.severity, f.diagnosis
            from fact_finding f join dim_document d using (document_key)
        """).fetchall()
    for source, rule, severity, diagnosis in rows:
        findings[source].append((rule, severity, diagnosis))
    return findings


def _false_alarms(planted: dict[str, Planted], findings: Findings) -> Table:
    table = Table(
        "False alarms",
        "Clean documents, by layout: how many got an error or a warning that nothing deserves, and from which rules.",
        ("layout", "documents", "with an alarm", "share", "rules"),
    )
    documents, alarmed = Counter[str](), Counter[str]()
    rules: dict[str, Counter[str]] = defaultdict(Counter)
    for source, (layout, name, _, _) in planted.items():
        if name:
            continue
        alarms = {rule for rule, severity, _ in findings.get(source, ()) if severity != "info"}
        for row in (layout, "all"):
            documents[row] += 1
            alarmed[row] += bool(alarms)
            rules[row].update(alarms)
    for row in sorted(documents, key=lambda row: (row == "all", row)):
        said = ", ".join(f"{rule} {count}" for rule, count in rules[row].most_common(8)) or "-"
        table.add(row, str(documents[row]), str(alarmed[row]), f"{alarmed[row] / documents[row]:.2%}", said)
    return table


def _faults(planted: dict[str, Planted], findings: Findings) -> Table:
    table = Table(
        "Planted faults",
        "Documents with one fault each: how many were found by a rule that must find it, how many of those rightly "
        "diagnosed, and the layouts in which some were missed.",
        ("fault", "documents", "found", "recall", "diagnosed", "missed in"),
    )
    documents, found, diagnosed = Counter[str](), Counter[str](), Counter[str]()
    missed: dict[str, Counter[str]] = defaultdict(Counter)
    for source, (layout, name, rules, diagnosis) in planted.items():
        if not name:
            continue
        said = [said for rule, _, said in findings.get(source, ()) if rule in rules]
        for row in (name, "all"):
            documents[row] += 1
            found[row] += bool(said)
            diagnosed[row] += (not diagnosis and bool(said)) or diagnosis in said
            if not said:
                missed[row][layout] += 1
    for row in sorted(documents, key=lambda row: (row == "all", row)):
        where = ", ".join(f"{layout} {count}" for layout, count in missed[row].most_common()) or "-"
        counts = (str(documents[row]), str(found[row]), f"{found[row] / documents[row]:.2%}", str(diagnosed[row]))
        table.add(row, *counts, where)
    return table


if __name__ == "__main__":
    main()
