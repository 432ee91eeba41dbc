from __future__ import annotations

import json

import pytest
from hypothesis import given

from ingest.bibliography.csl import from_csl, to_csl
from ingest.errors import WrongFormat
from ingest.models import Reference
from tests.ingest.bibliography.references import any_references
from tests.ingest.bibliography.samples import read


def test_an_article() -> None:
    entry = "Lee, A. (2018a). Tides. Port Journal, 3(2), 8–9. https://doi.org/10.1000/AB"
    (item,) = json.loads(to_csl([read(entry)]))
    assert item == {
        "id": "ref1",
        "type": "article-journal",
        "title": "Tides",
        "author": [{"family": "Lee", "given": "A."}],
        "issued": {"date-parts": [[2018]]},
        "year-suffix": "a",
        "container-title": "Port Journal",
        "page": "8-9",
        "DOI": "10.1000/ab",
        "language": "en",
        "note": entry,
    }


def test_a_page_and_its_date_of_access() -> None:
    entry = "Порт РК. Теңіз. URL: https://port.example.kz/a (дата обращения: 20.03.2018)."
    (item,) = json.loads(to_csl([read(entry)]))
    assert item["type"] == "webpage"
    assert item["author"] == [{"literal": "Порт РК"}]
    assert item["URL"] == "https://port.example.kz/a"
    assert item["accessed"] == {"date-parts": [[2018, 3, 20]]}


def test_a_date_that_is_none_is_kept_as_it_is_written() -> None:
    written = to_csl([Reference(1, 0, 0, "", accessed="March 27 01.2022")])
    assert json.loads(written)[0]["accessed"] == {"literal": "March 27 01.2022"}


def test_letters_stand_as_they_are() -> None:
    assert "Қазақ" in to_csl([Reference(1, 0, 0, "", title="Қазақ")])


@given(any_references())
def test_what_is_written_is_read_back(references: list[Reference]) -> None:
    assert list(from_csl(to_csl(references))) == references


@pytest.mark.parametrize("text", ["", "{}", "[1]", "[", "[" * 100_000, '{"title": "T"}'])
def test_what_is_no_csl_is_refused(text: str) -> None:
    with pytest.raises(WrongFormat, match=r"mine\.json: CSL-JSON was expected"):
        from_csl(text, "mine.json")


def test_odd_values_are_passed_over() -> None:
    (found,) = from_csl(
        '[{"id": 5, "title": ["T"], "author": [1, {"family": "Berg", "given": "J.", '
        '"non-dropping-particle": "van"}, {}], "issued": {"date-parts": [["2018", "3"]]}, '
        '"accessed": "x", "page": 45}]'
    )
    assert (found.number, found.title, found.authors) == (5, "", ("van Berg, J.",))
    assert (found.year, found.accessed, found.pages) == ("2018", "", "45")
