"""Which documents a question is asked of: read from words, and put into words.

Pure. What is returned is not escaped yet.
"""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from typing import cast, get_args

from assistant.dictionary import ENGLISH, Words
from assistant.escape import one_line
from assistant.provenance import quoted
from assistant.said.words import joined, said_in
from index.models import EVERYTHING, Scope
from ingest.errors import QuestionInvalid
from ingest.models import Document, DocumentRole

ROLES: tuple[DocumentRole, ...] = get_args(DocumentRole)
_TITLES_NAMED = 3
_KINDS: Mapping[DocumentRole, str] = {
    "paper": "scope.kind.paper",
    "source": "scope.kind.source",
    "other": "scope.kind.neither",
}


def scope_of(roles: Sequence[str] | None, documents: Sequence[str] | None) -> Scope:
    """Return the scope that roles and documents' ids name; none of either stands for any.

    :raises QuestionInvalid: when a role is none.
    """
    for given, name in ((roles, "roles"), (documents, "documents")):
        if given is not None and (
            isinstance(given, str) or not all(isinstance(each, str) for each in given)
        ):
            raise QuestionInvalid(f'field "{name}": expected a list of texts, found {given!r}.')
    for role in roles or ():
        if role not in ROLES:
            raise QuestionInvalid(f"the role {role!r} is none: expected {', '.join(ROLES)}.")
    return Scope.of(cast(Sequence[DocumentRole] | None, roles), documents)


def name_of(scope: Scope, held: Sequence[Document], words: Words) -> str:
    """Return which documents a scope holds, in words: "the paper", "“Title”"; empty for all.

    :param held: all documents of the index.
    :param words: of the language to say it in.
    """
    if scope.is_everything:
        return ""
    if scope.documents is None:
        papers = sum(document.role == "paper" for document in held)
        roles = [role for role in ROLES if role in (scope.roles or ())]
        return joined([words.say(_role_key(role, papers)) for role in roles], words)
    named = [document for document in held if scope.holds(document)]
    if 0 < len(named) <= _TITLES_NAMED:
        titles = [quoted(document.title or document.doc_id, words) for document in named]
        return joined(titles, words)
    return words.say_count("scope.documents", len(named))


def _role_key(role: DocumentRole, papers: int) -> str:
    several = papers > 1
    if role == "paper":
        return "scope.papers" if several else "scope.paper"
    if role == "source":
        return "scope.sources-of-papers" if several else "scope.sources"
    return "scope.others"


def nothing_in(scope: Scope, held: Sequence[Document], words: Words) -> str:
    """Return why a scope has no document, and how it gets one.

    :param held: all documents of the index.
    :param words: of the language to say it in.
    """
    if scope.documents is not None:
        return words.say("scope.none-of-named", kinds=joined(_wanted(scope, words), words))
    roles = sorted(scope.roles or ())
    if roles == ["source"]:
        return _no_source(held, words)
    if roles == ["other"]:
        return words.say("scope.no-other")
    return words.say("scope.no-paper" if roles == ["paper"] else "scope.none")


def _wanted(scope: Scope, words: Words) -> list[str]:
    wanted = [role for role in ROLES if role in (scope.roles or ())]
    return [words.say(_KINDS[role]) for role in wanted]


def _no_source(held: Sequence[Document], words: Words) -> str:
    papers = [document.doc_id for document in held if document.role == "paper"]
    doc = shlex.quote(one_line(papers[0])) if len(papers) == 1 else "DOC"
    return words.say(
        "scope.no-source",
        fetch=f"`python -m ingest fetch {doc}`",
        add=f"`python -m ingest add --source-of {doc}:NUMBER FILE`",
    )


def of_unticked(unticked: object, held: Sequence[Document], words: Words | None = None) -> Scope:
    """Return the scope of the documents that a person left ticked in the page's list.

    Named are those left out, so that a document that a rebuild brought is asked too.

    :param unticked: a list of documents' ids, of which some may not be held any more; None and an
        empty one for none. It comes from a browser.
    :param held: all documents of the index.
    :param words: of the language in which an error is told; None for English.
    :raises QuestionInvalid: when none is left, or it is no list of texts.
    """
    words = words or said_in(ENGLISH)
    if unticked is None:
        return EVERYTHING
    if not isinstance(unticked, list) or not all(isinstance(each, str) for each in unticked):
        raise QuestionInvalid(words.say("scope.malformed"))
    left_out = frozenset(unticked)
    asked = [document for document in held if document.doc_id not in left_out]
    if len(asked) == len(held):
        return EVERYTHING
    if not asked:
        raise QuestionInvalid(words.say("scope.unticked"))
    roles = {document.role for document in asked}
    if sum(document.role in roles for document in held) == len(asked):
        return Scope(roles=frozenset(roles))
    return Scope(documents=frozenset(document.doc_id for document in asked))
