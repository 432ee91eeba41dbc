from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from assistant.page import shelf, shelf_html
from index.models import Failure, FileEntry
from tests.assistant.fakes import READER, manifest
from tests.assistant.hostile import HOSTILE, hostile_text
from tests.assistant.jobs.samples import build_report
from tests.assistant.markup import OwnMarkup
from tests.assistant.page.english import EN
from tests.assistant.samples import document

HELD = shelf.Shelf((), manifest(FileEntry("a.md", "0", "0", READER, 3)))
ROWS = [
    shelf.Row("same.md", shelf.INDEXED, document("one", "same.md", "Same"), 3),
    shelf.Row("bad.md", shelf.FAILED, problem="has no text."),
    shelf.Row("one.md", shelf.GONE, document("one", "one.md", "One"), 3, key="k-1"),
    shelf.Row("two.md", shelf.GONE, key="k-2"),
    shelf.Row("elsewhere.md", shelf.GONE, chunks=2),
]


def table(rows: list[shelf.Row], *, managed: bool = True) -> OwnMarkup:
    return OwnMarkup(shelf_html.table_html(EN, rows, managed=managed))


def acts(page: OwnMarkup) -> list[dict[str, str]]:
    """Return what the buttons of the table do."""
    return [data for data in page.data if "data-act" in data]


def test_the_index_is_named_with_what_it_holds() -> None:
    page = OwnMarkup(shelf_html.index_html(EN, HELD))
    for said in ("Index gen-000001", "1 document", "3 passages", "test-model"):
        assert said in page.text
    assert "built Jan 2, 2026, 03:04 UTC" in page.text
    assert "rebuild" not in page.text


def test_an_outdated_index_and_none_at_all_say_so() -> None:
    outdated = replace(HELD, rows=(shelf.Row("new.md", shelf.NEW),))
    assert EN.say("documents.outdated") in shelf_html.index_html(EN, outdated)
    none = shelf_html.index_html(EN, shelf.Shelf((), None))
    assert OwnMarkup(none).text == EN.say("documents.no-index")


def test_an_empty_folder_says_so() -> None:
    assert table([]).text == EN.say("documents.none")


def test_each_document_has_a_row_with_its_state() -> None:
    page = table(ROWS)
    assert page.tags.count("tr") == 1 + len(ROWS)
    assert page.hrefs == ["documents/view?doc=same.md", "documents/view?doc=one.md"]
    for said in ("has no text.", "Same", "Removed: in the index until", "gone for good with"):
        assert said in page.text
    # Both are in the index until it is rebuilt, but only what lies aside is gone for good then.
    assert page.text.count(EN.say("documents.state-removed")) == 2
    assert page.text.count(EN.say("documents.state-aside")) == 1


def test_what_is_there_is_removed_and_what_lies_aside_is_put_back() -> None:
    assert acts(table(ROWS)) == [
        {"data-act": "remove", "data-doc": "same.md", "data-key": ""},
        {"data-act": "remove", "data-doc": "bad.md", "data-key": ""},
        {"data-act": "restore", "data-doc": "one.md", "data-key": "k-1"},
        {"data-act": "restore", "data-doc": "two.md", "data-key": "k-2"},
    ]
    assert 'aria-label="Put one.md back"' in shelf_html.table_html(EN, ROWS, managed=True)


def test_who_may_only_ask_has_nothing_to_press() -> None:
    page = table(ROWS, managed=False)
    assert "button" not in page.tags and acts(page) == []
    assert page.tags.count("th") == table(ROWS).tags.count("th") - 1
    assert page.tags.count("td") == table(ROWS).tags.count("td") - len(ROWS)


def test_outcomes_are_a_line_each() -> None:
    outcomes = [shelf.Outcome("a.md"), shelf.Outcome("b.md", "is empty.")]
    html = shelf_html.outcomes_html(EN, outcomes, "added")
    assert OwnMarkup(html).text == "a.md: addedb.md: is empty."
    assert html.count('<li class="fn-failed">') == 1
    assert shelf_html.outcomes_html(EN, [], "added") == ""


@pytest.mark.parametrize("flag", ["--password", "--encoding", "--replace"])
def test_a_flag_of_the_command_line_is_led_to_its_place_on_the_page(flag: str) -> None:
    hint = EN.say("documents.see-options")
    assert hint in shelf_html.outcomes_html(EN, [shelf.Outcome("a.pdf", f"give {flag}.")], "added")
    assert hint not in shelf_html.outcomes_html(EN, [shelf.Outcome("a.pdf", "is empty.")], "added")


def test_a_build_is_summed_up_in_a_line_with_each_failure_named() -> None:
    report = build_report(
        added=("b.md", "c.md"),
        failed=(Failure("scan.pdf", "has no text; run OCR first."),),
        warnings=(("part.pdf", "pages 3 to 5 are scans."),),
        notes=("another model: everything is embedded anew",),
    )
    shown = OwnMarkup(shelf_html.report_html(EN, report)).text
    assert "gen-000002 answers now: 1 unchanged, 2 added, 0 changed, 0 removed, 1 failed" in shown
    assert "4 passages embedded, 21 reused; 1.2 s" in shown
    assert "scan.pdf: has no text; run OCR first." in shown
    assert "part.pdf: taken, but pages 3 to 5 are scans." in shown
    assert "another model" in shown


def test_a_build_without_a_change_says_so() -> None:
    assert "is up to date" in shelf_html.report_html(EN, build_report(published=False))


def check_is_text(a: str, b: str) -> None:
    rows = [
        shelf.Row(a, shelf.FAILED, problem=b),
        shelf.Row(a, shelf.INDEXED, document("x", a, b), 1),
        shelf.Row(b, shelf.GONE, document("x", b, a), 1, key=a),
    ]
    page = table(rows)
    # Without the key of its removal what was removed has no button.
    assert len(acts(page)) == len(rows) - (not a)
    OwnMarkup(shelf_html.outcomes_html(EN, [shelf.Outcome(a, b), shelf.Outcome(b)], a))
    OwnMarkup(shelf_html.question_html(a) + shelf_html.done_html(a) + shelf_html.hint_html(b))
    OwnMarkup(shelf_html.index_html(EN, shelf.Shelf((), manifest(generation=a))))
    report = build_report(failed=(Failure(a, b),), warnings=((b, a),), notes=(a,))
    OwnMarkup(shelf_html.report_html(EN, report))


@given(hostile_text, hostile_text)
def test_nothing_of_a_document_becomes_markup(a: str, b: str) -> None:
    check_is_text(a, b)


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_hostile_becomes_markup(text: str) -> None:
    check_is_text(text, text)
