"""Classification codes: which list a code belongs to, and the code that a printed name stands for.

Lists: `schemas/reference` (财政部《政府收支分类科目》 functional 201–234, 部门预算支出经济分类 301–399,
政府预算支出经济分类 501–599).
"""

from __future__ import annotations

import csv
import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

_FUNCTIONAL = re.compile(r"2[0-3]\d(?:\d{2}){0,2}")
_LENGTHS = (3, 5, 7)
#: What a code column prints: classes that no list has are printed by mistake.
_PRINTED = re.compile(r"2\d\d(?:\d{2}){1,2}")
_ECONOMIC = re.compile(r"(?:3(?:0[1-79]|1[0-3]|99)|5(?:0[1-9]|1[0-5]|99))(?:\d{2})?")


class Code(NamedTuple):
    """A code and the list it is from: `functional` or `economic`."""

    digits: str
    list: str


@lru_cache(maxsize=8192)
def read_code(digits: str) -> Code | None:
    """The classification code that a cell's digits are, by shape; the list need not know it.

    >>> read_code("2010302"), read_code("30239"), read_code("113001")
    (Code(digits='2010302', list='functional'), Code(digits='30239', list='economic'), None)
    """
    if len(digits) not in _LENGTHS:
        return None
    if _FUNCTIONAL.fullmatch(digits):
        return Code(digits, "functional")
    if _ECONOMIC.fullmatch(digits):
        return Code(digits, "economic")
    return None


def join_code(parts: Sequence[str]) -> Code | None:
    """The code printed over 类/款/项 columns; a lost leading zero is put back.

    Of two codes beside each other (部门预算 and 政府预算支出经济分类) the departmental one is the row's.

    >>> join_code(["301", "2"]).digits, join_code(["201", "06", "1"]).digits, join_code(["50101", "30101"]).digits
    ('30102', '2010601', '30101')
    >>> join_code(["301", "13", "501", "03"]).digits
    '30113'
    """
    if len(parts) == 2 and min(parts)[0] == "3" and max(parts)[0] == "5" and read_code(max(parts)):
        return read_code(min(parts))
    second = next((at for at in range(2, len(parts)) if len(parts[at]) == len(parts[0]) == 3), 0)
    if second and parts[0][0] != parts[second][0] == "5":
        return join_code(parts[:second])
    if second and parts[second][0] != parts[0][0] == "5":
        return join_code(parts[second:])
    return read_code("".join([parts[0], *[part.zfill(2) for part in parts[1:]]]))


@lru_cache(maxsize=8192)
def printed_code(*parts: str) -> Code | None:
    """The code that cells of code columns print, one of an unlawful class too: what is wrong with it is for rules.

    >>> printed_code("2480505"), printed_code("201", "03"), printed_code("245")
    (Code(digits='2480505', list='functional'), Code(digits='20103', list='functional'), None)
    """
    digits = "".join([parts[0], *[part.zfill(2) for part in parts[1:]]])
    return join_code(parts) or (Code(digits, "functional") if _PRINTED.fullmatch(digits) else None)


def is_code_of(digits: str, name: str) -> bool:
    """Whether digits before words are a code: one of a lawful class, or the words name a functional code.

    >>> is_code_of("2080505", ""), is_code_of("2480505", "行政运行"), is_code_of("2480505", "合计")
    (True, True, False)
    """
    if read_code(digits) is not None:
        return True
    return fold_name(name) in names("functional") and printed_code(digits) is not None


def parent_code(digits: str) -> str:
    """The next higher code (项 → 款 → 类); empty for a class."""
    return digits[:-2] if len(digits) > 3 else ""


def is_class(digits: str) -> bool:
    """Whether a code is a class (类)."""
    return len(digits) == 3


def fold_name(key: str) -> str:
    """A name as it is compared: brackets in one form, without separators that vary in print."""
    return key.translate(_NAME_FOLD)


_BRACKETS = str.maketrans("（），", "(),")
_NAME_FOLD = str.maketrans({"（": "(", "）": ")", "“": None, "”": None, '"': None, " ": None, "、": None, ",": None})


#: The first digit of each list's codes, and its files.
_LISTS = {
    "functional": ("2", "functional_codes.csv", "functional_code_aliases.csv"),
    "economic": ("3", "economic_codes.csv", "economic_code_aliases.csv"),
    "governmental": ("5", "economic_gov_codes.csv", "economic_code_aliases.csv"),
}


@cache
def names(kind: str) -> dict[str, tuple[str, ...]]:
    """All codes of a list by folded name, former names and aliases included.

    The lists are `functional`, `economic` (of departments) and `governmental` (the economic classification of budgets
    of governments). Codes of one name are sorted by length: the class stands before its group and item.
    """
    found: dict[str, set[str]] = {}
    for name, codes in spellings(kind).items():
        found.setdefault(fold_name(name), set()).update(codes)
    return {name: _by_level(codes) for name, codes in found.items()}


@lru_cache(maxsize=4096)
def official_names(kind: str, digits: str) -> tuple[str, ...]:
    """The folded names of one code.

    >>> official_names("economic", "30207")
    ('邮电费',)
    """
    return tuple(name for name, codes in names(kind).items() if digits in codes)


@cache
def spellings(kind: str) -> dict[str, tuple[str, ...]]:
    """All codes of a list by name as running text prints it: only brackets are folded.

    >>> spellings("functional")["执业资格注册、资质审查"]
    ('2120110',)
    """
    found: dict[str, set[str]] = {}
    first, *lists = _LISTS[kind]
    for file, column in zip(lists, ("name", "alias"), strict=True):
        text = (files("schemas") / "reference" / file).read_text(encoding="utf-8")
        for row in csv.DictReader(text.splitlines()):
            if row["code"].startswith(first) and read_code(row["code"]) is not None:
                found.setdefault(row[column].translate(_BRACKETS), set()).add(row["code"])
    return {name: _by_level(codes) for name, codes in found.items()}


def _by_level(codes: set[str]) -> tuple[str, ...]:
    return tuple(sorted(codes, key=lambda code: (len(code), code)))


@cache
def _sorted_names() -> list[str]:
    return sorted({*names("functional"), *names("economic")})


#: Fewer characters may begin anything.
_LONGEST_COMMON_BEGINNING = 4


def begins_name(key: str) -> bool:
    """Whether words are the beginning of some code's name, wrapped after it.

    >>> begins_name("债务利息及费用支"), begins_name("科目名称"), begins_name("基本支出")
    (True, False, False)
    """
    key = fold_name(key)
    at = bisect_left(_sorted_names(), key)
    return len(key) > _LONGEST_COMMON_BEGINNING and any(name.startswith(key) for name in _sorted_names()[at : at + 1])


def functional_class(name: str) -> str:
    """The class (类) that a row's name stands for; empty when it names none.

    >>> functional_class("一般公共服务支出"), functional_class("本年支出合计")
    ('201', '')
    """
    codes = names("functional").get(fold_name(name), ())
    return next((code for code in codes if len(code) == 3), "")


_GROUP_BEHIND = re.compile(r"([^()]+)\(([^()]+)\)")


def _codes_of_name(kind: str, name: str) -> tuple[str, ...]:
    """All codes of a printed name; where many groups have an item of one name, the group may stand behind it."""
    name = fold_name(name)
    codes = names(kind).get(name, ())
    found = _GROUP_BEHIND.fullmatch(name) if not codes and name.endswith(")") else None
    if found is None:
        return codes
    groups = names(kind).get(found[2], ())
    return tuple(code for code in names(kind).get(found[1], ()) if parent_code(code) in groups)


def code_of_name(kind: str, name: str) -> str:
    """The code that a printed name stands for, the class first; empty when none or several of one level do.

    >>> code_of_name("functional", "行政运行"), code_of_name("functional", "行政运行（公安）")
    ('', '2040201')
    """
    codes = _codes_of_name(kind, name)
    shortest = [code for code in codes if len(code) == len(codes[0])]
    return shortest[0] if len(shortest) == 1 else ""


def code_beside(name: str, above: str) -> str:
    """The functional code of a name that many groups have, by the code of the row above it: its group, or a sibling.

    >>> code_beside("行政运行", "20402"), code_beside("行政运行", "2040220"), code_beside("行政运行", "")
    ('2040201', '2040201', '')
    """
    near = {above, parent_code(above)} - {""}
    codes = [code for code in _codes_of_name("functional", name) if parent_code(code) in near]
    return codes[0] if len(codes) == 1 else ""


def is_name_of(code: Code, name: str) -> bool:
    """Whether words are one of the names that a code has had.

    >>> is_name_of(Code("2010302", "functional"), "一般行政管理事务")
    True
    >>> is_name_of(Code("2040201", "functional"), "行政运行(公安)")
    True
    """
    lists = ("functional",) if code.list == "functional" else ("economic", "governmental")
    return any(code.digits in _codes_of_name(kind, name) for kind in lists)


_NAMED_CODE = re.compile(r"[\[(]?(\d{3,7})[\])]?[-.、_]?(?=[^\d])(.+)")
_CODE_BEHIND = re.compile(r"(.+)[\[(](\d{3,7})[\])]")


def split_named_code(key: str) -> tuple[Code, str] | None:
    """The code and the name of a label that prints both; None for words in which no code of that name stands.

    >>> split_named_code("[20101]人大事务"), split_named_code("2010101-行政运行")[0].digits, split_named_code("201中学")
    ((Code(digits='20101', list='functional'), '人大事务'), '2010101', None)
    >>> split_named_code("人大事务(20101)")[0].digits
    '20101'
    """
    found = _NAMED_CODE.fullmatch(key)
    behind = None if found else _CODE_BEHIND.fullmatch(key)
    digits, name = (found[1], found[2]) if found else (behind[2], behind[1]) if behind else ("", "")
    code = read_code(digits)
    return (code, name) if code is not None and is_name_of(code, name) else None
