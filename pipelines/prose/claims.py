"""Numbers with roles to claims: which amount, change, percent and share belong to one row, and what it is about."""

from __future__ import annotations

import re
from collections.abc import Callable

from pipelines.prose.claims_amounts import read_goal, read_plain, read_rate, read_whole
from pipelines.prose.claims_changes import read_base, read_change, read_flat
from pipelines.prose.claims_shares import read_completion, read_share
from pipelines.prose.context import Surroundings
from pipelines.prose.counting import end_of_noun
from pipelines.prose.drafts import Draft
from pipelines.prose.mentions import Mention, find_mentions
from pipelines.prose.naming import fund_spoken_of
from pipelines.prose.periods import names_adjusted
from pipelines.prose.respective import shared_out
from pipelines.prose.roles import Clause, Reading, Role, read_role, split_lead
from pipelines.prose.sentence import Sentence
from pipelines.prose.subjects import Found
from pipelines.prose.wordings import words

_THIS_YEAR = re.compile(r"本年|年度|当年|全年")


def read_claims(text: str, start: int, end: int, around: Surroundings) -> list[Draft]:
    """Gives the claims of the sentence `text[start:end]`; its numbers never pair with those of another one."""
    if around.year and _THIS_YEAR.search(text, start, end):
        around.year = 0
    mentions = find_mentions(text, start, end)
    if not mentions:
        return []
    sentence = Sentence(text, start, end, around, around.year_here, whole=around.whole)
    sentence.fund = fund_spoken_of(text, start, mentions[0].start)
    sentence.gives_adjusted = around.is_final and names_adjusted(text, start, end)
    if words().parts.match(text, start):  # 比上年减少3万元。其中:公务接待费减少3万元
        sentence.comparison = around.comparison
    sentence.about_performance = around.about_performance or text.find("绩效", start, end) >= 0
    shares = shared_out(text, start, mentions, sentence.asked(mentions[0]))
    readings: dict[int, Reading] = {}
    at = start
    for mention in mentions:
        if mention.start < at:
            continue
        sentence.at = at
        sentence.cross_brackets(at, mention.start)
        clauses = split_lead(text, at, mention.start)
        sentence.listen(clauses)
        reading = read_role(text, clauses[-1], mention, sentence.year, is_final=around.is_final)
        share = shares.get(mention.start)
        if share is not None:  # 分别: the first figure says what all of them are
            first = readings.setdefault(share.first.start, reading)
            own = mention is share.first or reading.role == first.role == "change"  # each goes its own way
            reading = reading if own else first._replace(region=reading.region)
        sentence.comparison = reading.comparison or sentence.comparison
        found = sentence.point_back(share, mention) if share is not None else sentence.find(reading, mention, clauses)
        _ROLES[reading.role](sentence, reading, mention, clauses[-1], found)
        if share is not None and share.year:
            sentence.drafts[-1].year = share.year
        at = end_of_noun(text, mention, end)
    around.comparison = sentence.comparison
    return [draft for draft in sentence.drafts if draft.says_something]


_ROLES: dict[Role, Callable[[Sentence, Reading, Mention, Clause, Found | None], None]] = {
    "plain": read_plain,
    "change": read_change,
    "base": read_base,
    "goal": read_goal,
    "whole": read_whole,
    "flat": read_flat,
    "share": read_share,
    "completion": read_completion,
    "rate": read_rate,
}
