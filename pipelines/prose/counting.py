"""What a counted thing is: its own noun, the noun behind the number, or what the sentence speaks of."""

from __future__ import annotations

import re

from pipelines.prose.mentions import Mention
from pipelines.prose.sentence import CLAUSE_END, Sentence
from pipelines.prose.subjects import Found, Subject
from pipelines.prose.wordings import units

_PROJECTS = re.compile(r"项目(?:支出)?(?:共|共有|共计|数|为|有|总数)*$")
#: Units that a number of a topic without a noun of its own can have.
_UNITS_OF = {
    "reception": frozenset(("批次", "个批次", "批", "人次", "人", "次", "个", "团组", "个团组")),
    "overseas_travel": frozenset(("团组", "个团组", "人次", "人", "个", "次", "批次")),
    "training": frozenset(("人次", "人", "次", "期", "场", "场次", "个", "名")),
    "meeting": frozenset(("人次", "人", "次", "场", "场次", "个")),
    "vehicles": frozenset(("辆", "台", "部")),
    "vehicle_purchase": frozenset(("辆", "台", "部")),
    "headcount_actual": frozenset(("人", "名", "")),
    "headcount_authorised": frozenset(("人", "名", "个", "")),
    "institutions": frozenset(("个", "家", "所", "户")),
    "performance_projects": frozenset(("个", "项")),
    "assets": frozenset(("台(套)", "台/套", "台", "套", "件", "项", "平方米", "处", "个", "辆", "栋", "间")),
}
#: Topics whose people are those who took part, whatever they are called: 会议费3.2万元,人数120人.
_EVENTS = frozenset(("training", "meeting", "reception", "overseas_travel"))
#: What only who came or went is counted in.
_VISITS = {
    "reception": frozenset(("批次", "个批次", "批", "人次")),
    "overseas_travel": frozenset(("团组", "个团组", "批次", "人次")),
}
#: What is counted, right behind the number: 3个单位.
_BODIES = ("部门", "单位")
#: Counts of things that are there, whatever was planned or done: they have no stage.
STOCKS = frozenset(("headcount_actual", "headcount_authorised", "vehicles", "institutions", "assets", "other"))


def counted_subject(sentence: Sentence, mention: Mention, found: Found | None) -> Subject:
    """Gives the subject of a count whose noun is `found`; ``other`` in a reason and where nothing fits its unit."""
    around = sentence.around
    if around.project:
        return Subject("project", project=around.project)
    subject = found.subject if found is not None else None
    if sentence.mode == "reason":  # 主要是上级检查,国内接待6批次: they came, whatever the reason
        came = subject is not None and subject.topic in _VISITS and mention.unit in _VISITS[subject.topic]
        return subject if subject is not None and came else Subject("other")
    if mention.unit == units().score:
        return Subject("performance_projects") if sentence.about_performance else Subject("other")
    if mention.unit in _UNITS_OF["institutions"] and sentence.text.startswith(_BODIES, mention.end):
        return Subject("institutions")
    if mention.unit in _UNITS_OF["performance_projects"] and _counts_projects(sentence, mention):
        return Subject("performance_projects")
    whole = sentence.whole if sentence.part_of is not None else None
    if subject is not None:
        if subject.topic == "project" and sentence.text.startswith("项目", mention.end):
            subject = None  # A、B、C 3个项目: how many they are, not one of them
        elif subject.topic == "vehicles" and whole is not None and whole.topic == "vehicle_purchase":
            return whole
        elif subject.topic == "headcount_actual" and sentence.current and sentence.current.topic in _EVENTS:
            return sentence.current
    if subject is not None:
        return subject
    before = around.before if around.before is not None and around.before.topic not in STOCKS else None
    for candidate in (sentence.current, whole, around.main, around.last, before, around.heading):
        if candidate is not None and mention.unit in _UNITS_OF.get(candidate.topic, ()):
            return candidate
    return Subject("other")


def _counts_projects(sentence: Sentence, mention: Mention) -> bool:
    """编报绩效目标的项目20个, 共有7个项目: projects, where the sentence or its heading speaks of performance."""
    text = sentence.text
    named = text.startswith("项目", mention.end) or _PROJECTS.search(text, sentence.at, mention.start)
    return bool(named) and sentence.about_performance


def end_of_noun(text: str, mention: Mention, end: int) -> int:
    """Where the clause after a number begins: after a count comes the rest of its noun (3个内设机构), up to a comma."""
    if mention.kind != "count" or not mention.unit:
        return mention.end
    stop = CLAUSE_END.search(text, mention.end, end)
    if stop is None or stop[0].isdigit() or stop[0] == "(":
        return mention.end
    return stop.start()
