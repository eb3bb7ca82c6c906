"""Names of institutions: what can be one, its parts, and when two names mean one body."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pipelines.identity.regions import Place, find_places, level_of, read_place, read_short_county
from pipelines.identity.wordings import load_wordings

#: A document repeats its publisher in every table: names are taken apart once.
_KEPT = 2_048
#: A place inside a name is longer (城区 and 郊区 are words there); a name after its letter too (区委 is none).
_SHORTEST = 2
_SHAPE = re.compile(r"[\u4e00-\u9fffA-Za-z0-9()·\-—、〇○]{2,45}")
_CODE = re.compile(r"(\d{3,12})(?:[-—–_:.\])】]|(?=[\u4e00-\u9fff]))")
#: Another name of the body: 县气象局(人影中心), 高新区(管委会).
_ALSO_CALLED = re.compile(r"\(([\u4e00-\u9fff]{3,20})\)$")
_CODE_AFTER = re.compile(r"[(\[](\d{3,12})[)\]]?$")


@dataclass(frozen=True, slots=True)
class NameParts:
    """A name taken apart: party or system before the place, the place, one letter instead of it, what the body is.

    `core` is folded to short words (办公室 → 办), without its 本级; only compared, never shown.
    """

    name: str
    place: Place | None
    letter: str
    core: str
    own_level: bool


@lru_cache(_KEPT)
def clean_name(raw: str) -> tuple[str, str]:
    """The name and the code of a cell that names a body: code before it, brackets and marks around it cut off.

    >>> clean_name("172001-重庆市大足区政务服务管理办公室（本级）")
    ('重庆市大足区政务服务管理办公室(本级)', '172001')
    """
    text = "".join(raw.split()).translate(str.maketrans("（）", "()")).strip("[]【】:,.、-—*\"'《》<>|")
    code = _CODE.match(text)
    if code and not text[code.end() :].startswith(("年", "元")):
        return clean_name(text[code.end() :])[0], code[1]
    code = _CODE_AFTER.search(text)
    if code:
        return clean_name(text[: code.start()])[0], code[1]
    if text.count("(") != text.count(")"):
        text = text.strip("()")
    if text.startswith("(") and text.endswith(")"):
        text = text[1:-1]
    for tail in ("(汇总)", "(部门)", "(公章)", "(盖章)", "(部门汇总)", "(单位)", "(汇总数)"):
        text = text.removesuffix(tail)
    return text, ""


@lru_cache(_KEPT)
def is_name(text: str, *, sure: bool = False, any_ending: bool = False) -> bool:
    """Whether a text can be an institution's name; with `sure` the place it stood in already says so (a title).

    With `any_ending` it need not end as institutions do (高新西区), where nothing but a body can stand.

    >>> is_name("荆门市行政审批局(本级)"), is_name("荆门市"), is_name("万元"), is_name("区财政局负责的事项")
    (True, False, False, False)
    """
    words = load_wordings()
    own = words.own_level.search(text)
    if not _SHAPE.fullmatch(text) or text[0].isdigit() or (text[: own.start()] if own else text) in words.generic:
        return False
    check = text
    for exempt in words.exempt:
        check = check.replace(exempt, "")
    also = _ALSO_CALLED.search(text)
    ends = text.endswith(words.suffix) or (also is not None and also[1].endswith(words.suffix))
    if any(word in check for word in (words.headline if sure and ends else words.never)) or not (
        sure or ends or any_ending
    ):
        return False
    place = read_place(text)
    return not (place and place.end == len(text) and not place.zone) and (ends or any_ending or place is not None)


@lru_cache(_KEPT)
def take_apart(name: str) -> NameParts:
    """The parts of a name.

    >>> take_apart("中共上海市普陀区委社会工作部").core
    '委社会工作部'
    >>> take_apart("区政务服务管理办").core == take_apart("重庆市大足区政务服务管理办公室").core
    True
    """
    words = load_wordings()
    own = words.own_level.search(name)
    base = name[: own.start()] if own and own.start() > 1 else name
    party = words.party.match(base)
    at = party.end() if party else 0
    place, letter = read_place(base, at), ""
    if place is None and party:
        place = read_short_county(base, at)  # 国家统计局昭平调查队
    if place is None and not party and len(base) > _SHORTEST + 1 and base[0] in words.letter_levels:
        letter, at = base[0], 1
    if place is None and not letter:
        place = next((p for start, p in find_places(base) if p.end - start > _SHORTEST), None)
    core = base[place.end if place else at :]
    for long, brief in words.brief:
        core = core.replace(long, brief)
    return NameParts(name, place, letter, re.sub(r"\(.*?\)", "", core).removeprefix("政府") or core, bool(own))


def begins_with_place(parts: NameParts) -> bool:
    """Whether a name's place stands at its head, or behind its party or system (中共昭平县委统战部)."""
    party = load_wordings().party.match(parts.name)
    return read_place(parts.name, party.end() if party else 0) is not None


def same_body(a: NameParts, b: NameParts) -> bool:
    """Whether two names can mean one body: the same core, and places that do not contradict each other.

    >>> same_body(take_apart("高新区政务服务中心"), take_apart("随州高新技术产业开发区政务服务中心"))
    True
    >>> same_body(take_apart("岳阳市教育局"), take_apart("岳阳市君山区教育局"))
    False
    """
    if a.core != b.core or not a.core:
        return False
    if a.letter or b.letter:
        return _letter_fits(a, b) if a.letter else _letter_fits(b, a)
    if a.place is None or b.place is None:
        return True
    if bool(a.place.zone) != bool(b.place.zone):
        return False
    return not a.place.codes or not b.place.codes or bool(set(a.place.codes) & set(b.place.codes))


def _letter_fits(a: NameParts, b: NameParts) -> bool:
    """区 fits a district, 县 a county …; a place named in full decides, another letter must be the same."""
    if b.letter:
        return a.letter == b.letter
    if b.place is None or not b.place.codes:
        return True
    want = load_wordings().letter_levels[a.letter]
    return any(level_of(code) in want for code in b.place.codes)
