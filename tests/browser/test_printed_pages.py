"""A PDF's page as it is printed, in the evidence."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.site import PATIENCE_MS, ask
from tests.browser.staged import PRINTED_PAGES

pytestmark = pytest.mark.browser
expect.set_options(timeout=PATIENCE_MS)


def test_the_quotation_is_marked_on_the_page(page: Page) -> None:
    ask(page, "printed")
    sheet = page.locator("#fn-panel .fn-sheet")
    sheet.locator("summary").click()
    image = sheet.locator("img")
    expect(image).to_be_visible()
    page.wait_for_function("document.querySelector('#fn-panel .fn-sheet img').naturalWidth > 100")
    whole = image.bounding_box()
    marks = [each.bounding_box() for each in sheet.locator(".fn-line").all()]
    assert whole is not None and marks
    for box in marks:
        assert box is not None and box["width"] > 20 and box["height"] > 1
        assert whole["x"] <= box["x"] and whole["y"] <= box["y"]
        assert box["x"] + box["width"] <= whole["x"] + whole["width"] + 1
        assert box["y"] + box["height"] <= whole["y"] + whole["height"] + 1


def test_the_pages_are_turned(page: Page) -> None:
    ask(page, "printed")
    sheet = page.locator("#fn-panel .fn-sheet")
    sheet.locator("summary").click()
    pages = len(PRINTED_PAGES)
    expect(sheet.locator(".fn-turn")).to_contain_text(f"Page 2 of {pages}")
    expect(sheet.get_by_role("button", name="Next page")).to_be_disabled()
    sheet.get_by_role("button", name="Previous page").click()
    expect(sheet.locator(".fn-turn")).to_contain_text(f"Page 1 of {pages}")
    expect(sheet.get_by_text("The quotation stands on page 2.")).to_be_visible()
    expect(sheet.locator(".fn-line")).to_have_count(0)
    expect(sheet.get_by_role("button", name="Previous page")).to_be_disabled()
    sheet.get_by_role("button", name="Next page").click()
    expect(sheet.locator(".fn-line")).not_to_have_count(0)
