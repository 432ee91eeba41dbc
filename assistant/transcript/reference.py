"""A quotation as a reference, to paste into notes, a manuscript or a BibTeX file.

Pure. Texts of documents are hostile: in no form does a character of them act.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from assistant.answer_parts import heading_name
from assistant.dictionary import ENGLISH, Words
from assistant.escape import escape_markdown, one_line
from assistant.links import web_url
from assistant.models import Citation
from assistant.said.words import said_in
from assistant.transcript.models import Excerpt
from ingest.bibliography.bibtex import to_entry
from ingest.bibliography.people import surname

_YEAR = re.compile(r"(?<!\d)(?:1[4-9]|20)\d{2}(?!\d)")
_NO_KEY = re.compile(r"[^a-z0-9]+")
_KEY_WORDS = 3
UNTITLED = "an untitled document"
_KEY_CHARS = 40


@dataclass(frozen=True, slots=True)
class ReferenceForm:
    """A form in which a quotation can be copied.

    :param words: what it is called.
    :param write: makes it of an excerpt.
    """

    words: str
    write: Callable[[Excerpt], str]


def plain_reference(excerpt: Excerpt) -> str:
    """Return a quotation with its source as one line of plain text."""
    facts = [*_authors(excerpt), title(excerpt.citation), *_facts(excerpt)]
    return f"“{one_line(excerpt.citation.quote)}” — {', '.join(facts)}"


def markdown_reference(excerpt: Excerpt) -> str:
    """Return a quotation with its source as one line of Markdown."""
    address = web_url(excerpt.work.address)
    named = f"*{escape_markdown(title(excerpt.citation))}*"
    facts = [*map(escape_markdown, _authors(excerpt)), named]
    for fact in _facts(excerpt):
        facts.append(_link(address) if fact == address else escape_markdown(fact))
    return f"“{escape_markdown(excerpt.citation.quote)}” — {', '.join(facts)}"


def bibtex_reference(excerpt: Excerpt) -> str:
    """Return a quotation's source as a ``@misc`` entry of BibTeX, the quotation in ``annote``."""
    citation, work = excerpt.citation, excerpt.work
    note = "; ".join(part for part in (place_words(citation), _file(citation)) if part)
    return to_entry(
        key_of(excerpt),
        _authors(excerpt),
        {
            "title": title(citation),
            "year": year_of(work.date),
            "url": web_url(work.address),
            "note": note,
            "annote": one_line(citation.quote),
        },
    )


FORMS: Mapping[str, ReferenceForm] = {
    "plain": ReferenceForm("Plain text", plain_reference),
    "markdown": ReferenceForm("Markdown", markdown_reference),
    "bibtex": ReferenceForm("BibTeX", bibtex_reference),
}


def source_words(excerpt: Excerpt) -> str:
    """Return where a quotation comes from as one line of plain text, its own words left out."""
    return ", ".join([*_authors(excerpt), title(excerpt.citation), *_facts(excerpt)])


def title(citation: Citation) -> str:
    """Return the title of a quotation's document, its id where it has none; on one line."""
    return one_line(citation.title) or one_line(citation.document) or UNTITLED


def place_words(citation: Citation, words: Words | None = None) -> str:
    """Return the page as it is cited: "p. iii (page 3 of the file)"; the heading without pages.

    :param words: of the language to say it in; None for English, as in a reference to be copied.
    """
    words = words or said_in(ENGLISH)
    label = one_line(citation.page_label or "")
    if citation.page is None:
        heading = heading_name(citation)
        return words.say("heading.under", heading=heading) if heading else ""
    if label in ("", str(citation.page)):
        return words.say("page.number", page=citation.page)
    return words.say("page.label", label=label, page=citation.page)


def year_of(date: str) -> str:
    """Return the year that a date has; empty where it has none."""
    found = _YEAR.search(date)
    return found[0] if found else ""


def key_of(excerpt: Excerpt) -> str:
    """Return a key of BibTeX: author, year, page and offset, so that no two quotations share one.

    :return: ASCII, for instance ``nye2004p8-1204``; the title's words where no author is known.
    """
    citation = excerpt.citation
    names = [surname(author) for author in _authors(excerpt)[:1]]
    words = " ".join(one_line(citation.title).split()[:_KEY_WORDS])
    stem = PurePosixPath(one_line(citation.document)).stem
    named = next(filter(None, map(_ascii, (*names, words, stem))), "quotation")
    page = "" if citation.page is None else f"p{citation.page}"
    return f"{named}{year_of(excerpt.work.date)}{page}-{citation.start}"


def _authors(excerpt: Excerpt) -> list[str]:
    return [name for author in excerpt.work.authors if (name := one_line(author))]


def _facts(excerpt: Excerpt) -> Iterator[str]:
    citation, work = excerpt.citation, excerpt.work
    facts = (one_line(work.date), place_words(citation), web_url(work.address), _file(citation))
    yield from filter(None, facts)


def _file(citation: Citation) -> str:
    document = one_line(citation.document)
    return f"file {document}" if document else ""


def _link(url: str) -> str:
    # An ampersand could begin an entity there.
    return f"[{escape_markdown(url)}](<{url.replace('&', '&amp;')}>)"


def _ascii(text: str) -> str:
    """Return the letters and digits of a text that have a form in ASCII, accents left off."""
    bare = unicodedata.normalize("NFKD", text[:_KEY_CHARS]).encode("ascii", "ignore").decode()
    return _NO_KEY.sub("", bare.lower())
