from __future__ import annotations

import pytest
from hypothesis import given

from assistant.claims.html import report_html
from assistant.claims.models import Compared, Item, Verdict
from assistant.claims.words import NOTHING_CITED
from tests.assistant.claims.samples import CLAIM, SOURCE, item, passage, report, row, unheld
from tests.assistant.hostile import hostile_text
from tests.assistant.markup import OwnMarkup


def text_of(html: str) -> str:
    return " ".join(OwnMarkup(html).text.split())


def test_a_claim_stands_beside_the_passage_that_comes_nearest() -> None:
    html = report_html(report(row()))
    text = text_of(html)
    assert "[3] Melnik (2018), pp. 8-9" in text
    assert f"The paper says{CLAIM}" in text
    assert f"Its source [3] says{SOURCE}" in text
    assert "related" in text and "score 0.62" in text and "by figures and names" in text
    assert "under “Счёт”" in text and "Russian" in text
    assert 'lang="ru"' in html


def test_figures_and_names_are_shown_one_by_one_and_marked_in_both() -> None:
    html = report_html(report(row()))
    assert '<mark class="fn-differs">2019</mark>' in html
    assert '<mark class="fn-differs">2018</mark>' in html
    assert '<mark class="fn-same">13 200</mark>' in html
    assert '<mark class="fn-absent">Kazakhstan</mark>' in html
    text = text_of(html)
    assert "2019 ≠ 2018 (differs)" in text
    assert "13.2 thousand = 13 200 (the same)" in text
    assert "Kazakhstan ? not in the passage" in text


def test_what_is_not_held_says_how_to_get_it() -> None:
    text = text_of(report_html(report(unheld(), paper="my hives.md")))
    assert "python -m ingest fetch 'my hives.md' --only 5" in text
    assert "python -m ingest add --source-of 'my hives.md:5' FILE" in text
    assert CLAIM in text
    assert "Its source" not in text


def test_the_summary_counts_each_verdict_that_occurs() -> None:
    text = text_of(report_html(report(row(), row(verdict="nothing found", passage=None), unheld())))
    assert "3 cited claims, 2 sources" in text
    assert "related 1" in text and "nothing found 1" in text and "source not held 1" in text
    assert "supported by these words" not in text
    assert "No passage comes near." in text


def test_links_lead_to_the_claim_and_to_the_passage() -> None:
    html = report_html(report(row()))
    assert f"doc=hives.md&amp;start=100&amp;end={100 + len(CLAIM)}" in html
    assert f"doc=bees.html&amp;start=40&amp;end={40 + len(SOURCE)}" in html


def test_a_paper_without_markers_says_so() -> None:
    assert NOTHING_CITED in text_of(report_html(report()))


@pytest.mark.parametrize(
    ("verdict", "css_class"),
    [
        ("supported by these words", "fn-v-supported"),
        ("related", "fn-v-related"),
        ("nothing found", "fn-v-nothing"),
        ("source not held", "fn-v-unheld"),
    ],
)
def test_each_verdict_looks_its_own(verdict: Verdict, css_class: str) -> None:
    assert css_class in report_html(report(row(verdict=verdict)))


def test_marks_that_overlap_or_lie_outside_leave_the_text_whole() -> None:
    year = item("2019", CLAIM, 100)
    odd = (
        Compared("year", year, "same"),
        Compared("count", Item(year.start + 1, year.end + 4, "019 som"), "same"),
        Compared("name", Item(0, 4, "gone"), "absent"),
        Compared("name", Item(9_000, 9_010, "far"), "absent"),
    )
    assert CLAIM in text_of(report_html(report(row(compared=odd))))


@given(hostile_text)
def test_nothing_of_a_document_becomes_markup(text: str) -> None:
    hostile = row(
        claim=text,
        label=text,
        cited_pages=text,
        held=(text,),
        passage=passage(text, title=text, language=text),
        compared=(Compared("name", Item(100, 100 + len(text), text), "same", Item(40, 44, text)),),
    )
    OwnMarkup(report_html(report(hostile, unheld(claim=text, label=text), paper=text)))
