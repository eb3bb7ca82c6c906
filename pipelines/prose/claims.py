"""Numbers with roles to claims: which amount, change, percent and share belong to one row, and what it is about."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from pipelines.prose.composition import words_of_parts
from pipelines.prose.context import Surroundings
from pipelines.prose.counting import STOCKS, counted_subject, end_of_noun
from pipelines.prose.drafts import Draft
from pipelines.prose.mentions import Mention, find_mentions
from pipelines.prose.naming import find_subject, fund_spoken_of
from pipelines.prose.periods import names_adjusted
from pipelines.prose.respective import shared_out
from pipelines.prose.roles import Clause, Reading, Role, read_role, split_lead
from pipelines.prose.sentence import APPOSITION, CONCERNS, Sentence
from pipelines.prose.subjects import Asked, Found, Subject, is_nobody
from pipelines.prose.wordings import units, words

_THIS_YEAR = re.compile(r"本年|年度|当年|全年")
_NOTHING = re.compile(r"无|没有|未")
#: 车辆1台,共计24.94万元: the worth of what was counted.
_WORTH = re.compile(
    r"[,、]?(?:共计|合计|总计|计|共|价值|总价值|账面原值|账面净值|金额|总金额|原值|账面价值|资产)*(?:为|约|:)?"
)
#: 占项目资金(基本支出除外)总额的
_EXCLUDING = re.compile(r"\([^()]*(?:除外|不含|不包括|扣除)[^()]*\)")
#: In a reason these are what money was spent on, not the figures of the department's whole.
_NOT_IN_REASONS = frozenset(("economic", "revenue_source", "service_purchase", "training", "meeting"))
#: The budget that a completion is of was named not many claims ago.
_RECENT = 32
_BUDGETS = ("initial_budget", "full_year_budget")
#: No budget is compared with itself.
_STAGE_OF = {"initial_budget": "budget", "full_year_budget": "adjusted_budget"}
#: The parts of 三公, each with its whole.
_PARTS_OF_THREE = {
    "overseas_travel": "three_public_total",
    "reception": "three_public_total",
    "official_vehicle": "three_public_total",
    "vehicle_purchase": "official_vehicle",
    "vehicle_operation": "official_vehicle",
}
#: 教育支出2万元,其中:基本支出1万元 is not the basic expenditure of the department.
_NARROW = frozenset(
    (
        *_PARTS_OF_THREE, "three_public_total", "functional", "meeting", "training", "operating_cost",
        "service_purchase", "project",
    )
)  # fmt: skip
#: Where a sentence speaks of one fund: the side of it that these are, or nothing of its own topic.
_BARE = {
    "revenue_total": "revenue",
    "expenditure_total": "expenditure",
    "basic_expenditure": "",
    "project_expenditure": "",
}
_OF_THE_DEPARTMENT = frozenset(
    (
        "revenue_total", "expenditure_total", "fiscal_appropriation_revenue", "fiscal_appropriation_expenditure",
        "general_revenue", "general_expenditure", "general_basic_expenditure", "government_fund_revenue",
        "government_fund_expenditure", "state_capital_revenue", "state_capital_expenditure", "basic_expenditure",
        "project_expenditure", "personnel", "public_funds", "revenue_source",
    )
)  # fmt: skip
#: No money is a part of these.
_OF_PEOPLE = frozenset(("headcount_actual", "headcount_authorised", "institutions"))
_FUNDS_OF_PROJECTS = frozenset(
    topic for topic in _OF_THE_DEPARTMENT if topic.startswith(("general_", "government_", "state_", "revenue_source"))
)
_PROJECT_MONEY = frozenset(("project_expenditure", "performance_projects", "economic"))


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
        found = share.found if share is not None else sentence.find(reading, mention, clauses)
        _ROLES[reading.role](sentence, reading, mention, clauses[-1], found)
        if share is not None and share.year:
            sentence.drafts[-1].year = share.year
        at = end_of_noun(text, mention, end)
    around.comparison = sentence.comparison
    return [draft for draft in sentence.drafts if draft.says_something]


# --- amounts and counts -----------------------------------------------------------------------------------------------


def _plain(sentence: Sentence, reading: Reading, mention: Mention, clause: Clause, found: Found | None) -> None:
    if mention.kind == "count":
        _count(sentence, reading, mention, clause, found)
        return
    counted = sentence.drafts[-1] if sentence.drafts else None
    if counted is not None and _is_worth(sentence, counted, mention):
        counted.amount = mention.value
        counted.take(mention)
        return
    start, end = reading.region
    year = sentence.year_of(start, end)
    subject = _money_subject(sentence, found, sentence.text[start:end])
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
        draft.share_of = _whole_of(subject.topic, whole.topic, sentence.around.main)
    sentence.remember(subject)


def _whole_of(part: str, whole: str, main: Subject | None) -> str:
    """No part of 三公 is a part of its neighbour: 公务接待费1万元,公务用车费5万元;其中:购置费3万元."""
    natural = _PARTS_OF_THREE.get(part)
    of_main = main is not None and main.topic == natural
    return natural if natural and (of_main or whole in _PARTS_OF_THREE) else whole


def _is_worth(sentence: Sentence, counted: Draft, mention: Mention) -> bool:
    if counted.quantity is None or counted.amount is not None or counted.unit == "%":
        return False
    return _WORTH.fullmatch(sentence.text, counted.end, mention.start) is not None


def _money_subject(sentence: Sentence, found: Found | None, phrase: str) -> Subject:
    if found is None:
        return _unnamed_subject(sentence, phrase)
    inherited, project = sentence.inherited(), sentence.around.project
    subject = found.subject
    if sentence.mode == "reason":
        if subject.topic == "project":
            return subject._replace(functional=inherited.functional)
        if subject.topic in _NOT_IN_REASONS | _OF_THE_DEPARTMENT or subject.topic.startswith("procurement"):
            return Subject("other", functional=inherited.functional)
    if project and subject.topic in _PROJECT_MONEY:
        return Subject("project", project=project)
    if inherited.topic == "performance_projects" and sentence.drafts and subject.topic in _FUNDS_OF_PROJECTS:
        return inherited  # 涉及一般公共预算资金20万元、政府性基金3万元
    if sentence.fund and subject.topic in _BARE:
        side = _BARE[subject.topic]
        return Subject(f"{sentence.fund}_{side}" if side else "other")
    whole = sentence.whole if sentence.part_of is not None or sentence.around.whole is not None else None
    if whole is not None and _is_narrow(whole.topic) and subject.topic in _OF_THE_DEPARTMENT:
        return Subject("other", functional=whole.functional)
    return subject


def _unnamed_subject(sentence: Sentence, phrase: str) -> Subject:
    inherited = sentence.inherited()
    if not phrase and not sentence.drafts:
        return Subject("other")  # 12万元用于… begins a sentence: of what, nobody says
    same = is_nobody(phrase) or APPOSITION.match(phrase) or (phrase.startswith(CONCERNS) and sentence.current)
    if same or units().averages.search(phrase) or _WORTH.fullmatch(phrase):  # 人均消费80元; 价值80元
        return inherited
    if sentence.around.project and ("项目" in phrase or not _names_balance(phrase)):
        return Subject("project", project=sentence.around.project)
    return Subject("other", functional=inherited.functional) if sentence.mode == "reason" else Subject("other")


def _names_balance(phrase: str) -> bool:
    """年末财政拨款结转和结余 is the department's, whatever project was spoken of before."""
    return any(word in phrase for word in words_of_parts("carry"))


def _is_narrow(topic: str) -> bool:
    """Whether the money of a topic divides by fund and nature without being all of the department's."""
    return topic in _NARROW or topic.startswith("procurement")


def _count(sentence: Sentence, reading: Reading, mention: Mention, clause: Clause, found: Found | None) -> None:
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


def _goal(sentence: Sentence, reading: Reading, mention: Mention, clause: Clause, found: Found | None) -> None:
    """完成预算12万元的85%: the budget is a claim of its own, the percent speaks of the figure before it."""
    del clause
    subject = found.subject if found is not None else sentence.inherited()
    last = sentence.last_on(subject)
    base = _budget_meant(sentence, reading.whole, last)
    stage = "budget" if base == "initial_budget" else "adjusted_budget"
    draft = sentence.begin(subject, reading.region[1], stage)
    draft.amount = mention.value
    draft.take(mention)
    follow = sentence.again(last, subject, mention.end, sentence.around.stage_here)
    follow.base, follow.awaits = base, "completion"
    sentence.remember(subject)


def _whole(sentence: Sentence, reading: Reading, mention: Mention, clause: Clause, found: Found | None) -> None:
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


def _rate(sentence: Sentence, reading: Reading, mention: Mention, clause: Clause, found: Found | None) -> None:
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


# --- changes ----------------------------------------------------------------------------------------------------------


def _change(sentence: Sentence, reading: Reading, mention: Mention, clause: Clause, found: Found | None) -> None:
    subject = _compared_subject(sentence, reading, found)
    base = sentence.comparison.base if sentence.comparison is not None else ""
    last = sentence.last_on(subject)
    if last is not None and last.base and reading.comparison is None and not sentence.compares_anew:
        base = last.base
    if base == "full_year_budget" and reading.comparison is not None:
        base = _budget_meant(sentence, sentence.text[reading.comparison.start : reading.comparison.end], last)
    name = {"money": "change", "percent": "change_pct"}.get(mention.kind, "change_quantity")
    if mention.kind == "count" and last is not None and last.quantity is None:
        last = None  # 人员减少2人 is no change of the money before it
    elif mention.kind == "money" and last is not None and last.amount is None and last.quantity is not None:
        last = sentence.last_amount_of(subject) or last  # 购置费18万元,拟购置1辆,减少4万元
    draft = _room_for(sentence, _beyond_budget(sentence, last, base), name, base, subject, clause)
    setattr(draft, name, mention.value * reading.sign if mention.value else mention.value)
    if mention.kind == "count":
        draft.unit = mention.unit
    draft.base = base
    draft.take(mention)
    sentence.remember(subject)


def _beyond_budget(sentence: Sentence, last: Draft | None, base: str) -> Draft | None:
    """决算9万元,年初预算8万元,增加1万元: what is measured against a budget is the figure before the budget."""
    if last is None or last.stage != _STAGE_OF.get(base) or last.stage == sentence.around.stage_here:
        return last
    measured = sentence.last_on(last.subject, stage=sentence.around.stage_here)
    last.is_aside = measured is not None
    return measured


def _flat(sentence: Sentence, reading: Reading, mention: Mention, clause: Clause, found: Found | None) -> None:
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
    draft = _room_for(sentence, last, name, compared.base, subject, clause)
    setattr(draft, name, Decimal(0))
    draft.base = compared.base
    draft.take(mention)


def _compared_subject(sentence: Sentence, reading: Reading, found: Found | None) -> Subject:
    if found is not None:
        return found.subject
    start, end = reading.region
    if not is_nobody(sentence.text[start:end]) and not APPOSITION.match(sentence.text, start, end):
        return Subject("other")
    if sentence.mode == "reason" and "项目" in sentence.text[start:end] and not sentence.around.project:
        return Subject("other")  # 主要原因是人员经费增加3万元,项目经费减少2万元
    inherited, compared = sentence.inherited(), reading.comparison
    if compared is None:
        return inherited
    is_lost = words().begin.match(sentence.text, compared.start) is None  # 上年…增加: the word 较 is lost
    if sentence.current is None or is_lost:  # 较上年公用经费预算安排减少4.5万元 names its subject in the comparison
        asked = Asked(whole=sentence.whole, current=inherited)
        named = find_subject(sentence.text, compared.start, compared.end, asked)
        if named is not None:
            return named.subject
    if sentence.mode == "reason" and sentence.owner is not None:
        return sentence.owner  # after a reason: 厉行节约,与上年相比减少1.5万元
    return inherited


def _room_for(sentence: Sentence, last: Draft | None, name: str, base: str, subject: Subject, clause: Clause) -> Draft:
    """The open claim where it can take the figure; another row on the same figure where it can not."""
    if last is not None and getattr(last, name) is None and last.base in ("", base):
        return last
    is_stock = subject.topic == "assets" or (name == "change_quantity" and subject.topic in STOCKS)
    stage = sentence.around.stage_here if base in _STAGE_OF else sentence.stage or sentence.around.stage_here
    stage = "" if is_stock else stage
    return sentence.again(last, subject, clause.start, stage)


def _base(sentence: Sentence, reading: Reading, mention: Mention, clause: Clause, found: Found | None) -> None:
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


# --- shares and completion --------------------------------------------------------------------------------------------


def _share(sentence: Sentence, reading: Reading, mention: Mention, clause: Clause, found: Found | None) -> None:
    subject = found.subject if found is not None else sentence.inherited()
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
    recent = sentence.drafts[-_RECENT:]
    sibling = next((draft for draft in recent if draft.subject == owner and draft.share is not None), None)
    return sibling.share_of if sibling is not None else owner.topic


def _completion(sentence: Sentence, reading: Reading, mention: Mention, clause: Clause, found: Found | None) -> None:
    subject = found.subject if found is not None else sentence.inherited()
    if sentence.around.project and subject.topic in ("other", "performance_projects"):
        subject = Subject("project", project=sentence.around.project)
    last = sentence.last_on(subject)
    base = _budget_meant(sentence, reading.whole, last)
    last = _beyond_budget(sentence, last, base) or last
    draft = _room_for(sentence, last, "completion", base, subject, clause)
    draft.base = base
    draft.completion = mention.value
    draft.take(mention)
    sentence.remember(subject)


def _budget_meant(sentence: Sentence, phrase: str, last: Draft | None) -> str:
    """The budget of 完成预算的x%: the one named, that of the row, or the one whose amount the sentence gave."""
    if words().initial_budget.search(phrase) or "年初" in phrase:
        return "initial_budget"
    if words().full_year_budget.search(phrase):
        return "full_year_budget"
    if last is not None and last.base in _BUDGETS:
        return last.base
    recent = reversed(sentence.drafts[-_RECENT:])
    stages = (draft.stage for draft in recent if draft.stage in ("budget", "adjusted_budget"))
    return "initial_budget" if next(stages, "") == "budget" else "full_year_budget"


_ROLES: dict[Role, Callable[[Sentence, Reading, Mention, Clause, Found | None], None]] = {
    "plain": _plain,
    "change": _change,
    "base": _base,
    "goal": _goal,
    "whole": _whole,
    "flat": _flat,
    "share": _share,
    "completion": _completion,
    "rate": _rate,
}
