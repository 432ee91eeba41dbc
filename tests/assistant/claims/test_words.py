from __future__ import annotations

from hypothesis import given

from assistant.claims.words import NOTHING_CITED, report_words, summary_words
from tests.assistant.claims.samples import passage, report, row, unheld
from tests.assistant.hostile import hostile_text


def test_claims_stand_under_their_reference_with_a_summary_and_what_to_do() -> None:
    text = " ".join(report_words(report(row(), unheld())).split())
    assert "[3] Melnik (2018), pp. 8-9 · held: bees.html" in text
    assert "related · score 0.62 · by figures and names" in text
    assert "2019 ≠ 2018; 13.2 thousand = 13 200; Kazakhstan ?" in text
    assert "[5] Ivy (2001), pp. 8-9 · source not held" in text
    assert (
        "2 claims: 0 supported by these words, 1 related, 0 nothing found, 1 source not held; "
        "in 1 something differs." in text
    )
    assert "`python -m ingest fetch hives.md`" in text
    assert "`python -m ingest add --source-of hives.md:5 FILE`" in text


def test_nothing_is_to_be_done_where_all_is_held() -> None:
    assert "Not held" not in report_words(report(row()))


def test_a_paper_that_cites_nothing_says_so() -> None:
    assert summary_words(report()) == NOTHING_CITED


def test_a_command_can_be_copied_whatever_the_name() -> None:
    text = report_words(report(unheld(), paper="my paper; rm.md"))
    assert "ingest fetch 'my paper; rm.md'" in text
    assert "--source-of 'my paper; rm.md:5' FILE" in text


@given(hostile_text)
def test_no_text_reaches_the_terminal_as_a_command_of_it(text: str) -> None:
    shown = report_words(report(row(claim=text, label=text, passage=passage(text))))
    assert not any(char in shown for char in "\x1b\x07\x00\x9b\u202e")
