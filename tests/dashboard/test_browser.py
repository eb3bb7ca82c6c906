"""The pages in a real browser: found in three clicks, usable with a keyboard and on a phone, and accessible."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from pipelines.dashboard.report import make_report
from tests.dashboard.conftest import RAW

ADDRESSES = [
    "/",
    "/?lang=en",
    "/compare",
    "/execution",
    "/year_on_year",
    "/three_public",
    "/operating_cost",
    "/procurement",
    "/purchases",
    "/projects",
    "/indicators",
    "/findings",
    "/quality",
    "/search?q=政务",
    "/code?code=2010306",
]
WIDTHS = {"desktop": 1280, "phone": 360}


@pytest.fixture
def page(browser):
    context = browser.new_context(bypass_csp=True)  # the checker is a script, which the pages themselves forbid
    yield context.new_page()
    context.close()


def violations(page):
    found = Axe().run(page).response["violations"]
    return [(one["id"], one["nodes"][0]["html"]) for one in found]


def too_wide(page):
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def test_two_departments_are_compared_in_three_clicks(page, site):
    page.goto(site)
    boxes = page.locator('input[name="d"]')
    boxes.nth(0).click()
    boxes.nth(1).click()
    page.get_by_role("button", name="比较所选").click()
    page.wait_for_url(re.compile("[?&]d=.*&d="))
    table = page.get_by_role("table").first
    expect(table.get_by_role("columnheader")).to_have_count(3)
    assert table.get_by_role("link").count() > 4


def test_two_regions_are_compared_in_three_clicks(page, site):
    page.goto(site)
    page.get_by_role("checkbox", name="湖北省").click()
    page.get_by_role("checkbox", name="重庆市", exact=True).click()
    page.get_by_role("button", name="比较地区").click()
    page.wait_for_url(re.compile(r"[?&]r=\d.*&r=\d"))
    heads = page.get_by_role("table").first.get_by_role("columnheader")
    expect(heads).to_have_count(3)
    expect(heads.nth(1)).to_contain_text("2023 预算 · 1 份文档")
    expect(heads.nth(2)).to_contain_text("2023 预算 · 1 份文档")


def test_the_keyboard_reaches_the_content_first(page, site):
    page.goto(site)
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_attribute("href", "#content")
    page.keyboard.press("Enter")
    page.wait_for_url("**/#content")


@pytest.mark.slow
@pytest.mark.parametrize("width", WIDTHS)
def test_pages_are_accessible_and_fit(page, site, width):
    page.set_viewport_size({"width": WIDTHS[width], "height": 800})
    for address in ADDRESSES:
        page.goto(site + address)
        assert violations(page) == [], address
        assert too_wide(page) <= 0, address


def test_colours_have_contrast_in_the_dark(browser, site):
    context = browser.new_context(bypass_csp=True, color_scheme="dark")
    page = context.new_page()
    for address in ("/", "/findings", "/code?code=2010306"):
        page.goto(site + address)
        assert violations(page) == [], address
    context.close()


def test_the_report_is_accessible_and_needs_nothing_else(page, seeds_warehouse, tmp_path):
    file = tmp_path / "r.html"
    file.write_text(make_report(seeds_warehouse, RAW, ["重庆"], "zh"), encoding="utf-8")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    assert asked == [file.as_uri()]
    assert violations(page) == []
