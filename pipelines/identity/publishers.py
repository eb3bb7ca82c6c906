"""The publishing body: its canonical name out of titles, labels, headings and sentences, and its budget code."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from pipelines.identity.labels import PAGE, Labelled
from pipelines.identity.names import NameParts, begins_with_place, clean_name, is_name, same_body, take_apart
from pipelines.identity.regions import begins_place, read_place
from pipelines.identity.segments import Segment
from pipelines.identity.titles import Title
from pipelines.identity.wordings import YEAR, load_wordings

#: How much a place in the document says about whose it is. A title or the cover's label outweighs all tables together.
_TITLE, _COVER, _TABLE, _HEADING, _SENTENCE, _CAPTION, _PAGE = 40, 45, 3, 6, 5, 2, 2
_CAP = {_TITLE: 2, _COVER: 1, _TABLE: 6, _HEADING: 2, _SENTENCE: 2, _CAPTION: 4, _PAGE: 1}
_NUMBER = "[一二三四五六七八九十]+"
_PART = re.compile(rf"(?:第{_NUMBER}(?:部分|章)|{_NUMBER}、|[(]{_NUMBER}[)])[:、.]?")
_CLAUSE = re.compile(r"[\u4e00-\u9fff()\d ·]{6,}")
#: The last resort, for a text that has lost its head: whoever stands before a year.
_DATED = re.compile(r"(?<![\u4e00-\u9fff()])([\u4e00-\u9fff()]{4,30}?) ?20\d\d ?年")
#: What may stand between a name and a heading's own word.
_WHOSE = re.compile(r"(?:\(部门\)|\(单位\)|部门|单位|的)$")
_CAPTION_YEAR = re.compile(rf"{YEAR}年度?")
_LONGEST_HEADING, _LONGEST_CAPTION, _SHORTEST = 50, 70, 3
#: Sentences that say whose text it is stand early.
_REACH = 12_000
#: How many times a name is looked at for the place before it.
_LOOKS = 10
#: A code in a label is surer than any number of cells before a name.
_LABELLED = 1_000
#: How many times the cell before it is looked at for a code.
_SEEN = 200
_CODE_BEFORE = re.compile(r"(?<![\d.,])(\d{3}|\d{6}|\d{9})(?:[-—–_ :|\t]|\n){1,6}$")


@dataclass(frozen=True, slots=True)
class Publisher:
    """The body and all spellings of it that the document uses, the canonical one first; `found` are its parts."""

    name: str
    spellings: tuple[str, ...]
    parts: NameParts


def choose_publisher(
    titles: list[Title], labels: list[Labelled], page: list[Labelled], segments: list[Segment], text: str
) -> Publisher | None:
    """The body that most speaks for, under the fullest name that the document prints for it; None when none is named.

    The region goes before the name when the document itself prints it so for the same body (区政务服务管理办 →
    重庆市大足区政务服务管理办公室). 本级 stays when title or tables say it.
    """
    votes = _votes(titles, labels, page, segments, text)
    if not votes:
        return None
    parts = {name: take_apart(name) for name in votes}
    groups: list[list[str]] = []
    for name in votes:
        home = next((g for g in groups if all(same_body(parts[name], parts[other]) for other in g)), None)
        if home is None:
            groups.append([name])
        else:
            home.append(name)
    best = max(groups, key=lambda group: (sum(votes[n] for n in group), any(parts[n].place for n in group)))
    best.sort(key=lambda name: -votes[name])
    lead = best[0]
    titled = next((title.name for title in titles if title.complete and not title.heading), "")
    own = (titled in best and parts[titled].own_level) or _says_own_level(best, votes, parts)
    full = _fullest([name for name in best if parts[name].own_level == own] or best, parts)
    full = _with_place(full, text)
    return Publisher(full, tuple(dict.fromkeys([full, lead, *best])), take_apart(full))


def find_unit_code(publisher: Publisher, labels: list[Labelled], text: str, scope: str) -> str:
    """The budget code printed for the body: before its name in a label, or in the cell before it; empty when none.

    A department has the shorter code (172), its own unit the longer (172001).
    """
    mine = [take_apart(name) for name in publisher.spellings]
    codes: Counter[str] = Counter()
    for label in labels:
        if label.code and any(same_body(take_apart(label.name), parts) for parts in mine):
            own = take_apart(label.name).own_level
            if own == publisher.parts.own_level or scope == "unit":
                codes[label.code] += _LABELLED
    if not codes:
        for name in publisher.spellings:
            at = text.find(name)
            for _ in range(_SEEN):
                if at < 0:
                    break
                hit = _CODE_BEFORE.search(text, max(0, at - 16), at)
                if hit:
                    codes[hit[1]] += 1
                at = text.find(name, at + len(name))
    if not codes:
        return ""
    sign = -1 if scope == "department" else 1
    return max(codes, key=lambda code: (codes[code] >= _LABELLED, sign * len(code), codes[code], code))


def _votes(
    titles: list[Title], labels: list[Labelled], page: list[Labelled], segments: list[Segment], text: str
) -> dict[str, int]:
    counts: Counter[tuple[str, int]] = Counter()
    on_page = {label.name for label in page}  # 发布机构 may stand right above a title, and publish for another body
    for title in titles:
        if title.name:
            counts[title.name, _TITLE if title.year and not title.heading else _HEADING] += 1
        elif not title.heading and title.scope:
            around = segments[max(0, title.first - 2) : title.last + 3]
            names = (clean_name(near.text)[0] for near in around)
            counts.update((name, _HEADING) for name in names if is_name(name) and name not in on_page)
    for label in labels:
        counts[label.name, _COVER if label.on_cover else _PAGE if label.strength == PAGE else _TABLE] += 1
    for label in page:
        counts[label.name, _PAGE] += 1
    counts.update((name, _CAPTION) for segment in segments for name in _captioned(segment.text))
    counts.update((name, _HEADING) for segment in segments if (name := _headed(segment.text)))
    if not any(take_apart(name).place for name, weight in counts if weight in (_TITLE, _COVER)):
        counts.update((name, _SENTENCE) for name in _said(text))
    if not counts:
        counts.update((name, _CAPTION) for hit in _DATED.finditer(text, 0, 4 * _REACH) if is_name(name := hit[1]))
    votes: dict[str, int] = {}
    for (name, weight), count in counts.items():
        votes[name] = votes.get(name, 0) + weight * min(count, _CAP[weight])
    return votes


def _said(text: str) -> list[str]:
    """The names that sentences say it is about.

    >>> _said("从单位构成看,荆门市行政审批局(本级)部门决算由1个单位组成。通州区政务服务局是区政府工作部门")
    ['荆门市行政审批局(本级)', '通州区政务服务局']
    """
    words = load_wordings()
    names: list[str] = []
    for clause in _CLAUSE.finditer(text, 0, _REACH):
        start = clause.start()
        for before in (_PART, _CAPTION_YEAR, words.openers):
            found = before.match(text, start)
            start = found.end() if found else start
        join = words.joins.search(text, start + 3, min(clause.end(), start + 50))
        if not join or (join["copula"] and not words.predicates.search(text, join.end(), join.end() + 40)):
            continue
        name = clean_name(_WHOSE.sub("", words.said_about.sub("", text[start : join.start()])))[0]
        if is_name(name) and (not join["figure"] or begins_with_place(take_apart(name))):
            names.append(name)
    return names


def _headed(text: str) -> str:
    """The name in a heading such as 第一部分 中共奉新县委宣传部概况 or 上海市普陀区司法局主要职能."""
    if len(text) > _LONGEST_HEADING:
        return ""
    mark = _PART.match(text)
    body = text[mark.end() :] if mark else text
    tail = load_wordings().headings.search(body)
    if not tail:
        return ""
    name = clean_name(_WHOSE.sub("", body[: tail.start()]))[0]
    return name if is_name(name) else ""


def _captioned(text: str) -> list[str]:
    """Names in the title of a table: 2024年重庆市南岸区政务服务管理办公室部门收支总表."""
    if len(text) > _LONGEST_CAPTION or not text.endswith(("表", "说明")):
        return []
    year = _CAPTION_YEAR.search(text)
    if not year:
        return []
    left = re.sub(r"^.*[、.::]|^第.部分|^关于", "", text[: year.start()])
    table = load_wordings().table.search(text, year.end())
    middle = text[year.end() : table.start()] if table else ""
    return [name for name in (clean_name(left)[0], clean_name(middle)[0]) if len(name) > _SHORTEST and is_name(name)]


def _says_own_level(group: list[str], votes: dict[str, int], parts: dict[str, NameParts]) -> bool:
    own = sum(votes[name] for name in group if parts[name].own_level)
    return own * 2 > sum(votes[name] for name in group)


def _fullest(group: list[str], parts: dict[str, NameParts]) -> str:
    """The longest spelling: a place in full before a letter for it, 办公室 before 办; among equals the first."""
    return max(group, key=lambda name: (parts[name].place is not None and not parts[name].letter, len(name)))


def _with_place(name: str, text: str) -> str:
    """The name with the places that the text prints directly before it; a letter for a place (区) gives way to it.

    >>> _with_place("区财政局", "重庆市大足区财政局是区政府工作部门")
    '重庆市大足区财政局'
    """
    letter = take_apart(name).letter
    core = name[1:] if letter else name
    if len(core) < _SHORTEST:
        return name
    found: Counter[str] = Counter()
    at = text.find(core)
    for _ in range(_LOOKS):
        if at < 0:
            break
        inside = read_place(text, at)
        for start in range(max(0, at - 14), at - 1):
            place = read_place(text, start) if begins_place(text, start) else None
            if place and not place.zone and (place.end == at or (inside and place.end == inside.end)):
                if not letter or text[at - 1] == letter:
                    found[text[start:at]] += 1
                break
        at = text.find(core, at + len(core))
    return max(found, key=lambda p: (len(p), found[p])) + core if found else name
