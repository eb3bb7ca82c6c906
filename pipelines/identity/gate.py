"""The gate: is this a disclosure of a department or unit, or another text that speaks of budgets?

What must be published: 财政部《地方预决算公开操作规程》(财预〔2016〕143号) 第十二条: the tables of receipts and
payments, of fiscal appropriation and of 三公 expenses. A text that has them, or is titled so, passes, also damaged or
cut off.
"""

from __future__ import annotations

import re

from pipelines.identity.labels import COVER, Labelled
from pipelines.identity.segments import Segment
from pipelines.identity.titles import Title
from pipelines.identity.wordings import Other, load_wordings
from pipelines.model import Quarantine

_REACH = 400_000
_HEAD_LINES, _LONGEST = 12, 70
#: A duty in a list ((三)编制预算草案) is no title.
_ITEM = re.compile(r"[(]?[一二三四五六七八九十\d]+[)、.,]")
#: A table counts two, a labelled body two, a title three, a word one: four make a disclosure.
_ENOUGH = 4
#: Titles of tables that need no name beside them.
_MANY = 3


def refuse(titles: list[Title], labels: list[Labelled], segments: list[Segment], text: str) -> Quarantine | None:
    """The reason why a text is no disclosure, None when it is one.

    A title that names body, year and 部门 or 单位 is enough unless the opening says another kind of text; without it
    the tables and words of a department count, against the words of that other kind.

    >>> refuse([], [], [], "今天天气很好，我们去公园。").reason_code
    'not_a_disclosure'
    """
    words = load_wordings()
    heads = [s.text for s in segments[:_HEAD_LINES] if len(s.text) <= _LONGEST and not _ITEM.match(s.text)]
    cover = any(label.strength == COVER for label in labels)
    own = [title for title in titles if title.complete and (title.name or cover) and not title.heading]
    named = any(title.scope for title in own)
    opens = [other for other in words.others if any(word in line for line in heads for word in other.title)]
    if named and not opens:
        return None
    body = "".join(text[:_REACH].split())
    forms = sum(form in body for form in words.forms)
    shared = sum(form in body for form in words.shared_forms)
    parted = bool(forms) and any(title.scope and title.year for title in titles)
    other = _other_kind(opens, body, forms, named=named or parted)
    if other is not None:
        return _refusal(other, heads)
    signs = sum(sign in body for sign in words.signs)
    body_named = bool(labels) or any(title.name and title.scope for title in titles)
    coded = any(label.code for label in labels)
    points = 2 * min(forms, 3) + min(shared, 2) + min(signs, 3) + 2 * body_named + 3 * bool(own)
    anchored = bool(labels) or any(title.name or title.scope for title in titles)
    tabled = forms >= _MANY or (forms and anchored) or coded or (shared and (body_named or signs >= _ENOUGH))
    if named or (points >= _ENOUGH and (own or tabled)):
        return None
    return Quarantine(
        "not_a_disclosure",
        f"没有找到部门或单位预决算的标题和报表（{_opening(heads)}）。请确认抓取的是部门或单位的预算、决算公开正文。",
    )


def _other_kind(opens: list[Other], body: str, forms: int, *, named: bool) -> Other | None:
    """The other kind of text that this is: its word among the opening lines with its signs in the body, or more signs.

    A disclosure's title asks for twice the signs; tables of a department's own outweigh most kinds.
    """
    best: tuple[int, Other] | None = None
    for other in load_wordings().others:
        if forms >= other.tables or (named and forms):
            continue
        found = sum(word in body for word in other.body)
        need = other.least if other in opens and not named else other.least * 2
        weak = other in opens and not named and not forms
        if (found >= need or (weak and found >= min(2, need))) and (best is None or found > best[0]):
            best = (found, other)
    return best[1] if best else None


def _refusal(other: Other, heads: list[str]) -> Quarantine:
    title = next((line for line in heads if any(word in line for word in other.title)), "") or _opening(heads)
    return Quarantine("not_a_disclosure", other.message.replace("{title}", title[:40]))


def _opening(heads: list[str]) -> str:
    return f"开头是“{heads[0][:30]}”" if heads else "没有文字"
