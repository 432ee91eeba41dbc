"""Which documents a question names, and how a document is named in an answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from assistant.dictionary import Words
from assistant.function_words import content_words
from index.terms import stem
from ingest.models import Document

_LEAST_NAME = 4  # letters of an author's name; shorter ones are words as well
# One paper, not several; of "the paper" nothing but a paper is meant where other things are held.
_THE_PAPER = re.compile(
    r"\b(?:the|this) (?:paper|article)\b|\bстать(?:я|и|е|ю|ёй|ей)\b|\bмақала(?!лар)", re.IGNORECASE
)
_LONGEST_TITLE = 120  # characters said; more would drown the answer


def named(question: str, documents: Sequence[Document]) -> list[Document]:
    """Return the documents that a question names, by file, title or author; else all of them.

    Of "the paper" the papers are meant, where there are any.

    :param question: as it was asked.
    :param documents: those of the index, in their order.
    """
    folded = question.casefold()
    by_file = [document for document in documents if _names_file(folded, document)]
    if by_file:
        return by_file
    shares = {document.doc_id: _title_words(question, document) for document in documents}
    most = max(shares.values(), default=0)
    if most:
        return [document for document in documents if shares[document.doc_id] == most]
    by_author = [document for document in documents if _names_author(folded, document)]
    return by_author or _papers(question, documents) or list(documents)


def _papers(question: str, documents: Sequence[Document]) -> list[Document]:
    if not _THE_PAPER.search(question):
        return []
    return [document for document in documents if document.role == "paper"]


def quoted_title(document: Document, words: Words) -> str:
    """Return a document's title on one line, in the quotation marks of our language."""
    title = " ".join(document.title.split())
    if len(title) > _LONGEST_TITLE:
        title = title[: _LONGEST_TITLE - 1].rstrip() + "…"
    return words.say("quoted", text=title)


def _names_file(question: str, document: Document) -> bool:
    path = PurePosixPath(document.doc_id.casefold())
    if _stands(path.name, question):
        return True
    # A stem of one plain word ("paper", "china") is a word before it is a file's name.
    plain = path.stem.isalpha()
    return not plain and len(path.stem) >= _LEAST_NAME and _stands(path.stem, question)


def _stands(name: str, text: str) -> bool:
    """Tell whether a name stands in a text, not as a part of a longer word."""
    return re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text) is not None


def _title_words(question: str, document: Document) -> int:
    """Return how many content words the title has, where the question has every one; else 0."""
    for language in ("en", "kk"):  # Cyrillic words are cut as Russian ones, then as Kazakh
        words = _stems(document.title, language)
        if words <= _stems(question, language):
            return len(words)
    return 0


def _stems(text: str, language: str) -> frozenset[str]:
    return frozenset(stem(word.text, language) for word in content_words(text))


def _names_author(question: str, document: Document) -> bool:
    parts = (
        part for author in document.authors for part in re.findall(r"[^\W\d_]+", author.casefold())
    )
    return any(len(part) >= _LEAST_NAME and _stands(part, question) for part in parts)
