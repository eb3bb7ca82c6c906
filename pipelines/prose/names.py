"""Classification codes by their printed names: paths of functional subjects, items of economic classification."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from typing import NamedTuple

from pipelines.forms.codes import fold_name, names, read_code, spellings
from pipelines.prose.lexicon import Hit, Lexicon
from pipelines.prose.wordings import words

#: (类) (款,下同) (204类) (06款) (208) after a name: the level that the name is meant at, or its code.
_MARK = re.compile(
    r"\((?P<digits>\d{2,7})?(?P<level>[类款项])?(?:级)?(?:科目)?(?:,下同)?\)|(?P<bare>[类款项])(?=支出|科目)"
)
#: 2013101行政运行, 2013101-行政运行
_CODE_BEFORE = re.compile(r"(?<!\d)(\d{3}|\d{5}|\d{7})[-—:.、]?$")
_LENGTHS = {"类": 3, "款": 5, "项": 7}
_PATH = re.compile(r"(?:\((?:\d{2,7})?[类款项]?(?:,下同)?\))?[-—/→>、]{0,2}")
_SUFFIX = "支出"
#: How far a name may reach on both sides of a word in it.
_LONGEST = 24
#: A name before these is that of a body.
_BODIES = ("局", "委", "厅", "部", "处", "署", "院", "所", "站", "队", "中心", "办公室", "服务中心", "系统", "协会",
           "学会", "联合会", "学院", "大学", "学校", "中学", "小学", "医院", "公司", "集团", "馆")  # fmt: skip


class CodeName(NamedTuple):
    """A code that a text names, where; `is_marked` when its level or path is printed too (类, 款, 项, A-B-C, 科目).

    `is_of_many` when it has no code, since it is an item that most classes have: 行政运行.
    """

    code: str
    start: int
    end: int
    is_marked: bool
    is_of_many: bool = False


@cache
def functional_names() -> dict[str, tuple[str, ...]]:
    """The functional codes that a name in running text may mean."""
    known = names("functional")
    meanings = {**spellings("functional"), **known}
    for name, codes in known.items():  # 一般公共服务(类) for 一般公共服务支出, 养老(款)支出 …
        if name.endswith(_SUFFIX) and len(name) >= 4:
            short = name.removesuffix(_SUFFIX)
            meanings[short] = tuple(dict.fromkeys((*meanings.get(short, ()), *codes)))
    return meanings


@cache
def _functional() -> Lexicon[tuple[str, ...]]:
    return Lexicon({"functional": functional_names()})


@cache
def economic_names() -> dict[str, tuple[str, ...]]:
    """The economic codes that a name in running text may mean."""
    meanings = {**spellings("economic"), **names("economic")}
    for name, codes in names("economic").items():
        if name.endswith(_SUFFIX) and len(name) > 6:
            meanings.setdefault(name.removesuffix(_SUFFIX), codes)
    return meanings


def find_functional(
    hits: Sequence[Hit[tuple[str, ...]]],
    text: str,
    start: int,
    end: int,
    within: str = "",
    printed: AbstractSet[str] = frozenset(),
) -> CodeName | None:
    """Gives the functional code that the last of the names in `text[start:end]` means, a path from class to item.

    A name of one level only is taken for a class, for a part of the code `within`, or when no other code is called so,
    none of those that are `printed` in the document's tables.
    None when nothing is named; an empty code when the name does not tell which.

    >>> find_functional([Hit(0, 6, ("20105",)), Hit(9, 13, ("2010506",))], "统计信息事务(款)统计管理(项)", 0, 16)
    CodeName(code='2010506', start=0, end=16, is_marked=True, is_of_many=False)
    """
    path = ""
    first = -1
    last = -1
    marked = False
    exact = True
    for hit in hits:
        level, digits, after = _mark(text, hit.end, end)
        if not level and text.startswith(_BODIES, hit.end):  # 交通运输局, 卫生健康委员会
            continue
        before = _CODE_BEFORE.search(text, max(start, hit.start - 9), hit.start)
        digits = digits or (before[1] if before else "")
        if digits and _is_economic(digits):  # 310资本性支出
            continue
        joined = last >= 0 and _PATH.fullmatch(text, last, hit.start) is not None
        if not joined:
            path, first, marked, exact = "", hit.start, False, True
        meaning = hit.meaning
        if not level and not digits:  # 教育 is short for 教育支出 only where its level is printed
            meaning = names("functional").get(fold_name(text[hit.start : hit.end]), ())
        if not meaning:
            if not joined:
                last = -1
            continue
        nested = last < hit.start or not path or any(each.startswith(path) for each in meaning)
        code = _choose(meaning, path or within, level, digits, printed)
        exact = bool(code)
        path = code or path
        marked = marked or (joined and nested) or bool(level or digits)
        last = after
    if last < 0:
        return None
    if text.startswith("科目", last):
        marked = True
    of_many = not exact and text[first:last] in words().of_many
    return CodeName(path if exact else "", first, last, marked, of_many)


def _is_economic(digits: str) -> bool:
    printed = read_code(digits)
    return printed is not None and printed.list == "economic"


def is_in_name(text: str, at: int) -> bool:
    """Whether a place lies inside the name of a functional code: 与 of 发展与改革事务, 保障 of 劳动保障监察.

    >>> is_in_name("劳动保障监察(项)", 2), is_in_name("用于保障监察", 2)
    (True, False)
    """
    found = _functional().find(text, max(at - _LONGEST, 0), min(at + _LONGEST, len(text)))
    return any(hit.start <= at < hit.end for hit in found.get("functional", ()))


def find_purpose(text: str, start: int, end: int) -> int:
    """Gives where the first word of a purpose stands that is no part of a code's name; -1 where there is none.

    >>> find_purpose("劳动保障监察(项)9万元,用于培训", 0, 17)
    13
    """
    for found in words().purpose.finditer(text, start, end):
        if not is_in_name(text, found.start()):
            return found.start()
    return -1


def end_of_examples(text: str, start: int, end: int) -> int:
    """Gives where the noun begins that examples stand before (办公费等公用经费); `start` where there are none.

    >>> end_of_examples("办公费、印刷费等公用经费", 0, 12), end_of_examples("商业服务业等支出", 0, 8)
    (8, 0)
    """
    at = text.rfind("等", start, end)
    return start if at < 0 or is_in_name(text, at) else at + 1


def spent_on(text: str, start: int, end: int) -> int:
    """Gives where the name begins of what an amount was spent on; `start` where nothing says so.

    >>> spent_on("项目支出主要用于档案数字化", 0, 13)
    8
    """
    ends = (found.end() for found in words().spent_on.finditer(text, start, end) if not is_in_name(text, found.start()))
    return max(ends, default=start)


def _mark(text: str, at: int, end: int) -> tuple[str, str, int]:
    found = _MARK.match(text, at, end)
    return (found["level"] or found["bare"] or "", found["digits"] or "", found.end()) if found else ("", "", at)


def _choose(meaning: tuple[str, ...], path: str, level: str, digits: str, printed: AbstractSet[str]) -> str:
    """The one code of a name that fits its path, its level, its digits and the tables; empty when several do."""
    own = read_code(digits)
    if own is not None and own.list == "functional" and (digits in meaning or len(digits) > 3):
        return digits
    codes = [code for code in meaning if not level or len(code) == _LENGTHS[level]]
    below = [code for code in codes if path and code.startswith(path) and len(code) > len(path)]
    beside = [code for code in codes if path and len(path) > 3 and code[:3] == path[:3]]
    fitting = below or beside or codes
    length = min((len(code) for code in fitting), default=0)
    shortest = [code for code in fitting if len(code) == length]
    if len(shortest) > 1 and not printed.isdisjoint(shortest):  # 行政运行: of all classes the one that the tables show
        shortest = [code for code in shortest if code in printed]
    if len(shortest) > 1:  # 其他…支出 of several lists is the one that ends the list
        shortest = [code for code in shortest if code.endswith("99")]
    return shortest[0] if len(shortest) == 1 else ""


def find_economic(hits: Sequence[Hit[tuple[str, ...]]]) -> CodeName | None:
    """Gives the economic code of the last of some names, the class before its item.

    >>> find_economic([Hit(0, 9, ("30299", "3029901"))])
    CodeName(code='30299', start=0, end=9, is_marked=False, is_of_many=False)
    """
    if not hits:
        return None
    last = hits[-1]
    codes = last.meaning
    unique = len(codes) == 1 or len(codes[1]) > len(codes[0])
    return CodeName(codes[0] if unique else "", last.start, last.end, is_marked=False)
