"""Draws the projects of a year, each with its money, its function, its fund and its performance indicators."""

from __future__ import annotations

import random

from benchmarks.generator.codes import code_year, groups_paid_by
from benchmarks.generator.ledger import ProjectPlan, Target
from benchmarks.generator.publishers import Publisher

WAN = 1_000_000
#: 万元 of a project: from, to, how often.
SIZES = ((1, 10, 0.3), (10, 80, 0.45), (80, 600, 0.2), (600, 4000, 0.05))
#: Level 1, level 2, name, sign, value, unit: `{n}` is a drawn count, `{wan}` the project's money in 万元.
OUTPUT = (
    ("产出指标", "数量指标", "开展业务活动次数", "≥", "{n}", "次"),
    ("产出指标", "数量指标", "服务对象人数", "≥", "{n}", "人次"),
    ("产出指标", "数量指标", "设备维护数量", "=", "{n}", "台"),
    ("产出指标", "数量指标", "培训期数", "≥", "{n}", "期"),
    ("产出指标", "质量指标", "验收合格率", "=", "100", "%"),
    ("产出指标", "质量指标", "系统正常运行率", "≥", "98", "%"),
    ("产出指标", "质量指标", "任务完成率", "≥", "95", "%"),
    ("产出指标", "时效指标", "资金支付及时率", "≥", "90", "%"),
    ("产出指标", "时效指标", "项目完成时间", "≤", "12", "月"),
)
COST = ("产出指标", "成本指标", "项目成本控制数", "≤", "{wan}", "万元")
BENEFIT = (
    ("效益指标", "社会效益指标", "办事效率提升程度", "定性", "提高", ""),
    ("效益指标", "社会效益指标", "政策知晓率", "≥", "85", "%"),
    ("效益指标", "可持续影响指标", "长效机制健全性", "定性", "优良", ""),
    ("效益指标", "经济效益指标", "节约运行成本", "定性", "好", ""),
)
SATISFACTION = ("满意度指标", "服务对象满意度指标", "服务对象满意度", "≥", "90", "%")


def draw_projects(
    rng: random.Random, publisher: Publisher, year: int, grain: int, main_group: str
) -> list[ProjectPlan]:
    """Gives one to twelve projects; some of the government fund, rarely of the state capital budget."""
    names = list(publisher.kind.projects)
    rng.shuffle(names)
    codes = code_year(year)
    items = [item for item in codes.items[main_group] if item[5:] not in ("01", "50")] or list(codes.items[main_group])
    others = [
        item for group in publisher.kind.groups[1:] for item in codes.items[group] if item[5:] not in ("01", "50")
    ]
    count = min(len(names), 1 + int(rng.expovariate(0.45)))
    plans = [
        _project(rng, publisher, year, grain, name, rng.choice(others if others and rng.random() < 0.3 else items))
        for name in names[:count]
    ]
    if rng.random() < publisher.kind.fund_chance:
        item = rng.choice(codes.items[rng.choice(groups_paid_by("government_fund", year))])
        plans.append(_project(rng, publisher, year, grain, codes.names[item], item, fund="government_fund"))
    if rng.random() < 0.02:
        item = rng.choice(codes.items[rng.choice(groups_paid_by("state_capital", year))])
        plans.append(_project(rng, publisher, year, grain, codes.names[item], item, fund="state_capital"))
    return plans


def _project(
    rng: random.Random, publisher: Publisher, year: int, grain: int, name: str, item: str, fund: str = "general"
) -> ProjectPlan:
    low, high, _chance = rng.choices(SIZES, [size[2] for size in SIZES])[0]
    money = rng.uniform(low, high) * WAN
    step = rng.choice((WAN, WAN // 10, WAN // 100, 100, grain))
    amount = max(int(money / step), 1) * step
    budget = amount if rng.random() < 0.4 else int(amount * rng.uniform(1.0, 1.3) / step) * step
    number = f"{publisher.place.code}{year % 100:02d}T{rng.randrange(10**9, 10**10):012d}"
    return ProjectPlan(name, number, item, fund, amount, max(budget, amount), _targets(rng, amount))


def _targets(rng: random.Random, amount: int) -> tuple[Target, ...]:
    """Gives four to eight indicators whose weights are 90: with the execution rate's 10 they are 100."""
    rows = rng.sample(OUTPUT, rng.randrange(2, 5))
    if rng.random() < 0.6:
        rows.append(COST)
    rows += rng.sample(BENEFIT, rng.randrange(1, 3))
    rows.append(SATISFACTION)
    weights = [10] * len(rows)
    while sum(weights) > 90:  # more than nine rows never come up, but a heavier table must not be built
        weights[weights.index(max(weights))] -= 5
    while sum(weights) < 90:
        weights[rng.randrange(len(weights))] += 5
    wan = f"{amount / WAN:.2f}".rstrip("0").rstrip(".")
    targets = []
    for row, weight in zip(rows, weights, strict=True):
        value = row[4].format(n=rng.choice((2, 4, 6, 12, 20, 50, 120, 365)), wan=wan)
        targets.append(Target(*row[:4], value, row[5], weight, rng.random() < 0.2))
    return tuple(targets)
