"""What a change or a completion measures: the claim that takes it, and the budget that it is measured against."""

from __future__ import annotations

from pipelines.prose.comparisons import Comparison
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


def beyond_last_year(sentence: Sentence, last: Draft | None, compared: Comparison | None) -> Draft | None:
    """2023年预算3万元,2022年预算2万元,对比增加1万元: what changed is the figure of the later year, else None."""
    if last is None or last.amount is None or (compared is not None and compared.year not in (0, last.year)):
        return None
    recent = reversed(sentence.drafts[-RECENT:])
    later = (draft for draft in recent if draft.subject == last.subject and draft.year == last.year + 1)
    measured = next((draft for draft in later if draft.amount is not None and draft.stage == last.stage), None)
    last.is_aside = last.is_aside or measured is not None
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
