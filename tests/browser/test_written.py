"""The chat with a language model behind it: a real server, which replays what a model may write."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.site import (
    DESKTOP,
    PATIENCE_MS,
    PHONE,
    Site,
    Watch,
    ask,
    begin,
    open_context,
    opened,
    running,
    serving,
)
from tests.language_models.server import ReplayServer
from tests.language_models.transcripts import load

pytestmark = pytest.mark.browser
expect.set_options(timeout=PATIENCE_MS)

FIRST = "There are five Confucius Institutes in Kazakhstan."
SECOND = "Kyrgyzstan has four of them, and Uzbekistan two."
TAUGHT = "Students are taught Chinese language, culture, and history there."
QUOTED = "there are five Confucius Institutes in Kazakhstan"


visiting = contextmanager(opened)


@dataclass(frozen=True)
class Written:
    """A page whose answers a language model writes.

    :param page: is open.
    :param model: what the model says.
    """

    page: Page
    model: ReplayServer

    def begin(self, script: str) -> None:
        """Ask the question of a transcript, which the model then follows."""
        self.model.use(load(script))
        begin(self.page, self.model.transcript.question)

    def ask(self, script: str) -> None:
        """The same, and wait until it is answered."""
        self.model.use(load(script))
        ask(self.page, self.model.transcript.question)


@pytest.fixture(scope="module")
def model() -> Iterator[ReplayServer]:
    with ReplayServer(load("right_quote")) as server:
        yield server


@pytest.fixture(scope="module")
def written_url(
    site: Site, model: ReplayServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of a chat over the paper whose answers the model writes."""
    folder = linked(site, tmp_path_factory.mktemp("written"))
    with serving(folder, "--llm", model.url, "--llm-model", "replayed") as running:
        yield running.url


def linked(site: Site, folder: Path) -> Path:
    """Return a folder that holds a site's documents and index."""
    for name in ("documents", "index"):
        (folder / name).symlink_to(getattr(site, name))
    return folder


@pytest.fixture
def written(browser: Browser, written_url: str, model: ReplayServer) -> Iterator[Written]:
    """A page of it; the test fails if it asked elsewhere or had an error."""
    watch = Watch(written_url)
    context = open_context(browser, watch, viewport=DESKTOP, reduced_motion="reduce")
    page = context.new_page()
    page.goto(written_url)
    yield Written(page, model)
    context.close()
    assert watch.trouble == []


def test_each_sentence_comes_once_it_is_verified_with_its_evidence(written: Written) -> None:
    page = written.page
    written.begin("two_sentences")
    expect(page.locator(".fn-answer")).to_contain_text(FIRST)
    expect(page.locator(".fn-pending")).to_contain_text("The language model is writing")
    expect(page.locator(".fn-card mark")).to_contain_text(QUOTED)
    expect(page.locator(".fn-answer")).not_to_contain_text(SECOND)
    page.locator(".fn-marker").click()
    expect(page.locator(".fn-card.fn-selected mark")).to_be_in_viewport()
    written.model.release("second")
    expect(page.locator(".fn-answer")).to_contain_text(SECOND)
    expect(page.locator(".fn-pending")).to_have_count(0)
    expect(page.locator(".fn-written")).to_contain_text("Written by the language model replayed")
    expect(page.locator(".fn-written")).to_contain_text("Sentences kept: 2")
    page.reload()
    expect(page.locator(".fn-written")).to_contain_text("Sentences kept: 2")


@pytest.mark.parametrize(
    ("script", "dropped", "why"),
    [
        ("altered_and_right", SECOND, "its quotation stands in no passage"),
        ("invented_number", "There are seven", "a number or date that its quotation lacks"),
        ("invented_name", "", "a name that its quotation lacks"),
    ],
)
def test_what_was_dropped_can_be_opened(
    written: Written, script: str, dropped: str, why: str
) -> None:
    page = written.page
    written.ask(script)
    expect(page.locator(".fn-written")).to_contain_text("dropped: 1")
    left_out = page.locator(".fn-dropped li")
    expect(left_out).to_be_hidden()
    page.locator(".fn-dropped summary").click()
    expect(left_out).to_contain_text(dropped)
    expect(left_out).to_contain_text(why)
    text = left_out.evaluate("(one) => one.firstChild.data")
    expect(page.locator(".fn-answer")).not_to_contain_text(text.strip())


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("trouble_too_many", "takes no more questions for now"),
        ("trouble_unauthorised", "did not accept our key"),
        ("trouble_no_model", "does not have the language model"),
        ("trouble_context", "too long for the language model"),
        ("trouble_broken", "failed, so these are"),
        ("half_a_stream_lost", "broke"),
        ("length", "broke off"),
        ("half_a_stream_ended", "broke off"),
        ("error_in_stream", "failed, so these are"),
        ("trouble_quota", "takes no more questions for now"),
        ("filtered", "withheld what"),
        ("wrong_page", "did not take the request"),
        ("broken_json", "could not be read"),
        ("altered_quote", "is supported by the documents"),
    ],
)
def test_where_the_model_fails_the_documents_answer_themselves(
    written: Written, script: str, said: str
) -> None:
    written.ask(script)
    page = written.page
    expect(page.locator(".fn-note")).to_contain_text(said)
    expect(page.locator(".fn-written")).to_have_count(0)
    expect(page.locator(".fn-card mark").first).to_be_attached()
    # What is shown is a quotation, word for word.
    shown = page.locator(".fn-answer :is(p, li):has(.fn-marker)").first.inner_text()
    quoted = page.locator(".fn-card mark").first.inner_text()
    assert " ".join(shown.rsplit("[", 1)[0].split()) == " ".join(quoted.split())


def test_a_server_that_is_silent_or_not_there_is_not_waited_for(
    browser: Browser, site: Site, tmp_path: Path
) -> None:
    folder = linked(site, tmp_path)
    with ExitStack() as there:
        model = there.enter_context(ReplayServer(load("never_answers")))
        command = ["tests.browser.hurried", str(folder), model.url]
        with running(command, folder) as url, visiting(browser, url, "light", DESKTOP) as page:
            ask(page, model.transcript.question)
            expect(page.locator(".fn-note")).to_contain_text("took too long, so these are")
            there.close()
            ask(page, "How many Confucius Institutes are there in Kazakhstan?")
            expect(page.locator(".fn-note").last).to_contain_text("could not be reached, so these")
            expect(page.locator(".fn-answer .fn-marker")).to_have_count(2)


def test_what_was_read_by_the_time_the_connection_is_lost_stays(written: Written) -> None:
    page = written.page
    written.begin("lost_after_two")
    expect(page.locator(".fn-answer")).to_contain_text(TAUGHT)
    written.model.release("lost")
    expect(page.locator(".fn-note")).to_contain_text("broke, so these are")
    kept = page.locator(".fn-unfinished p")
    for _ in range(2):
        expect(kept).to_contain_text(f"{FIRST}\N{NO-BREAK SPACE}[1] {TAUGHT}")
        kept.locator(".fn-marker").last.click()
        expect(page.locator(".fn-card.fn-selected mark")).to_contain_text("students are taught")
        page.reload()
    page.locator(".fn-unfinished summary").click()
    expect(kept).to_be_hidden()


@pytest.mark.parametrize(
    "script",
    ["injected_html", "injected_image", "injected_link", "injected_mail", "injected_nine"],
)
def test_a_model_that_obeys_a_document_puts_nothing_on_the_page(
    written: Written, script: str
) -> None:
    written.ask(script)
    page = written.page
    expect(page.locator(".fn-message").last).to_be_visible()
    for tag in ("img", "script", "iframe", "form", "b"):
        expect(page.locator(f".fn-message {tag}")).to_have_count(0)
    hrefs = page.locator(".fn-message a").evaluate_all("all => all.map((one) => one.href)")
    assert all(href.startswith("http://127.0.0.1:") for href in hrefs)
    expect(page.locator(".fn-answer")).not_to_contain_text("[9]")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_kazakh_answer_says_in_kazakh_who_wrote_it_and_what_was_dropped(
    browser: Browser, written_url: str, model: ReplayServer, size: dict[str, int]
) -> None:
    model.use(load("kazakh"))
    model.release("second")
    with visiting(browser, written_url, "light", size, "kk-KZ") as page:
        ask(page, model.transcript.question)
        answer, under = page.locator(".fn-answer"), page.locator(".fn-written")
        expect(answer).to_contain_text("Қырғызстанда төрт, ал Өзбекстанда екі институт")
        expect(under).to_contain_text("Жауапты тілдік модель (replayed)")
        expect(under).to_contain_text("алып тасталғаны: 2")
        page.locator(".fn-dropped summary").click()
        dropped = page.locator(".fn-dropped li")
        expect(dropped.first).to_contain_text("дәйексөзінде жоқ сан немесе күн: жеті")
        expect(dropped.last).to_contain_text("дәйексөзінде жоқ атау немесе есім: Моңғолияда")
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


@pytest.mark.parametrize("script", ["no_answer", "no_answer_stalls"])
def test_where_the_model_finds_no_answer_there_is_none(written: Written, script: str) -> None:
    written.ask(script)
    refusal = written.page.locator(".fn-refusal")
    expect(refusal).to_contain_text("found no answer in the passages")
    expect(refusal.locator(".fn-nearest li").first).to_be_attached()


def test_stopping_breaks_the_connection_off(written: Written) -> None:
    written.begin("stops_midway")
    expect(written.page.locator(".fn-answer")).to_contain_text(FIRST)
    written.page.locator("#fn-stop").click()
    written.model.wait_left()
    expect(written.page.locator(".fn-chat .fn-problem")).to_contain_text("Stopped")


def test_a_follow_up_is_shown_as_the_model_wrote_it(written: Written) -> None:
    written.ask("right_quote")
    written.ask("follow_up")
    expect(written.page.locator(".fn-searched").first).to_be_visible()
    expect(written.page.locator(".fn-message").last).to_contain_text("Searched for")


def test_what_the_documents_do_not_say_is_not_put_to_the_model(written: Written) -> None:
    asked = len(written.model.requests)
    ask(written.page, "How many goals did Lionel Messi score for Barcelona?")
    expect(written.page.locator(".fn-refusal")).to_contain_text("Messi")
    assert len(written.model.requests) == asked
