"""What an amount is of: what its phrase names, within what the sentence and the paragraph speak of."""

from __future__ import annotations

import re

from pipelines.prose.composition import words_of_parts
from pipelines.prose.sentence import APPOSITION, CONCERNS, Sentence
from pipelines.prose.subjects import Found, Subject, is_nobody
from pipelines.prose.wordings import units

#: 车辆1台,共计24.94万元: the worth of what was counted.
WORTH = re.compile(
    r"[,、]?(?:共计|合计|总计|计|共|价值|总价值|账面原值|账面净值|金额|总金额|原值|账面价值|资产)*(?:为|约|:)?"
)
#: In a reason these are what money was spent on, not the figures of the department's whole.
_NOT_IN_REASONS = frozenset(("economic", "revenue_source", "service_purchase", "training", "meeting"))
#: The parts of 三公, each with its whole.
_PARTS_OF_THREE = {
    "overseas_travel": "three_public_total",
    "reception": "three_public_total",
    "official_vehicle": "three_public_total",
    "vehicle_purchase": "official_vehicle",
    "vehicle_operation": "official_vehicle",
}
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
_FUNDS_OF_PROJECTS = frozenset(
    topic
    for topic in _OF_THE_DEPARTMENT
    if topic.startswith(("general_", "government_", "state_", "fiscal_", "revenue_source"))
)
_PROJECT_MONEY = frozenset(("project_expenditure", "performance_projects", "economic"))


def money_subject(sentence: Sentence, found: Found | None, phrase: str) -> Subject:
    """The subject of an amount: what its phrase names (`found`), unless the words around it narrow that down."""
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
    if whole is not None and whole.is_narrow and subject.topic in _OF_THE_DEPARTMENT:
        return Subject("other", functional=whole.functional)  # 教育支出2万元,其中:基本支出1万元
    return subject


def _unnamed_subject(sentence: Sentence, phrase: str) -> Subject:
    inherited = sentence.inherited()
    if not phrase and not sentence.drafts:
        return Subject("other")  # 12万元用于… begins a sentence: of what, nobody says
    same = is_nobody(phrase) or APPOSITION.match(phrase) or (phrase.startswith(CONCERNS) and sentence.current)
    if same or units().averages.search(phrase) or WORTH.fullmatch(phrase):  # 人均消费80元; 价值80元
        return inherited
    if sentence.around.project and ("项目" in phrase or not names_balance(phrase)):
        return Subject("project", project=sentence.around.project)
    return Subject("other", functional=inherited.functional) if sentence.mode == "reason" else Subject("other")


def names_balance(phrase: str) -> bool:
    """年末财政拨款结转和结余 is the department's, whatever project was spoken of before."""
    return any(word in phrase for word in words_of_parts("carry"))


def whole_of(part: str, whole: str, main: Subject | None) -> str:
    """No part of 三公 is a part of its neighbour: 公务接待费1万元,公务用车费5万元;其中:购置费3万元."""
    natural = _PARTS_OF_THREE.get(part)
    of_main = main is not None and main.topic == natural
    return natural if natural and (of_main or whole in _PARTS_OF_THREE) else whole
