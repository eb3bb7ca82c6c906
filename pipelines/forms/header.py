"""Columns from the words of a header, with or without a grid under them.

A header has one to four levels. Where the layout keeps positions, a column's path is what stands above it. Where it
keeps only the order of the words, the levels are found by law: a total (合计, 小计) comes first among its siblings,
codes and names come before money, and a run of words that repeats belongs to one group after another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from pipelines.forms.wording import BARE_TOTALS, Meaning, meaning_of, strip_year
from pipelines.reading.rows import Cell

#: Roles of columns that say what a row is; a block of a side-by-side table begins with them.
LABEL_ROLES = frozenset(("code", "class", "group", "item", "name"))
#: Roles of columns that stand together before the money, under one heading (项目 over 科目编码|单位代码|科目名称).
_ROW_ROLES = LABEL_ROLES | {"unit_code", "unit_name"}
#: Roles whose cells are words in every row.
TEXT_ROLES = frozenset(
    (
        "name",
        "project_name",
        "unit_name",
        "functional_name",
        "economic_name",
        "catalogue",
        "fund_name",
        "measure",
        "text",
    )
)
#: Roles whose cells are figures.
FIGURE_ROLES = frozenset(("money", "quantity", "ordinal", "change"))


#: The items that an item's heading may stand over.
_VEHICLE_PARTS = ("vehicle_purchase", "vehicle_operation")
_ITEM_PARTS = {
    "three_public_total": ("overseas_travel", "official_vehicle", "reception", *_VEHICLE_PARTS),
    "official_vehicle": _VEHICLE_PARTS,
}
#: Roles of a word that heads the names of rows.
NAME_ROLES = frozenset(("name", "functional_name", "economic_name"))
#: The funds that a fund's heading may stand over.
_FUND_PARTS = {
    "fiscal_appropriation": ("general", "government_fund", "state_capital"),
    "business": ("fiscal_account",),
}


@dataclass(slots=True)
class Column:
    """One column: its words from the top header to the leaf, what they mean together, and its place.

    `slot` is the column's position where the layout keeps positions. `block` numbers the parts of a table whose parts
    stand side by side (收入 | 支出, 301 | 302 | 310).
    """

    words: tuple[str, ...]
    meaning: Meaning
    slot: int | None = None
    block: int = 0

    @property
    def role(self) -> str:
        """The role of the leaf, `text` when no word tells one."""
        return self.meaning.role or "text"


@dataclass(slots=True, eq=False)
class _Node:
    key: str
    children: list[_Node] = field(default_factory=list)
    side: str = ""

    def leaves(self) -> list[_Node]:
        return [leaf for child in self.children for leaf in child.leaves()] if self.children else [self]

    def paths(self) -> Iterator[tuple[str, ...]]:
        """The words from here down to each leaf."""
        if not self.children:
            yield (self.key,)
        for child in self.children:
            for path in child.paths():
                yield (self.key, *path)


@lru_cache(maxsize=4096)
def combine(words: tuple[str, ...]) -> Meaning:
    """What a path of words means: the lowest word wins a dimension, except that a carry-over or a change stays one.

    >>> combine(("本年收入", "小计")).item, combine(("上年结转结余", "一般公共预算")).fund
    ('current_year_total', 'general')
    >>> combine(("比上年增减", "金额")).role
    'change'
    """
    total = Meaning()
    for word in words:
        part = meaning_of(word)
        if part.item in ("carry_in", "carry_out") or (
            part.fund == "carryover" and total.item in ("carry_in", "carry_out")
        ):
            part = replace(part, fund="")  # a balance is an item; its fund is the table's
        fund = total.fund if total.fund == "carryover" else part.fund or total.fund
        item = part.item or total.item
        if item == "current_year_total" and total.item == item and not (part.is_total or part.nature):
            item = ""
        total = Meaning(
            role=total.role if total.role == "change" else part.role or total.role,
            fund=fund,
            nature=part.nature or total.nature,
            item=item,
            economic=part.economic or total.economic,
            stage=part.stage or total.stage,
            side=part.side or total.side,
            year=part.year or total.year,
            years_back=part.years_back or total.years_back,
            is_total=part.is_total,
            is_sum=part.is_sum,
        )
    return total


def read_columns(rows: Sequence[Sequence[Cell]], *, explicit: bool) -> list[Column]:
    """The columns that header rows declare, from left to right, with their blocks."""
    paths = _paths_by_position(rows) if explicit else _paths_by_order(rows)
    columns = [Column(words, combine(words), slot) for words, slot in paths]
    _number_blocks(columns)
    return columns


def _number_blocks(columns: list[Column]) -> None:
    block, figures = 0, False
    roles = {column.role for column in columns}
    if not roles & {*LABEL_ROLES, "project_name", "unit_name"}:
        _name_rows(columns)
    for at, column in enumerate(columns):
        if figures and column.role in NAME_ROLES and _money_follows(columns, at):
            column.meaning = replace(column.meaning, role="name")
        if column.role in ("code", "class", "name") and figures:
            block, figures = block + 1, False
        figures |= column.role in ("money", "quantity")  # 序号 before a code begins no block
        column.block = block


def _name_rows(columns: Sequence[Column]) -> None:
    """Where nothing else names a row, the name of its classification does: 功能分类科目 | 合计 | 基本支出."""
    column = next((column for column in columns if column.role in NAME_ROLES), None)
    if column is not None:
        column.meaning = replace(column.meaning, role="name")


def _money_follows(columns: Sequence[Column], at: int) -> bool:
    return at + 1 < len(columns) and columns[at + 1].role == "money"


def _paths_by_position(rows: Sequence[Sequence[Cell]]) -> list[tuple[tuple[str, ...], int | None]]:
    """What stands above each position; a word spans the blanks to its right up to the next word of its parent."""
    width = max((len(row) for row in rows), default=0)
    above: list[list[str]] = [[] for _ in range(width)]
    bounds: set[int] = set()
    for depth, row in enumerate(rows):
        keys = [cell.key for cell in row] + [""] * (width - len(row))
        filled_below = [any(len(later) > at and later[at].key for later in rows[depth + 1 :]) for at in range(width)]
        current = ""
        for at, key in enumerate(keys):
            if key:
                current = key
                bounds.add(at)
                above[at].append(key)
            elif at in bounds:
                current = ""
            elif current and filled_below[at]:
                above[at].append(current)
    return [(tuple(words), at) for at, words in enumerate(above) if words]


#: Words that a line break parts from the word before them (项目|编码, 单位|资金, 事业单位|经营支出).
_SUFFIXES = frozenset(("编码", "代码", "编号", "名称", "单位", "资金", "支出", "收入"))


def _whole_words(cells: Sequence[Cell]) -> list[Cell]:
    """Header cells, joined where a word was broken over two of them."""
    words: list[Cell] = []
    for cell in cells:
        if words and _continues(words[-1].key, cell.key):
            key = words[-1].key + cell.key
            words[-1] = Cell(key, key, words[-1].start, cell.end, words[-1].line)
        else:
            words.append(cell)
    return words


def _continues(before: str, key: str) -> bool:
    first, whole = meaning_of(before), meaning_of(before + key)
    if not first.role:
        return whole.role == "money"
    if key not in _SUFFIXES or len(before) > 2 or first.role not in ("name", "unit_name"):
        return False
    return whole.role not in ("", first.role) or bool(whole.dimensions)


_Run = list[Cell]


def _paths_by_order(rows: Sequence[Sequence[Cell]]) -> list[tuple[tuple[str, ...], int | None]]:
    """Paths from the order of the words alone; where rows are known, each row is a level."""
    words = [_whole_words(row) for row in rows]
    if len(words) == 1:
        levels = _cut_levels(words[0])
    else:
        levels = [level for row in words for level in _cut_levels(row, bounded=True)]
    roots: list[_Node] = []
    for runs in levels:
        groups = [leaf for root in roots for leaf in root.leaves()]
        if len(runs) == 1:
            groups.sort(key=_precedence)
        nodes = [_over_own_sum([_Node(cell.key) for cell in run]) for run in runs]
        if not _pair(groups, nodes):
            for run in nodes:
                _attach(roots, groups, run)
    return [(path, None) for root in roots for path in root.paths()]


def _cut_levels(cells: Sequence[Cell], *, bounded: bool = False) -> list[list[_Run]]:
    """Cuts header words into levels, and each level into runs that stand under one word of the level above.

    A word that repeats begins a run when it began the last one; else the words from its first mention on are a level
    of their own. With `bounded` the words are known to be of one level.
    """
    levels: list[list[_Run]] = [[[]]]
    for cell in cells:
        run = levels[-1][-1]
        word = strip_year(cell.key)
        known = [strip_year(other.key) for other in run]
        if word in known:
            at = known.index(word)
            if at and not bounded:
                levels.append([run[at:], [cell]])
                del run[at:]
            else:
                levels[-1].append([cell])
        elif run and _begins_block(word, run):
            levels[-1].append([cell])
        elif run and _begins_level(word, run):
            if bounded:
                levels[-1].append([cell])
            else:
                levels.append([[cell]])
        else:
            run.append(cell)
    return levels


def _begins_level(word: str, run: _Run) -> bool:
    """Whether a word cannot be a sibling of the words before it: totals come first, codes and names before money."""
    role = meaning_of(word).role
    roles = [meaning_of(cell.key).role for cell in run]
    if role == "class":
        return True
    if word in BARE_TOTALS or role in ("code", "name"):
        return "money" in roles
    return _is_late_part(meaning_of(word), [meaning_of(cell.key) for cell in run])


def _begins_block(word: str, run: _Run) -> bool:
    """Whether a word heads the labels of a block beside the last one: 项目|预算数|支出功能分类科目|预算数."""
    first, *others = (meaning_of(cell.key).role for cell in run)
    role = meaning_of(word).role
    return "money" in others and role in NAME_ROLES and (first == "name" or (first in NAME_ROLES and role != "name"))


def _is_late_part(part: Meaning, before: list[Meaning]) -> bool:
    """Whether a word cannot be a sibling of those before it: totals come first, codes and names before money."""
    for at, over in enumerate(before):
        if (over.nature == "basic" or over.item == "official_vehicle") and _refines(over, part):
            return any(not _refines(over, other) for other in before[at + 1 :])
    return False


#: Which of several stages has parts, when only one has.
_STAGES = {"adjusted_budget": 1, "budget": 2}


def _precedence(group: _Node) -> tuple[int, int]:
    """Sorts headings: of two years the later has the parts, of budget and outcome the outcome."""
    word = meaning_of(group.key)
    return word.years_back - (word.year or 3000), _STAGES.get(word.stage, 0)


def _pair(groups: list[_Node], runs: list[list[_Node]]) -> bool:
    """Hangs runs of parts that begin with a total under as many headings of money, one by one; false when they differ.

    年初结转和结余 | 本年收入 | 本年支出 | 年末结转和结余 over four times 合计 | 基本支出 | 项目支出.
    """
    headings = [group for group in groups if meaning_of(group.key).role == "money"]
    *labels, first = _part_labels(runs[0])
    parts = [first, *runs[1:]]
    if (
        len(parts) < _FEWEST_PAIRED
        or len(parts) != len(headings)
        or any(part[0].key not in BARE_TOTALS for part in parts)
    ):
        return False
    heads = [next((group for group in groups if _accepts(group, part)), None) for part in labels]
    if None in heads:
        return False
    for heading, part in zip([*heads, *headings], [*labels, *parts], strict=True):
        if heading is not None:
            heading.children += part
    return True


def _attach(roots: list[_Node], groups: list[_Node], run: list[_Node]) -> None:
    """Hangs a run under the first free word that may stand over it, whole or parted among several such words."""
    for parts in _partings(run):
        free = [group for group in groups if not group.children]
        found = []
        for part in parts:
            group = next((group for group in free if _accepts(group, part)), None) or _repeated_group(groups, part)
            if group is None:
                break
            found.append(group)
            free = [other for other in free if other is not group]
        else:
            for group, part in zip(found, parts, strict=True):
                group.children += part
                for node in part:
                    node.side = meaning_of(group.key).side or group.side
            return
    leaves = [leaf for root in roots for leaf in root.leaves()] if groups else []
    below = next((leaf for leaf in leaves if meaning_of(leaf.key).dimensions and _accepts(leaf, run)), None)
    if below is None:
        roots.extend(run)
    else:
        below.children += run  # 小计|购置费|运行费 under 公务用车 of the run before, not of the level above


def _over_own_sum(run: list[_Node]) -> list[_Node]:
    """A word stands over its own sum and the parts named after it: 采购金额 over 采购金额合计|其中面向小微企业."""
    for at, node in enumerate(run[:-1]):
        if strip_year(run[at + 1].key) == node.key + "合计":
            end = next((i for i in range(at + 2, len(run)) if not run[i].key.startswith("其中")), len(run))
            node.children = run[at + 1 : end]
            return [*run[: at + 1], *run[end:]]
    return run


def _part_labels(run: list[_Node]) -> list[list[_Node]]:
    cut = next((at for at, node in enumerate(run) if meaning_of(node.key).role not in _ROW_ROLES), 0)
    return [run[:cut], run[cut:]] if cut else [run]


#: Two headings over two runs are told by their words.
_FEWEST_PAIRED = 3
#: Longer runs are not tried in two parts.
_LONGEST_PARTED = 40


def _partings(run: list[_Node]) -> Iterator[list[list[_Node]]]:
    """Labels and the rest; all together; labels and the rest in two parts (三公经费 beside 机关运行经费)."""
    *labels, rest = _part_labels(run)
    yield [*labels, rest]
    yield [run]
    if len(rest) <= _LONGEST_PARTED:
        for cut in range(len(rest) - 1, 0, -1):
            yield [*labels, rest[:cut], rest[cut:]]


def may_stand_over(over: str, words: Sequence[str]) -> bool:
    """Whether a header word may stand over others: 基本支出 over 人员经费, 项目 over 科目编码.

    >>> may_stand_over("基本支出", ["人员经费"]), may_stand_over("项目支出", ["人员经费"])
    (True, False)
    """
    return _accepts(_Node(over), [_Node(word) for word in words])


def _accepts(group: _Node, children: list[_Node]) -> bool:
    """Whether a header word may stand over these words."""
    over = meaning_of(group.key)
    below = [meaning_of(child.key) for child in children]
    if all(part.role in _ROW_ROLES for part in below):
        parts = {"class", "group", "item"} >= {part.role for part in below}
        return over.role in ("code", "name", "functional_name", "economic_name") and (over.role == "code") == parts
    if over.role == "change":
        return all(part.role == "change" or part.is_total for part in below)
    if over.role != "money":
        return False
    if group.side == "revenue" and any(part.nature for part in below):
        return False
    if over.is_sum:  # 合计 of several things over 预算数|决算数
        return all(part.is_total and not part.is_sum for part in below)
    if any(part.role in LABEL_ROLES for part in below):
        return bool(over.side) or over.nature.startswith("basic_")
    return all(_refines(over, part) for part in below)


def _refines(over: Meaning, part: Meaning) -> bool:
    """Whether a money word is a part of another: 人员经费 of 基本支出, 一般公共预算 of 上年结转结余."""
    if part.role not in FIGURE_ROLES:
        return False
    if part.is_sum:
        return not over.economic  # 会议费 has no parts
    if part.item in ("carry_in", "carry_out") or (over.side and part.side and part.side != over.side):
        return False  # nothing carried over is of 本年收入 or 本年支出, nor is one of these of the other
    if over.nature:
        return bool(part.economic) or (over.nature == "basic" and part.nature.startswith("basic_"))
    if over.item in _ITEM_PARTS:
        return part.item in _ITEM_PARTS[over.item]
    if over.item in ("carry_in", "carry_out", "current_year_total") or over.fund == "carryover":
        return bool(part.fund) and (part.fund == "carryover") == bool(part.nature)  # a fund, or 基本支出结转
    if over.item or over.economic:
        return bool(part.stage) or part.is_total
    if over.fund and part.fund not in ("", over.fund):
        return part.fund in _FUND_PARTS.get(over.fund, ())
    if over.fund and part.fund:
        return over.fund == "fiscal_appropriation" and part.fund in ("general", "government_fund", "state_capital")
    return bool(part.dimensions) or part.is_total


def _repeated_group(groups: list[_Node], run: list[_Node]) -> _Node | None:
    """The last word that already holds the same run: a third block under the second heading."""
    keys = [node.key for node in run]
    for group in reversed(groups):
        if group.children and [child.key for child in group.children[-len(keys) :]] == keys:
            return group
    return None
