"""Titles of one part of a disclosure on a page of its own: a body, its year, and one of the tables it must publish.

    桐梓县水务局 2023年度 "三公"经费 决算公开
    2024年 桐梓县审计局 一般公共预算财政拨款 支出表

The tables of 财政部《地方预决算公开操作规程》(财预〔2016〕143号) 第十二条 are a department's own where the title names
a body; the same words after a place alone (2023年县本级 "三公"经费) are a government's.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pipelines.identity.names import clean_name, is_name, take_apart
from pipelines.identity.segments import LONGEST, Segment
from pipelines.identity.titles import Title, split_heading, split_year
from pipelines.identity.wordings import load_wordings

_KINDS = {"预算": "budget", "决算": "final_account"}
#: 一般公共预算 and its like are funds, in a final account too.
_KIND = re.compile("(?:一般公共|公共|政府性基金|国有资本经营)预算|(?P<kind>预算|决算)")
#: What a government is called after its place; its own tables are those of the whole budget.
_GOVERNMENT = "政府"


def find_part_title(segments: list[Segment]) -> list[Title]:
    """The first title of a part among the pieces of a document's head; none when a body heads no part.

    The body may stand on the line above or below.
    """
    for at in range(len(segments)):
        for first, last in ((at, at), (max(at - 1, 0), at), (at, min(at + 1, len(segments) - 1))):
            pieces = [piece.text for piece in segments[first : last + 1]]
            title = parse_part_title("".join(reversed(pieces) if last > at else pieces))
            if title is not None and (len(pieces) == 1 or any(piece.startswith(title.name) for piece in pieces)):
                return [replace(title, first=first, last=last, text="".join(pieces))]
    return []


def parse_part_title(text: str) -> Title | None:
    """Takes one line (folded, without blanks) apart; None when it is no title of a body's part.

    >>> title = parse_part_title('桐梓县水务局2023年度"三公"经费决算公开')
    >>> title.name, title.year, title.kind
    ('桐梓县水务局', 2023, 'final_account')
    >>> parse_part_title('关于2023年桐梓县县本级"三公"经费决算的说明') is None
    True
    """
    if len(text) > LONGEST:
        return None
    words = load_wordings()
    heading, body = split_heading(text)
    if heading:
        return None
    for part in words.part.finditer(body):
        if not words.part_tail.match(body, part.end()):
            continue
        year, left, middle = split_year(body[: part.start()])
        pieces = [words.part_lead.sub("", piece) for piece in (left, middle)]
        names = [clean_name(piece)[0] for piece in pieces if piece]
        year = year or split_year(body[part.end() :])[0]
        if not year or len(names) != 1 or not is_name(names[0]) or _is_government(names[0]):
            return None
        kind = next((hit["kind"] for hit in _KIND.finditer(body, part.start()) if hit["kind"]), "")
        scope = "unit" if words.own_level.search(names[0]) else ""
        return Title(text, 0, 0, names[0], year, _KINDS.get(kind, ""), scope)
    return None


def _is_government(name: str) -> bool:
    """Whether a name is a place's own level (县本级), or the government of a county, a prefecture or a province.

    >>> _is_government("桐梓县县本级"), _is_government("桐梓县人民政府"), _is_government("桐梓县大河镇人民政府")
    (True, True, False)
    """
    words = load_wordings()
    own = words.own_level.search(name)
    base = name[: own.start()] if own else name
    parts = take_apart(base)
    place = parts.place
    rest = base[place.end :] if place is not None else base
    if rest in words.letter_levels or not rest:
        return True
    return place is not None and not place.zone and parts.core == _GOVERNMENT
