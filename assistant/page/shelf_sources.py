"""What the table of documents says of each one's role, and of what a paper cites, as HTML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.dictionary import Words
from assistant.escape import escape, one_line
from assistant.links import out_link, web_url
from assistant.models import Tie
from assistant.provenance import ties_words
from assistant.said.words import said_in
from assistant.sources import Sources
from ingest.bibliography.labels import cited_as
from ingest.models import Document, Reference


@dataclass(frozen=True, slots=True)
class Cites:
    """What a document cites.

    :param references: the entries of its reference lists.
    :param held: numbers of those that are held.
    """

    references: tuple[Reference, ...] = ()
    held: frozenset[int] = frozenset()

    @property
    def lacking(self) -> list[Reference]:
        """The entries that are not held."""
        return [each for each in self.references if each.number not in self.held]


NOTHING_CITED = Cites()


def cites_of(document: Document, sources: Sources) -> Cites:
    """Return what a document cites, and what of it is held.

    :param document: of the index.
    :param sources: what the index holds.
    """
    if not document.references:  # thousands of files without a list need not be read through
        return NOTHING_CITED
    held = sources.sources_of(document.doc_id)
    references = sources.bibliography(document.doc_id).references
    return Cites(references, frozenset(number for number, doc_ids in held.items() if doc_ids))


def role_html(words: Words, document: Document, titles: Mapping[str, str]) -> str:
    """Return a document's role: "Paper", or "Source [2, 5] of “Title”".

    :param words: of the page.
    :param document: of the index.
    :param titles: of the index's documents, by their ids.
    """
    name = words.say(f"shelf.role-{document.role}")
    ties = [Tie(tie.doc_id, titles.get(tie.doc_id, ""), tie.number) for tie in document.source_of]
    of = ties_words(ties, said_in(words.language))
    whose = f'<span class="fn-why">{escape(of)}</span>' if of else ""
    return f"{name}{whose}"


def cites_html(words: Words, cites: Cites) -> str:
    """Return how much of what a document cites is held, and what is not, folded away."""
    if not cites.references:
        return ""
    held = len(cites.references) - len(cites.lacking)
    cited = words.number(len(cites.references))
    counts = words.say("documents.cites", cited=cited, held=words.number(held))
    if not cites.lacking:
        return f'<span class="fn-why">{counts}</span>'
    items = "".join(f"<li>{_lacking(each)}</li>" for each in cites.lacking)
    return (
        f'<details class="fn-lists"><summary>{counts}</summary>'
        f"<p>{words.say('documents.cites-lacking')}</p><ul>{items}</ul></details>"
    )


def _lacking(reference: Reference) -> str:
    return out_link(web_url(reference.url, reference.doi), one_line(cited_as(reference)))
