from __future__ import annotations

from ingest.bibliography.formats import FORMATS
from ingest.bibliography.table import table
from ingest.models import Reference


def test_a_table() -> None:
    references = [
        Reference(3, 0, 0, "", ("Әлі Қ.",), "Теңіз", "2018", "https://a.example/b", "10.1000/x"),
        Reference(12, 0, 0, "Raw words"),
    ]
    assert table(references).splitlines() == [
        "no.  authors  year  title      pages  accessed",
        "3    Әлі Қ.   2018  Теңіз",
        "     https://a.example/b",
        "     doi:10.1000/x",
        "12                  Raw words",
    ]


def test_a_long_title_goes_on_and_is_not_cut() -> None:
    lines = table([Reference(1, 0, 0, "", title="tide " * 30, url="u" * 200)]).splitlines()
    assert sum(line.count("tide") for line in lines) == 30
    assert max(map(len, lines[:-1])) < 90
    assert lines[-1] == f"     {'u' * 200}"


def test_wide_letters_keep_the_columns() -> None:
    first, second = table(
        [Reference(1, 0, 0, "", ("港口",), "A"), Reference(2, 0, 0, "", ("Port",), "B")]
    ).splitlines()[1:]
    assert first.index("A") + 2 == second.index("B")


def test_a_word_wider_than_its_column_is_broken() -> None:
    lines = table([Reference(1, 0, 0, "", title="а" * 100)]).splitlines()
    assert [line.count("а") for line in lines[1:]] == [46, 46, 8]


def test_what_steers_a_terminal_is_shown_as_no_character() -> None:
    shown = table([Reference(1, 0, 0, "", title="a\x1b[31mb", url="https://a.example/\x07")])
    assert "\x1b" not in shown
    assert "\x07" not in shown


def test_the_forms_by_name() -> None:
    assert list(FORMATS) == ["table", "bibtex", "csl-json"]
