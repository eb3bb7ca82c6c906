"""Which words of a header are parts of which: what a heading may stand over."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.forms.codes import is_class, parent_code
from pipelines.forms.columns import FIGURE_ROLES, LABEL_ROLES, NAME_ROLES, ROW_ROLES
from pipelines.forms.wording import INCLUDED, Meaning, meaning_of

#: The items that an item's heading may stand over.
_VEHICLE_PARTS = ("vehicle_purchase", "vehicle_operation")
_ITEM_PARTS = {
    "three_public_total": ("overseas_travel", "official_vehicle", "reception", *_VEHICLE_PARTS),
    "official_vehicle": _VEHICLE_PARTS,
}
#: The funds that a fund's heading may stand over.
_FUND_PARTS = {
    "fiscal_appropriation": ("general", "government_fund", "state_capital"),
    "business": ("fiscal_account",),
    "general": ("general",),  # 经费拨款, 纳入预算管理的非税收入
    "unit": ("business", "operating", "superior_subsidy", "subsidiary_remittance", "other"),
}
#: How the codes of what persons get begin: 工资福利支出, 对个人和家庭的补助, of departments and of governments.
_PERSONAL = ("301", "303", "501", "509")
#: What is left of one year for the next.
_BALANCES = frozenset(("carry_in", "carry_out"))
#: Revenue of the year, which is no part of a balance; of what is left of it a balance says 单位资金.
_YEAR_FUNDS = frozenset(("business", "operating", "superior_subsidy", "subsidiary_remittance"))


def may_stand_over(over: str, words: Sequence[str], side: str = "") -> bool:
    """Whether a header word may stand over others: 基本支出 over 人员经费, 项目 over 科目编码.

    `side` is what the headings above it say.

    >>> may_stand_over("基本支出", ["人员经费"]), may_stand_over("项目支出", ["人员经费"])
    (True, False)
    """
    heading = meaning_of(over)
    below = [meaning_of(word) for word in words if not _may_be_of_any(word)] or [meaning_of(word) for word in words]
    if all(part.role in ROW_ROLES for part in below):
        parts = {"class", "group", "item"} >= {part.role for part in below}
        return heading.role in NAME_ROLES or (heading.role == "code" and parts)
    if all(part.role == "level" for part in below):
        return heading.role == "catalogue"
    if heading.role == "change":
        return all(part.role == "change" or (part.is_total and not part.year) for part in below)
    if heads_money(heading):
        return all(part.fund or part.is_sum for part in below)
    if heading.role != "money":
        return False
    if side == "revenue" and any(part.nature or (part.fund and heading.is_total) for part in below):
        return False  # revenue has no nature, and its rows are the funds
    if heading.is_sum:  # 合计 of several things over 预算数|决算数
        return all(part.is_total and not part.is_sum for part in below)
    if heading.is_total and any(part.is_total and not part.is_sum for part in below[:1]):  # 预算数 over 金额|占比
        below = [part for part in below if part.role != "change"]
    if any(part.role in LABEL_ROLES | NAME_ROLES for part in below):
        return bool(heading.side) or heading.nature.startswith("basic_")
    return all(refines(heading, part) for part in below)


def are_torn(begun: str, rest: str) -> bool:
    """Whether two words say nothing alone, but both together name a column of money: 机关运行经 and 费预算数.

    >>> are_torn("机关运行经", "费预算数"), are_torn("公务用车运行费", "费预算数"), are_torn("机关运行经", "公务接待费")
    (True, False, False)
    """
    if meaning_of(begun).role or meaning_of(rest).dimensions:
        return False
    whole = meaning_of(begun + rest)
    return whole.role == "money" and bool(whole.dimensions)


def _may_be_of_any(word: str) -> bool:
    """Whether a word names a part of whatever stands before it: 其中:一般性转移支付, 其中:上年结转."""
    part = meaning_of(word)
    return word.startswith(INCLUDED) and (not part.dimensions or part.item in _BALANCES)


def heads_money(word: Meaning) -> bool:
    """Whether a word is the side of an account and no amount of its own: 资金来源."""
    return bool(word.side) and word.role == "text"


def refines(over: Meaning, part: Meaning) -> bool:
    """Whether a money word is a part of another: 人员经费 of 基本支出, 一般公共预算 of 上年结转结余."""
    if part.role not in FIGURE_ROLES or (over.year and part.year and over.year != part.year):
        return False  # 2025年执行数 is no part of 2026年预算数
    if over.economic:  # 工资福利支出 over 基本工资, but 会议费 has no parts
        return is_class(over.economic) and (part.is_sum or parent_code(part.economic) == over.economic)
    if part.is_sum or (over.is_total and not over.dimensions and part.item in _BALANCES):
        return True  # 预算数 over 小计|一般公共预算|上年结转
    if part.item in _BALANCES or (over.side and part.side and part.side != over.side):
        return False  # nothing carried over is of 本年收入 or 本年支出, nor is one of these of the other
    if over.nature:
        return _refines_nature(over, part)
    if over.item in _ITEM_PARTS:
        return part.item in _ITEM_PARTS[over.item]
    if over.item in _BALANCES or over.item == "current_year_total" or over.fund == "carryover":
        is_of_year = over.item in _BALANCES and part.fund in _YEAR_FUNDS
        is_fund = (part.fund == "carryover") == bool(part.nature)  # a fund, or 基本支出结转
        return bool(part.fund) and not is_of_year and is_fund
    if over.item:
        return bool(part.stage) or part.is_total
    if over.fund and part.fund:
        return part.fund in _FUND_PARTS.get(over.fund, ())
    return bool(part.dimensions) or part.is_total or over.fund == "superior_subsidy"  # 一般性转移支付


def _refines_nature(over: Meaning, part: Meaning) -> bool:
    if (
        over.fund == "carryover"
    ):  # 项目支出结转和结余 over 项目支出结转|项目支出结余, but 基本支出结转 not over 人员经费
        return part.fund == "carryover" and part.nature == over.nature
    if over.nature == "project" and not part.economic:  # 一般性项目支出, 专项业务费
        is_alike = part.nature in ("", "project") and part.dimensions <= {"nature"}
        return part.role == "money" and is_alike and not part.is_total
    if part.economic:  # of 人员经费 are wages and grants to persons
        is_personal = part.economic.startswith(_PERSONAL)
        return {"basic_personnel": is_personal, "basic_public": not is_personal}.get(over.nature, True)
    return over.nature == "basic" and part.nature.startswith("basic_")
