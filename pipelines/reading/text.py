"""The text of one document with its line table, and folding that keeps every offset."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from unicodedata import decimal, normalize

from pipelines.reading.traditional import simplify

#: Radicals that PDFs print, and the characters that they are (Unicode's EquivalentUnifiedIdeograph).
_RADICALS = "⺒⺓⺛⺝⺟⺠⺫⺬⺼⺽⻁⻃⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳"
_CHARACTERS = "巳幺旡月母民目示肉臼虎西西见角贝车长长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟"
#: Whole radicals (康熙部首), characters that Unicode has twice, and those of upright or small print: ⾏, ﹐.
_TWICE = (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFB00), *range(0xFE10, 0xFE20), *range(0xFE30, 0xFE6C))

#: One character to one character, so that offsets into folded text are offsets into the raw text.
_FOLD = {
    **{one: plain for one in map(chr, _TWICE) if len(plain := normalize("NFKC", one)) == 1 and plain != one},
    **dict(zip(_RADICALS, _CHARACTERS, strict=True)),
    **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},  # full-width ASCII
    **dict.fromkeys(
        "\0\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\ufeff\u200b",
        " ",
    ),
    **dict.fromkeys("−‐‑‒–", "-"),
    **dict.fromkeys("“”„‟＂〝〞", '"'),
    **dict.fromkeys("‘’＇", "'"),
    "│": "|",
    "┃": "|",
}
_FOLDED = re.compile(f"[{re.escape(''.join(_FOLD))}]")
#: A digit of another script: worth what it says, as a full-width one is, and then every room and the ledger see it.
_FOREIGN_DIGIT = re.compile(r"[^\D0-9]")


def fold(text: str) -> str:
    """Full-width ASCII, exotic blanks, quotes, hyphens, digits and radicals to their plain forms, one by one.

    >>> fold("（１，２３４．５０％）　−٣"), fold("部⻔⽀出")
    ('(1,234.50%) -3', '部门支出')
    """
    # a document has a dozen distinct ones: to replace each everywhere is eight times faster than `translate`
    found = _FOLDED.search(text)
    while found:
        text = text.replace(found[0], _FOLD[found[0]])
        found = _FOLDED.search(text, found.end())
    found = _FOREIGN_DIGIT.search(text)
    while found:
        text = text.replace(found[0], str(decimal(found[0])))
        found = _FOREIGN_DIGIT.search(text, found.end())
    return text


def squeeze(text: str) -> str:
    """Folded text without any white space or quotation marks: the form in which words are compared.

    >>> squeeze("“三公”经费 支出（合 计）")
    '三公经费支出(合计)'
    """
    return "".join(fold(text).split()).replace('"', "")


@dataclass(frozen=True)
class SourceText:
    """A decoded document: `raw` as stored, `folded` of the same length, and where each line starts."""

    raw: str

    @cached_property
    def folded(self) -> str:
        """The text folded and in simplified characters, of the same length: offsets agree with `raw`."""
        return simplify(fold(self.raw))

    @cached_property
    def lines(self) -> list[str]:
        """The folded text of every line; lines end at ``\\n`` only."""
        return self.folded.split("\n")

    @cached_property
    def line_starts(self) -> list[int]:
        """Offset of the first character of every line."""
        return [0, *accumulate(len(line) + 1 for line in self.lines[:-1])]

    def line_of(self, offset: int) -> int:
        """The 1-based line that holds the character at `offset`."""
        return bisect_right(self.line_starts, offset)

    def line_span(self, line: int) -> tuple[int, int]:
        """Start and end (without its ``\\n``) of a 1-based line."""
        start = self.line_starts[line - 1]
        end = self.line_starts[line] - 1 if line < len(self.line_starts) else len(self.raw)
        return start, end

    def pieces(self, line: int) -> list[tuple[str, int]]:
        """The folded parts of a 1-based line with their offsets: a form feed within it begins one, and is its first.

        >>> SourceText("合计 5.00\\f收支总表").pieces(1)
        [('合计 5.00', 0), ('\\x0c收支总表', 7)]
        """
        text, start = self.lines[line - 1], self.line_starts[line - 1]
        if "\f" not in text[1:]:
            return [(text, start)]
        parts = text[1:].replace("\f", "\n\f").split("\n")
        parts[0] = text[0] + parts[0]
        starts = accumulate((len(part) for part in parts[:-1]), initial=start)
        return list(zip(parts, starts, strict=True))

    def lines_with(self, pattern: re.Pattern[str]) -> Iterator[int]:
        """The 1-based lines in which a pattern fits that goes over no end of a line, in order, each once.

        >>> list(SourceText("附件1\\n正文\\n见附件，附件2").lines_with(re.compile("附件|附表")))
        [1, 3]
        """
        found = pattern.search(self.folded)
        while found:
            line = self.line_of(found.start())
            yield line
            found = pattern.search(self.folded, self.line_span(line)[1])

    def line(self, line: int) -> str:
        """The raw text of a 1-based line."""
        start, end = self.line_span(line)
        return self.raw[start:end]
