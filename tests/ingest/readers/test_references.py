import pytest

from ingest.models import Heading
from ingest.readers.references import is_references_title, under_headings, under_lines


@pytest.mark.parametrize(
    "line",
    [
        "References",
        "REFERENCES:",
        "7. References",
        "VII. Bibliography",
        "Список использованной литературы:",
        "СПИСОК ЛИТЕРАТУРЫ",
        "Пайдаланылған әдебиеттер тізімі",
        "Пайдаланылған дереккөздер",
        "Список цитируемой литературы",
        "Works consulted",
        "Список литературы / References",
        "REFERENCES (Список литературы)",
        "Әдебиеттер – Литература",
    ],
)
def test_titles_of_reference_lists(line: str) -> None:
    assert is_references_title(line)


@pytest.mark.parametrize(
    "line",
    [
        "References to China are many",
        "See references",
        "Literature review",
        "Источники энергии",
        "References (see the appendix)",
        "Sources – a chapter",
        "/",
        "",
    ],
)
def test_what_is_no_title_of_a_reference_list(line: str) -> None:
    assert not is_references_title(line)


def test_list_ends_at_the_next_heading_of_its_level() -> None:
    text = "References\n1. A\nBooks\n2. B\nAppendix\nmore"
    headings = [
        Heading(0, 10, 2, "References"),
        Heading(16, 21, 3, "Books"),
        Heading(27, 35, 2, "Appendix"),
    ]
    (span,) = under_headings(text, headings)
    assert text[span.start : span.end] == "References\n1. A\nBooks\n2. B"


def test_line_is_a_title_only_where_entries_follow() -> None:
    text = "Contents\nReferences\n\nThe text says much.\n\nReferences\n1. Nye (2004). Power.\n2. B."
    (span,) = under_lines(text)
    assert text[span.start :].startswith("References\n1. Nye")
    assert span.end == len(text)
    assert under_lines("References\n\nare what this chapter speaks of.") == ()
