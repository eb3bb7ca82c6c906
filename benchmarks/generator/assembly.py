"""From a seed to a disclosure: draw the publisher, the family, the book, then fill every form and paragraph."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from benchmarks.generator.chance import seeded
from benchmarks.generator.document import Block, Disclosure
from benchmarks.generator.drawing import draw_book
from benchmarks.generator.families import Family, Form, draw_family, own_funds
from benchmarks.generator.faults import plant
from benchmarks.generator.forms.coded import build_economic, build_functional, build_units
from benchmarks.generator.forms.performance import build_performance
from benchmarks.generator.forms.records import build_procurement, build_projects
from benchmarks.generator.forms.side_by_side import build_blocks
from benchmarks.generator.forms.sides import build_sides
from benchmarks.generator.forms.single import build_three_public
from benchmarks.generator.ledger import Book
from benchmarks.generator.narrative import Text, build_narrative
from benchmarks.generator.publishers import Publisher, draw_publisher
from benchmarks.generator.rendering import LAYOUTS, PAGED, render
from benchmarks.generator.sheet import Table
from benchmarks.generator.style import Style, draw_style
from benchmarks.generator.web import draw_date, web_foot, web_head

YEARS = range(2019, 2027)
KINDS = ("budget", "final_account")
ATTEMPTS = 60
#: How many of the documents that do not come from a page were copied from a web site, with what stands around them.
WEB_PAGES = 0.4
BUILDERS = {
    "functional": build_functional,
    "economic": build_economic,
    "units": build_units,
    "sides": build_sides,
    "blocks": build_blocks,
    "three_public": build_three_public,
    "projects": build_projects,
    "procurement": build_procurement,
}


def generate(
    seed: int,
    *,
    kind: str | None = None,
    region: str | None = None,
    year: int | None = None,
    layout: str | None = None,
    fault: str | None = None,
) -> Disclosure:
    """Gives the disclosure of a seed; what is not asked for is drawn. Same arguments, same document.

    `kind` is budget or final_account, `region` a division code, `layout` one of `LAYOUTS`, `fault` a name of `FAULTS`.
    A fault is one that the print shows: nobody sees an amount in the column beside where blanks are dropped.
    Raises ValueError for a word that is none of these.

    >>> document = generate(1, kind="budget", year=2023)
    >>> document.kind, document.year, len(document.lines()) > 100
    ('budget', 2023, True)
    """
    if layout is not None and layout not in LAYOUTS:
        raise ValueError(f"no layout is called {layout}; there are {', '.join(LAYOUTS)}")
    if kind is not None and kind not in KINDS:
        raise ValueError(f"no kind of document is called {kind}; there are {', '.join(KINDS)}")
    for attempt in range(ATTEMPTS):
        rng = seeded(seed, attempt)
        document = _draw(rng, seed, kind, region, year, layout, new=0.35 if fault == "percent_on_zero" else 0.06)
        if fault is None:
            return document
        clean = render(document)
        if plant(rng, document, fault) and render(document) != clean:
            return document
    raise ValueError(f"no document near seed {seed} has a place for the fault {fault}")


def _draw(
    rng: random.Random,
    seed: int,
    kind: str | None,
    region: str | None,
    year: int | None,
    layout: str | None,
    *,
    new: float,
) -> Disclosure:
    fiscal_year = year or rng.choice(YEARS)
    document_kind = kind or rng.choice(KINDS)
    publisher = draw_publisher(rng, fiscal_year, region)
    family = draw_family(rng, document_kind, publisher.place.code[:2])
    style = draw_style(rng, family, publisher, fiscal_year)
    whole_yuan = style.tables.unit == "元" and style.tables.decimals == 0
    book = draw_book(
        rng,
        publisher,
        fiscal_year,
        final=document_kind == "final_account",
        grain=100 if whole_yuan or rng.random() < 0.5 else 1,
        carry=family.carry,
        own=own_funds(family),
        new=new,
    )
    return _print(rng, seed, style, book, layout)


def disclose(
    rng: random.Random,
    seed: int,
    publisher: Publisher,
    family: Family,
    book: Book,
    year: int,
    layout: str | None,
    about: Sequence[Text] = (),
) -> Disclosure:
    """Gives the disclosure of a publisher whose accounts are known; `about` is said of the publisher first of all."""
    return _print(rng, seed, draw_style(rng, family, publisher, year), book, layout, about)


def _print(
    rng: random.Random, seed: int, style: Style, book: Book, layout: str | None, about: Sequence[Text] = ()
) -> Disclosure:
    publisher, kind = style.publisher, style.family.kind
    chosen = layout or rng.choice(LAYOUTS)
    blocks = list(_blocks(style, book, about))
    published = None
    if chosen not in PAGED and rng.random() < WEB_PAGES:
        published = draw_date(rng, kind, style.year)
        blocks = [*web_head(rng, publisher, published), *blocks, web_foot(rng)]
    return Disclosure(
        seed=seed,
        publisher=publisher,
        kind=kind,
        year=style.year,
        family=style.family.name,
        blocks=blocks,
        layout=chosen,
        inside=chosen == "paragraph" or (chosen in ("pipelossy", "spilled") and rng.random() < 0.6),
        halfwidth=chosen not in PAGED and rng.random() < 0.4,
        published_on=published,
        wrap=rng.choice((48, 56, 62)) if chosen in PAGED or rng.random() < 0.3 else 0,
    )


def build_tables(style: Style, book: Book) -> list[Table]:
    """Gives all tables of the document, numbered as the family numbers them."""
    tables: list[Table] = []
    numbers = style.family.numbers
    for place, form in enumerate(style.family.forms):
        number = numbers[place] if place < len(numbers) else ""
        tables += _build(style, form, book, number)
    return tables


def _build(style: Style, form: Form, book: Book, number: str) -> list[Table]:
    if form.kind == "performance":
        return build_performance(style, form, book, number)
    return [BUILDERS[form.kind](style, form, book, number)]


def _blocks(style: Style, book: Book, about: Sequence[Text]) -> Iterator[Block]:
    """Gives cover, contents, what is said of the publisher, text and tables in the order of the family."""
    yield from _cover(style, style.publisher)
    tables = build_tables(style, book)
    if style.family.contents:
        yield from _contents(style, tables)
    yield from about
    placed = False
    for text in build_narrative(style, book):
        if text is None:
            placed = True
            yield from tables
        else:
            yield text
    if not placed:
        yield from tables


def _cover(style: Style, publisher: Publisher) -> Iterator[Text]:
    family = style.family
    yield Text([style.fill(style.rng.choice(family.titles))], "title")
    subtitles = family.unit_subtitles if publisher.scope == "unit" else family.subtitles
    if subtitles:
        yield Text([style.fill(style.rng.choice(subtitles))], "subtitle")
    elif publisher.alias != publisher.name and style.rng.random() < 0.5:
        yield Text([f"发布机构：{publisher.alias}"], "subtitle")


def _contents(style: Style, tables: list[Table]) -> Iterator[Text]:
    yield Text(["目 录"], "contents")
    for declared in style.family.paragraphs:
        if declared.section:
            yield Text([style.fill(declared.section)], "contents")
    titles = dict.fromkeys(table.title for table in tables)
    for number, title in enumerate(titles, start=1):
        yield Text([f"{number}. {title}"], "contents")
