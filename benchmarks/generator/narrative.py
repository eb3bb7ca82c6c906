"""Running text: the declared paragraphs of a family, filled from a book."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from benchmarks.generator.families import Paragraph
from benchmarks.generator.figures import Figure, code_figure, figure_of
from benchmarks.generator.ledger import Book
from benchmarks.generator.sentences import FLAT, LOWER, UP, VERSUS, Sentence, Voice, compose
from benchmarks.generator.style import Style

#: How running text calls the sources of revenue, in budgets and in final accounts.
BUDGET_SOURCES = (
    ("general", "一般公共预算拨款"),
    ("government_fund", "政府性基金预算拨款"),
    ("state_capital", "国有资本经营预算收入"),
    ("fiscal_account", "财政专户管理资金收入"),
    ("business", "事业收入"),
    ("operating", "事业单位经营收入"),
    ("other", "其他收入"),
)
FINAL_SOURCES = (
    ("fiscal_appropriation", "财政拨款收入"),
    ("superior_subsidy", "上级补助收入"),
    ("business", "事业收入"),
    ("operating", "经营收入"),
    ("subsidiary_remittance", "附属单位上缴收入"),
    ("other", "其他收入"),
)


@dataclass(slots=True)
class Text:
    """One paragraph as printed: parts are words or sentences with figures. `role` is its place in the document."""

    parts: list[str | Sentence] = field(default_factory=list)
    role: str = "text"

    def text(self) -> str:
        """Gives the paragraph as printed."""
        return "".join([part if isinstance(part, str) else part.text() for part in self.parts])


def draw_voice(style: Style) -> Voice:
    """Draws how the document speaks of changes."""
    rng = style.rng
    prior = str(style.year - 1)
    return Voice(
        printer=style.text,
        versus=rng.choice(VERSUS).replace("{prior}", prior),
        up=rng.choice(UP),
        down=rng.choice(LOWER),
        flat=rng.choice(FLAT).replace("{prior}", prior),
        trim_percent=rng.random() < 0.3,
    )


def build_narrative(style: Style, book: Book) -> Iterator[Text | None]:
    """Gives the paragraphs in order; None marks the place of the tables."""
    writer = _Writer(style, book)
    pending: Text | None = None
    for declared in style.family.paragraphs:
        if declared.tables or declared.section:
            if pending:
                yield pending
                pending = None
            yield None if declared.tables else Text([style.fill(declared.section)], "heading")
            continue
        texts = list(writer.paragraphs(declared))
        glued = declared.glue or (bool(declared.each) and declared.join != "\n")
        if pending and glued and texts:
            pending.parts.extend(texts[0].parts)
            texts = texts[1:]
        for text in texts:
            if pending:
                yield pending
            pending = text
    if pending:
        yield pending


class _Writer:
    """Fills one declared paragraph after the other."""

    def __init__(self, style: Style, book: Book) -> None:
        self.style, self.book, self.voice = style, book, draw_voice(style)
        self.final = style.stage == "final"
        self.values = {"vehicles": str(book.vehicles), "heads": str(book.heads), "projects": str(len(book.projects)),
                       "year": str(style.year), "prior": str(style.year - 1)}  # fmt: skip

    def paragraphs(self, declared: Paragraph) -> Iterator[Text]:
        """Gives one paragraph, or several where the text is repeated over a list on lines of their own."""
        if not declared.each:
            sentence = self.single(declared)
            yield Text([sentence])
            return
        sentences = list(self.repeated(declared))
        if declared.join == "\n":
            for sentence in sentences:
                yield Text([sentence])
            return
        parts: list[str | Sentence] = []
        for sentence in sentences:
            parts += [sentence, declared.join]
        if parts:
            parts[-1] = declared.end
            yield Text(parts)

    def single(self, declared: Paragraph) -> Sentence | str:
        """Gives the sentence of a topic; plain text where nothing is claimed."""
        if not declared.topic:
            return self.style.fill(declared.text)
        figure = figure_of(self.book, declared.topic, final=self.final, fund=declared.fund)
        if declared.none and not figure.amount and not figure.previous:
            return self.style.fill(declared.none)
        return self.sentence(declared, figure, dict(self.values))

    def repeated(self, declared: Paragraph) -> Iterator[Sentence]:
        """Gives the sentences of a list: functional classes or items of the general budget, sources of revenue."""
        if declared.each == "sources":
            whole = self.book.revenue.total()
            for fund, label in FINAL_SOURCES if self.final else BUDGET_SOURCES:
                amount = self.book.revenue.total(fund)
                if amount or fund in ("general", "government_fund", "state_capital", "fiscal_appropriation"):
                    yield self.sentence(declared, Figure(amount, whole=whole), {**self.values, "label": label})
            return
        length = 3 if declared.each == "classes" else 7
        names = self.style.codes.names
        fund = declared.fund or "general"
        codes = [code for code in self.book.spending.codes(fund) if len(code) == length]
        for number, code in enumerate(codes, start=1):
            values = {**self.values, "label": names[code], "n": str(number), "class_name": names[code[:3]],
                      "group_name": names[code[:5]]}  # fmt: skip
            sentence = self.sentence(declared, code_figure(self.book, code, fund), values)
            sentence.code = code
            yield sentence

    def sentence(self, declared: Paragraph, figure: Figure, values: dict[str, str]) -> Sentence:
        """Gives the sentence with its topic and year."""
        text = declared.text
        for name in ("name", "alias", "scope", "place"):
            if "{" + name + "}" in text:
                text = text.replace("{" + name + "}", self.style.fill("{" + name + "}"))
        sentence = compose(self.voice, text, figure, values, self.style.year)
        sentence.topic, sentence.year = declared.topic, self.style.year
        return sentence
