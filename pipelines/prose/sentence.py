"""What is known while a sentence is read from left to right: its subject, its whole, its base, its mood."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pipelines.prose.comparisons import Comparison, find_comparison
from pipelines.prose.context import Surroundings
from pipelines.prose.drafts import Draft
from pipelines.prose.mentions import Mention
from pipelines.prose.names import find_purpose, spent_on
from pipelines.prose.naming import find_subject
from pipelines.prose.periods import last_year_named, speaks_of_last_year, stage_named
from pipelines.prose.respective import Share
from pipelines.prose.roles import Clause, Reading
from pipelines.prose.subjects import Asked, Found, Subject, is_figure_only, is_nobody
from pipelines.prose.wordings import words

#: 全部为一般公共预算拨款收入 says what the amount before it consists of.
APPOSITION = re.compile(r"(?:全部|均|都|也就)(?:为|是)")
#: 涉及资金 says whose money it is in the words before.
CONCERNS = ("涉及", "共涉及")
_STOCK = re.compile(r"截[至止]")
#: 截至上年底, 上年末固定资产; what was carried over at the end of a year is of the next.
_LAST_END = re.compile(r"(?:截[至止])?上(?:一)?年(?:度)?(?:年)?[末底](?!.{0,6}结[转余])")
_NEXT_REASON = re.compile(r"[二三四五六七八九十](?:是|、)|[②-⑳]|\d[.、)]")
_BRACKET = re.compile(r"[()]")
CLAUSE_END = re.compile(r"[,;:。、()0-9]")
_AFTER = 24
_FUNDS = frozenset(("fiscal_appropriation", "general", "government_fund", "state_capital"))
#: Nobody nests brackets deeper, nor speaks of a figure so many asides ago; and the cost of a number stays constant.
_DEEPEST, _FARTHEST = 4, 32


class Outside(NamedTuple):
    """What was spoken of where a bracket opened, of which year, after how many claims."""

    claims: int
    year: int
    current: Subject | None
    whole: Subject | None
    part_of: Subject | None


@dataclass(slots=True)
class Sentence:
    """The state of one sentence.

    `current` is the subject spoken of last, `owner` the last one outside a reason; `whole` is the whole whose parts are
    listed, `part_of` the same when this sentence opened it; `mode` is ``reason`` or ``purpose`` while one is given
    (`modes`: clause by clause since the last number); `compares_anew` says that one of those clauses compares,
    `gives_adjusted` that the sentence gives an adjusted budget; `at` is where the last number ended; `meant` is the
    claim that a figure points back to, of those `listed` before it.
    """

    text: str
    start: int
    end: int
    around: Surroundings
    year: int
    drafts: list[Draft] = field(default_factory=list)
    current: Subject | None = None
    owner: Subject | None = None
    whole: Subject | None = None
    part_of: Subject | None = None
    comparison: Comparison | None = None
    stage: str = ""
    mode: str = ""
    modes: list[str] = field(default_factory=list)
    compares_anew: bool = False
    fund: str = ""
    gives_adjusted: bool = False
    is_stock: bool = False
    about_performance: bool = False
    at: int = 0
    brackets: list[Outside] = field(default_factory=list)
    meant: Draft | None = None
    listed: list[Draft] = field(default_factory=list)

    # --- what the words between two numbers say -----------------------------------------------------------------------

    def cross_brackets(self, start: int, end: int) -> None:
        """公务用车28万元(购置费18万元,运行费10万元),比上年减少…: behind the bracket the outer figure is spoken of."""
        for found in _BRACKET.finditer(self.text, start, end):
            if found[0] == "(":
                self.brackets.append(Outside(len(self.drafts), self.year, self.current, self.whole, self.part_of))
                del self.brackets[:-_DEEPEST]
            elif self.brackets:
                count, self.year, self.current, self.whole, self.part_of = self.brackets.pop()
                for draft in self.drafts[count:]:
                    draft.is_aside = True
        if self.brackets and self.brackets[-1].claims == len(self.drafts) and self.drafts:
            self.whole = self.part_of = self.current

    def listen(self, clauses: Sequence[Clause]) -> None:
        """Takes note of parts, reasons, purposes, years and comparisons in the clauses that lead to a number."""
        self.modes = []
        self.compares_anew = False
        for clause in clauses:
            self._change_mode(clause)
            if clause is not clauses[-1]:
                self._note(clause)
            self.modes.append(self.mode)

    def _change_mode(self, clause: Clause) -> None:
        if clause.after == ";" and self.mode == "reason" and not self._goes_on(clause):
            self.mode = ""
        if words().parts.search(self.text, clause.start, min(clause.end + 1, self.end)):
            self.mode = ""
            self._open_parts(clause)
        elif words().reason.search(self.text, clause.start, clause.end):
            self.mode = "reason"
        elif self.mode != "reason" and find_purpose(self.text, clause.start, clause.end) >= 0:
            self.mode = "purpose"
        if _STOCK.search(self.text, clause.start, clause.end):
            self.is_stock = True
            self.mode = ""
        if _LAST_END.match(self.text, clause.start, clause.end):
            self.year = self.around.fiscal_year - 1

    def _goes_on(self, clause: Clause) -> bool:
        """一是…;二是…, (1)…;(2)…: reasons that are listed go on over a semicolon."""
        return self.text[clause.start - 1] == ")" or _NEXT_REASON.match(self.text, clause.start) is not None

    def _note(self, clause: Clause) -> None:
        compared = find_comparison(self.text, clause.start, clause.end, self.year, is_final=self.around.is_final)
        self.comparison = compared or self.comparison
        self.compares_anew = self.compares_anew or compared is not None
        if not self.mode and compared is None:
            self.read_year(clause.start, clause.end)
        if self.text.endswith("中", clause.start, clause.end):  # 财政拨款支出预算中,一般公共预算拨款支出预算…
            found = find_subject(self.text, clause.start, clause.end, Asked(current=self.current))
            if found is not None:
                self.whole = self.part_of = found.subject
                self.around.main = self.around.main or found.subject

    def _open_parts(self, clause: Clause) -> None:
        """其中: what follows are parts of what was claimed last; after a semicolon, of what was claimed first."""
        owner = self.drafts[0].subject if self.drafts and clause.after == ";" else self.current
        around = self.around
        self.whole = self.part_of = owner or self._announced(clause) or around.owner or around.main or self.whole

    def _announced(self, clause: Clause) -> Subject | None:
        """一般公共预算支出主要用于以下方面: the whole is named by the words that announce its parts."""
        opening = words().parts.search(self.text, clause.start, self.end)
        purpose = find_purpose(self.text, clause.start, clause.end)
        limits = [at for at in (opening.start() if opening else clause.start, purpose) if at > clause.start]
        found = find_subject(self.text, clause.start, min(limits)) if limits else None
        return found.subject if found is not None else None

    def read_year(self, start: int, end: int) -> None:
        """Takes the year that a phrase names as the year that is spoken of."""
        year = last_year_named(self.text[start : min(end + 1, self.end)])
        if year is not None:
            self.year = year
            if self.is_stock:
                self.around.year = year

    def year_of(self, start: int, end: int) -> int:
        """The year of a figure whose clause is given."""
        self.read_year(start, end)
        phrase = self.text[start:end]
        return self.year - 1 if speaks_of_last_year(phrase) and self.stage_of(start, end) else self.year

    def stage_of(self, start: int, end: int) -> str:
        """The stage that a clause names, empty where it names none; outside reasons it holds on in the sentence."""
        named = stage_named(self.text[start:end], is_final=self.around.is_final, beside_adjusted=self.gives_adjusted)
        if named and self.mode != "reason":
            self.stage = named
        return named

    # --- what a number is about ---------------------------------------------------------------------------------------

    def find(self, reading: Reading, mention: Mention, clauses: Sequence[Clause]) -> Found | None:
        """The subject that is named for a number: in its own clause, behind a count, or in the clauses before it."""
        self.meant = None
        found = self._find(reading, mention, clauses)
        return found and found._replace(subject=self._of_first_fund(found.subject))

    def point_back(self, share: Share, mention: Mention) -> Found:
        """What one of several figures is about: 基本支出1万元、项目支出2万元,分别占33.3%、66.7% are of the amounts."""
        self.meant = None
        if share.found is not None:
            return share.found
        if mention is share.first:
            recent = self.drafts[-_FARTHEST:]
            self.listed = [draft for draft in recent if draft.amount is not None and not draft.is_aside][-share.back :]
        if share.back > len(self.listed):
            return Found(Subject("other"), mention.start, mention.end)
        self.meant = self.listed[-share.back]
        return Found(self.meant.subject, mention.start, mention.end)

    def _of_first_fund(self, subject: Subject) -> Subject:
        """财政拨款本年收入9万元;本年支出8万元: a total behind the revenue of a fund is of that fund."""
        if subject.topic not in ("revenue_total", "expenditure_total") or not self.drafts:
            return subject
        if self.part_of == self.drafts[0].subject or (self.part_of is not None and len(self.drafts) > 1):
            return subject
        fund, _, side = self.drafts[0].subject.topic.rpartition("_")
        is_fund = fund in _FUNDS and side in ("revenue", "expenditure")
        return Subject(f"{fund}_{subject.side}") if is_fund else subject

    def _find(self, reading: Reading, mention: Mention, clauses: Sequence[Clause]) -> Found | None:
        asked = self.asked(mention)
        start, end = reading.region
        if APPOSITION.match(self.text, start, end):
            return None
        concerns = self.text.startswith(CONCERNS, start)
        spent = spent_on(self.text, start, end)
        if spent < end and mention.kind == "money":
            start = self._open_spent(start, spent, asked)
            asked = self.asked(mention)
        if not concerns and not self._is_same_figure(start, end, clauses, asked):
            found = find_subject(self.text, start, end, asked, self.around.lexicon)
            if found is None and mention.kind == "count":
                found = self._after(mention, asked)
            if found is not None or not is_nobody(self.text[start:end]):
                return found
        before = self._before(clauses, asked)
        if before is None and concerns and (self.current is None or self.current.topic != "performance_projects"):
            return find_subject(self.text, start, end, asked, self.around.lexicon)
        return before

    def _open_spent(self, start: int, spent: int, asked: Asked) -> int:
        """机关运行经费主要用于办公费3万元、…: what it was spent on is its part. Gives where its name begins."""
        if spent > start:
            named = find_subject(self.text, start, spent, asked, self.around.lexicon)
            self.whole = self.part_of = named.subject if named is not None else self.current or self.whole
        return spent

    def _is_same_figure(self, start: int, end: int, clauses: Sequence[Clause], asked: Asked) -> bool:
        """支出决算为 after 年初预算为, or after a subject and a colon: another figure of the same thing."""
        if not is_figure_only(self.text[start:end]):
            return False
        return bool(self.current or self.around.main or self._before(clauses, asked))

    def asked(self, mention: Mention) -> Asked:
        """What is known of a number before its subject is looked for."""
        about = self.current or self.around.main
        main = about or self.around.heading
        within = main.functional if main is not None else ""
        return Asked(mention.kind, mention.unit, self.whole, about, within, self.around.listed, self.around.printed)

    def _before(self, clauses: Sequence[Clause], asked: Asked) -> Found | None:
        for clause, mode in zip(reversed(clauses[:-1]), reversed(self.modes[:-1]), strict=True):
            if mode or words().parts.search(self.text, clause.start, clause.end):
                break
            found = find_subject(self.text, clause.start, clause.end, asked, self.around.lexicon)
            if found is not None:
                return found
        return None

    def _after(self, mention: Mention, asked: Asked) -> Found | None:
        """3个内设机构: what is counted may stand after the number."""
        limit = min(mention.end + _AFTER, self.end)
        stop = CLAUSE_END.search(self.text, mention.end, limit)
        found = find_subject(self.text, mention.end, stop.start() if stop else limit, asked, self.around.lexicon)
        return found and Found(found.subject, mention.start, stop.start() if stop else found.end)

    def inherited(self) -> Subject:
        """The subject of a number that names none."""
        around = self.around
        if self.current is not None:
            return self.current
        if around.project:
            return Subject("project", project=around.project)
        nearer = around.main or around.last
        if nearer is None and words().begin.match(self.text, self.start):
            nearer = around.before  # 与上年对比增加… in a paragraph of its own
        return nearer or around.heading or Subject("other")

    def measured(self) -> Subject:
        """The subject of a change or a share that names none: what was claimed right before it, a balance too."""
        last = self.drafts[-1] if self.drafts else None
        return last.subject if last is not None and last.is_balance else self.inherited()

    def remember(self, subject: Subject) -> None:
        """Makes a subject the one that is spoken of."""
        self.current = subject
        if self.mode != "reason":
            self.owner = subject
        if self.part_of is None and not self.mode and self._is_main(subject):
            self.around.put_main(subject)
        if self.part_of is None and not self.mode and self.drafts and self.drafts[-1].quantity is None:
            self.around.owner = subject
        self.around.last = subject
        if subject.topic in ("functional", "economic"):
            self.around.listed = subject.topic

    def _is_main(self, subject: Subject) -> bool:
        """Whether a paragraph speaks of a subject: its first one, or the next code with a sentence of its own."""
        return self.around.main is None or (len(self.drafts) == 1 and subject.topic == "functional")

    # --- claims -------------------------------------------------------------------------------------------------------

    def begin(self, subject: Subject, start: int, stage: str = "") -> Draft:
        """Begins a claim."""
        draft = Draft(subject, self.year, stage, start, start)
        self.drafts.append(draft)
        return draft

    def last_on(self, subject: Subject, stage: str = "") -> Draft | None:
        """The last claim of the sentence (of a stage), when it is about a subject; asides do not count."""
        if self.meant is not None and self.meant.subject == subject:
            return self.meant
        recent = reversed(self.drafts[-_FARTHEST:])
        spoken = (
            draft for draft in recent if not draft.is_aside and (not draft.is_balance or draft.subject == subject)
        )
        last = next((draft for draft in spoken if not stage or draft.stage == stage), None)
        return last if last is not None and last.subject == subject else None

    def last_amount_of(self, subject: Subject) -> Draft | None:
        """The last claim of an amount of a subject in the sentence; asides do not count."""
        recent = reversed(self.drafts[-_FARTHEST:])
        known = (draft for draft in recent if not draft.is_aside and draft.amount is not None)
        return next((draft for draft in known if draft.subject == subject), None)

    def again(self, last: Draft | None, subject: Subject, start: int, stage: str) -> Draft:
        """Begins a further claim on the figure of the last one, or a claim without an amount."""
        if last is None:
            return self.begin(subject, start, stage)
        draft = last.again(start)
        self.drafts.append(draft)
        return draft
