"""The gate: is this a disclosure of a department or unit, or another text that speaks of budgets?

What must be published: 财政部《地方预决算公开操作规程》(财预〔2016〕143号) 第十二条: the tables of receipts and payments, of
fiscal appropriation and of 三公 expenses. A text that has them, or is titled so, passes, also damaged or cut off.
"""

from __future__ import annotations

from pipelines.identity.labels import Labelled
from pipelines.identity.segments import Segment
from pipelines.identity.titles import Title
from pipelines.identity.wordings import Other, load_wordings
from pipelines.model import Quarantine

_REACH = 400_000
#: Tables of different titles that make a disclosure whatever else the text says.
_ENOUGH_FORMS = 4
_HEAD_LINES = 12


def refuse(titles: list[Title], labels: list[Labelled], segments: list[Segment], text: str) -> Quarantine | None:
    """The reason why a text is no disclosure, None when it is one.

    >>> refuse([], [], [], "今天天气很好，我们去公园。").reason_code
    'not_a_disclosure'
    """
    words = load_wordings()
    heads = [segment.text for segment in segments[:_HEAD_LINES]]
    named = any(title.complete and title.name and not title.heading and title.scope for title in titles)
    if named and not any(word in line for line in heads for other in words.others for word in other.title):
        return None
    body = "".join(text[:_REACH].split())
    forms = sum(form in body for form in words.forms)
    signs = sum(sign in body for sign in words.signs)
    loosely = any(title.complete and not title.heading for title in titles)
    other = _other_kind(heads, body, strict=named or forms >= 2)
    if other is not None and not (named and forms) and forms < _ENOUGH_FORMS + 2 * _is_government(other):
        return _refusal(other, heads)
    if named or forms >= 2 or (loosely and signs >= 2) or (forms and signs >= 3) or (labels and forms + signs >= 3):
        return None
    return Quarantine(
        "not_a_disclosure",
        f"没有找到部门或单位预决算的标题和报表（{_opening(heads)}）。请确认抓取的是部门或单位的预算、决算公开正文。",
    )


def _other_kind(heads: list[str], body: str, *, strict: bool) -> Other | None:
    """The kind of other text: its word in the opening lines and its signs in the body; with `strict` twice the signs."""
    best: tuple[int, Other] | None = None
    for other in load_wordings().others:
        opening = any(word in line for line in heads for word in other.title if len(line) <= 70)
        found = sum(word in body for word in other.body)
        need = other.least * (2 if strict else 1)
        if (opening and found >= (need if strict else min(2, need))) or (not strict and found >= need * 2):
            if best is None or found + 3 * opening > best[0]:
                best = (found + 3 * opening, other)
    return best[1] if best else None


def _is_government(other: Other) -> bool:
    return other.kind == "政府预决算"


def _refusal(other: Other, heads: list[str]) -> Quarantine:
    title = next((line for line in heads if any(word in line for word in other.title)), "") or _opening(heads)
    return Quarantine("not_a_disclosure", other.message.format(title=title[:40].replace("{", "").replace("}", "")))


def _opening(heads: list[str]) -> str:
    return f"开头是“{heads[0][:30]}”" if heads else "没有文字"
