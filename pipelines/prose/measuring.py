"""What a change or a completion measures: the claim that takes it, and the budget that it is measured against."""

from __future__ import annotations

from pipelines.prose.counting import STOCKS
from pipelines.prose.drafts import Draft
from pipelines.prose.roles import Clause
from pipelines.prose.sentence import Sentence
from pipelines.prose.subjects import Subject
from pipelines.prose.wordings import words

#: The budget that a completion is of was named not many claims ago.
RECENT = 32
_BUDGETS = ("initial_budget", "full_year_budget")
#: No budget is compared with itself.
STAGE_OF = {"initial_budget": "budget", "full_year_budget": "adjusted_budget"}


def room_for(sentence: Sentence, last: Draft | None, name: str, base: str, subject: Subject, clause: Clause) -> Draft:
    """The open claim where it can take the figure; another row on the same figure where it can not."""
    if last is not None and getattr(last, name) is None and last.base in ("", base):
        return last
    is_stock = subject.topic == "assets" or (name == "change_quantity" and subject.topic in STOCKS)
    stage = sentence.around.stage_here if base in STAGE_OF else sentence.stage or sentence.around.stage_here
    stage = "" if is_stock else stage
    return sentence.again(last, subject, clause.start, stage)


def beyond_budget(sentence: Sentence, last: Draft | None, base: str) -> Draft | None:
    """决算9万元,年初预算8万元,增加1万元: what is measured against a budget is the figure before the budget."""
    if last is None or last.stage != STAGE_OF.get(base) or last.stage == sentence.around.stage_here:
        return last
    measured = sentence.last_on(last.subject, stage=sentence.around.stage_here)
    last.is_aside = measured is not None
    return measured


def budget_meant(sentence: Sentence, phrase: str, last: Draft | None) -> str:
    """The budget of 完成预算的x%: the one named, that of the row, or the one whose amount the sentence gave."""
    if words().initial_budget.search(phrase) or "年初" in phrase:
        return "initial_budget"
    if words().full_year_budget.search(phrase):
        return "full_year_budget"
    if last is not None and last.base in _BUDGETS:
        return last.base
    recent = reversed(sentence.drafts[-RECENT:])
    stages = (draft.stage for draft in recent if draft.stage in ("budget", "adjusted_budget"))
    return "initial_budget" if next(stages, "") == "budget" else "full_year_budget"
