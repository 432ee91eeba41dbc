"""Every sort of answer in a real browser, made up by ``tests.browser.staged``."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect

from tests.assistant.hostile import HOSTILE
from tests.assistant.samples import answers_of
from tests.browser.site import PATIENCE_MS, Watch, ask, open_context, running
from tests.browser.staged import answers

pytestmark = pytest.mark.browser
expect.set_options(timeout=PATIENCE_MS)

DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
HOSTILE_ANSWERS = len(HOSTILE) * len(answers_of("", "", ""))
LEAST_CONTRAST = 4.5  # WCAG 2.2, 1.4.3, for text
# The contrast of each element that has text of its own, by WCAG's relative luminance.
CONTRAST = """
elements => {
  const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (rgb) => rgb.slice(0, 3).map((c) => c / 255)
    .map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const colour = parts(getComputedStyle(e).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  return elements.map((element) => {
    const pair = [light(parts(getComputedStyle(element).color)), light(behind(element))];
    return [element.className || element.tagName,
            (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05)];
  });
}
"""


@pytest.fixture(scope="module")
def staged(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[str]:
    """The address of a page with made-up answers."""
    folder = tmp_path_factory.mktemp("staged")
    with running(["tests.browser.staged", str(folder)], folder) as url:
        yield url


def opened(browser: Browser, url: str, scheme: str, size: dict[str, int]) -> Iterator[Page]:
    watch = Watch(url)
    context = open_context(
        browser, watch, viewport=size, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(url)
    yield page
    context.close()
    assert watch.trouble == []


@pytest.fixture
def page(browser: Browser, staged: str) -> Iterator[Page]:
    """A page on a desktop; the test fails if it asked elsewhere or had an error."""
    yield from opened(browser, staged, "light", DESKTOP)


@pytest.fixture
def phone(browser: Browser, staged: str) -> Iterator[Page]:
    """The same on a telephone."""
    yield from opened(browser, staged, "light", PHONE)


@pytest.fixture(params=["light", "dark"])
def coloured(request: pytest.FixtureRequest, browser: Browser, staged: str) -> Iterator[Page]:
    """The same in each colour scheme."""
    yield from opened(browser, staged, request.param, DESKTOP)


def test_the_words_that_answer_are_bold_in_the_answer_and_in_the_evidence(page: Page) -> None:
    ask(page, "fact")
    expect(page.locator(".fn-answer strong")).to_have_text("13 Confucius Institutes")
    expect(page.locator(".fn-card mark strong")).to_have_text("13 Confucius Institutes")


def test_every_marker_of_a_list_brings_up_its_excerpt(page: Page) -> None:
    ask(page, "list")
    items = page.locator(".fn-statements li")
    for index in range(items.count()):
        items.nth(index).locator(".fn-marker").click()
        mark = page.locator(".fn-selected mark")
        expect(mark).to_be_in_viewport()
        assert mark.inner_text() in items.nth(index).inner_text()


def test_a_refusal_opens_the_document_where_it_comes_nearest(page: Page) -> None:
    ask(page, "refusal")
    expect(page.locator(".fn-current .fn-near")).to_have_count(2)
    expect(page.locator(".fn-current .fn-near").first).to_contain_text("Does not answer")
    nearest = page.locator(".fn-nearest")
    nearest.locator("summary").click()
    with page.context.expect_page() as opening:
        nearest.locator("a").first.click()
    expect(opening.value.locator("mark#quote")).to_be_in_viewport()
    expect(opening.value.locator("mark#quote")).to_contain_text("Turkmenistan has none")


def test_a_greeting_leaves_the_evidence_in_view(page: Page) -> None:
    ask(page, "greeting")
    expect(page.locator("#fn-panel .fn-hint")).to_be_visible()
    ask(page, "fact")
    ask(page, "greeting")
    expect(page.locator("#fn-panel mark")).to_be_visible()
    expect(page.locator("#fn-panel")).not_to_contain_text("No evidence")


def test_nothing_is_wider_than_a_telephone(phone: Page) -> None:
    for name in answers():
        ask(phone, name)
    for details in phone.locator(".fn-nearest summary").all():
        details.click()
    wide = phone.evaluate(
        "[...document.querySelectorAll('.fn-message *, #fn-panel *')]"
        ".filter((e) => e.getBoundingClientRect().right > innerWidth).map((e) => e.outerHTML)"
    )
    assert wide == []
    assert phone.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_text_stands_out_from_what_is_behind_it(coloured: Page) -> None:
    for name in answers():
        ask(coloured, name)
    coloured.locator(".fn-evidence").evaluate_all(
        "all => all.forEach((each) => each.classList.add('fn-current'))"
    )
    shown = coloured.locator(
        ".fn-message p, .fn-message li, .fn-message a, .fn-message strong, .fn-message summary,"
        "#fn-panel p, #fn-panel span, #fn-panel a, #fn-panel blockquote, #fn-panel mark,"
        "#fn-panel strong"
    )
    contrasts = shown.evaluate_all(CONTRAST)
    assert len(contrasts) > len(answers())
    assert [each for each in contrasts if each[1] < LEAST_CONTRAST] == []


def test_no_answer_does_anything_but_show_text(page: Page) -> None:
    dialogs: list[str] = []

    def note(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", note)
    for number in range(HOSTILE_ANSWERS):
        ask(page, f"hostile {number}")
    expect(page.locator(".fn-message")).to_have_count(HOSTILE_ANSWERS)
    strangers = (
        "img",
        "script",
        "svg",
        "form",
        "iframe",
        "textarea",
        "h1",
        "[onerror]",
        "[onload]",
    )
    places = (".fn-message", "#fn-panel")
    found = page.locator(", ".join(f"{place} {each}" for place in places for each in strangers))
    expect(found).to_have_count(0)
    assert dialogs == []


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_each_answer_comes_into_view_however_long_the_ones_before(
    browser: Browser, staged: str, size: dict[str, int]
) -> None:
    for page in opened(browser, staged, "light", size):
        for question in (*answers(), *answers()):
            ask(page, question)
            # Of an answer longer than the conversation's frame the beginning is in view.
            expect(page.locator(".fn-question").last).to_be_in_viewport()
            expect(page.locator(".fn-message").last).to_be_in_viewport()
