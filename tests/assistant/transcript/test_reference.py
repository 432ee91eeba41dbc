from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.escape import one_line
from assistant.transcript.models import Excerpt, Work, excerpt_of
from assistant.transcript.reference import (
    FORMS,
    bibtex_reference,
    key_of,
    markdown_reference,
    place_words,
    plain_reference,
    source_words,
    year_of,
)
from ingest.bibliography.bibtex import from_bibtex
from tests.assistant.hostile import HOSTILE, hostile_text
from tests.assistant.markup import OwnMarkdown
from tests.assistant.samples import QUOTE, START, citation, document
from tests.assistant.transcript.conversations import around

WORK = Work(("Nye, J. S.", "World Bank"), "2004-03-01", "https://x.example/a?b=1&copy=2", 20)


class Italic(OwnMarkdown):
    TAGS = OwnMarkdown.TAGS | {"em"}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "em":
            super().handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag != "em":
            super().handle_endtag(tag)


def excerpt(work: Work = WORK, page: int | None = 3, label: str | None = "iii") -> Excerpt:
    cited = citation(page=page, page_label=label)
    return replace(excerpt_of(cited, document()), work=work)


def test_plain() -> None:
    assert plain_reference(excerpt()) == (
        f"“{QUOTE}” — Nye, J. S., World Bank, The paper, 2004-03-01, "
        "p. iii (page 3 of the file), https://x.example/a?b=1&copy=2, file paper.md"
    )


def test_plain_without_what_is_not_known() -> None:
    bare = Excerpt(citation(page=None, heading=None, title=" "))
    assert plain_reference(bare) == f"“{QUOTE}” — paper.md, file paper.md"
    assert source_words(bare) == "paper.md, file paper.md"


def test_markdown() -> None:
    written = markdown_reference(excerpt())
    shown = Italic(written)
    assert "*The paper*" in written
    assert shown.text.strip() == plain_reference(excerpt())
    assert shown.outgoing == ["https://x.example/a?b=1&copy=2"]


def test_bibtex() -> None:
    assert bibtex_reference(excerpt()) == (
        f"@misc{{nye2004p3-{START},\n"
        "  author = {Nye, J. S. and {World Bank}},\n"
        "  title = {The paper},\n"
        "  year = {2004},\n"
        "  url = {https://x.example/a?b=1&copy=2},\n"
        "  note = {p. iii (page 3 of the file); file paper.md},\n"
        f"  annote = {{{QUOTE}}}\n"
        "}"
    )


def test_bibtex_without_what_is_not_known() -> None:
    written = bibtex_reference(Excerpt(citation(page=None, heading=None)))
    assert written.startswith(
        f"@misc{{thepaper-{START},\n  title = {{The paper}},\n  note = {{file"
    )
    assert "year" not in written and "url" not in written and "author" not in written


@pytest.mark.parametrize("address", ["/home/someone/paper.md", "javascript:alert(1)", "file:///a"])
def test_an_address_that_is_not_of_the_web_is_left_out(address: str) -> None:
    for form in FORMS.values():
        written = form.write(excerpt(replace(WORK, address=address)))
        assert "someone" not in written and "alert" not in written and "file:" not in written


@pytest.mark.parametrize(
    ("page", "label", "words"),
    [
        (3, "iii", "p. iii (page 3 of the file)"),
        (3, "3", "p. 3"),
        (3, None, "p. 3"),
        (3, " ", "p. 3"),
        (None, None, "under “Soft power”"),
    ],
)
def test_the_page_is_the_printed_one(page: int | None, label: str | None, words: str) -> None:
    assert place_words(citation(page=page, page_label=label)) == words


@pytest.mark.parametrize(
    ("date", "year"),
    [
        ("2004", "2004"),
        ("2004-03-01", "2004"),
        ("March 1998", "1998"),
        ("", ""),
        ("12345", ""),
        ("no. 0042", ""),
    ],
)
def test_the_year_of_a_date(date: str, year: str) -> None:
    assert year_of(date) == year


@pytest.mark.parametrize(
    ("authors", "title", "doc_id", "key"),
    [
        (("Nye, J. S.",), "T", "a.md", "nye"),
        (("José Ángel Müller",), "T", "a.md", "muller"),
        (("Марғұлан, Ә. Х.",), "The long way home again", "a.md", "thelongway"),
        ((), "Толқын", "sources/tide-1.html", "tide1"),
        ((), "Толқын", "толқын.html", "quotation"),
    ],
)
def test_a_key_is_made_of_what_is_ascii(
    authors: tuple[str, ...], title: str, doc_id: str, key: str
) -> None:
    found = Excerpt(citation(title=title, doc_id=doc_id, page=None), work=Work(authors))
    assert key_of(found) == f"{key}-{START}"


def test_two_quotations_of_a_page_have_keys_of_their_own() -> None:
    assert key_of(Excerpt(citation("a", 1))) != key_of(Excerpt(citation("a", 2)))


@given(hostile_text, hostile_text)
@example(HOSTILE[0], HOSTILE[10])
def test_hostile_text_stays_text(quote: str, name: str) -> None:
    found = around(citation(quote or "x", title=name, doc_id=name, heading=name, page_label=name))
    plain = plain_reference(found)
    assert plain == one_line(plain)
    written = markdown_reference(found)
    assert "\n" not in written
    assert Italic(written).text.split() == plain.split()


@given(hostile_text, hostile_text)
def test_an_entry_stays_one_entry_whose_fields_are_read_back(quote: str, name: str) -> None:
    found = around(citation(quote or "x", title=name, doc_id=name, heading=name, page_label=name))
    written = bibtex_reference(found)
    (entry,) = from_bibtex(written)
    assert re.match(r"@misc\{[a-z0-9-]+,\n", written)
    assert written.count("\n@") == 0 and all(
        re.match(r"  [a-z]+ = \{|\}|@misc", line) for line in written.split("\n")
    )
    assert len(entry.authors) <= 2


@given(st.text("abc {}\\%&$#_~^\"'-,@=äЖқ", max_size=30))
def test_signs_of_tex_come_back(quote: str) -> None:
    (entry,) = from_bibtex(bibtex_reference(around(citation(quote or "x", title="t"))))
    assert entry.text == one_line(quote or "x")


def test_the_forms_have_words() -> None:
    assert {name: form.words for name, form in FORMS.items()} == {
        "plain": "Plain text",
        "markdown": "Markdown",
        "bibtex": "BibTeX",
    }
