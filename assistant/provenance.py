"""Where a quotation comes from, in words: whose it is, what backs it, and what is not held.

Pure. What is returned is not escaped yet. Of an answer all is said in its question's language; a
quotation alone tells none, so that with it the words are passed in, English where there are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from assistant.answer_parts import snippet, valid_markers, words_for
from assistant.dictionary import ENGLISH, Words
from assistant.escape import one_line
from assistant.languages import language_name
from assistant.models import Answer, Backing, Citation, RoleCounts, Statement, Tie
from assistant.said.words import joined, said_in
from ingest.models import UNDETERMINED

TITLE_CHARS = 80
BACKINGS_SHOWN = 6
_NAMED = 3  # sources that are not held; more are counted
_NUMBER = re.compile(r"^\[\d+\] ")
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
    none of another role, where what is said is about the documents themselves, and where a
    language model wrote it.
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
    # What a model wrote is nobody's word but its own, whatever it rests on.
    if answer.way in _WITHOUT_GROUPS or answer.is_written:
        return False
    return answer.role_counts.is_mixed or len({each.document for each in answer.own_citations}) > 1


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
    words = words_for(answer)
    says = _speaker(citation, answer.role_counts, words, paper_named=paper_named)
    if language := foreign_language(citation, answer):
        return words.say("says.line-in", says=says, language=language)
    return words.say("says.line", says=says)


def _speaker(
    citation: Citation, role_counts: RoleCounts, words: Words, *, paper_named: bool
) -> str:
    if citation.role == "paper" and role_counts.papers <= 1:
        return words.say("says.paper")
    if citation.role != "source" or not citation.source_of:
        key = "says.source" if citation.role == "source" else "says.document"
        return words.say(key, title=quoted(citation.title or citation.document, words))
    label = snippet(citation.source_of[0].label, TITLE_CHARS)
    named = "-named" if label else ""
    if _names_papers(citation, role_counts):
        ties = ties_words(citation.source_of, words)
        return words.say(f"says.source-of{named}", ties=ties, label=label)
    whose = "its-source" if paper_named else "paper-s-source"
    numbers = _numbers(tie.number for tie in citation.source_of)
    return words.say(f"says.{whose}{named}", numbers=numbers, label=label)


def role_label(citation: Citation, role_counts: RoleCounts, words: Words | None = None) -> str:
    """Return what the document quoted is: "The paper", "Source [5] of the paper"."""
    words = words or said_in(ENGLISH)
    if citation.role == "paper":
        return words.say("role.the-paper" if role_counts.papers <= 1 else "role.paper")
    if citation.role == "other":
        return words.say("role.other-document")
    if not citation.source_of:
        return words.say("role.source")
    if _names_papers(citation, role_counts):
        return words.say("role.source-of", ties=ties_words(citation.source_of, words))
    numbers = _numbers(tie.number for tie in citation.source_of)
    return words.say("role.source-of-the-paper", numbers=numbers)


def _names_papers(citation: Citation, role_counts: RoleCounts) -> bool:
    """Tell whether "the paper" would not tell whose source a document is."""
    return role_counts.papers > 1 or len({tie.document for tie in citation.source_of}) > 1


def ties_words(ties: Sequence[Tie], words: Words | None = None) -> str:
    """Return which entries of which papers: "[2, 5] of “One” and [1] of “Other”"."""
    words = words or said_in(ENGLISH)
    numbers: dict[str, list[int]] = {}
    for tie in ties:
        numbers.setdefault(tie.document, []).append(tie.number)
    titles = {tie.document: quoted(tie.title or tie.document, words) for tie in ties}
    of_each = (
        words.say("role.tie", numbers=_numbers(iter(found)), title=titles[doc_id])
        for doc_id, found in numbers.items()
    )
    return joined(of_each, words)


def _numbers(numbers: Iterator[int]) -> str:
    return f"[{', '.join(map(str, sorted(set(numbers))))}]"


def foreign_language(citation: Citation, answer: Answer) -> str:
    """Return the name of a quotation's language where the question is in another; else empty."""
    languages = {citation.language, answer.question_language}
    if UNDETERMINED in languages or len(languages) == 1:
        return ""
    return language_name(citation.language, words_for(answer).language)


def language_fact(citation: Citation, answer: Answer) -> str:
    """Return a quotation's language as a fact: "English", or "Kazakh, in its own words"."""
    words = words_for(answer)
    if foreign := foreign_language(citation, answer):
        return words.say("language.foreign", language=foreign)
    return language_name(citation.language, words.language)


def citing(citation: Citation, cited: str, words: Words) -> str:
    """Return what a document cites for a quotation: "the paper, citing [3] Orlova (2019)".

    :param cited: the references behind it, made to be shown where this is.
    """
    return words.say(f"cites.{_sort_of(citation)}", cited=cited)


def _sort_of(citation: Citation) -> str:
    return citation.role if citation.role in ("paper", "source") else "document"


def shown_backing(
    citation: Citation, words: Words | None = None
) -> tuple[tuple[Backing, ...], str]:
    """Return the first references behind a quotation, and how many more there are, in words."""
    words = words or said_in(ENGLISH)
    more = len(citation.backing) - BACKINGS_SHOWN
    rest = words.say("cites.more", n=words.number(more)) if more > 0 else ""
    return citation.backing[:BACKINGS_SHOWN], rest


def word_alone(answer: Answer) -> str:
    """Return the note that what an answer cites is not held; empty where all of it is.

    :return: one sentence, for a fact that rests on sources that nobody here can read.
    """
    if answer.way in _WITHOUT_NOTE:
        return ""
    cited = {
        (citation.document, each.number): each
        for citation in answer.own_citations
        for each in citation.backing
    }
    lacking = [each for _, each in sorted(cited.items()) if not each.held]
    if not lacking:
        return ""
    words = words_for(answer)
    citers = {_sort_of(each) for each in answer.own_citations if each.backing}
    whose = words.say(f"alone.whose.{citers.pop() if len(citers) == 1 else 'documents'}")
    share = "some" if len(lacking) < len(cited) else "all"
    if len(lacking) > _NAMED:
        return words.say(f"alone.{share}-unnamed", n=words.number(len(lacking)), whose=whose)
    # By name, for their numbers beside an answer's own would mean those.
    names = joined(dict.fromkeys(one_line(_NUMBER.sub("", each.label)) for each in lacking), words)
    return words.say_count(f"alone.{share}", len(lacking), names=names, whose=whose)


def asked_of(answer: Answer) -> str:
    """Return the line that says which documents were asked; empty where nothing need be said.

    Nothing need be where all were, and where a refusal's reason says it already.
    """
    name = answer.scope_name
    said = not name or answer.reply or (answer.abstained and name in (answer.reason or ""))
    return "" if said else words_for(answer).say("scope.asked", scope=name)


def quoted(title: str, words: Words) -> str:
    """Return a title, short and on one line, in the quotation marks of our language."""
    return words.say("quoted", text=snippet(title, TITLE_CHARS))
