"""Titles: the grammar of a disclosure's name (who, which year, 部门 or 单位, 预算 or 决算), and where it is printed.

    重庆市大足区政务服务管理办公室 2023年 部门 预算 情况说明
    2022年度 清水县人民法院 部门 决算
    上海市普陀区 2025年 区级单位 预算          (the name stands in a label)

Wording: 财政部《地方预决算公开操作规程》(财预〔2016〕143号) 第十二条: 公开 "部门预算""部门决算" under their names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pipelines.identity.names import begins_with_place, clean_name, is_name, take_apart
from pipelines.identity.regions import read_place
from pipelines.identity.segments import LONGEST, Segment
from pipelines.identity.wordings import YEAR, load_wordings

#: A cover prints a title on this many lines at most.
_MOST_LINES = 4
#: What a wrapped title leaves for its next line (决算情 / 况说明).
_LONGEST_REST = 12
_SHORTEST = 2
_KIND = re.compile(r"预决算|预、决算|预算|决算")
_ONLY_YEAR = re.compile(rf"\(?({YEAR})(?:年度?)?\)?")
_YEAR = re.compile(rf"\(?({YEAR})(?:[-—~至]({YEAR}))?(?:年度|财年|年)?\)?")
_MARK = re.compile(
    r"(?:第[一二三四五六七八九十]+(?:部分|章|节)|[一二三四五六七八九十]+、|[(][一二三四五六七八九十\d]+[)]|\d{1,2}[.、](?!\d)|附?[表件]\s*[一二三四五六七八九十\d]+(?:-\d+)?)[::、.\-]?"
)
_FRAGMENT = re.compile(r"(?:附件\d*:)?《?[\u4e00-\u9fff\d()·\-—\"〇○]{1,45}")
#: A body after the title (… 部门决算——某局), a remark in brackets, or the name of the web site.
_EXTRA = re.compile(r"([^\-—_:(]*)(?:[\-—_:]+|\()([\u4e00-\u9fff、()]{1,30}?)\)?(?:\.[a-z]{2,4})?")
#: Between a department and its unit.
_BELONGS = re.compile(r"[所下]属(?:事业单位|单位)?")
#: What a sentence says and no title does.
_AMOUNT = re.compile(r"\d[万亿]?元")
#: The end of a bracket that another line opened.
_TORN = re.compile(r"[\u4e00-\u9fff][^()]*\)")
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")


@dataclass(frozen=True, slots=True)
class Title:
    """One printed title, taken apart. `heading` marks the title of a part (第二部分 …) rather than of the document.

    `scope` and `kind` are empty when the title leaves them open; `place` is what stands before the year when it is
    only a place (上海市普陀区2025年区级部门预算).
    """

    text: str
    first: int
    last: int
    name: str
    year: int
    kind: str
    scope: str
    heading: bool = False
    place: str = ""

    @property
    def complete(self) -> bool:
        """Whether it says who and for which year."""
        return bool((self.name or self.place) and self.year)


def parse_title(text: str) -> Title | None:
    """Takes one line (folded, without blanks) apart; None when it is no title of a disclosure.

    >>> title = parse_title("2021年度中共邵阳县委宣传部本级部门决算")
    >>> title.name, title.year, title.kind, title.scope
    ('中共邵阳县委宣传部本级', 2021, 'final_account', 'unit')
    >>> parse_title("关于印发部门预算管理办法的通知") is None
    True
    """
    if len(text) > LONGEST or _AMOUNT.search(text):
        return None
    words = load_wordings()
    heading, body = split_heading(text)
    for hit in _KIND.finditer(body):
        before = body[: hit.start()]
        if before.endswith(words.not_title) and not _own_level(before):
            continue
        after = body[hit.end() :].rstrip("》]】>")
        extra = _EXTRA.fullmatch(after)
        if not words.tail.match(after) and not (extra and words.tail.match(extra[1])):
            continue
        title = _build(text, before.rstrip("《的"), hit[0], after, heading=heading)
        name = extra[2] + ")" * (extra[2].count("(") - extra[2].count(")")) if extra else ""  # 某中心(某队)
        if title and not title.name and name and is_name(name, sure=True):
            title = replace(title, name=name)
        return title
    return None


def find_titles(segments: list[Segment], text: str) -> list[Title]:
    """Every title among the first pieces of a document, wrapped ones joined (清镇市人民 / 法院2024年度 / 部门决算).

    A piece is joined to the ones before it while name or year is missing; once more when the longer name is printed
    in one piece elsewhere in `text` (without blanks), for a name can be wrapped too.
    """
    found: list[Title] = []
    for at, segment in enumerate(segments):
        if "算" not in segment.text or len(segment.text) > LONGEST:
            continue
        title, first, last = parse_title(segment.text), at, at
        if title is None and at + 1 < len(segments) and len(segments[at + 1].text) <= _LONGEST_REST:
            title, last = parse_title(segment.text + segments[at + 1].text), at + 1
        for back in range(at - 1, max(at - _MOST_LINES, 0) - 1, -1):
            before = segments[back].text
            if (title is not None and title.heading) or not _FRAGMENT.fullmatch(before) or _KIND.search(before):
                break
            joined = parse_title("".join(s.text for s in segments[back : last + 1]))
            if joined is not None and _better(joined, title, text):
                title, first = joined, back
            elif title is not None or not _ONLY_YEAR.fullmatch(before):  # a year alone may stand between
                break
        below = _ONLY_YEAR.fullmatch(segments[last + 1].text) if last + 1 < len(segments) else None
        if title and below and not (title.year or title.heading):
            # the year of a cover may stand on a line of its own below the name
            title, last = replace(title, text=title.text + below[0], year=_number(below[1])), last + 1
        if title:
            found.append(replace(title, first=first, last=last))
    return found


def _better(joined: Title, title: Title | None, text: str) -> bool:
    """Whether the line above belongs to a title: it brings the year, or the beginning of the name.

    A name without a place that begins at one with the line above is wrapped, as long as the title has no year of its
    own; so is one whose party or system stands alone above it; else only when the document prints the longer one
    elsewhere too.
    """
    if title is None:
        return joined.complete
    if joined.name and _TORN.match(title.text) and not _TORN.match(joined.text):
        return True  # 某队(某 / 协会)2022年部门预算
    if joined.name and joined.name != title.name and joined.name.endswith(title.name):
        if load_wordings().party.fullmatch(joined.name.removesuffix(title.name)):
            return True
        return not title.name or text.count(joined.name) > 1 or (not title.year and _is_rest(title.name, joined.name))
    return bool(joined.year and not title.year)


def _is_rest(rest: str, name: str) -> bool:
    """Whether the rest of a name has lost the place at its head.

    >>> _is_rest("服务中心", "昭平县机关事务服务中心"), _is_rest("昭平县林业局", "政府网昭平县林业局")
    (True, False)
    """
    whole, part = take_apart(name), take_apart(rest)
    return part.place is None and not part.letter and whole.place is not None and begins_with_place(whole)


def _build(text: str, before: str, kind: str, after: str, *, heading: bool) -> Title | None:
    year, left, middle = split_year(before)
    left, _, _ = _qualifiers(load_wordings().about.sub("", left))
    middle, scope, _ = _qualifiers(middle if year else before)
    if not year:
        late = _YEAR.search(after)
        year, left = (_number(late[1]) if late else 0), ""
    if not scope:
        scope = "department" if "部门" in before[-6:] and "单位" not in before[-6:] else ""
    names = [_below(clean_name(part)[0]) for part in (middle, left)]
    good = [name for name in names if is_name(name, sure=True)]
    name = good[0] if good else ""
    if not name and year and scope and not heading:
        # 2020年度高新西区部门决算: the grammar says that it is a body, whatever its last character
        name = next((part for part in names if len(part) > _SHORTEST and is_name(part, any_ending=True)), "")
    if good[1:] and good[1].endswith(good[0]):
        name = good[1]
    place = ""
    if not name:
        place = next((part for part in names if part and _is_place(part)), "")
        if any(part and not _is_place(part) for part in names):
            return None
    if name and load_wordings().own_level.search(name):
        scope = "unit"
    if not (name or place or year or scope):
        return None
    code = {"预算": "budget", "决算": "final_account"}.get(kind, "")
    return Title(text, 0, 0, name, year, code, scope, heading, place)


def _qualifiers(part: str) -> tuple[str, str, int]:
    """What is left of a part without 区级, 部门, 年初 … at its end, and the scope that they tell."""
    words = load_wordings()
    scope, count = "", 0
    while found := words.qualifier.search(part):
        told = found[0]
        scope = scope or ("department" if told in words.department else "unit" if told in words.unit else "")
        if told in ("部门本级", "机关本级"):
            return part[: found.start()] + "本级", "unit", count + 1
        part, count = part[: found.start()], count + 1
    if part in ("本级", "(本级)"):
        return "", "unit", count
    return part.rstrip("的"), scope, count


def _below(name: str) -> str:
    """The unit that is named behind the department above it: 某县教育局所属某县第一中学."""
    above, _, below = _BELONGS.sub("\n", name, count=1).partition("\n")
    return below if is_name(above) and is_name(below) else name


def _own_level(before: str) -> bool:
    """本级 of a body (某局2023年本级预算); of a place (2023年市本级预算) it is a government's budget."""
    return before.endswith("本级") and before[-3:-2] not in load_wordings().letter_levels


def _is_place(part: str) -> bool:
    place = read_place(part)
    return bool(place and place.end == len(part))


def split_heading(text: str) -> tuple[bool, str]:
    """Whether a line is numbered as a heading or an item, and the line without its number, 关于 and opening marks.

    >>> split_heading("第二部分 部门决算表"), split_heading("关于某局部门决算的说明")
    ((True, ' 部门决算表'), (False, '某局部门决算的说明'))
    """
    mark = _MARK.match(text)
    body = text[mark.end() :] if mark else text
    lead = load_wordings().lead.match(body)
    return bool(mark), (body[lead.end() :] if lead else body).lstrip("《[【<:")


def split_year(before: str) -> tuple[int, str, str]:
    """The year in a part of a title, and what stands before and behind it; all of it behind when it has none."""
    hits = list(_YEAR.finditer(before))
    if not hits:
        return 0, "", before
    hit = hits[-1]
    return _number(hit[1]), before[: hits[0].start()], before[hit.end() :]


def _number(year: str) -> int:
    return int(year.translate(_DIGITS))
