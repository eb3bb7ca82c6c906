"""Names printed beside codes that the lists give to other codes, or to none: marks, for rules to judge."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from pipelines.forms.codes import Code, is_name_of, split_named_code
from pipelines.forms.labels import read_label
from pipelines.forms.records import Record
from pipelines.model import Mark

#: Longer text is no name.
_LONGEST = 60


def odd_names(records: Iterable[Record]) -> Iterator[Mark]:
    """Gives a mark for every row whose code the lists know by other names than the printed one.

    Its text is the code, a blank and the name; it spans the name.
    """
    for record in records:
        code, label = record.code, record.label
        if code is None or label is None or _is_of_government(record) or len(label.key) > _LONGEST:
            continue
        if _is_odd(code, label.key):
            yield Mark("code_name", f"{code.digits} {label.key}", label.line, label.start, label.end)


@lru_cache(maxsize=8192)
def _is_odd(code: Code, name: str) -> bool:
    return not read_label(name).is_total and split_named_code(name) is None and not is_name_of(code, name)


def _is_of_government(record: Record) -> bool:
    """Whether the row has a code of the governments' list beside its own: the name may belong to that."""
    return any(cell.key.startswith("5") for cell in record.codes)
