"""Every sort of answer in a real browser, made up by ``tests.browser.staged``."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.contrast import CONTRAST, LEAST_CONTRAST
from tests.browser.site import DESKTOP, PATIENCE_MS, PHONE, ask, noted_dialogs, open_tab, opened
from tests.browser.staged import GAUGES, KAZAKH, RUSSIAN, TIDES, TRICK, answers

pytestmark = pytest.mark.browser
expect.set_options(timeout=PATIENCE_MS)


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


def test_a_paper_and_its_sources_are_told_apart(page: Page) -> None:
    ask(page, "sources")
    expect(page.locator(".fn-says")).to_have_text(
        [
            "The paper says:",
            "Its source [1], Орлова (2019), says in Russian:",
            "Its source [2], Серікұлы (2020), says in Kazakh:",
        ]
    )
    expect(page.locator(".fn-card .fn-role")).to_have_text(
        ["The paper", "Source [1] of the paper", "Source [2] of the paper"]
    )
    page.locator(".fn-marker").nth(2).click()
    expect(page.locator(".fn-selected mark")).to_have_text(KAZAKH.text.splitlines()[2])
    expect(page.locator(".fn-selected")).to_contain_text("Kazakh, in its own words")


def test_an_answer_of_the_one_paper_has_a_role_on_its_card_alone(page: Page) -> None:
    ask(page, "alone")
    expect(page.locator(".fn-says")).to_have_count(0)
    expect(page.locator(".fn-card .fn-role")).to_have_text("The paper")
    expect(page.locator(".fn-alone")).to_have_text(
        "The source cited here, Marsh (2011), pp. 8-9, is not held, so this is the paper's word "
        "alone."
    )


def test_what_a_quotation_cites_is_linked_and_opened_where_it_is_held(page: Page) -> None:
    ask(page, "backed")
    cites = page.locator(".fn-card .fn-cites")
    out = cites.locator("a.fn-out")
    expect(out).to_have_text("[3] Marsh (2011), pp. 8-9")
    expect(out).to_have_attribute("href", GAUGES)
    expect(out).to_have_attribute("rel", "noopener noreferrer nofollow")
    expect(out).to_have_attribute("target", "_blank")
    expect(cites.locator("li").nth(1)).to_contain_text("not held here")
    with page.context.expect_page() as opening:
        cites.get_by_text("held: open it").click()
    expect(opening.value.locator("main")).to_contain_text(RUSSIAN.text.splitlines()[2])
    expect(opening.value.locator("header")).to_contain_text("source [1] of tides.pdf")


def test_only_the_documents_that_are_ticked_are_asked(page: Page) -> None:
    ask(page, "scope")
    page.get_by_role("button", name="Sources", exact=True).click()
    expect(page.locator("#fn-asked-of")).to_have_text("2 of 7 documents are asked")
    ask(page, "scope")
    page.get_by_role("button", name="None", exact=True).click()
    expect(page.locator("#fn-asked-of")).to_have_text("No document is ticked")
    ask(page, "scope")
    expect(page.locator(".fn-chat .fn-problem")).to_contain_text("tick at least one")
    page.locator("#fn-shelf").get_by_role("checkbox", name=TIDES.title).check()
    ask(page, "scope")
    expect(page.locator(".fn-reply")).to_have_text(
        [
            "roles any, documents any",
            "roles source, documents any",
            "roles any, documents tides.pdf",
        ]
    )
    open_tab(page, "Documents")
    open_tab(page, "Ask")
    expect(page.locator("#fn-shelf input:checked")).to_have_count(1)
    page.reload()
    expect(page.locator("#fn-shelf input:checked")).to_have_count(1)
    expect(page.locator("#fn-shelf").get_by_role("checkbox", name=TIDES.title)).to_be_checked()


def test_an_answer_to_a_filter_says_that_it_was_on(page: Page) -> None:
    ask(page, "filtered")
    expect(page.locator(".fn-searched")).to_have_text("Asked of the paper's sources only.")


def test_each_document_has_its_role_and_a_paper_what_it_lacks(page: Page) -> None:
    open_tab(page, "Documents")
    row = page.locator("#fn-documents tr", has_text="tides.pdf").first
    expect(row).to_contain_text("Paper")
    summary = row.locator("summary")
    expect(summary).to_have_text("3 cited, 2 held")
    expect(row.locator("a.fn-out")).to_be_hidden()
    summary.click()
    expect(row.locator("a.fn-out")).to_be_visible()
    expect(row.locator(".fn-lists li")).to_have_count(1)
    source = page.locator("#fn-documents tr", has_text="level.html")
    expect(source).to_contain_text(f"[1] of “{TIDES.title}”")


def test_no_title_and_no_reference_does_anything_but_show_text(page: Page) -> None:
    dialogs = noted_dialogs(page)
    expect(page.locator("#fn-shelf .fn-doc-title").get_by_text(TRICK)).to_be_visible()
    open_tab(page, "Documents")
    row = page.locator("#fn-documents tr", has_text="trick.txt")
    row.locator("summary").click()
    expect(row.locator(".fn-lists li")).to_have_count(2)
    expect(row.locator("a.fn-out")).to_have_count(1)
    expect(row.locator("a.fn-out")).to_have_attribute(
        "href", "https://tides.example/%22onclick=%22alert(1)"
    )
    expect(page.locator("img[src=x], [onclick], a[href^=javascript]")).to_have_count(0)
    assert dialogs == []


def test_text_stands_out_from_what_is_behind_it(coloured: Page) -> None:
    for name in answers():
        ask(coloured, name)
    coloured.locator(".fn-evidence").evaluate_all(
        "all => all.forEach((each) => each.classList.add('fn-current'))"
    )
    shown = coloured.locator(
        ".fn-message p, .fn-message li, .fn-message a, .fn-message strong, .fn-message summary,"
        "#fn-panel p, #fn-panel span, #fn-panel a, #fn-panel blockquote, #fn-panel mark,"
        "#fn-panel strong, #fn-panel li"
    )
    contrasts = shown.evaluate_all(CONTRAST)
    assert len(contrasts) > len(answers())
    assert [each for each in contrasts if each[1] < LEAST_CONTRAST] == []


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_each_answer_comes_into_view_however_long_the_ones_before(
    browser: Browser, staged: str, size: dict[str, int]
) -> None:
    for page in opened(browser, staged, "light", size):
        for question in answers():
            ask(page, question)
            # Of an answer longer than the conversation's frame the beginning is in view.
            expect(page.locator(".fn-question").last).to_be_in_viewport()
            expect(page.locator(".fn-message").last).to_be_in_viewport()
