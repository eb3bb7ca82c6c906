"""What a web site prints around a disclosure: the path to the page, who published it when, the foot of the page."""

from __future__ import annotations

import datetime as dt
import random

from benchmarks.generator.narrative import Text
from benchmarks.generator.publishers import Publisher

HEADS = (
    ("您当前的位置：首页>政务公开>法定主动公开内容>预算/决算", "[ 发布机构 ] | {name} | [ 发布日期 ] | {date} |"),
    ("  • 发布日期：{date} 14:29", "  • 信息来源：{name}", "  • 【字体：大 中 小】"),
    ("索引号：{code}/{year}-00005  发布机构：{name}", "发布日期：{date}  有效性：有效"),
)
FEET = ("【打印本页】【关闭窗口】", "分享到：", "扫一扫在手机打开当前页")


def draw_date(rng: random.Random, kind: str, year: int) -> dt.date:
    """Gives a day on which such a document is published: budgets in spring, final accounts in the next autumn."""
    if kind == "budget":
        return dt.date(year, 1, 20) + dt.timedelta(days=rng.randrange(60))
    return dt.date(year + 1, 8, 10) + dt.timedelta(days=rng.randrange(60))


def web_head(rng: random.Random, publisher: Publisher, published: dt.date) -> list[Text]:
    """Gives the lines above the title."""
    values = {
        "name": publisher.name,
        "date": published.isoformat(),
        "year": str(published.year),
        "code": f"11{publisher.place.code}MB{rng.randrange(10**6, 10**7)}X",
    }
    return [Text([line.format_map(values)], "web") for line in rng.choice(HEADS)]


def web_foot(rng: random.Random) -> Text:
    """Gives the last line of the page."""
    return Text([rng.choice(FEET)], "web")
