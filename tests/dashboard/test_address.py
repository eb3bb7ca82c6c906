"""Addresses: what was asked for is read with care and written back as it was."""

from __future__ import annotations

import pytest

from pipelines.dashboard.address import Address


def address(*asked: tuple[str, str]) -> Address:
    return Address("/compare", asked)


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ("12", [12]),
        ("0", [0]),
        ("-1", []),
        ("１２", []),
        ("1.5", []),
        ("", []),
        (str(2**63 - 1), [2**63 - 1]),
        (str(2**63), []),
    ],
)
def test_only_keys_are_numbers(asked, numbers):
    assert address(("d", asked)).numbers("d") == numbers


def test_a_choice_that_is_none_of_the_allowed_is_the_first():
    assert address(("by", "economic")).choice("by", ("functional", "economic")) == "economic"
    assert address(("by", "'; --")).choice("by", ("functional", "economic")) == "functional"


def test_an_address_keeps_what_is_not_changed():
    here = address(("d", "1"), ("d", "2"), ("by", "economic"), ("page", "3"))
    assert here.but(by="functional", page=None) == "/compare?d=1&d=2&by=functional"
    assert here.less("d", 1) == "/compare?d=2&by=economic&page=3"


def test_another_page_keeps_the_language_only():
    assert address(("d", "1"), ("lang", "en")).to("/facts", key=[5, 6]) == "/facts?lang=en&key=5&key=6"
