from __future__ import annotations

import pytest

from ingest.bibliography.labels import Terms, cited_as, label, shortened
from ingest.models import Reference


@pytest.mark.parametrize(
    ("reference", "words"),
    [
        (Reference(3, 0, 0, "", ("Lee, A.",), "T", "2022"), "Lee (2022)"),
        (Reference(3, 0, 0, "", ("Lee, A.", "Bo Kim"), "T", "2022a"), "Lee and Kim (2022a)"),
        (Reference(3, 0, 0, "", ("Lee, A.", "B", "C"), "T", "2022"), "Lee et al. (2022)"),
        (Reference(3, 0, 0, "", ("Ann Lee",), accessed="2022-03-01"), "Lee (accessed 2022)"),
        (Reference(3, 0, 0, "", ("Ann Lee",), accessed="March 27 01.2022"), "Lee (accessed 2022)"),
        (Reference(3, 0, 0, "", ("Қайрат Әлі",)), "Әлі"),
        (Reference(3, 0, 0, "", (), "The tide"), "“The tide”"),
        (Reference(3, 0, 0, "Raw\ntext"), "“Raw text”"),
    ],
)
def test_labels(reference: Reference, words: str) -> None:
    assert label(reference) == words


def test_a_long_title_is_cut_between_words() -> None:
    words = label(Reference(1, 0, 0, "", (), "tide " * 40))
    assert words.endswith("tide…”")
    assert len(words) <= 62
    assert shortened("a" * 99, 10) == "a" * 9 + "…"


def test_the_pages_of_the_marker_come_before_the_entry_s() -> None:
    reference = Reference(3, 0, 0, "", ("Lee, A.",), accessed="2022-03-01", pages="8-9")
    assert cited_as(reference) == "[3] Lee (accessed 2022), pp. 8-9"
    assert cited_as(reference, "45") == "[3] Lee (accessed 2022), p. 45"
    assert cited_as(Reference(3, 0, 0, "", ("Lee, A.",))) == "[3] Lee"


def test_a_name_is_said_in_the_terms_given() -> None:
    russian = Terms(
        "{first} и {second}", "{first} и др.", "обращение: {year}", "«{title}»", "с. {pages}",
        "сс. {pages}",
    )  # fmt: skip
    two = Reference(3, 0, 0, "", ("Lee, A.", "Bo Kim"), accessed="2022-03-01", pages="8-9")
    assert cited_as(two, terms=russian) == "[3] Lee и Kim (обращение: 2022), сс. 8-9"
    several = Reference(4, 0, 0, "", ("Lee, A.", "B", "C"), pages="8")
    assert cited_as(several, terms=russian) == "[4] Lee и др., с. 8"
    assert label(Reference(5, 0, 0, "", (), "The {tide}"), russian) == "«The {tide}»"
