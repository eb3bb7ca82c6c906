"""Numbers with roles to claims: which amount, change, percent and share belong to one row, and what it is about."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from pipelines.prose.comparisons import Comparison
from pipelines.prose.context import Surroundings
from pipelines.prose.mentions import Mention, find_mentions
from pipelines.prose.roles import Clause, Reading, read_role, split_lead
from pipelines.prose.subjects import Asked, Found, Subject, find_subject, is_figure_only, is_nobody
from pipelines.prose.wordings import words

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?=\D|(?:0[1-9]|1[0-2])(?:\d\d)?\D)")
_STOCK = re.compile(r"截[至止]")
_THIS_YEAR = re.compile(r"本年|年度|当年|全年")
_NOTHING = re.compile(r"无|没有|未")
_APPOSITION = re.compile(r"(?:全部|均|都|也就)(?:为|是)")
_SUM_OF_COUNT = re.compile(r"[,、]?(?:共计|合计|总计|计|共|价值|总价值|金额|总金额|原值|账面价值|资产)*(?:为|约|:)?")
_NOT_INITIAL = re.compile(r"年初|初始|批复")
_LAST_YEAR = re.compile(r"(?:上年|上年度|去年|上一年)(?:度)?(?!结转|结余|度结转|末)")
_TITLE = re.compile(r"《[^《》]*(?:》|$)")
_PROJECTS = re.compile(r"项目(?:支出)?(?:共|共有|共计|数|为|有|总数)*$")
_PERFORMANCE = re.compile(r"绩效")
_BRACKET = re.compile(r"[()]")
_CLAUSE_END = re.compile(r"[,;:。、()0-9]")
_AFTER = 24
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
    "institutions": frozenset(("个", "家", "所")),
    "performance_projects": frozenset(("个", "项")),
    "assets": frozenset(("台(套)", "台/套", "台", "套", "件", "项", "平方米", "处", "个", "辆", "栋", "间")),
}
#: In a reason these are what money was spent on, not the figures of the department's whole.
_NOT_IN_REASONS = frozenset(("economic", "revenue_source", "service_purchase", "training", "meeting"))
#: Counts of things that are there, whatever was planned or done.
_STOCKS = frozenset(("headcount_actual", "headcount_authorised", "vehicles", "institutions", "assets", "other"))


@dataclass(slots=True)
class Draft:
    """A claim while it is read; offsets are into the compact text of the passage."""

    subject: Subject
    year: int
    stage: str
    start: int
    end: int
    amount: Decimal | None = None
    quantity: Decimal | None = None
    unit: str = ""
    base: str = ""
    change: Decimal | None = None
    change_quantity: Decimal | None = None
    change_pct: Decimal | None = None
    completion: Decimal | None = None
    share: Decimal | None = None
    share_of: str = ""
    is_aside: bool = False
    digits: list[tuple[int, int]] = field(default_factory=list)

    def take(self, mention: Mention) -> None:
        """Accounts for a number."""
        self.end = max(self.end, mention.end)
        self.start = min(self.start, mention.start)
        if mention.kind != "flat":
            self.digits.append(mention.digits)

    def again(self, start: int) -> Draft:
        """A further claim on the same figure: another base, another whole."""
        return Draft(self.subject, self.year, self.stage, start, start, self.amount)


@dataclass(slots=True)
class Sentence:
    """The reading of one sentence from left to right."""

    text: str
    start: int
    end: int
    around: Surroundings
    drafts: list[Draft] = field(default_factory=list)
    current: Subject | None = None
    owner: Subject | None = None
    whole: Subject | None = None
    part_of: Subject | None = None
    comparison: Comparison | None = None
    year: int = 0
    stage: str = ""
    mode: str = ""
    is_stock: bool = False
    modes: list[str] = field(default_factory=list)
    at: int = 0
    brackets: list[tuple[int, Subject | None, Subject | None, Subject | None]] = field(default_factory=list)

    def read(self) -> list[Draft]:
        """Gives the claims of the sentence; numbers never pair with those of another one."""
        mentions = find_mentions(self.text, self.start, self.end)
        at = self.start
        self.whole = self.around.whole
        if self.around.year and _THIS_YEAR.search(self.text, self.start, self.end):
            self.around.year = 0
        self.year = self.around.year or self.around.fiscal_year
        for mention in mentions:
            if mention.start < at:
                continue
            self.at = at
            self._cross_brackets(at, mention.start)
            clauses = split_lead(self.text, at, mention.start)
            self._listen(clauses)
            reading = read_role(self.text, clauses[-1], mention, self.year, is_final=self.around.is_final)
            self._settle(reading, mention, clauses)
            at = self._past(mention)
        return self.drafts

    def _cross_brackets(self, start: int, end: int) -> None:
        """公务用车28万元(购置费18万元,运行费10万元),比上年减少…: behind the bracket the outer figure is spoken of."""
        for found in _BRACKET.finditer(self.text, start, end):
            if found[0] == "(":
                self.brackets.append((len(self.drafts), self.current, self.whole, self.part_of))
            elif self.brackets:
                count, current, whole, part_of = self.brackets.pop()
                if count < len(self.drafts):
                    self.current, self.whole, self.part_of = current, whole, part_of
                    for draft in self.drafts[count:]:
                        draft.is_aside = True
        if self.brackets and self.brackets[-1][0] == len(self.drafts) and self.drafts:
            self.whole = self.part_of = self.current

    def _past(self, mention: Mention) -> int:
        """Where the next clause begins: after a count comes the rest of its noun (3个内设机构), up to a comma."""
        if mention.kind != "count" or not mention.unit:
            return mention.end
        stop = _CLAUSE_END.search(self.text, mention.end, self.end)
        if stop is None or stop[0].isdigit() or stop[0] == "(":
            return mention.end
        return stop.start()

    # --- what the words between two numbers say ---------------------------------------------------------------------

    def _listen(self, clauses: list[Clause]) -> None:
        self.modes = []
        for clause in clauses:
            if clause.after == ";" and self.mode == "reason":
                self.mode = ""
            piece = self.text[clause.start : clause.end]
            parts = words().parts.search(self.text, clause.start, min(clause.end + 1, self.end))
            if parts:
                self.mode = ""
                self._open_parts(clause)
            elif words().reason.search(piece):
                self.mode = "reason"
            elif self.mode != "reason" and words().purpose.search(piece):
                self.mode = "purpose"
            if _STOCK.search(piece):
                self.is_stock = True
                self.mode = ""
            if clause is not clauses[-1]:
                compared = read_role(
                    self.text, clause, Mention("flat", clause.end, clause.end, Decimal(0), "", (0, 0)), self.year,
                    is_final=self.around.is_final,
                ).comparison  # fmt: skip
                self.comparison = compared or self.comparison
                if not self.mode and compared is None:
                    self._read_year(clause.start, clause.end)
                if piece.endswith("中"):  # 财政拨款支出预算中,一般公共预算拨款支出预算…
                    self._open_whole(clause)
            self.modes.append(self.mode)

    def _open_parts(self, clause: Clause) -> None:
        """其中: what follows are parts of what was claimed last; after a semicolon, of what was claimed first."""
        owner = self.drafts[0].subject if self.drafts and clause.after == ";" else self.current
        self.whole = self.part_of = owner or self.around.main or self.whole

    def _open_whole(self, clause: Clause) -> None:
        found = find_subject(self.text, clause.start, clause.end, Asked(current=self.current))
        if found is not None:
            self.whole = self.part_of = found.subject
            self.around.main = self.around.main or found.subject

    def _read_year(self, start: int, end: int) -> None:
        years = _YEAR.findall(_TITLE.sub("", self.text[start : min(end + 1, self.end)] + " "))
        if years:
            self.year = int(years[-1])
            if self.is_stock:
                self.around.year = self.year

    # --- one number -------------------------------------------------------------------------------------------------

    def _settle(self, reading: Reading, mention: Mention, clauses: list[Clause]) -> None:
        if reading.comparison is not None:
            self.comparison = reading.comparison
        found = self._find(reading, mention, clauses)
        handler = getattr(self, f"_{reading.role}")
        handler(reading, mention, clauses[-1], found)

    def _asked(self, mention: Mention) -> Asked:
        main = self.current or self.around.main or self.around.heading
        within = main.functional if main is not None else ""
        return Asked(mention.kind, mention.unit, self.whole, self.current or self.around.main, within)

    def _find(self, reading: Reading, mention: Mention, clauses: list[Clause]) -> Found | None:
        """The subject that is named for a number: in its own clause, then in the clauses before it."""
        asked = self._asked(mention)
        start, end = reading.region
        if _APPOSITION.match(self.text, start, end):
            return None
        figure_only = is_figure_only(self.text[start:end])
        if figure_only and self._named_before(clauses, asked) is None and not self.current and not self.around.main:
            figure_only = False
        if not figure_only and not self.text.startswith("涉及", start):
            found = find_subject(self.text, start, end, asked, self.around.lexicon)
            if found is None and mention.kind == "count":
                found = self._after(mention, asked)
            if found is not None or not is_nobody(self.text[start:end]):
                return found
        before = self._named_before(clauses, asked)
        if before is None and self.text.startswith("涉及", start) and not self._speaks_of("performance_projects"):
            return find_subject(self.text, start, end, asked, self.around.lexicon)
        return before

    def _speaks_of(self, topic: str) -> bool:
        return self.current is not None and self.current.topic == topic

    def _named_before(self, clauses: list[Clause], asked: Asked) -> Found | None:
        """The subject that an earlier clause since the last number names, the nearest first."""
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
        stop = _CLAUSE_END.search(self.text, mention.end, limit)
        found = find_subject(self.text, mention.end, stop.start() if stop else limit, asked, self.around.lexicon)
        return found and Found(found.subject, mention.start, stop.start() if stop else found.end)

    def _inherited(self) -> Subject:
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

    def _draft(self, subject: Subject, start: int, stage: str = "") -> Draft:
        draft = Draft(subject, self.year, stage, start, start)
        self.drafts.append(draft)
        return draft

    def _open(self, subject: Subject) -> Draft | None:
        """The claim of this sentence that speaks of a subject, if it is the last one."""
        last = next((draft for draft in reversed(self.drafts) if not draft.is_aside), None)
        return last if last is not None and last.subject == subject else None

    def _remember(self, subject: Subject) -> None:
        self.current = subject
        if self.mode != "reason":
            self.owner = subject
        if self.around.main is None and self.part_of is None and not self.mode:
            self.around.main = subject
        self.around.last = subject

    # --- roles --------------------------------------------------------------------------------------------------------

    def _plain(self, reading: Reading, mention: Mention, clause: Clause, found: Found | None) -> None:
        if mention.kind == "count":
            self._count(reading, mention, clause, found)
            return
        last = self.drafts[-1] if self.drafts else None
        if last is not None and last.quantity is not None and last.amount is None and last.unit != "%":
            if _SUM_OF_COUNT.fullmatch(self.text, last.end, mention.start):
                last.amount = mention.value
                last.take(mention)
                return
        start, end = reading.region
        year = self._year_of(start, end)
        subject = self._subject_of(found, self.text[start:end], mention)
        stage = self._stage_of(start, end) or self.stage or self.around.stage
        if subject.topic == "assets":
            stage = ""
        named_at = found.start if found is not None and found.subject == subject else start
        draft = self._draft(subject, min(start, named_at), stage)
        draft.year = year
        draft.amount = mention.value
        draft.take(mention)
        self.around.has_amount = True
        if self.part_of is not None or self.around.whole is not None:
            whole = self.whole
            draft.share_of = whole.topic if whole is not None and whole != subject else ""
        self._remember(subject)

    def _subject_of(self, found: Found | None, phrase: str, mention: Mention) -> Subject:
        inherited = self._inherited()
        if found is None:
            if is_nobody(phrase) or _APPOSITION.match(phrase) or (phrase.startswith("涉及") and self.current):
                return inherited
            if self.around.project:
                return Subject("project", project=self.around.project)
            return Subject("other", functional=inherited.functional) if self.mode == "reason" else Subject("other")
        subject = found.subject
        if self.mode == "reason" and mention.kind == "money":
            if subject.topic == "project":
                return subject._replace(functional=inherited.functional)
            if subject.topic in _NOT_IN_REASONS or subject.topic.startswith("procurement"):
                return Subject("other", functional=inherited.functional)
        if self.around.project and subject.topic in ("project_expenditure", "performance_projects", "economic"):
            return Subject("project", project=self.around.project)
        return subject

    def _count(self, reading: Reading, mention: Mention, clause: Clause, found: Found | None) -> None:
        start = clause.start
        self._year_of(*reading.region)
        subject = self._counted(mention, found)
        stage = "" if subject.topic in _STOCKS else self.around.stage
        draft = self._draft(subject, min(start, found.start if found else start), stage)
        if found is not None and found.end > mention.end:
            draft.end = found.end
        draft.quantity, draft.unit = mention.value, mention.unit
        draft.is_aside = bool(self.mode)  # 主要用于保障我办及下属2个事业单位…: the money is what the sentence is about
        draft.take(mention)
        if subject.topic != "other" and not self.mode:
            self._remember(subject)

    def _counted(self, mention: Mention, found: Found | None) -> Subject:
        around = self.around
        if around.project:
            return Subject("project", project=around.project)
        if self.mode == "reason":
            return Subject("other")
        if mention.unit in _UNITS_OF["performance_projects"] and self._counts_projects(mention):
            return Subject("performance_projects")
        whole = self.whole if self.part_of is not None else None
        subject = found.subject if found is not None else None
        if subject is not None and subject.topic == "project" and self.text.startswith("项目", mention.end):
            subject = None  # A、B、C 3个项目: how many they are, not one of them
        if (
            subject is not None
            and subject.topic == "vehicles"
            and whole is not None
            and whole.topic == "vehicle_purchase"
        ):
            return whole
        if subject is not None and subject.topic == "headcount_actual" and self.current is not None:
            if self.current.topic in ("training", "meeting", "reception", "overseas_travel"):
                return self.current  # 会议费3.2万元,人数120人
        for candidate in (subject, self.current, whole, around.main, around.last, around.before, around.heading):
            if candidate is None:
                continue
            if candidate is subject or mention.unit in _UNITS_OF.get(candidate.topic, ()):
                return candidate
        return Subject("other")

    def _counts_projects(self, mention: Mention) -> bool:
        """编报绩效目标的项目20个, 共有7个项目: projects, where the sentence or its heading speaks of performance."""
        named = self.text.startswith("项目", mention.end) or _PROJECTS.search(self.text, self.at, mention.start)
        about = self.around.about_performance or _PERFORMANCE.search(self.text, self.start, self.end)
        return bool(named and about)

    def _change(self, reading: Reading, mention: Mention, clause: Clause, found: Found | None) -> None:
        subject = self._compared_subject(reading, found)
        base = self.comparison.base if self.comparison is not None else ""
        last = self._open(subject)
        if last is not None and last.base and reading.comparison is None:
            base = last.base
        name = {"money": "change", "percent": "change_pct"}.get(mention.kind, "change_quantity")
        if mention.kind == "count" and last is not None and last.quantity is None:
            last = None  # 人员减少2人 is no change of the money before it
        draft = self._room_for(last, name, base, subject, clause)
        setattr(draft, name, mention.value * reading.sign if mention.value else mention.value)
        if mention.kind == "count":
            draft.unit = mention.unit
        draft.base = base
        draft.take(mention)
        self._remember(subject)

    def _compared_subject(self, reading: Reading, found: Found | None) -> Subject:
        start, end = reading.region
        if found is not None:
            return found.subject
        if not is_nobody(self.text[start:end]) and not _APPOSITION.match(self.text, start, end):
            return Subject("other")
        inherited = self._inherited()
        if self.current is None and reading.comparison is not None:
            named = find_subject(
                self.text, reading.comparison.start, reading.comparison.end, Asked(whole=self.whole, current=inherited)
            )
            if named is not None:
                return named.subject
        if self.mode == "reason" and self.owner is not None and reading.comparison is not None:
            return self.owner  # after a reason: 厉行节约,与上年相比减少1.5万元
        return inherited

    def _room_for(self, last: Draft | None, name: str, base: str, subject: Subject, clause: Clause) -> Draft:
        """The open claim where it can take the figure; another row on the same figure where it can not."""
        if last is not None and getattr(last, name) is None and last.base in ("", base):
            return last
        if last is None:
            stage = self.around.stage if subject.topic not in _STOCKS or name != "change_quantity" else ""
            return self._draft(subject, clause.start, self.stage or stage)
        draft = last.again(clause.start)
        self.drafts.append(draft)
        return draft

    def _base(self, reading: Reading, mention: Mention, clause: Clause, found: Found | None) -> None:
        """比2022年预算执行数132.59万元增加…: the base is a claim of its own, and parts the figure from its change."""
        compared = reading.comparison
        if compared is None:
            return
        subject = found.subject if found is not None else self._inherited()
        last = self._open(subject)
        stage = self._stage_of(compared.start, compared.end) or self.around.stage
        year = compared.year or (self.year - 1 if compared.base == "previous_year" else self.year)
        begin = words().begin.match(self.text, compared.start)
        at = begin.end() if begin else compared.start
        draft = Draft(subject, year, stage, at, at, mention.value)
        draft.take(mention)
        is_first = not self.drafts
        self.drafts.append(draft)
        follow = (
            last.again(mention.end)
            if last is not None
            else Draft(subject, self.year, self.around.stage, mention.end, mention.end)
        )
        follow.base = compared.base
        self.drafts.append(follow)
        self.current = subject
        if is_first:
            self.around.last = subject

    def _flat(self, reading: Reading, mention: Mention, clause: Clause, found: Found | None) -> None:
        if reading.comparison is None or self.mode == "reason" or _NOTHING.search(self.text, self.at, mention.start):
            return
        subject = self._compared_subject(reading, found)
        last = self._open(subject)
        if last is None and not self.around.has_amount:
            return
        counted = last is not None and last.quantity is not None
        name = "change_quantity" if counted else "change"
        draft = self._room_for(last, name, reading.comparison.base, subject, clause)
        setattr(draft, name, Decimal(0))
        draft.base = reading.comparison.base
        draft.take(mention)

    def _share(self, reading: Reading, mention: Mention, clause: Clause, found: Found | None) -> None:
        subject = found.subject if found is not None else self._inherited()
        last = self._open(subject)
        whole = find_subject(reading.whole, 0, len(reading.whole), Asked(current=subject)) if reading.whole else None
        plan = words().not_stages.sub("", reading.whole)
        base = "initial_budget" if self.around.is_final and "预算" in plan else ""
        free = last is not None and last.share is None and (not base or last.base in ("", base) and last.change is None)
        draft = last if free and last is not None else None
        if draft is None:
            draft = (
                last.again(clause.start)
                if last is not None
                else Draft(subject, self.year, self.around.stage, clause.start, clause.start)
            )
            self.drafts.append(draft)
        draft.share = mention.value
        draft.base = draft.base or base
        owner = whole.subject if whole is not None else (self.whole or self.around.main)
        draft.share_of = owner.topic if owner is not None and (whole or owner != subject) else ""
        draft.take(mention)
        self._remember(subject)

    def _completion(self, reading: Reading, mention: Mention, clause: Clause, found: Found | None) -> None:
        subject = found.subject if found is not None else self._inherited()
        if self.around.project and subject.topic in ("other", "performance_projects"):
            subject = Subject("project", project=self.around.project)
        last = self._open(subject)
        draft = self._room_for(last, "completion", self._budget_meant(reading.whole, last), subject, clause)
        draft.base = self._budget_meant(reading.whole, last)
        draft.completion = mention.value
        draft.take(mention)
        self._remember(subject)

    def _budget_meant(self, phrase: str, last: Draft | None) -> str:
        if words().initial_budget.search(phrase) or "年初" in phrase:
            return "initial_budget"
        if words().full_year_budget.search(phrase):
            return "full_year_budget"
        if last is not None and last.base in ("initial_budget", "full_year_budget"):
            return last.base
        stages = [draft.stage for draft in self.drafts if draft.stage in ("budget", "adjusted_budget")]
        return "initial_budget" if stages and stages[-1] == "budget" else "full_year_budget"

    def _rate(self, reading: Reading, mention: Mention, clause: Clause, found: Found | None) -> None:
        around = self.around
        if around.project:
            subject = Subject("project", project=around.project)
        else:
            subject = found.subject if found is not None and found.subject.topic == "project" else Subject("other")
        draft = self._draft(subject, clause.start, around.stage if subject.topic == "project" else "")
        draft.quantity, draft.unit = mention.value, mention.unit
        draft.take(mention)

    # --- year and stage -------------------------------------------------------------------------------------------------

    def _year_of(self, start: int, end: int) -> int:
        self._read_year(start, end)
        if (
            _LAST_YEAR.match(self.text, start, end)
            and not _YEAR.search(self.text, start, end)
            and self._stage_of(start, end)
        ):
            return self.year - 1
        return self.year

    def _stage_of(self, start: int, end: int) -> str:
        """The stage that a phrase names last; 预算 alone is, in a final account, the budget of the whole year."""
        phrase = words().not_stages.sub(lambda found: "　" * len(found[0]), self.text[start:end])
        best, where = "", -1
        for stage, pattern in words().stages:
            for found in pattern.finditer(phrase):
                if found.end() > where:
                    best, where = stage, found.end()
        if best == "budget" and self.around.is_final and not _NOT_INITIAL.search(phrase):
            best = "adjusted_budget"
        if best and self.mode != "reason":
            self.stage = best
        return best
