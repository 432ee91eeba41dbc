from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from hypothesis import given

from assistant.access.person import EVERYONE, NOBODY, Person
from assistant.dictionary import LANGUAGES, Words
from assistant.escape import one_line
from assistant.page import frame
from assistant.page.words import page_words
from assistant.transcript.export import export
from assistant.transcript.stored import to_json
from tests.assistant.hostile import hostile_text
from tests.assistant.markup import OwnMarkup
from tests.assistant.page.english import EN
from tests.assistant.transcript.conversations import everything


@pytest.mark.parametrize(
    ("part", "ids"),
    [
        (frame.conversations_html, ["fn-new", "fn-none-kept", "fn-kept"]),
        (frame.toggle_html, ["fn-toggle"]),
        (frame.editing_html, ["fn-editing", "fn-cancel-edit"]),
        (frame.below_html, ["fn-asked-of", "fn-saves"]),
    ],
)
def test_each_part_has_the_places_that_the_script_fills(
    part: Callable[[Words], str], ids: list[str]
) -> None:
    assert OwnMarkup(part(EN)).ids == ids


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_top_leads_to_the_page_in_each_language_named_in_itself(language: str) -> None:
    html = frame.languages_html(page_words(language))
    for name, code in (("English", "en"), ("Русский", "ru"), ("Қазақша", "kk")):
        current = ' aria-current="true"' if code == language else ""
        link = f'href="language/{code}" lang="{code}" hreflang="{code}"{current}>{name}</a>'
        assert html.count(link) == 1


def test_what_is_empty_at_first_is_hidden() -> None:
    assert '<div id="fn-editing" role="status" hidden>' in frame.editing_html(EN)
    assert 'id="fn-saves" hidden' in frame.below_html(EN)


def test_a_conversation_is_saved_in_each_form_that_is_exported() -> None:
    forms = [data["data-form"] for data in OwnMarkup(frame.below_html(EN)).data]
    assert forms == list(frame.EXPORT_FORMS)
    for form in forms:
        assert export(to_json(everything()), form).body


def test_the_pane_is_shown_and_hidden_from_both_sides() -> None:
    for part in (frame.conversations_html(EN), frame.toggle_html(EN)):
        assert 'aria-controls="fn-left" aria-expanded="true"' in part


class PersonForm(HTMLParser):
    """Reads the line of who is logged in; takes nothing else."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.tags, self.action = "", list[str](), ""
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag == "form":
            given = dict(attrs)
            assert given["method"] == "post"
            self.action = given["action"] or ""

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data!r}")


def test_who_is_logged_in_is_named_and_can_log_out() -> None:
    page = PersonForm(frame.person_html(EN, Person("ada", "manage")))
    assert page.text == "ada, may ask and manageLog out"
    # Relative, so that a proxy's path stands before it.
    assert page.action == "logout"


@pytest.mark.parametrize("person", [EVERYONE, NOBODY])
def test_where_nobody_logs_in_nobody_is_named(person: Person) -> None:
    assert frame.person_html(EN, person) == ""


@given(hostile_text.filter(bool))
def test_no_name_becomes_markup(name: str) -> None:
    page = PersonForm(frame.person_html(EN, Person(name, "ask")))
    assert page.tags == ["form", "span", "button"]
    assert page.text == f"{one_line(name)}, may askLog out"
