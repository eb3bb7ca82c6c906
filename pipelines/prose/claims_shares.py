"""Percents of a whole to claims: shares, and how much of a budget was completed."""

from __future__ import annotations

import re

from pipelines.prose.measuring import RECENT, beyond_budget, budget_meant, room_for
from pipelines.prose.mentions import Mention
from pipelines.prose.naming import find_subject
from pipelines.prose.roles import Clause, Reading
from pipelines.prose.sentence import Sentence
from pipelines.prose.subjects import Asked, Found, Subject
from pipelines.prose.wordings import words

#: 占项目资金(基本支出除外)总额的
_EXCLUDING = re.compile(r"\([^()]*(?:除外|不含|不包括|扣除)[^()]*\)")


def read_share(sentence: Sentence, reading: Reading, mention: Mention, clause: Clause, found: Found | None) -> None:
    """占60%: of the whole that the words name, or of the one spoken of."""
    subject = found.subject if found is not None else sentence.measured()
    last = sentence.last_on(subject)
    words_of_whole = _EXCLUDING.sub("", reading.whole)
    whole = find_subject(words_of_whole, 0, len(words_of_whole), Asked(current=subject)) if words_of_whole else None
    planned = "预算" in words().not_stages.sub("", reading.whole)
    base = "initial_budget" if sentence.around.is_final and planned else ""
    if last is None or last.share is not None or (base and (last.base not in ("", base) or last.change is not None)):
        last = sentence.again(last, subject, clause.start, sentence.around.stage_here)
    last.share = mention.value
    last.base = last.base or base
    last.share_of = whole.subject.topic if whole is not None else _unnamed_whole(sentence, subject)
    last.take(mention)
    sentence.remember(subject)


def _unnamed_whole(sentence: Sentence, subject: Subject) -> str:
    """The whole of a share that names none: the one spoken of, or that of the part before it."""
    owner = sentence.whole or sentence.around.above or sentence.around.main
    if owner == subject and sentence.brackets:  # 其中:项目支出3万元(占5%)
        owner = sentence.brackets[-1].whole
    if owner is None or owner == subject:
        return ""
    recent = sentence.drafts[-RECENT:]
    sibling = next((draft for draft in recent if draft.subject == owner and draft.share is not None), None)
    return sibling.share_of if sibling is not None else owner.topic


def read_completion(
    sentence: Sentence, reading: Reading, mention: Mention, clause: Clause, found: Found | None
) -> None:
    """完成年初预算的85%: how much of a budget the figure before it is."""
    subject = found.subject if found is not None else sentence.inherited()
    if sentence.around.project and subject.topic in ("other", "performance_projects"):
        subject = Subject("project", project=sentence.around.project)
    last = sentence.last_on(subject)
    base = budget_meant(sentence, reading.whole, last)
    last = beyond_budget(sentence, last, base) or last
    draft = room_for(sentence, last, "completion", base, subject, clause)
    draft.base = base
    draft.completion = mention.value
    draft.take(mention)
    sentence.remember(subject)
