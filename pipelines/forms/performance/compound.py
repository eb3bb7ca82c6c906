"""Names and targets that share a cell: 终端数量=719个,培训次数不少于100次 is two indicators with their targets."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.forms.performance.targets import find_claim

_CLAUSE = re.compile(r"[^,;\n]+")
#: 指标1: / 1. / (1) / 1、 before a name; never the 1 of 1.5小时.
_ORDINAL = re.compile(
    r"(?:(?:三级|具体)?指标\s?[\d一二三四五六七八九十]{1,2}\s?[:.、\s]|[(]\d{1,2}[)]\s?[、.]?|\d{1,2}\s?(?:[、:)]|\.(?!\d)))\s*"
)
_NUMBERED = re.compile(r"指标\s?\d{1,2}\s?[:.、]")
#: A cell is never read further than this.
_LONGEST = 4000


@dataclass(frozen=True, slots=True)
class Part:
    """Offsets of a name and of its target (empty where there is none) inside a cell."""

    name: tuple[int, int]
    target: tuple[int, int]


def strip_ordinal(text: str) -> int:
    """How many characters the ordinal before a name takes.

    >>> strip_ordinal("指标1:租赁终端数量"), strip_ordinal("1.5小时响应率"), strip_ordinal("12345热线接通率")
    (4, 0, 0)
    """
    found = _ORDINAL.match(text)
    return found.end() if found and found.end() < len(text) else 0


def split_claims(text: str) -> list[Part]:
    """Gives the indicators of a cell that prints names together with their targets.

    A clause with a sign is an indicator of its own; a clause without one is the name of the clause behind it.

    >>> text = "终端数量=719个,应用事项≥8项"
    >>> [(text[slice(*part.name)], text[slice(*part.target)]) for part in split_claims(text)]
    [('终端数量', '=719个'), ('应用事项', '≥8项')]
    >>> text = "提升办事水平,服务水平≥90"
    >>> [(text[slice(*part.name)], text[slice(*part.target)]) for part in split_claims(text)]
    [('提升办事水平', '服务水平≥90')]
    """
    text = text[:_LONGEST]
    clauses = [
        (match.start(), match.end(), find_claim(match[0])) for match in _CLAUSE.finditer(text) if match[0].strip()
    ]
    if all(claim is None for *_, claim in clauses):
        return [Part((0, len(text)), (0, 0))]
    last = max(start for start, _, claim in clauses if claim is not None)
    parts: list[Part] = []
    waiting: int | None = None
    for start, end, claim in clauses:
        if claim is None:
            if start > last:
                parts[-1] = Part(parts[-1].name, (parts[-1].target[0], end))
            elif waiting is None:
                waiting = start
            continue
        if waiting is not None:
            parts.append(Part(_trim(text, waiting, start - 1), (start, end)))
            waiting = None
        else:
            parts.append(Part(_trim(text, start, start + claim), _trim(text, start + claim, end)))
    return parts


def split_numbered(text: str) -> list[tuple[int, int]]:
    """Offsets of the numbered parts of a cell (指标1:… 指标2:…); one part when it has no two numbers.

    >>> [("指标1:甲 指标2:乙")[slice(*part)] for part in split_numbered("指标1:甲 指标2:乙")]
    ['指标1:甲', '指标2:乙']
    """
    starts = [match.start() for match in _NUMBERED.finditer(text[:_LONGEST])]
    if len(starts) < 2 or starts[0] != 0:
        return [(0, len(text))]
    return [_trim(text, start, end) for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;"):
        end -= 1
    return start, end
