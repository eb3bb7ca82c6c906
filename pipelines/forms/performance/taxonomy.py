"""Canonical names of the two levels of performance indicators (一级指标, 二级指标).

Source: 财政部《项目支出绩效评价管理办法》(财预〔2020〕10号), 《中央部门预算绩效目标管理办法》(财预〔2015〕88号); the
list itself is `schemas/reference/indicator_taxonomy.csv`.
"""

from __future__ import annotations

import csv
import re
from functools import cache, lru_cache
from importlib.resources import files

from pipelines.reading.text import squeeze

#: Longer texts are names or sentences, never a level.
_LONGEST = 24
_ORDINAL = re.compile(r"^[(]?[一二三四五六七八九十\d]{1,2}[)、.:]+")
_SCORE = re.compile(r"[(][^()]{0,12}[)]$")
_LONGEST_END, _SHORTEST_BEGINNING = 4, 3
_ENDINGS = ("指标", "标", "指")


@lru_cache(maxsize=4096)
def canonical_level(text: str, level: int) -> str | None:
    """Gives the canonical name of a printed level, or None when it is none of the official ones.

    White space, ordinals, a score in brackets, a missing 指标 and one damaged character are forgiven; a text that is
    one character away from two levels is refused.

    >>> canonical_level("服务象 满意度指标", 2), canonical_level("经济益指标", 2), canonical_level("可持续发展指标", 2)
    ('服务对象满意度指标', '经济效益指标', '可持续影响指标')
    >>> canonical_level("一、产出指标（50分）", 1), canonical_level("成本指标", 1), canonical_level("成本指标", 2)
    ('产出指标', '成本指标', '成本指标')
    >>> canonical_level("服务质量", 2) is None, canonical_level("数量", 2)
    (True, '数量指标')
    """
    key = squeeze(text)
    if not key or len(key) > _LONGEST:
        return None
    stem = _stem(_SCORE.sub("", _ORDINAL.sub("", key)))
    names = _stems(level)
    if stem in names:
        return names[stem]
    if len(stem) < 3:
        return None
    near = {name for known, name in names.items() if len(known) > 2 and _one_apart(stem, known)}
    return near.pop() if len(near) == 1 else None


def only_child(text: str) -> str | None:
    """The one second level of a first level that is printed in the second's place (满意度指标), or None.

    >>> only_child("满意度指标"), only_child("效益指标") is None
    ('服务对象满意度指标', True)
    """
    first = canonical_level(text, 1)
    children = _children().get(first, ()) if first else ()
    return children[0] if len(children) == 1 else None


def only_parent(level2: str) -> str:
    """The one first level of a canonical second level, or the empty string.

    >>> only_parent("数量指标"), only_parent("服务质量")
    ('产出指标', '')
    """
    parents = [first for first, children in _children().items() if level2 in children]
    return parents[0] if len(parents) == 1 else ""


def names_level(text: str, level: int) -> bool:
    """Whether a printed cell says outright that it is a level: its canonical name or alias, 指标 included.

    >>> names_level("社会效益指标", 2), names_level("服务对象满意度", 2)
    (True, False)
    """
    key = squeeze(text)
    return key.endswith(("指标", "标")) and canonical_level(text, level) is not None


def ends_level(text: str) -> bool:
    """Whether a text is the end of a level's name, as where the name is wrapped: 标, 度指标.

    >>> ends_level("度指标"), ends_level("标"), ends_level("办件量")
    (True, True, False)
    """
    return (
        len(text) <= _LONGEST_END and text.endswith("标") and any(row["name_zh"].endswith(text) for row in _taxonomy())
    )


def begins_level(text: str) -> bool:
    """Whether a text is the beginning of a level's name, and no name of its own: 社会效益指, 服务对象满.

    >>> begins_level("服务对象满"), begins_level("产出指标"), begins_level("产出")
    (True, False, False)
    """
    names = (row["name_zh"] for row in _taxonomy())
    return len(text) >= _SHORTEST_BEGINNING and any(name.startswith(text) and name != text for name in names)


def _stem(key: str) -> str:
    for ending in _ENDINGS:
        if key.endswith(ending) and len(key) > len(ending) + 1:
            return key[: -len(ending)]
    return key


@cache
def _taxonomy() -> list[dict[str, str]]:
    path = files("schemas") / "reference" / "indicator_taxonomy.csv"
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


@cache
def _children() -> dict[str, list[str]]:
    """The second levels of every first level."""
    names = {row["code"]: row["name_zh"] for row in _taxonomy()}
    found: dict[str, list[str]] = {}
    for row in _taxonomy():
        if row["parent_code"]:
            found.setdefault(names[row["parent_code"]], []).append(row["name_zh"])
    return found


@cache
def _stems(level: int) -> dict[str, str]:
    """Stem (without 指标) of every name and alias of a level, to the canonical name."""
    found: dict[str, str] = {}
    for row in _taxonomy():
        if int(row["level"]) == level:
            for printed in (row["name_zh"], *filter(None, row["aliases"].split("|"))):
                found.setdefault(_stem(squeeze(printed)), row["name_zh"])
    return found


def _one_apart(left: str, right: str) -> bool:
    """Whether one insertion, deletion or substitution turns one text into the other."""
    if abs(len(left) - len(right)) > 1:
        return False
    shared = 0
    while shared < min(len(left), len(right)) and left[shared] == right[shared]:
        shared += 1
    if len(left) == len(right):
        return left[shared + 1 :] == right[shared + 1 :]
    longer, shorter = (left, right) if len(left) > len(right) else (right, left)
    return longer[shared + 1 :] == shorter[shared:]
