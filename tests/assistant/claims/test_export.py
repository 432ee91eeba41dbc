from __future__ import annotations

import csv
import io
import json
import re

import pytest
from hypothesis import given

from assistant.claims.export import CSV_COLUMNS, to_csv, to_json, to_markdown
from tests.assistant.claims.samples import CLAIM, SOURCE, passage, report, row, unheld
from tests.assistant.hostile import hostile_text


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_csv_has_a_line_a_claim() -> None:
    (held, bare) = table(to_csv(report(row(), unheld())))
    assert tuple(held) == CSV_COLUMNS
    assert (held["claim"], held["passage"]) == (CLAIM, SOURCE)
    assert (held["verdict"], held["score"]) == ("related", "0.62")
    assert held["differs"] == "2019 ≠ 2018"
    assert held["same"] == "13.2 thousand = 13 200"
    assert held["absent"] == "Kazakhstan ?"
    assert (bare["verdict"], bare["score"], bare["passage"]) == ("source not held", "", "")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1", " =HYPERLINK(1)"])
def test_no_cell_is_a_formula(text: str) -> None:
    (found,) = table(to_csv(report(row(claim=text, label=text, passage=passage(text)))))
    for column in ("claim", "cited as", "passage"):
        assert found[column].startswith("'")


@given(hostile_text)
def test_a_hostile_text_is_one_cell_and_no_formula(text: str) -> None:
    (found,) = table(to_csv(report(row(claim=text, passage=passage(text, title=text)))))
    assert tuple(found) == CSV_COLUMNS
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in found.values())


def test_markdown_is_grouped_by_reference() -> None:
    text = to_markdown(report(row(), unheld()))
    assert text.index("## \\[3\\] Melnik") < text.index("## \\[5\\] Ivy")
    assert "**related**" in text and "**source not held**" in text
    assert "**2019 ≠ 2018**" in text
    assert "python \\-m ingest fetch hives" in text


@given(hostile_text)
def test_markdown_shows_no_markup_of_a_document(text: str) -> None:
    plain = to_markdown(report(row()))
    hostile = to_markdown(report(row(claim=text, label=text, passage=passage(text))))
    assert hostile.count("\n") == plain.count("\n")
    assert not re.search(r"(?<!\\)[<\[\]!`]", hostile)


def test_json_is_the_report() -> None:
    found = report(row())
    assert json.loads(to_json(found)) == found.to_json()
    assert "пчеловодов" in to_json(found)
