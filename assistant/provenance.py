"""Where a quotation comes from, in words: whose it is, what backs it, and what is not held.

Pure. What is returned is not escaped yet.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from assistant.answer_parts import snippet, valid_markers
from assistant.escape import one_line
from assistant.languages import language_name
from assistant.models import Answer, Backing, Citation, RoleCounts, Statement, Tie
from ingest.models import UNDETERMINED

TITLE_CHARS = 80
BACKINGS_SHOWN = 6
_NAMED = 3  # sources that are not held; more are counted
_NUMBER = re.compile(r"^\[\d+\] ")
NOT_HELD = "not held here"
# What a summary rests on is too much for a note.
_WITHOUT_NOTE = ("documents", "overview", "greeting")
_WITHOUT_GROUPS = ("documents", "greeting")


@dataclass(frozen=True, slots=True)
class Group:
    """Statements that come from one document.

    :param heading: who says them; empty where that needs no saying.
    :param statements: in their order.
    """

    heading: str
    statements: tuple[Statement, ...]


def groups(answer: Answer) -> list[Group]:
    """Return an answer's statements by the document that they come from.

    There is one group without a heading where all comes from one document and the index holds
    none of another role, and where what is said is about the documents themselves.
    """
    if not _is_grouped(answer):
        return [Group("", answer.statements)]
    found: list[Group] = []
    paper_named = False
    for _, run in groupby(answer.statements, lambda said: _document_of(said, answer)):
        statements = tuple(run)
        citation = _first_cited(statements[0], answer)
        heading = _says(citation, answer, paper_named) if citation else ""
        found.append(Group(heading, statements))
        paper_named = paper_named or (citation is not None and citation.role == "paper")
    return found


def _is_grouped(answer: Answer) -> bool:
    if answer.way in _WITHOUT_GROUPS:
        return False
    return answer.role_counts.is_mixed or len({each.document for each in answer.citations}) > 1


def _document_of(said: Statement, answer: Answer) -> str:
    citation = _first_cited(said, answer)
    return citation.document if citation else ""


def _first_cited(said: Statement, answer: Answer) -> Citation | None:
    markers = valid_markers(said, answer)[:1]
    return next((each for each in answer.citations if each.marker in markers), None)


def _says(citation: Citation, answer: Answer, paper_named: bool) -> str:
    """Return the line above the statements of a document: "Its source [5], Nye (2018), says:".

    :param paper_named: a paper's statements stand above already.
    """
    name = _speaker(citation, answer.role_counts, paper_named)
    language = foreign_language(citation, answer)
    return f"{name} says in {language}:" if language else f"{name} says:"


def _speaker(citation: Citation, role_counts: RoleCounts, paper_named: bool) -> str:
    if citation.role == "paper" and role_counts.papers <= 1:
        return "The paper"
    if citation.role != "source":
        return quoted(citation.title or citation.document)
    if not citation.source_of:
        return f"A source, {quoted(citation.title or citation.document)},"
    label = one_line(citation.source_of[0].label)
    named = f", {snippet(label, TITLE_CHARS)}," if label else ""
    if _names_papers(citation, role_counts):
        return f"A source {ties_words(citation.source_of)}{named}"
    whose = "Its" if paper_named else "The paper's"
    return f"{whose} source {_numbers(tie.number for tie in citation.source_of)}{named}"


def role_label(citation: Citation, role_counts: RoleCounts) -> str:
    """Return what the document quoted is: "The paper", "Source [5] of the paper"."""
    if citation.role == "paper":
        return "The paper" if role_counts.papers <= 1 else "Paper"
    if citation.role == "other":
        return "Other document"
    if not citation.source_of:
        return "Source"
    if _names_papers(citation, role_counts):
        return f"Source {ties_words(citation.source_of)}"
    return f"Source {_numbers(tie.number for tie in citation.source_of)} of the paper"


def _names_papers(citation: Citation, role_counts: RoleCounts) -> bool:
    """Tell whether "the paper" would not tell whose source a document is."""
    return role_counts.papers > 1 or len({tie.document for tie in citation.source_of}) > 1


def ties_words(ties: Sequence[Tie]) -> str:
    """Return which entries of which papers: "[2, 5] of “One” and [1] of “Other”"."""
    papers = {tie.document: tie.title or tie.document for tie in ties}
    return joined(
        f"{_numbers(tie.number for tie in ties if tie.document == doc_id)} of {quoted(title)}"
        for doc_id, title in papers.items()
    )


def _numbers(numbers: Iterator[int]) -> str:
    return f"[{', '.join(map(str, sorted(set(numbers))))}]"


def foreign_language(citation: Citation, answer: Answer) -> str:
    """Return the name of a quotation's language where the question is in another."""
    languages = {citation.language, answer.question_language}
    if UNDETERMINED in languages or len(languages) == 1:
        return ""
    return language_name(citation.language)


def language_fact(citation: Citation, answer: Answer) -> str:
    """Return a quotation's language as a fact: "English", or "Kazakh, in its own words"."""
    foreign = foreign_language(citation, answer)
    return f"{foreign}, in its own words" if foreign else language_name(citation.language)


def citer(citation: Citation) -> str:
    """Return what a document that cites is called: "the paper"."""
    return {"paper": "the paper", "source": "the source"}.get(citation.role, "the document")


def shown_backing(citation: Citation) -> tuple[tuple[Backing, ...], str]:
    """Return the first references behind a quotation, and how many more there are, in words."""
    more = len(citation.backing) - BACKINGS_SHOWN
    return citation.backing[:BACKINGS_SHOWN], f"and {more} more" if more > 0 else ""


def word_alone(answer: Answer) -> str:
    """Return the note that what an answer cites is not held; empty where all of it is.

    :return: one sentence, for a fact that rests on sources that nobody here can read.
    """
    if answer.way in _WITHOUT_NOTE:
        return ""
    cited = {
        (citation.document, each.number): each
        for citation in answer.citations
        for each in citation.backing
    }
    lacking = [each for _, each in sorted(cited.items()) if not each.held]
    if not lacking:
        return ""
    names = _named(lacking)
    verb = "is" if len(lacking) == 1 else "are"
    citers = {citer(each) for each in answer.citations if each.backing}
    whose = f"{citers.pop()}'s" if len(citers) == 1 else "the documents'"
    if len(lacking) < len(cited):
        return (
            f"Of the sources cited here, {names} {verb} not held: what rests on "
            f"{'it' if len(lacking) == 1 else 'them'} is {whose} word alone."
        )
    noun = "The source cited here" if len(lacking) == 1 else "The sources cited here"
    named = f", {names}," if len(lacking) <= _NAMED else ""
    return f"{noun}{named} {verb} not held, so this is {whose} word alone."


def _named(lacking: Sequence[Backing]) -> str:
    """Return references by name, for their numbers beside an answer's own would mean those."""
    if len(lacking) > _NAMED:
        return f"{len(lacking)}"
    return joined(dict.fromkeys(one_line(_NUMBER.sub("", each.label)) for each in lacking))


def asked_of(answer: Answer) -> str:
    """Return the line that says which documents were asked; empty where nothing need be said.

    Nothing need be where all were, and where a refusal's reason says it already.
    """
    name = answer.scope_name
    said = not name or answer.reply or (answer.abstained and name in (answer.reason or ""))
    return "" if said else f"Asked of {name} only."


def quoted(title: str) -> str:
    """Return a title, short and on one line, in quotation marks."""
    return f"“{snippet(title, TITLE_CHARS)}”"


def joined(names: Iterable[str]) -> str:
    """Return names as a list of words: "a, b and c"."""
    names = list(names)
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]])) if names else ""
