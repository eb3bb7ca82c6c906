"""Names out of fragments: words wrapped over lines are joined when together they are an official name or a label."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pipelines.forms.codes import fold_name, names
from pipelines.forms.header_parts import are_torn
from pipelines.forms.labels import read_label
from pipelines.forms.plain.fragments import Fragment
from pipelines.forms.wording import meaning_of, strip_ordinal
from pipelines.reading.rows import Cell

#: A name is wrapped over at most so many lines.
_MOST_LINES = 5
#: What words cost that are no name: those of a column stand among the rows where a page begins, others are damage.
_COLUMN, _UNKNOWN = 0.1, 3.0
#: Rows below which funds stand.
_BALANCES = ("carry_in", "carry_out")
#: Sums that head a column, not a side.
BARE_SUMS = frozenset(("合计", "小计"))


@dataclass(slots=True, eq=False)
class Name:
    """Words that name a row; `at` is the place of its last fragment in the region, `first` of its first."""

    cell: Cell
    first: int
    at: int


Known = Callable[[str], bool]


def is_code_name(kind: str) -> Known:
    """Whether words are an official name of a list, or the label of a total."""
    official = names(kind)
    return lambda key: fold_name(strip_ordinal(key)) in official


def is_side_label(key: str) -> bool:
    """Whether words name a row of a form of two sides rather than a column.

    >>> is_side_label("一、一般公共预算资金"), is_side_label("一般公共预算"), is_side_label("收入总计")
    (True, False, True)
    """
    label = read_label(key)
    if not label.item or key in BARE_SUMS:
        return False
    return strip_ordinal(key) != key or (label.item != "fund" and not meaning_of(key).side)


def read_names(fragments: Sequence[Fragment], known: Known) -> list[Name]:
    """The known names among the fragments in order; every run of words is cut so that the fewest words stay unknown."""
    found: list[Name] = []
    for start, end in _word_runs(fragments):
        found += _cut(fragments, start, end, known)
    return found


def _word_runs(fragments: Sequence[Fragment]) -> Iterator[tuple[int, int]]:
    start = None
    for at, fragment in enumerate(fragments):
        if fragment.kind == "word":
            start = at if start is None else start
        elif start is not None:
            yield start, at
            start = None
    if start is not None:
        yield start, len(fragments)


def _cut(fragments: Sequence[Fragment], start: int, end: int, known: Known) -> list[Name]:
    """The cheapest cut of a run: a known name costs 1, a join over an empty line a little more, other words by kind."""
    run = fragments[start:end]
    keys = [fragment.cell.key for fragment in run]
    begins = [strip_ordinal(key) != key for key in keys]  # words with an ordinal begin a name
    cost = [0.0]
    back: list[tuple[int, bool]] = [(0, False)]
    for stop in range(1, len(run) + 1):
        alone = meaning_of(keys[stop - 1]).role
        best, step = cost[-1] + (_COLUMN if alone else _UNKNOWN), (stop - 1, False)
        for begin in range(max(0, stop - _MOST_LINES), stop):
            if any(begins[begin + 1 : stop]):
                continue
            parted = [at for at in range(begin + 1, stop) if run[at].apart]
            if any(known("".join(keys[begin:at])) for at in parted):
                continue  # a whole name does not go on behind an empty line
            price = cost[begin] + 1.0 + 0.2 * len(parted)
            if (price < best or stop - begin == 1) and _is_one(keys[begin:stop], known):
                best, step = price, (begin, True)
        cost.append(best)
        back.append(step)
    found: list[Name] = []
    stop = len(run)
    while stop:
        begin, named = back[stop]
        if named:
            cells = [fragment.cell for fragment in run[begin:stop]]
            found.append(Name(_join(cells), start + begin, start + stop - 1))
        stop = begin
    return found[::-1]


def _is_one(keys: Sequence[str], known: Known) -> bool:
    """Whether words together are a known name, and none of them begins anew."""
    return known("".join(keys)) and not any(_goes_apart(keys[:at], keys[at:]) for at in range(1, len(keys)))


def _goes_apart(begun: Sequence[str], rest: Sequence[str]) -> bool:
    """Whether words are none of what stands before them: of a heading of names, of row numbers, a fund of a balance."""
    before, word = "".join(begun), "".join(rest)
    if meaning_of(before).role == "name" or meaning_of(word).role == "ordinal":
        return True
    return read_label(before).item in _BALANCES and read_label(word).item == "fund"


def _join(cells: Sequence[Cell]) -> Cell:
    if len(cells) == 1:
        return cells[0]
    text = "".join(cell.text for cell in cells)
    return Cell(text, "".join(cell.key for cell in cells), cells[0].start, cells[-1].end, cells[0].line)


def header_words(fragments: Sequence[Fragment]) -> list[tuple[str, int]]:
    """All readings of column words, each with its place: single fragments, and fragments of one block joined.

    A word may go on behind another one that stands beside it: 机关运行经 | 公务用车购置及运行费 | 费预算数.
    """
    found: list[tuple[str, int]] = []
    for at, fragment in enumerate(fragments):
        if fragment.kind != "word":
            continue
        key = ""
        for part in range(at, min(at + _MOST_LINES - 1, len(fragments))):
            if fragments[part].kind != "word" or (part > at and fragments[part].apart):
                break
            key += fragments[part].cell.key
            if len(key) > 30 or strip_ordinal(key) != key:
                break
            if meaning_of(key).role:
                found.append((key, at))
        beyond = fragments[at + 2] if at + 2 < len(fragments) else fragment
        if beyond.kind == "word" and are_torn(fragment.cell.key, beyond.cell.key):
            found.append((fragment.cell.key + beyond.cell.key, at))
    return found
