"""The page in each language, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from assistant.dictionary import LANGUAGES, Words
from assistant.page.words import page_words
from tests.assistant.page.english import EN
from tests.browser.accessibility import of_the_conversation, of_the_other_tabs
from tests.browser.site import (
    DESKTOP,
    PATIENCE_MS,
    PHONE,
    Watch,
    ask,
    begin,
    open_context,
    open_tab,
    opened,
    question_box,
)

pytestmark = pytest.mark.browser
expect.set_options(timeout=PATIENCE_MS)

LOCALES = {"en": "en-US", "ru": "ru-RU", "kk": "kk-KZ"}
OTHERS = [language for language in LANGUAGES if language != "en"]
SIZES = {"desktop": DESKTOP, "phone": PHONE}
NAME = re.compile(r"\\?\{\w+\\?\}")
# Everything that is read or heard: texts in view, and what names or describes an element.
SAID = """
() => {
  const said = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!element.closest("script, style, [hidden]")) said.add(walker.currentNode.data);
  }
  for (const name of ["aria-label", "placeholder", "title", "alt", "data-name"]) {
    document.querySelectorAll(`body [${name}]`).forEach((one) => {
      if (one.checkVisibility()) said.add(one.getAttribute(name));
    });
  }
  return [...said].map((text) => text.replace(/\\s+/g, " ").trim()).filter(Boolean);
}
"""
# What stands out of its button or out of the screen; an arrow that turns does for a moment.
OVERFLOWING = """
() => [...document.querySelectorAll("button, a, label, .fn-header *, [role=tab]")]
  .filter((one) => one.checkVisibility())
  .filter((one) => one.getBoundingClientRect().right > innerWidth + 0.5
    || (one.matches("button:not(:has(.icon))") && one.scrollWidth > one.clientWidth + 1
        && getComputedStyle(one).overflow !== "hidden"))
  .map((one) => one.outerHTML.slice(0, 200))
"""


@dataclass(frozen=True)
class Opened:
    """A page, and the words that it is to have.

    :param language: of the browser.
    """

    page: Page
    words: Words
    language: str


@pytest.fixture(params=LANGUAGES)
def own(request: pytest.FixtureRequest, browser: Browser, staged: str) -> Iterator[Opened]:
    """The page as a browser of each language opens it."""
    for page in opened(browser, staged, "light", DESKTOP, LOCALES[request.param]):
        yield Opened(page, page_words(request.param), request.param)


def english_left(page: Page, words: Words) -> list[str]:
    """Return what the page says of the English dictionary."""
    texts = [text for key, text in EN.entries.items() if words.entries.get(key) != text]
    # "{done} of {total}" may be anything.
    telling = [
        text for text in texts if "{" not in text or re.search("[a-z]{4}", NAME.sub("", text))
    ]
    english = re.compile("|".join(NAME.sub(".+", re.escape(text)) for text in telling))
    said: list[str] = page.evaluate(SAID)
    return [text for text in said if english.fullmatch(text)]


def test_it_opens_in_the_browser_s_language_and_answers(own: Opened, staged: str) -> None:
    page, words = own.page, own.words
    expect(page).to_have_url(f"{staged}/" if own.language == "en" else f"{staged}/{own.language}/")
    expect(question_box(page)).to_have_attribute("placeholder", words.say("ask.placeholder"))
    expect(page.locator("html")).to_have_attribute("lang", own.language)
    page.locator("#fn-shelf li").first.wait_for()
    ask(page, "fact")
    expect(page.locator(".fn-answer")).to_contain_text("13 Confucius Institutes")
    page.locator(".fn-marker").click()
    expect(page.locator(".fn-card.fn-selected mark")).to_be_in_viewport()
    with page.context.expect_page() as view:
        page.locator(".fn-card.fn-selected .fn-open").click()
    expect(view.value.locator("html")).to_have_attribute("lang", own.language)
    expect(view.value.locator("mark#quote")).to_be_in_viewport()
    view.value.locator(".fn-home").click()
    expect(question_box(view.value)).to_have_attribute("placeholder", words.say("ask.placeholder"))


def test_the_choice_is_kept_and_conversations_stay(own: Opened, staged: str) -> None:
    page = own.page
    ask(page, "fact")
    other = "kk" if own.language == "ru" else "ru"
    choice = page.get_by_role("navigation", name=own.words.say("page.languages"))
    expect(choice.get_by_role("link")).to_have_text(["English", "Русский", "Қазақша"])
    expect(choice.locator("[aria-current=true]")).to_have_attribute("lang", own.language)
    link = choice.locator(f"[lang={other}]")
    link.focus()
    page.keyboard.press("Enter")
    words = page_words(other)
    expect(page).to_have_url(f"{staged}/{other}/")
    expect(page.locator("html")).to_have_attribute("lang", other)
    expect(page.get_by_role("tab", name=words.say("tabs.documents"))).to_be_visible()
    # The conversation is open still, with the page's new words around it.
    expect(page.locator(".fn-answer")).to_contain_text("13 Confucius Institutes")
    expect(page.locator(".fn-edit")).to_have_text(words.say("ask.edit"))
    page.goto(staged)
    expect(page).to_have_url(f"{staged}/{other}/")
    page.locator(".fn-languages [lang=en]").click()
    expect(page).to_have_url(f"{staged}/")
    page.goto(staged)
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(question_box(page)).to_have_attribute("placeholder", "Ask a question")


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_no_english_word_is_left_and_nothing_overflows(
    browser: Browser, staged: str, language: str, size: dict[str, int]
) -> None:
    words = page_words(language)
    for page in opened(browser, staged, "light", size, LOCALES[language]):
        page.locator("#fn-shelf li").first.wait_for(state="attached")
        assert english_left(page, words) == [] and page.evaluate(OVERFLOWING) == []
        for question in ("refusal", "sources", "backed", "printed"):
            ask(page, question)
        page.locator(".fn-marker").last.click()
        page.locator(".fn-selected .fn-sheet summary").click()
        page.locator(".fn-selected .fn-picture img").wait_for()
        page.locator(".fn-selected .fn-cite summary").click()
        page.locator(".fn-thumb").last.click()
        page.locator(".fn-edit").first.click()
        assert english_left(page, words) == [] and page.evaluate(OVERFLOWING) == []
        page.locator("#fn-cancel-edit").click()
        for name in ("claims", "documents", "evaluation"):
            open_tab(page, words.say(f"tabs.{name}"))
            if name == "documents":
                page.locator("#fn-documents table").wait_for()
                page.get_by_role("button", name=words.say("documents.options")).click()
                page.locator("#fn-add").click()
                expect(page.locator("#fn-added")).to_have_text(
                    words.say("documents.nothing-chosen")
                )
            assert english_left(page, words) == [] and page.evaluate(OVERFLOWING) == []


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize(("scheme", "size"), [("light", DESKTOP), ("dark", PHONE)])
def test_no_state_of_the_page_breaks_a_guideline(
    browser: Browser, staged: str, language: str, scheme: str, size: dict[str, int]
) -> None:
    for page in opened(browser, staged, scheme, size, LOCALES[language]):
        found = of_the_conversation(page) + of_the_other_tabs(page, page_words(language))
        assert found == []


@pytest.fixture
def people(browser: Browser, staged: str) -> Iterator[dict[str, Page]]:
    """A page in each language, each of a person of its own."""
    watch, contexts = Watch(staged), list[BrowserContext]()
    pages = {}
    for language, locale in LOCALES.items():
        contexts.append(open_context(browser, watch, locale=locale))
        pages[language] = contexts[-1].new_page()
        pages[language].goto(staged)
        question_box(pages[language]).wait_for()
    yield pages
    for context in contexts:
        context.close()
    assert watch.trouble == []


def test_all_languages_wait_in_one_line_and_see_their_place(people: dict[str, Page]) -> None:
    for language in ("en", "ru"):
        begin(people[language], "slow")
        people[language].locator(".fn-pending").wait_for()
        read = page_words(language).say("ask.search")
        expect(people[language].locator(".fn-pending")).not_to_have_text(read)
    kazakh = people["kk"]
    begin(kazakh, "fact")
    waiting = page_words("kk").say("ask.waiting", place=1)
    expect(kazakh.locator(".fn-pending")).to_have_text(waiting)
    people["ru"].locator("#fn-stop").click()
    expect(kazakh.locator(".fn-answer")).to_contain_text("13 Confucius Institutes")
    people["en"].locator("#fn-stop").click()
    for language in ("en", "ru"):
        stopped = page_words(language).say("ask.stopped")
        expect(people[language].locator(".fn-chat .fn-problem")).to_have_text(stopped)
