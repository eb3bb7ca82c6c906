"""Amounts, counts and rates to claims, budgets and wholes that stand before a percent included."""

from __future__ import annotations

from pipelines.prose.counting import STOCKS, counted_subject
from pipelines.prose.drafts import Draft
from pipelines.prose.measuring import budget_meant
from pipelines.prose.mentions import Mention
from pipelines.prose.money import WORTH, money_subject, names_balance, whole_of
from pipelines.prose.naming import find_subject
from pipelines.prose.roles import Clause, Reading
from pipelines.prose.sentence import Sentence
from pipelines.prose.subjects import Asked, Found, Subject
from pipelines.prose.wordings import units

#: No money is a part of these.
_OF_PEOPLE = frozenset(("headcount_actual", "headcount_authorised", "institutions"))


def read_plain(sentence: Sentence, reading: Reading, mention: Mention, clause: Clause, found: Found | None) -> None:
    """部门预算12万元 is a claim of its own, the worth of things just counted is their claim's."""
    if mention.kind == "count":
        _read_count(sentence, reading, mention, clause, found)
        return
    counted = sentence.drafts[-1] if sentence.drafts else None
    if counted is not None and _is_worth(sentence, counted, mention):
        counted.amount = mention.value
        counted.take(mention)
        return
    start, end = reading.region
    year = sentence.year_of(start, end)
    subject = money_subject(sentence, found, sentence.text[start:end])
    stage = sentence.stage_of(start, end) or sentence.stage or sentence.around.stage_here
    named_at = found.start if found is not None and found.subject == subject else start
    draft = sentence.begin(subject, min(start, named_at), "" if subject.topic == "assets" else stage)
    draft.year, draft.amount = year, mention.value
    draft.take(mention)
    sentence.around.has_amount = True
    average = units().averages.search(sentence.text, start, end)
    whole = sentence.whole
    if average is not None:
        draft.unit = f"{mention.unit}/{units().average[average[0]]}"
    elif (
        whole is not None
        and whole != subject
        and whole.topic not in _OF_PEOPLE
        and {whole.side, subject.side} != {"revenue", "expenditure"}
        and sentence.mode != "reason"
        and (sentence.part_of or sentence.around.whole)
    ):
        draft.share_of = whole_of(subject.topic, whole.topic, sentence.around.main)
    draft.is_balance = found is None and names_balance(sentence.text[start:end])
    if not draft.is_balance or sentence.current is None:
        sentence.remember(subject)


def _is_worth(sentence: Sentence, counted: Draft, mention: Mention) -> bool:
    if counted.quantity is None or counted.amount is not None or counted.unit == "%":
        return False
    return WORTH.fullmatch(sentence.text, counted.end, mention.start) is not None


def _read_count(sentence: Sentence, reading: Reading, mention: Mention, clause: Clause, found: Found | None) -> None:
    sentence.read_year(*reading.region)
    subject = counted_subject(sentence, mention, found)
    stage = "" if subject.topic in STOCKS else sentence.around.stage_here
    draft = sentence.begin(subject, min(clause.start, found.start if found else clause.start), stage)
    if found is not None and found.end > mention.end:
        draft.end = found.end
    draft.quantity, draft.unit = mention.value, mention.unit
    draft.is_aside = bool(sentence.mode)  # 主要用于保障我办及下属2个事业单位…: the money is what the sentence is about
    draft.take(mention)
    if subject.topic != "other" and not sentence.mode:
        of_bodies = subject.topic == "institutions" and sentence.about_performance  # 3个单位开展绩效评价,涉及资金…
        sentence.remember(Subject("performance_projects") if of_bodies else subject)


def read_goal(sentence: Sentence, reading: Reading, mention: Mention, clause: Clause, found: Found | None) -> None:
    """完成预算12万元的85%: the budget is a claim of its own, the percent speaks of the figure before it."""
    del clause
    subject = found.subject if found is not None else sentence.inherited()
    last = sentence.last_on(subject)
    base = budget_meant(sentence, reading.whole, last)
    stage = "budget" if base == "initial_budget" else "adjusted_budget"
    draft = sentence.begin(subject, reading.region[1], stage)
    draft.amount = mention.value
    draft.take(mention)
    follow = sentence.again(last, subject, mention.end, sentence.around.stage_here)
    follow.base, follow.awaits = base, "completion"
    sentence.remember(subject)


def read_whole(sentence: Sentence, reading: Reading, mention: Mention, clause: Clause, found: Found | None) -> None:
    """占支出合计20万元的60%: so is the whole; later shares are of it too."""
    del clause
    subject = found.subject if found is not None else sentence.inherited()
    last = sentence.last_on(subject)
    named = find_subject(reading.whole, 0, len(reading.whole), Asked(current=subject))
    whole = named.subject if named is not None else sentence.whole or Subject("other")
    draft = sentence.begin(whole, reading.region[1], sentence.stage or sentence.around.stage_here)
    draft.amount = mention.value
    draft.take(mention)
    follow = sentence.again(last, subject, mention.end, sentence.around.stage_here)
    follow.share_of, follow.awaits = whole.topic, "share"
    sentence.whole = sentence.whole or whole
    sentence.remember(subject)


def read_rate(sentence: Sentence, reading: Reading, mention: Mention, clause: Clause, found: Found | None) -> None:
    """满意度95%: a percent of nothing that is claimed, or the one that the amount before it waits for."""
    del reading
    open_claim = sentence.drafts[-1] if sentence.drafts else None
    if open_claim is not None and open_claim.awaits and sentence.text[sentence.at : mention.start] == "的":
        setattr(open_claim, open_claim.awaits, mention.value)
        open_claim.awaits = ""
        open_claim.take(mention)
        return
    around = sentence.around
    subject = Subject("project", project=around.project) if around.project else Subject("other")
    if not around.project and found is not None and found.subject.topic == "project":
        subject = found.subject
    draft = sentence.begin(subject, clause.start, around.stage_here if subject.topic == "project" else "")
    draft.quantity, draft.unit = mention.value, mention.unit
    draft.take(mention)
