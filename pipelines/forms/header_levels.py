"""The levels of a header of which only the order of its words is left.

They are found by law: a total (合计, 小计) comes first among its siblings, codes and names come before money, and a run
of words that repeats belongs to one group after another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from pipelines.forms.columns import NAME_ROLES, ROW_ROLES
from pipelines.forms.header_parts import heads_money, may_stand_over, refines
from pipelines.forms.wording import BARE_TOTALS, INCLUDED, Meaning, meaning_of, strip_year

_Run = list[str]
_CODE_PARTS = frozenset(("class", "group", "item"))


@dataclass(slots=True, eq=False)
class _Node:
    """A header word with the words under it; `side` is that of the heading over it, `at` its number in the text."""

    key: str
    at: int = -1
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

    def accepts(self, run: Sequence[_Node]) -> bool:
        """Whether it may stand over these words."""
        return may_stand_over(self.key, [node.key for node in run], self.side)


#: Words that a line break parts from the word before them (项目|编码, 单位|资金, 事业单位|经营支出).
_SUFFIXES = frozenset(("编码", "代码", "编号", "名称", "单位", "资金", "支出", "收入"))


def _whole_words(cells: Sequence[str]) -> list[str]:
    """The words of header cells, joined where one was broken over two of them."""
    words: list[str] = []
    for word in cells:
        if words and _continues(words[-1], word):
            words[-1] += word
        else:
            words.append(word)
    return words


def _continues(before: str, rest: str) -> bool:
    first, whole = meaning_of(before), meaning_of(before + rest)
    if rest in BARE_TOTALS:
        return False
    if not first.role:
        return whole.role == "money"
    if rest not in _SUFFIXES or before == "名称" or len(before) > 2 or first.role not in ("name", "unit_name"):
        return False
    return whole.role not in ("", first.role) or bool(whole.dimensions)


@lru_cache(maxsize=1024)
def paths_by_order(rows: tuple[tuple[str, ...], ...]) -> tuple[tuple[tuple[str, ...], int], ...]:
    """The paths of words, from the top header to the leaf, that their order alone tells; each known row is a level.

    Each with the number of its leaf among all cells.

    >>> paths_by_order((("科目编码", "科目名称", "合计", "基本支出", "项目支出", "小计", "人员经费", "公用经费"),))[2:4]
    ((('合计',), 2), (('基本支出', '小计'), 5))
    """
    words = [_whole_words(row) for row in rows]
    places = iter(_places(rows, words))
    if len(words) == 1:
        levels = _cut_levels(words[0])
    else:
        levels = [level for row in words for level in _cut_levels(row, bounded=True)]
    roots: list[_Node] = []
    above: set[int] = set()  # the words of the level right above, which are tried first where rows are known
    for runs in levels:
        groups = [leaf for root in roots for leaf in root.leaves()]
        if len(runs) == 1:
            groups.sort(key=_precedence)
        if len(words) > 1:
            groups.sort(key=lambda group: group.at not in above)
        nodes = [_over_own_sum([_Node(word, next(places)) for word in run]) for run in runs]
        if not _pair(groups, nodes):
            for run in nodes:
                _attach(roots, groups, run, above)
        above = {node.at for run in nodes for node in run}
    leaves = (leaf.at for root in roots for leaf in root.leaves())
    return tuple(zip((path for root in roots for path in root.paths()), leaves, strict=True))


def _places(rows: Sequence[Sequence[str]], words: Sequence[Sequence[str]]) -> Iterator[int]:
    """The number of the first cell of each whole word among all cells."""
    at = 0
    for cells, whole in zip(rows, words, strict=True):
        rest = iter(cells)
        for word in whole:
            yield at
            length = 0
            while length < len(word):
                length += len(next(rest))
                at += 1


def _cut_levels(words: Sequence[str], *, bounded: bool = False) -> list[list[_Run]]:
    """Cuts header words into levels, and each level into runs that stand under one word of the level above.

    A word that repeats begins a run when it began the last one; else the words from its first mention on are a level
    of their own. With `bounded` the words are known to be of one level.
    """
    levels: list[list[_Run]] = [[[]]]
    for printed in words:
        run = levels[-1][-1]
        word = strip_year(printed)
        known = [strip_year(other) for other in run]
        if word in known:
            at = known.index(word)
            if at and not bounded and not (known[at - 1] == "小计" and len(levels) > 1):
                levels.append([run[at:], [printed]])
                del run[at:]
            else:
                levels[-1].append([printed])
        elif run and _begins_block(word, run):
            levels[-1].append([printed])
        elif run and _begins_level(word, run):
            if bounded:
                levels[-1].append([printed])
            else:
                levels.append([[printed]])
        else:
            run.append(printed)
    return levels


def _begins_level(word: str, run: _Run) -> bool:
    """Whether a word cannot be a sibling of the words before it: totals come first, codes and names before money."""
    meaning, before = meaning_of(word), [meaning_of(other) for other in run]
    if meaning.role == "class":
        return True
    if word in BARE_TOTALS or meaning.role in ("code", "name", "level"):
        return any(other.role == "money" for other in before)
    if meaning.is_total and not meaning.dimensions and before[-1].fund:
        return True  # 金额 of 事业收入, not one of the funds
    return _is_late_part(meaning, before)


def _begins_block(word: str, run: _Run) -> bool:
    """Whether a word heads the labels of a block beside the last one: 项目|预算数|支出功能分类科目|预算数."""
    first, *others = (meaning_of(other).role for other in run)
    role = meaning_of(word).role
    return "money" in others and role in NAME_ROLES and (first == "name" or (first in NAME_ROLES and role != "name"))


#: 工资福利支出, which is a part of 人员经费 and never beside it, as 对个人和家庭的补助 may be.
_WAGES = frozenset(("301", "501"))


def _is_late_part(part: Meaning, before: list[Meaning]) -> bool:
    """Whether a word cannot be a sibling of those before it: totals come first, codes and names before money."""
    for at, over in enumerate(before):
        is_wage = over.nature == "basic_personnel" and part.economic in _WAGES
        is_whole = over.nature == "basic" or over.item == "official_vehicle" or over.fund == "fiscal_appropriation"
        if (is_whole or is_wage) and refines(over, part):
            return any(not refines(over, other) for other in before[at + 1 :])
    return False


#: Which of several stages has parts, when only one has.
_STAGES = {"adjusted_budget": 1, "budget": 2}


def _precedence(group: _Node) -> tuple[int, int]:
    """Sorts headings: of two years the later has the parts, of budget and outcome the outcome."""
    word = meaning_of(group.key)
    return word.years_back - (word.year or 3000), _STAGES.get(word.stage, 0)


def _pair(groups: list[_Node], runs: list[list[_Node]]) -> bool:
    """Hangs runs of parts that begin with a total under as many headings of money, one by one; false when they differ.

    年初结转和结余 | 本年收入 | 本年支出 | 年末结转和结余 over four times 合计 | 基本支出 | 项目支出; so does one stage:
    本年支出合计 | 基本支出 | 项目支出 over three times 决算数.
    """
    headings = [group for group in groups if meaning_of(group.key).role in ("money", "change")]
    *labels, first = _part_labels(runs[0])
    parts = [first, *runs[1:]]
    if (
        len(parts) < _FEWEST_PAIRED
        or len(parts) != len(headings)
        or not (all(part[0].key in BARE_TOTALS for part in parts) or _is_one_stage(parts))
    ):
        return False
    heads = [next((group for group in groups if group.accepts(part)), None) for part in labels]
    if None in heads:
        return False
    for heading, part in zip([*heads, *headings], [*labels, *parts], strict=True):
        if heading is not None:
            _hang(heading, part)
    return True


def _is_one_stage(runs: Sequence[Sequence[_Node]]) -> bool:
    """Whether every run is the same word, and that a stage: 决算数."""
    return {tuple(node.key for node in run) for run in runs} == {(runs[0][0].key,)} and bool(
        meaning_of(runs[0][0].key).stage
    )


def _attach(roots: list[_Node], groups: list[_Node], run: list[_Node], above: set[int]) -> None:
    """Hangs a run under the first free word that may stand over it, whole or parted among several such words.

    Economic classes go under words of the level right `above` first: 工资福利支出 under 人员经费.

    Words to the right of where the last run hangs come first: runs stand in the order of their headings.
    """
    last = max((at for at, group in enumerate(groups) if group.children), default=-1)
    before = [leaf for group in groups if group.children for leaf in group.leaves()]
    is_economic = any(meaning_of(node.key).economic for node in run[:1])
    near = [group for group in groups if is_economic and group.at in above]
    for right in (groups[last + 1 :], before, groups) if last >= 0 else (near, groups):
        if right is before:  # 小计|购置费|运行费 under 公务用车 of the run before, not of the level above
            below = next((leaf for leaf in before if meaning_of(leaf.key).dimensions and leaf.accepts(run)), None)
            if below is not None:
                below.children += run
                return
            continue
        for parts in _partings(run):
            found = _headings(groups, right, parts)
            for group, part in zip(found, parts if found else (), strict=True):
                _hang(group, part)
            if found:
                return
    roots.extend(run)


def _headings(groups: list[_Node], right: list[_Node], parts: list[list[_Node]]) -> list[_Node]:
    """The free words that may stand over parts of a run, one each; none where a part has none."""
    free = [group for group in right if not group.children]
    found: list[_Node] = []
    for part in parts:
        group = _heading_of(part, free) or _repeated_group(groups, part)
        if group is None:
            return []
        found.append(group)
        free = [other for other in free if other is not group]
    return found


def _hang(group: _Node, part: list[_Node]) -> None:
    """Hangs words under a heading; it has a column of its own beside 其中: 事业收入 beside 其中:教育收费."""
    included = bool(part) and part[0].key.startswith(INCLUDED)
    group.children += [_Node(group.key, group.at), *part] if included else part
    for node in part:
        node.side = meaning_of(group.key).side or group.side


def _heading_of(part: Sequence[_Node], free: Sequence[_Node]) -> _Node | None:
    """The first of the free words that may stand over a part; 类|款|项 stand under a code rather than under a name."""
    heads = [group for group in free if group.accepts(part)]
    heads.sort(key=lambda group: not heads_money(meaning_of(group.key)))
    if all(meaning_of(node.key).role in _CODE_PARTS for node in part):
        heads.sort(key=lambda group: meaning_of(group.key).role != "code")
    return heads[0] if heads else None


def _over_own_sum(run: list[_Node]) -> list[_Node]:
    """A word stands over its own sum and the parts named after it: 采购金额 over 采购金额合计|其中面向小微企业.

    资金来源 stands over the total behind it and all that follows, 批复数 over 单价|金额.
    """
    for at, node in enumerate(run[:-1]):
        if _heads_price(node.key, [other.key for other in run[at + 1 : at + 3]]):
            node.children = run[at + 1 : at + 3]
            return [*run[: at + 1], *run[at + 3 :]]
        if run[at + 1].key in BARE_TOTALS and heads_money(meaning_of(node.key)):
            node.children = run[at + 1 :]
            return run[: at + 1]
        if strip_year(run[at + 1].key) == node.key + "合计":
            end = next((i for i in range(at + 2, len(run)) if not run[i].key.startswith(INCLUDED)), len(run))
            node.children = run[at + 1 : end]
            return [*run[: at + 1], *run[end:]]
    return run


def _heads_price(word: str, after: Sequence[str]) -> bool:
    """Whether a word of money stands before a price and its amount, which is a column of money too."""
    price, amount = ([meaning_of(other) for other in after] + [Meaning(), Meaning()])[:2]
    own = meaning_of(word)
    return price.item == "unit_price" and amount.is_total and own.role == "money" and not own.dimensions


def _part_labels(run: list[_Node]) -> list[list[_Node]]:
    cut = next((at for at, node in enumerate(run) if meaning_of(node.key).role not in ROW_ROLES), 0)
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


def _repeated_group(groups: list[_Node], run: list[_Node]) -> _Node | None:
    """The last word that already holds the same run: a third block under the second heading."""
    keys = [node.key for node in run]
    for group in reversed(groups):
        if group.children and [child.key for child in group.children[-len(keys) :]] == keys:
            return group
    return None
