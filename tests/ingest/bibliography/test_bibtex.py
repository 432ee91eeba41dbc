from __future__ import annotations

import pytest
from hypothesis import given

from ingest.bibliography.bibtex import from_bibtex, to_bibtex
from ingest.errors import WrongFormat
from ingest.models import Reference
from tests.ingest.bibliography.references import any_references
from tests.ingest.bibliography.samples import read


def test_an_article() -> None:
    entry = "Әлі Қ.С., Ким Б. Порт & теңіз: 5% // Теңіз. – 2019. – № 3. – С. 45–50."
    assert to_bibtex([read(entry)]) == (
        "@article{ref1,\n"
        "  author = {Әлі, Қ.С. and Ким, Б.},\n"
        "  title = {Порт \\& теңіз: 5\\%},\n"
        "  journal = {Теңіз},\n"
        "  year = {2019},\n"
        "  pages = {45--50},\n"
        "  langid = {kk},\n"
        "  annote = {Әлі Қ.С., Ким Б. Порт \\& теңіз: 5\\% // Теңіз. – 2019. – № 3. – С. 45–50.}\n"
        "}"
    )


def test_an_institution_is_kept_whole() -> None:
    written = to_bibtex([Reference(7, 0, 0, "", ("Bank of Ports and Tides",), "T")])
    assert "@misc{ref7," in written
    assert "author = {{Bank of Ports and Tides}}" in written
    assert from_bibtex(written)[0].authors == ("Bank of Ports and Tides",)


def test_an_address_is_as_it_is() -> None:
    url = "https://a.example/b_c?d=%20&e=~f#g"
    written = to_bibtex([Reference(1, 0, 0, "", url=url, accessed="2018-03-20")])
    assert f"url = {{{url}}}" in written
    assert "urldate = {2018-03-20}" in written


def test_what_would_break_an_address_is_encoded() -> None:
    written = to_bibtex([Reference(1, 0, 0, "", url="https://a.example/}\\{")])
    assert "url = {https://a.example/%7D%5C%7B}" in written


@given(any_references())
def test_what_is_written_is_read_back(references: list[Reference]) -> None:
    assert list(from_bibtex(to_bibtex(references))) == references


def test_the_bibtex_of_others() -> None:
    (found,) = from_bibtex(
        "@article{lee2019,\n  author = {Lee, Ann and M{\\\"u}ller, J{\\'o}n},\n"
        '  title = "The {Port} of \\LaTeX --- a tide",\n  Journal = {Tides},\n'
        "  year = 2019,\n  pages = {1--9},\n  DOI = {10.1000/AB},\n}\n"
    )
    assert found.authors == ("Lee, Ann", "Müller, Jón")
    assert found.title.startswith("The Port of")
    assert (found.number, found.year, found.pages) == (1, "2019", "1-9")
    assert (found.doi, found.container) == ("10.1000/ab", "Tides")


def test_an_entry_that_is_none_is_named(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(WrongFormat, match=r"mine\.bib: the entry at line 2 is no BibTeX"):
        from_bibtex("@misc{a, title = {A}}\n@misc{b, title = {B\n", "mine.bib")
    assert caplog.records == []


def test_nothing_is_nothing() -> None:
    assert to_bibtex([]) == ""
    assert from_bibtex("") == ()
