"""Templates filled: every value is escaped, every word is said in the language of the address."""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from pipelines.dashboard import formats
from pipelines.dashboard.address import Address
from pipelines.dashboard.language import LANGUAGES, rules_in, terms_in, words


def render(template: str, address: Address, values: dict[str, Any]) -> str:
    """Gives a page as HTML.

    Raises:
        UndefinedError: the template prints what `values` has not.
    """
    language = address.choice("lang", LANGUAGES)
    said = {"word": words(language), "term": terms_in(language), "rule": rules_in(language)}
    return _environment().get_template(template).render(**values, **said, address=address, language=language)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("pipelines.dashboard"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        wan=formats.wan,
        plain=formats.plain,
        exact=formats.exact,
        number=formats.number,
        percent=formats.percent,
        bar=formats.bar,
        largest=formats.largest,
    )
    return environment
