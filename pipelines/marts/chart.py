"""A bar chart as SVG text: one bar a row, its parts one behind the other, as shares of the whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape

_WIDTH, _ROW, _BAR, _TOP = 860, 40, 24, 70
_LETTER = 13
#: White letters can be read on each.
_COLOURS = ("#2f6fab", "#a85a00", "#3f7a28", "#a64d79", "#666666")


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: its label, and its parts by name; a part without an amount is left out."""

    label: str
    parts: tuple[tuple[str, Decimal | None], ...]


def stacked_bars(title: str, unit: str, bars: Sequence[Bar]) -> str:
    """Gives the chart as SVG, ending in a line feed; amounts are written into the parts that are wide enough.

    >>> text = stacked_bars("支出", "万元", [Bar("甲区", (("基本", Decimal(1)), ("项目", Decimal(3))))])
    >>> "甲区" in text, "基本 1万元，25.0%" in text, "项目 3万元，75.0%" in text
    (True, True, True)
    """
    height = _TOP + _ROW * len(bars) + 16
    left = 30 + _LETTER * max((len(bar.label) for bar in bars), default=0)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" font-family="sans-serif" role="img">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>',
        f'<text x="16" y="28" font-size="17" fill="#222222">{escape(title)}</text>',
        *_legend(bars, left),
        *(line for number, bar in enumerate(bars) for line in _bar(bar, unit, left, _TOP + _ROW * number)),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _legend(bars: Sequence[Bar], left: int) -> Iterator[str]:
    names = dict.fromkeys(name for bar in bars for name, _ in bar.parts)
    for number, name in enumerate(names):
        x = left + 130 * number
        yield f'<rect x="{x}" y="42" width="12" height="12" fill="{_COLOURS[number % len(_COLOURS)]}"/>'
        yield f'<text x="{x + 18}" y="53" font-size="13" fill="#444444">{escape(name)}</text>'


def _bar(bar: Bar, unit: str, left: int, top: int) -> Iterator[str]:
    middle = top + _BAR - 7
    label = escape(bar.label)
    yield f'<text x="{left - 10}" y="{middle}" font-size="{_LETTER}" text-anchor="end" fill="#222222">{label}</text>'
    whole = sum((amount for _, amount in bar.parts if amount), Decimal(0))
    x = Decimal(left)
    for number, (name, amount) in enumerate(bar.parts):
        if not amount:
            continue
        share = amount / whole
        width = share * (_WIDTH - left - 20)
        says = escape(f"{name} {amount}{unit}，{100 * share:.1f}%")
        fill = _COLOURS[number % len(_COLOURS)]
        yield f'<rect x="{x:.1f}" y="{top}" width="{width:.1f}" height="{_BAR}" fill="{fill}">'
        yield f"<title>{says}</title></rect>"
        if width > 60:
            yield f'<text x="{x + 8:.1f}" y="{middle}" font-size="12" fill="#ffffff">{amount}</text>'
        x += width
