"""The tab "Claims" in a real browser."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.assistant.claims.samples import CLAIM, SOURCE
from tests.browser.contrast import CONTRAST, LEAST_CONTRAST
from tests.browser.site import PATIENCE_MS, PHONE, open_tab

pytestmark = pytest.mark.browser
expect.set_options(timeout=PATIENCE_MS)


def checked(page: Page) -> Page:
    """Open the tab and hold the first paper against its sources."""
    open_tab(page, "Claims")
    expect(page.locator("#fn-claims-paper input")).to_have_value("Hives of the Steppe")
    page.get_by_role("button", name="Check its claims").click()
    page.locator(".fn-claims").wait_for()
    return page


def test_a_claim_and_its_source_stand_side_by_side(page: Page) -> None:
    checked(page)
    claim, source = page.locator(".fn-two blockquote").all()
    expect(claim).to_have_text(CLAIM)
    expect(source).to_have_text(SOURCE)
    left, right = claim.bounding_box(), source.bounding_box()
    assert left is not None and right is not None
    assert left["x"] + left["width"] <= right["x"]
    expect(page.locator(".fn-claim mark.fn-differs")).to_have_text(["2019", "2018"])
    expect(page.get_by_text("2 cited claims, 2 sources")).to_be_visible()
    expect(page.get_by_text("python -m ingest fetch hives.md --only 5")).to_be_visible()


def test_on_a_telephone_they_stand_below_each_other(phone: Page) -> None:
    checked(phone)
    claim, source = phone.locator(".fn-two blockquote").all()
    above, below = claim.bounding_box(), source.bounding_box()
    assert above is not None and below is not None
    assert above["y"] + above["height"] <= below["y"]
    assert phone.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_every_text_can_be_read(coloured: Page) -> None:
    checked(coloured)
    shown = coloured.locator("#fn-claims :is(p, span, li, mark, h3, h4, blockquote, code, a)")
    contrasts = shown.evaluate_all(CONTRAST)
    assert contrasts
    assert [each for each in contrasts if each[1] < LEAST_CONTRAST] == []


def test_claims_are_saved_for_a_spreadsheet(page: Page, tmp_path: Path) -> None:
    checked(page)
    with page.expect_download() as saved:
        page.get_by_role("link", name="CSV").click()
    assert saved.value.suggested_filename == "hives-claims.csv"
    saved.value.save_as(tmp_path / "claims.csv")
    with (tmp_path / "claims.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["verdict"] for row in rows] == ["related", "source not held"]
    assert rows[0]["passage"] == SOURCE


def test_the_real_paper_s_claims_say_that_its_sources_are_not_held(watched: Page) -> None:
    open_tab(watched, "Claims")
    expect(watched.locator("#fn-claims-paper input")).to_have_value(
        "Soft Power of China in Central Asia"
    )
    watched.locator("#fn-check").click()
    watched.locator(".fn-claims").wait_for()
    headings = watched.locator(".fn-cited h3").all_inner_texts()
    assert [heading[:3] for heading in headings] == ["[1]", "[2]", "[3]", "[4]", "[5]"]
    assert "Лаханұлы" in headings[3]
    expect(watched.locator(".fn-claims-summary")).to_contain_text("source not held")
