"""Which documents a question is asked of: read from words, and put into words.

Pure. What is returned is not escaped yet.
"""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from typing import cast, get_args

from assistant.escape import one_line
from assistant.provenance import joined, quoted
from index.models import EVERYTHING, Scope
from ingest.errors import QuestionInvalid
from ingest.models import Document, DocumentRole

ROLES: tuple[DocumentRole, ...] = get_args(DocumentRole)
_TITLES_NAMED = 3


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


def name_of(scope: Scope, held: Sequence[Document]) -> str:
    """Return which documents a scope holds, in words: "the paper", "“Title”"; empty for all.

    :param held: all documents of the index.
    """
    if scope.is_everything:
        return ""
    if scope.documents is None:
        papers = sum(document.role == "paper" for document in held)
        return joined([_role_name(role, papers) for role in ROLES if role in (scope.roles or ())])
    named = [document for document in held if scope.holds(document)]
    if 0 < len(named) <= _TITLES_NAMED:
        return joined([quoted(document.title or document.doc_id) for document in named])
    return f"{len(named):,} documents"


def _role_name(role: DocumentRole, papers: int) -> str:
    several = papers > 1
    if role == "paper":
        return "the papers" if several else "the paper"
    if role == "source":
        return "the papers' sources" if several else "the paper's sources"
    return "the other documents"


def nothing_in(scope: Scope, held: Sequence[Document]) -> str:
    """Return why a scope has no document, and how it gets one."""
    if scope.documents is not None:
        return f"None of the documents asked for is {joined(_wanted(scope))}."
    roles = sorted(scope.roles or ())
    if roles == ["source"]:
        return _no_source(held)
    if roles == ["other"]:
        return "Every document that is held is a paper or a paper's source."
    if roles == ["paper"]:
        return "No paper is held yet: add one, then rebuild the index."
    return "No such document is held yet: add one, then rebuild the index."


def _wanted(scope: Scope) -> list[str]:
    names = {"paper": "a paper", "source": "a source", "other": "of another sort"}
    return [names[role] for role in ROLES if role in (scope.roles or ())]


def _no_source(held: Sequence[Document]) -> str:
    papers = [document.doc_id for document in held if document.role == "paper"]
    doc = shlex.quote(one_line(papers[0])) if len(papers) == 1 else "DOC"
    return (
        f"No source is held yet. `python -m ingest fetch {doc}` fetches those that the reference "
        f"list has an address for, `python -m ingest add --source-of {doc}:NUMBER FILE` takes a "
        "file that you have. Then rebuild the index."
    )


def of_unticked(unticked: object, held: Sequence[Document]) -> Scope:
    """Return the scope of the documents that a person left ticked in the page's list.

    Named are those left out, so that a document that a rebuild brought is asked too.

    :param unticked: a list of documents' ids, of which some may not be held any more; None and an
        empty one for none. It comes from a browser.
    :param held: all documents of the index.
    :raises QuestionInvalid: when none is left, or it is no list of texts.
    """
    if unticked is None:
        return EVERYTHING
    if not isinstance(unticked, list) or not all(isinstance(each, str) for each in unticked):
        raise QuestionInvalid("The documents left out are no list of names: reload the page.")
    left_out = frozenset(unticked)
    asked = [document for document in held if document.doc_id not in left_out]
    if len(asked) == len(held):
        return EVERYTHING
    if not asked:
        raise QuestionInvalid(
            "No document is ticked, so none can be asked: tick at least one in the list."
        )
    roles = {document.role for document in asked}
    if sum(document.role in roles for document in held) == len(asked):
        return Scope(roles=frozenset(roles))
    return Scope(documents=frozenset(document.doc_id for document in asked))
