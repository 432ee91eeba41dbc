from __future__ import annotations

import gradio as gr
import pytest

from assistant.page.claims_tab import ClaimsTab, no_paper_html
from ingest.errors import IndexNotFound
from tests.assistant.claims.fakes import FakeChecker
from tests.assistant.claims.samples import report, row
from tests.assistant.hostile import HOSTILE
from tests.assistant.markup import OwnMarkup
from tests.assistant.page.english import EN

pytestmark = pytest.mark.usefixtures("loop")


def tab(checker: FakeChecker) -> ClaimsTab:
    with gr.Blocks(analytics_enabled=False):
        return ClaimsTab(EN, checker)


def test_the_first_paper_is_chosen_and_a_choice_is_kept() -> None:
    two = tab(FakeChecker({"a.md": report(row()), "b.md": report(row())}))
    paper, button, found = two.look(None)
    assert (paper.value, button.interactive, found) == ("a.md", True, "")
    paper, _, found = two.look("b.md")
    assert paper.value == "b.md"
    assert found == gr.skip()
    assert two.look("gone.md")[0].value == "a.md"


def test_without_a_paper_there_is_nothing_to_press() -> None:
    paper, button, found = tab(FakeChecker({})).look(None)
    assert (paper.choices, button.interactive, found) == ([], False, no_paper_html(EN))
    assert tab(FakeChecker({}))._check(None) == no_paper_html(EN)


def test_a_missing_index_is_told() -> None:
    broken = tab(FakeChecker(error=IndexNotFound("there is no index yet.")))
    assert "there is no index yet." in broken.look(None)[2]
    assert "there is no index yet." in broken._check("hives.md")


def test_claims_are_shown_with_ways_to_save_them() -> None:
    html = tab(FakeChecker())._check("hives.md")
    markup = OwnMarkup(html)
    assert "Save as" in markup.text and "Melnik" in markup.text
    assert [href for href in markup.hrefs if href.startswith("claims")] == [
        f"claims/export?doc=hives.md&format={form}" for form in ("markdown", "csv", "json")
    ]


def test_a_paper_without_claims_has_nothing_to_save() -> None:
    assert "Save as" not in tab(FakeChecker({"a.md": report()}))._check("a.md")


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_of_a_paper_s_name_becomes_markup(text: str) -> None:
    checker = FakeChecker({text: report(row(label=text, claim=text), paper=text)})
    if text.isprintable():
        OwnMarkup(tab(checker)._check(text))
