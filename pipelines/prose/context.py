"""What a sentence inherits: the headings above it, the whole whose parts it lists, the year of the document."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipelines.prose.comparisons import Comparison
from pipelines.prose.lexicon import Lexicon
from pipelines.prose.names import find_purpose
from pipelines.prose.naming import find_subject
from pipelines.prose.passages import DEPTH, Passage
from pipelines.prose.periods import last_year_named, stage_named
from pipelines.prose.subjects import Asked, Subject, residue
from pipelines.prose.wordings import units, words

#: 2、行政审批事务管理项目绩效自评综述:… names the project that the following paragraphs speak of.
_PROJECT_HEAD = re.compile(
    r"(?P<name>[^,;:。]{2,60}?)项目(?:支出)?(?:绩效|预算绩效)(?:自评|评价|目标)?(?:综述|情况|结果|报告|自评)"
)
#: ①档案数字化项目:全年预算数120万元 where a part reports on performance.
_PROJECT_BUDGET = re.compile(r"(?P<name>[^,;:。]{2,40}?)项目(?:支出)?[:,。]?(?:项目)?(?:全年|年初|当年)预算")
#: 1.乡村振兴工作经费绩效自评情况。
_FUNDS_HEAD = re.compile(
    r"(?P<name>[^,;:。、]{2,40}(?:经费|资金|补助))(?:支出)?绩效(?:自评|评价)(?:综述|情况|结果|报告)?[:。]"
)
_PERFORMANCE = re.compile(r"绩效(?:评价|自评|报告)")
#: Headings that no glossary has.
_MATTER = re.compile(r"(?:情况|说明|概况|职责|职能|机构设置|单位构成|算表|算公开)$")
_AMOUNT = re.compile(r"\d[万亿]?元")
_EXPLAINS = re.compile(r"指|反映|即")
_HEADING_LENGTH = 48
#: What a paragraph begins with that is about the department again, not about the project spoken of before.
_CHAPTERS = frozenset(("operating_cost", "three_public_total", "procurement_total", "assets", "vehicles"))
_LEAD = re.compile(r"(?:20\d\d年度?)?(?:本部门|本单位|国有)?(?P<words>[^,;:。\d]{1,30})")


@dataclass(slots=True)
class Surroundings:
    """The state between paragraphs. `headings` and `wholes` are kept by depth; a new ordinal forgets what is deeper.

    `above` is what the paragraph spoke of before its codes; `stage` is that of the document, `printed` are the
    functional codes of its tables; `reports` holds, by depth, the years of headings under which a budget is final;
    `owner` is what a figure outside a list of parts was claimed of last.
    """

    fiscal_year: int
    stage: str
    projects: tuple[str, ...]
    lexicon: Lexicon[str] | None
    printed: frozenset[str] = frozenset()
    headings: dict[int, Subject] = field(default_factory=dict)
    reports: dict[int, int] = field(default_factory=dict)
    wholes: list[tuple[str | None, Subject]] = field(default_factory=list)
    main: Subject | None = None
    above: Subject | None = None
    owner: Subject | None = None
    last: Subject | None = None
    before: Subject | None = None
    project: str = ""
    project_depth: int = 0
    year: int = 0
    comparison: Comparison | None = None
    listed: str = ""
    in_glossary: bool = False
    glossary_depth: int = 0
    has_amount: bool = False
    about_performance: bool = False

    @property
    def is_final(self) -> bool:
        """Whether the document is a final account."""
        return self.stage == "final"

    @property
    def stage_here(self) -> str:
        """The stage of figures that name none: the document's, unless a heading says that they are final."""
        return "final" if self.reports else self.stage

    @property
    def year_here(self) -> int:
        """The year of figures that name none."""
        return self.year or (self.reports[max(self.reports)] if self.reports else self.fiscal_year)

    @property
    def heading(self) -> Subject | None:
        """The subject of the nearest heading."""
        return self.headings[max(self.headings)] if self.headings else None

    @property
    def whole(self) -> Subject | None:
        """The whole whose parts are listed here."""
        return self.wholes[-1][1] if self.wholes else None

    def enter(self, passage: Passage) -> None:
        """Begins a paragraph: what stood deeper than its ordinal is forgotten."""
        self.before = self.main if not passage.ordinal else None
        self.main = self.above = self.owner = self.last = self.comparison = None
        self.year = 0
        self.has_amount = False
        if not passage.ordinal:
            self.listed = ""
        if passage.ordinal:
            depth = passage.depth
            self.headings = {at: subject for at, subject in self.headings.items() if at < depth}
            self.reports = {at: year for at, year in self.reports.items() if at < depth}
            if self.project and depth < self.project_depth:
                self.project = ""
            if depth <= DEPTH["sublist"]:
                self.about_performance = "绩效" in passage.text[:_HEADING_LENGTH]
        self._settle_glossary(passage)
        self._settle_wholes(passage)
        self._settle_project(passage)

    def _settle_glossary(self, passage: Passage) -> None:
        """名词解释 begins it; an ordinal as high as its own, the heading of another matter, or an amount, ends it."""
        head = passage.text[passage.body :]
        if len(head) <= _HEADING_LENGTH and units().glossary.search(head):
            self.in_glossary = True
            self.glossary_depth = passage.depth if passage.ordinal else 0
            return
        if not self.in_glossary:
            return
        higher = passage.ordinal and passage.depth <= self.glossary_depth
        matter = len(head) <= _HEADING_LENGTH and _MATTER.search(head)
        figures = _AMOUNT.search(head) and not _EXPLAINS.search(head)
        self.in_glossary = not (higher or matter or figures)

    def _settle_wholes(self, passage: Passage) -> None:
        """Parts go on as long as items of the same style do; the first item after 其中: sets the style."""
        while self.wholes and self.wholes[-1][0] is not None and self.wholes[-1][0] != passage.ordinal:
            self.wholes.pop()
        if self.wholes and self.wholes[-1][0] is None:
            self.wholes[-1] = (passage.ordinal, self.wholes[-1][1])
        elif not passage.ordinal:
            self.wholes.clear()

    def _settle_project(self, passage: Passage) -> None:
        if self.project and self._begins_chapter(passage):
            self.project = ""
        head = passage.text[passage.body : passage.body + 2 * _HEADING_LENGTH]
        budgeted = _PROJECT_BUDGET.match(head) if self.about_performance and passage.ordinal else None
        if "绩效" not in head and budgeted is None:
            return
        found = budgeted or _PROJECT_HEAD.search(head) or _FUNDS_HEAD.match(head)
        if found and residue(found["name"]) and not words().no_project.search(found["name"]):
            self.project = self._known_project(found["name"])
            self.project_depth = passage.depth
        elif passage.ordinal == "part" and _PERFORMANCE.search(head) and len(self.projects) == 1:
            self.project = self.projects[0]
            self.project_depth = 1

    def _begins_chapter(self, passage: Passage) -> bool:
        """Whether a paragraph begins with what only a department has: 机关运行经费, 国有资产占用情况."""
        lead = _LEAD.match(passage.text, passage.body)
        if lead is None or "项目" in lead[0]:
            return False
        found = find_subject(passage.text, lead.start("words"), lead.end(), Asked(), None)
        return found is not None and found.start == lead.start("words") and found.subject.topic in _CHAPTERS

    def _known_project(self, name: str) -> str:
        return next((known for known in self.projects if known in (name, name + "项目")), name)

    def note_silent(self, text: str, start: int, end: int, passage: Passage, *, alone: bool) -> None:
        """Takes note of a sentence without quantities: a heading, or the subject that the paragraph begins with."""
        is_heading = alone and end - start <= _HEADING_LENGTH
        if not is_heading and (self.main is not None or end - start > _HEADING_LENGTH * 2):
            return
        purpose = find_purpose(text, start, end)
        if purpose == start:
            return
        because = words().reason.search(text, start, end)
        limit = min([end, *(at for at in (purpose, because.start() if because else -1) if at >= 0)])
        found_subject = find_subject(text, start, limit, Asked(whole=self.whole, printed=self.printed), self.lexicon)
        if is_heading and not self.is_final:
            self._settle_report(text[start:end], passage.depth)
        if found_subject is None:
            return
        if is_heading:
            self.headings[passage.depth] = found_subject.subject
        else:
            self.main = found_subject.subject

    def _settle_report(self, heading: str, depth: int) -> None:
        """一、2022年“三公”经费决算情况 in a budget of 2023: what follows are final figures of that year."""
        self.reports.pop(depth, None)
        year = last_year_named(heading)
        if year and year < self.fiscal_year and stage_named(heading, is_final=True) == "final":
            self.reports[depth] = year

    def put_main(self, subject: Subject) -> None:
        """Makes a subject what the paragraph speaks of; what a code takes the place of is the whole above the codes."""
        if self.main is not None and self.main.topic != "functional":
            self.above = self.main
        self.main = subject

    def leave(self, passage: Passage) -> None:
        """Ends a paragraph: one that ends with a colon announces parts in the next ones."""
        announced = self.main or self.last
        if passage.text.endswith(":") and announced is not None:
            self.wholes.append((None, announced))
