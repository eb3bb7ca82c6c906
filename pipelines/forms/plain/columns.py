"""Columns of a plain region: header words stand in any order, so a form's declared order of columns says it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from pipelines.forms.columns import Column, combine
from pipelines.forms.labels import read_label
from pipelines.forms.plain.fragments import Fragment
from pipelines.forms.plain.words import header_words
from pipelines.forms.wording import Form, Meaning, Order, meaning_of, strip_year

#: Orders of so few columns count only when all their words are found; of longer ones as many must be.
_ALL_OF = 3


def columns_of(form: Form, side: str, fragments: Sequence[Fragment]) -> list[Column]:
    """The money columns of a form (or of its side) whose words stand in the region, in their declared order.

    Several orders may be declared: one that sets a stage side by side as often as it is printed is taken, then the one
    with most of its words found, then the one that agrees best with the order of the words. Empty when none begins with
    a word that was found, when the header sets stages or years side by side, or prints changes, and no order does with
    every one of its words; or balances beside the expenditure of codes.
    """
    seen = [(meaning_of(key), key, at) for key, at in header_words(fragments)]
    times = _times(meaning for meaning, _, _ in seen)
    changes = any(meaning.role == "change" for meaning, _, _ in seen)
    printed: dict[str, int] = {}
    for _, key, at in seen:
        printed.setdefault(key, at)
    begun = _begun(fragments)
    best: list[tuple[tuple[str, ...], int]] = []
    rank = (False, 0, 0)
    for order in form.orders:
        if order.side != side:
            continue
        words = [meaning_of(word) for path in order.columns for word in path]
        declared = _times(words)
        if (len(times) > 1) != (len(declared) > 1) or changes != any(word.role == "change" for word in words):
            continue
        found = _found(order, printed, begun)
        if (len(times) > 1 or changes) and len(found) < len(order.columns):
            continue
        if _repeats(order) and not _is_repeated(order, seen):
            continue
        places = [at for _, at in found]
        turned = sum(1 for i, a in enumerate(places) for b in places[i + 1 :] if a > b)
        if len(found) < min(len(order.columns), _ALL_OF):
            continue  # a torn word may be the lost one: with few columns the rest would take its numbers
        value = (len(found) == len(order.columns) and _is_staged(order, seen), len(found), -turned)
        if value > rank and found[0][0] == order.columns[0]:
            best, rank = found, value
    taken = {word for path, _ in best for word in path}
    balances = [key for meaning, key, _ in seen if meaning.item in ("carry_in", "carry_out")]
    if form.rows == "coded" and any(not any(_says(balance, word) for word in taken) for balance in balances):
        return []
    if form.rows == "coded" and _leaves_parts(seen, taken, fragments):
        return []
    years = _years_of(seen) if changes else {}
    return [_column(path, years) for path, _ in best]


def _leaves_parts(
    seen: Sequence[tuple[Meaning, str, int]], taken: Collection[str], fragments: Sequence[Fragment]
) -> bool:
    """Whether words above all amounts name parts of basic expenditure that are no columns of an order."""
    first = next((at for at, fragment in enumerate(fragments) if fragment.kind == "money"), len(fragments))
    parts = {meaning.nature for meaning, _, at in seen if at < first} & {"basic_personnel", "basic_public"}
    return bool(parts - {meaning_of(word).nature for word in taken})


def _column(path: tuple[str, ...], years: Mapping[str, int]) -> Column:
    meaning = combine(path)
    role = meaning.role if meaning.role == "change" else "money"
    return Column(path, replace(meaning, role=role, year=years.get(path[0], meaning.year)))


def _years_of(seen: Sequence[tuple[Meaning, str, int]]) -> dict[str, int]:
    """The years that the printed words over amounts set side by side: 2023年执行数, 2024年预算数."""
    return {strip_year(key): meaning.year for meaning, key, _ in seen if meaning.year and meaning.role != "change"}


def _times(words: Iterable[Meaning]) -> set[tuple[str, int]]:
    """The stages and years of amounts that header words set side by side."""
    meanings = [meaning for meaning in words if meaning.role != "change"]
    return {(meaning.stage, meaning.years_back) for meaning in meanings if meaning.stage or meaning.years_back}


def _repeats(order: Order) -> bool:
    """Whether an order sets stages side by side in each group or group by group: a leaf heads several columns."""
    leaves = [path[-1] for path in order.columns]
    return len(order.columns) - len(set(leaves)) > 1


def _is_staged(order: Order, seen: Sequence[tuple[Meaning, str, int]]) -> bool:
    """Whether an order sets a stage side by side as often as it is printed: 决算数 over each of several blocks."""
    leaves = [path[-1] for path in order.columns]
    repeated = [leaf for leaf in leaves if leaves.count(leaf) > 1]
    return bool(repeated) and all(meaning_of(leaf).stage for leaf in repeated) and _is_repeated(order, seen)


def _is_repeated(order: Order, seen: Sequence[tuple[Meaning, str, int]]) -> bool:
    """Whether each leaf is printed as often as the order has columns of it."""
    wanted = Counter(path[-1] for path in order.columns)
    return all(len({at for _, key, at in seen if _says(key, word)}) >= count for word, count in wanted.items())


def _found(order: Order, printed: Mapping[str, int], begun: Mapping[str, int]) -> list[tuple[tuple[str, ...], int]]:
    """The columns whose words stand in the region, each with its place; `printed` tells where each word first stands.

    That is where its heading stands, if the first column's words come before: then the heading is as high as they are,
    and its parts stand below. A heading that comes before all of them is above.
    """
    found: list[tuple[tuple[str, ...], int]] = []
    first = -1
    for path in order.columns:
        words = [_place(word, printed, begun) for word in path]
        known = [place for place in words if place is not None]
        if len(known) == len(path):
            places = [place for place in known if found and place > first]
            first = first if found else known[-1]
            found.append((path, places[0] if places else known[-1]))
    return found


def _place(word: str, printed: Mapping[str, int], begun: Mapping[str, int]) -> int | None:
    """Where a declared word stands: as the shortest reading that says it, since longer ones join its neighbours.

    Else where most of it begins: its rest is torn away.
    """
    said = min((key for key in printed if _says(key, word)), key=len, default=None)
    if said is not None:
        return printed[said]
    return next((at for key, at in begun.items() if word.startswith(key) and len(key) * 2 > len(word)), None)


def _begun(fragments: Sequence[Fragment]) -> dict[str, int]:
    """The words before the first amount that say nothing alone, and all on a line of several, each with its place."""
    begun: dict[str, int] = {}
    for at, fragment in enumerate(fragments):
        if fragment.kind == "money":
            break
        words = fragment.cell.text.split() if fragment.kind == "word" else []
        for word in words:
            if len(words) > 1 or not meaning_of(word).role:
                begun.setdefault(word, at)
    return begun


@lru_cache(maxsize=1 << 14)
def _says(key: str, word: str) -> bool:
    """Whether printed words mean a declared column word: a subtotal by its name, others by what they mean."""
    meaning, wanted = meaning_of(key), meaning_of(word)
    if "change" in (meaning.role, wanted.role):
        return key == word
    if not wanted.dimensions:
        if word == "小计" or not wanted.is_sum:
            return key.endswith(word) and not meaning.dimensions - {"stage"}
        return meaning.is_sum and not meaning.dimensions - {"stage"} and not key.endswith("小计")
    if read_label(key).is_total and key.endswith("合计"):
        return False  # 人员经费合计 is a row
    same = all(getattr(meaning, name) == getattr(wanted, name) for name in ("fund", "nature", "item", "economic"))
    return same and (meaning.stage == wanted.stage or not wanted.stage)
