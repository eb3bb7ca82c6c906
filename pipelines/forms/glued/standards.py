"""Where the standard of an indicator (绩效标准) begins behind its glued target."""

from __future__ import annotations

import re

from pipelines.forms.glued.wordings import wordings
from pipelines.forms.performance.targets import read_quantities

_QUANTITY_TAIL = re.compile(r"(?:\(含\))?及?(?:以上|以下|以内|之内|左右)")


def standard_start(text: str) -> int | None:
    """Where the standard (绩效标准) begins; None when that is not certain.

    It is a declared kind of standard, or asks whether the target is met: ``…年均办件量2万件|办件量是否达到``. A
    question begins behind the last quantity before it, or behind the last mention of what it asks for
    (``…不断提高|服务质量是否不断提高``), whichever is later.

    >>> standard_start("政务服务质量不断提高服务质量是否不断提高")
    10
    >>> standard_start("按时办结率100%工单按时办结率是否达到")
    9
    """
    words = wordings()
    for word in words.standards:
        if text.endswith(word) and len(text) > len(word):
            return len(text) - len(word)
    asks = [(text.find(word), word) for word in words.questions if text.find(word) > 0]
    if len(asks) != 1 or text.count(asks[0][1]) != 1:
        return None
    at, word = asks[0]
    asked = text[at + len(word) :]
    start = 0
    for quantity in read_quantities(text[:at]):
        after = quantity.end + len(quantity.unit)
        if quantity.unit and text.startswith(quantity.unit, quantity.end):
            tail = _QUANTITY_TAIL.match(text, after, at)
            start = tail.end() if tail else after
    mention = text.rfind(asked, 0, at) if asked else -1
    return max(start, mention + len(asked) if mention >= 0 else 0) or None
