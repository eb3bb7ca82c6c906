"""Texts that no department publishes: what they cost, and that the cost grows with their length only.

Each opens like a disclosure, or `parse` would refuse it at the gate and cost nothing.
"""

from __future__ import annotations

from collections.abc import Callable

HEAD = "某县教育局2023年部门预算公开\n目录\n第一部分 部门概况\n"
_TABLE = "部门支出总表\n单位：万元\n科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |\n"
_PIPES_LOST = "2010301 | 行政运行 | 130.00 | 130.00 |||\n"
_CELLS = "部门支出总表\n单位：万元\n科目编码\n科目名称\n合计\n基本支出\n项目支出\n"

#: Name, the text of `n` repetitions, and how many make the full size.
TEXTS: dict[str, tuple[Callable[[int], str], int]] = {
    "one line of ten million characters": (lambda n: "字" * n, 10_000_000),
    "one line of numbers": (lambda n: "1,234.50 " * n, 500_000),
    "one sentence of amounts": (lambda n: "支出预算5万元，" * n, 200_000),
    "a million short lines": (lambda n: "5\n" * n, 1_000_000),
    "a million empty lines": (lambda n: "\n" * n, 1_000_000),
    "100,000 titles": (lambda n: "部门收支总表\n" * n, 100_000),
    "100,000 titles of performance forms": (lambda n: "项目支出绩效目标表\n" * n, 100_000),
    "100,000 titles with a leader": (lambda n: "部门收支总表……3\n" * n, 100_000),
    "a line of a million pipes": (lambda n: "|" * n, 1_000_000),
    "a million lines of a pipe": (lambda n: "5 |\n" * n, 200_000),
    "a line of a million tabs": (lambda n: "5\t" * n, 1_000_000),
    "200,000 rows, blanks kept": (lambda n: _TABLE + "2010301 | 行政运行 | 130.00 | | 130.00 |\n" * n, 200_000),
    "200,000 rows, blanks dropped": (lambda n: _TABLE + _PIPES_LOST * n, 200_000),
    "200,000 rows of codes, none the same": (
        lambda n: _TABLE + "".join(f"{2010000 + i} | 事项{i} | {i}.00 | {i}.00 |||\n" for i in range(n)),
        200_000,
    ),
    "200,000 rows, a cell a line": (lambda n: _CELLS + "2010301\n行政运行\n130.00\n130.00\n" * n, 200_000),
    "200,000 rows, a cell a paragraph": (
        lambda n: _CELLS.replace("\n", "\n\n") + "2010301\n\n行政运行\n\n130.00\n\n\n130.00\n\n" * n,
        200_000,
    ),
    "200,000 rows in columns of spaces": (
        lambda n: (
            "部门支出总表\n单位：万元\n科目编码    科目名称    合计   基本支出   项目支出\n"
            + "2010301    行政运行    130.00   130.00\n" * n
        ),
        200_000,
    ),
    "100,000 indicators": (
        lambda n: (
            "项目支出绩效目标表\n一级指标 | 二级指标 | 三级指标 | 指标值 |\n"
            + "产出指标 | 数量指标 | 办件量 | ≥120件 |\n" * n
        ),
        100_000,
    ),
    "100,000 projects, each with its unit": (
        lambda n: (
            "项目支出表\n单位：万元\n单位名称 | 项目名称 | 合计 | 财政拨款 |\n"
            + "".join(f"某局 | 项目{i} | {i}.00 | {i}.00 |\n" for i in range(n))
        ),
        100_000,
    ),
    "20,000 forms of a project, each with a sentence": (
        lambda n: (
            "项目支出绩效目标表\n"
            + "".join(f"项目名称 | 大厅{i} |\n三级指标 | 指标值 |\n办件量 | 120 |\n" for i in range(n))
            + "".join(f"\n大厅{i}支出5万元。" for i in range(n))
        ),
        20_000,
    ),
    "a header of 100,000 rows": (
        lambda n: "部门支出总表\n单位：万元\n" + "合计 | 基本支出 | 项目支出 |\n" * n,
        100_000,
    ),
    "a glued form of 100,000 lines": (
        lambda n: (
            "项目申报表\n单位:万元\n项目名称窗口服务项目编码1\n单位地址编钟大道8号\n项目总预算169.73项目当年预算169\n"
            + "成本指标数量指标办件量2万件\n" * n
        ),
        100_000,
    ),
}


def text_of(name: str, share: float = 1.0) -> bytes:
    """Gives a hostile text at a share of its full size.

    >>> text_of("a million short lines", 0.000_003).decode().endswith("5\\n5\\n5\\n")
    True
    """
    make, size = TEXTS[name]
    return (HEAD + make(max(1, round(size * share)))).encode()
