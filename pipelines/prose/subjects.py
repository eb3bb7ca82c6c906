"""The subject of a claim as a value, and phrases that name none."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from pipelines.prose.wordings import words

#: Not the 年 of 2023年初.
_YEAR = re.compile(r"(?:19|20)\d{2}(?:年(?![初末底])度?)?")
_NOISE = re.compile(r"[\W\d_]+")
#: A department that stands before 收入预算 says whose it is, not what it is.
_OFFICE = re.compile(r"[局委办院所站校厅部会处队心社团馆室府园库台联院道镇乡县区市省学署司场厂)]$")
_FIGURE_ONLY = re.compile(
    r"(?:(?:19|20)\d{2}年度?|当年)?(?:支出|收入)(?:年初预算|全年预算|调整预算|决算|执行)(?:数|总额)?(?:为|是|共|约|:)*"
)
_REVENUES = frozenset(
    (
        "revenue_total",
        "revenue_source",
        "fiscal_appropriation_revenue",
        "general_revenue",
        "government_fund_revenue",
        "state_capital_revenue",
    )
)
#: What they cost divides by fund and nature without being all of the department's.
_NARROW = frozenset(
    (
        "three_public_total", "overseas_travel", "reception", "official_vehicle", "vehicle_purchase",
        "vehicle_operation", "functional", "economic", "meeting", "training", "operating_cost", "service_purchase",
        "project",
    )
)  # fmt: skip
_BOTH_SIDES = frozenset(("revenue_expenditure_total", "fiscal_appropriation_total", "other"))


class Subject(NamedTuple):
    """What is claimed about. `label` is a name that no code tells: a source of revenue."""

    topic: str
    functional: str = ""
    economic: str = ""
    project: str = ""
    label: str = ""

    @property
    def side(self) -> str:
        """`revenue` for subjects on that side, `expenditure` for the others, empty for both together."""
        if self.topic in _BOTH_SIDES:
            return ""
        return "revenue" if self.topic in _REVENUES else "expenditure"

    @property
    def is_narrow(self) -> bool:
        """Whether it is one matter that money is spent on, not a fund or a side of the department's whole."""
        return self.topic in _NARROW or self.topic.startswith("procurement")


class Found(NamedTuple):
    """A subject and the characters that name it."""

    subject: Subject
    start: int
    end: int


class Asked(NamedTuple):
    """What is known of the number that a subject is looked for: its kind and unit, its whole, the side it stands on.

    `listed` says by which classification the parts before it were listed: functional or economic; `printed` are the
    functional codes of the document's tables.
    """

    kind: str = "money"
    unit: str = ""
    whole: Subject | None = None
    current: Subject | None = None
    within: str = ""
    listed: str = ""
    printed: frozenset[str] = frozenset()


#: Nothing is known but that it is money.
UNKNOWN = Asked()


@lru_cache(maxsize=8192)
def residue(text: str) -> str:
    """What is left of a phrase without years and the words that say nothing of a subject.

    >>> residue("2023年度年初预算数为"), residue("收到上年度结转")
    ('', '收到上结转')
    """
    return _NOISE.sub("", words().generic.sub("", _YEAR.sub("", text)))


def is_figure_only(text: str) -> bool:
    """Whether a phrase only says which figure follows: 支出决算为, after its subject was named.

    >>> is_figure_only("支出决算为"), is_figure_only("支出预算为")
    (True, False)
    """
    return _FIGURE_ONLY.fullmatch(text) is not None


def is_nobody(text: str) -> bool:
    """Whether a phrase names nothing, or only whose figure it is."""
    rest = residue(text)
    return not rest or names_office(rest)


def names_office(rest: str) -> bool:
    """Whether what is left of a phrase ends like the name of an office: 上海市普陀区人民政府办公室."""
    return len(rest) >= 3 and _OFFICE.search(rest) is not None
