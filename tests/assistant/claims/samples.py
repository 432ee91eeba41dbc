"""Reports that the tests of the page show."""

from __future__ import annotations

from dataclasses import replace

from assistant.claims.models import ClaimRow, ClaimsReport, Compared, Item, Passage

CLAIM = "In 2019 some 13.2 thousand keepers lived in Kazakhstan."
SOURCE = "В 2018 году здесь жили 13 200 пчеловодов."


def item(text: str, within: str, shift: int = 0) -> Item:
    """Return where a text stands in a sentence that begins at ``shift``."""
    start = within.index(text)
    return Item(shift + start, shift + start + len(text), text)


def passage(quote: str = SOURCE, title: str = "Пасека", language: str = "ru") -> Passage:
    """Return a passage of a source that begins at character 40."""
    return Passage("bees.html", title, language, 40, 40 + len(quote), quote, heading="Счёт")


def row(**changes: object) -> ClaimRow:
    """Return a claim that was held against a source; its sentence begins at character 100."""
    compared = (
        Compared("year", item("2019", CLAIM, 100), "differs", item("2018", SOURCE, 40)),
        Compared("count", item("13.2 thousand", CLAIM, 100), "same", item("13 200", SOURCE, 40)),
        Compared("name", item("Kazakhstan", CLAIM, 100), "absent"),
    )
    plain = ClaimRow(
        claim=CLAIM,
        start=100,
        end=100 + len(CLAIM),
        page=None,
        heading=None,
        marker="[3]",
        marker_start=160,
        number=3,
        label="Melnik (2018)",
        cited_pages="8-9",
        held=("bees.html",),
        passage=passage(),
        score=0.625,
        verdict="related",
        compared=compared,
        basis="figures and names",
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def unheld(**changes: object) -> ClaimRow:
    """Return a claim whose source is not held."""
    lacking = {"held": (), "passage": None, "compared": (), "basis": None, "score": 0.0}
    fields = {**lacking, "verdict": "source not held", "number": 5, "label": "Ivy (2001)"}
    return row(**{**fields, **changes})


def report(*rows: ClaimRow, paper: str = "hives.md") -> ClaimsReport:
    """Return a report of some rows."""
    return ClaimsReport(paper, "Hives of the Steppe", "gen-000001", "test", rows)
