"""Changes to claims: how much more or less, against which year or budget, and the figure compared with."""

from __future__ import annotations

import re
from decimal import Decimal

from pipelines.prose.measuring import RECENT, beyond_budget, beyond_last_year, budget_meant, room_for
from pipelines.prose.mentions import Mention
from pipelines.prose.naming import find_subject
from pipelines.prose.roles import Clause, Reading
from pipelines.prose.sentence import APPOSITION, Sentence
from pipelines.prose.subjects import Asked, Found, Subject, is_nobody
from pipelines.prose.wordings import words

_NOTHING = re.compile(r"无|没有|未")


def read_change(sentence: Sentence, reading: Reading, mention: Mention, clause: Clause, found: Found | None) -> None:
    """增加2万元,增长25%: told of the figure before it, or of the subject alone."""
    subject = _compared_subject(sentence, reading, found)
    if found is None and mention.kind == "money":
        subject = _of_whole(sentence, subject, mention.value * reading.sign)
    base = sentence.comparison.base if sentence.comparison is not None else ""
    last = sentence.last_on(subject)
    later = beyond_last_year(sentence, last, reading.comparison)
    if later is not None:
        last, base = later, base or "previous_year"
    if last is not None and last.base and reading.comparison is None and not sentence.compares_anew:
        base = last.base
    if base == "full_year_budget" and reading.comparison is not None:
        base = budget_meant(sentence, sentence.text[reading.comparison.start : reading.comparison.end], last)
    name = {"money": "change", "percent": "change_pct"}.get(mention.kind, "change_quantity")
    if mention.kind == "count" and last is not None and last.quantity is None:
        last = None  # 人员减少2人 is no change of the money before it
    elif mention.kind == "money" and last is not None and last.amount is None and last.quantity is not None:
        last = sentence.last_amount_of(subject) or last  # 购置费18万元,拟购置1辆,减少4万元
    draft = room_for(sentence, beyond_budget(sentence, last, base), name, base, subject, clause)
    setattr(draft, name, mention.value * reading.sign if mention.value else mention.value)
    if mention.kind == "count":
        draft.unit = mention.unit
    draft.base = base
    draft.take(mention)
    sentence.remember(subject)


def _of_whole(sentence: Sentence, subject: Subject, change: Decimal) -> Subject:
    """收入总计90万元,其中年初结转2万元,较上年增加10万元: what is 2 now did not grow by 10, the whole did."""
    last, whole = sentence.last_on(subject), sentence.part_of
    if last is None or last.amount is None or change <= last.amount or whole is None or whole == subject:
        return subject
    owner = sentence.last_amount_of(whole)
    if owner is None or owner.amount is None or change > owner.amount or owner.change is not None:
        return subject
    last.is_aside = True
    return whole


def read_flat(sentence: Sentence, reading: Reading, mention: Mention, clause: Clause, found: Found | None) -> None:
    """持平: a change of nothing, where a figure was claimed and nobody says that there is none."""
    compared = reading.comparison
    if compared is None and sentence.compares_anew and reading.region[0] == mention.start:
        compared = sentence.comparison  # 与上年相比,无变化
    if compared is None or sentence.mode == "reason" or _NOTHING.search(sentence.text, sentence.at, mention.start):
        return
    subject = _compared_subject(sentence, reading, found)
    last = sentence.last_on(subject)
    if last is None and found is None and not sentence.around.has_amount:
        return
    name = "change_quantity" if last is not None and last.quantity is not None else "change"
    draft = room_for(sentence, last, name, compared.base, subject, clause)
    setattr(draft, name, Decimal(0))
    draft.base = compared.base
    draft.take(mention)
    if found is not None:
        sentence.remember(subject)  # 公务用车费比预算无增减变化,比上年增加1万元


def _compared_subject(sentence: Sentence, reading: Reading, found: Found | None) -> Subject:
    if found is not None:
        return found.subject
    start, end = reading.region
    if not is_nobody(sentence.text[start:end]) and not APPOSITION.match(sentence.text, start, end):
        return Subject("other")
    if sentence.mode == "reason" and "项目" in sentence.text[start:end] and not sentence.around.project:
        return Subject("other")  # 主要原因是人员经费增加3万元,项目经费减少2万元
    inherited, compared = sentence.measured(), reading.comparison
    if compared is None:
        return inherited
    is_lost = words().begin.match(sentence.text, compared.start) is None  # 上年…增加: the word 较 is lost
    if sentence.current is None or is_lost:  # 较上年公用经费预算安排减少4.5万元 names its subject in the comparison
        asked = Asked(whole=sentence.whole, current=inherited, printed=sentence.around.printed)
        named = find_subject(sentence.text, compared.start, compared.end, asked)
        if named is not None:
            return named.subject
    else:  # 收入9万元,支出8万元,比上年收入增加5%: of several that were claimed the comparison names one
        named = find_subject(sentence.text, compared.start, compared.end, Asked(whole=sentence.whole))
        if named is not None and any(draft.subject == named.subject for draft in sentence.drafts[-RECENT:]):
            return named.subject
    if sentence.mode == "reason" and sentence.owner is not None:
        return sentence.owner  # after a reason: 厉行节约,与上年相比减少1.5万元
    return inherited


def read_base(sentence: Sentence, reading: Reading, mention: Mention, clause: Clause, found: Found | None) -> None:
    """比2022年预算执行数132.59万元增加…: the base is a claim of its own, and parts the figure from its change."""
    del clause
    compared = reading.comparison
    if compared is None:
        return
    subject = found.subject if found is not None else sentence.inherited()
    last = sentence.last_on(subject)
    begin = words().begin.match(sentence.text, compared.start)
    stage = sentence.stage_of(compared.start, compared.end) or sentence.around.stage_here
    draft = sentence.begin(subject, begin.end() if begin else compared.start, stage)
    draft.year = compared.year or (sentence.year - 1 if compared.base == "previous_year" else sentence.year)
    draft.amount = mention.value
    draft.take(mention)
    follow = sentence.again(last, subject, mention.end, sentence.around.stage_here)
    follow.base = compared.base
    sentence.current = subject
