"""What a table said of one project, and how it becomes facts once the whole document has been read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipelines.forms.extraction import Context, Extraction
from pipelines.forms.performance.amounts import Amount
from pipelines.model import BudgetLine, Indicator, Placement, Project

#: `stage` of a label that names a plan without saying which (预算数): the adjusted budget where results are reported.
PLAN = "plan"


@dataclass(frozen=True, slots=True)
class MoneyFound:
    """An amount and what its label and column say; an empty stage is the form's own.

    `lost_side` says that it may be of the project's whole life as well as of the year: the layout kept only the order;
    `of_year` that its label says which.
    """

    amount: Amount
    item: str
    fund: str
    stage: str
    nature: str
    placement: Placement
    why: str
    lost_side: bool = False
    of_year: bool = False


@dataclass(slots=True)
class Block:
    """One project's part of a table (or the whole department's)."""

    form: str = ""
    project: Project | None = None
    inherited: bool = False  # the project's name is a title's or the page's before: a row 项目名称 may replace it
    category: str = ""
    code: str = ""
    year: int = 0
    evaluates: bool = False  # has columns of results
    money: list[MoneyFound] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was found yet."""
        return not self.money and not self.indicators


def finish(blocks: Sequence[Block], context: Context) -> Extraction:
    """The facts of all blocks of a document: forms, projects, stages and years settled.

    A table of a project's report that names no project belongs to the document's only project, where there is only one.
    """
    found = Extraction()
    names = {block.project.name: block.project for block in blocks if block.project is not None}
    only = next(iter(names.values())) if len(names) == 1 else None
    for block in blocks:
        form = _form(block, context)
        project = None if form == "department_performance" else block.project or only
        if project is not None:
            project = replace(project, code=project.code or block.code, category=block.category)
        found.indicators += [indicator._replace(form=form, project=project) for indicator in block.indicators]
        found.lines += [_line(money, block, form, project, context) for money in block.money]
    return found


def _form(block: Block, context: Context) -> str:
    """The form of a block: its title's, else what its columns and the document's kind say."""
    if block.form == "project_performance" and block.evaluates and context.document_kind == "final_account":
        return "project_self_evaluation"
    if block.form:
        return block.form
    if block.evaluates or context.document_kind == "final_account":
        return "project_self_evaluation"
    whole = any(money.item == "total" for money in block.money)
    return "department_performance" if whole or block.project is None else "project_performance"


def _line(money: MoneyFound, block: Block, form: str, project: Project | None, context: Context) -> BudgetLine:
    department = form == "department_performance"
    item = money.item
    if department and item in ("project", "annual_total", "project_total"):
        item = "total"
    elif not department and item == "total":
        item = "annual_total"
    amount = money.amount
    nature = (money.nature or "total") if department else "project"
    side = "revenue" if department and item == "fund" else "expenditure"
    return BudgetLine(
        form=form, side=side, item=item, nature=nature,
        stage=_stage(money.stage, form, context), fund=money.fund, fiscal_year=_year(block, form, context),
        amount_yuan=amount.yuan, printed=amount.printed, source_line=amount.line, source_start=amount.start,
        source_end=amount.end, placement=money.placement, project=project, why=money.why,
    )  # fmt: skip


def _stage(stage: str, form: str, context: Context) -> str:
    reports = form == "project_self_evaluation" or context.document_kind == "final_account"
    if stage == PLAN:
        return "adjusted_budget" if reports else "budget"
    return stage or ("adjusted_budget" if reports else "budget")


def _year(block: Block, form: str, context: Context) -> int:
    """A budget may publish the evaluation of the year before; any other year in a title is a stale one."""
    evaluated = form == "project_self_evaluation" and context.document_kind == "budget"
    return block.year if evaluated and block.year == context.fiscal_year - 1 else context.fiscal_year
