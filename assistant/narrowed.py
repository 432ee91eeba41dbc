"""A question read against the whole index, narrowed to the documents that are asked.

What stands in another document only is as good as missing: it is named, and it refuses.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.selection.asked import Asked, AskedVectors, AskedWord
from index.models import Scope
from index.search import Searcher
from index.terms import analyze

_MOST_READ = 40  # passages in which a word is looked for


def narrowed(asked: Asked, vectors: AskedVectors, scope: Scope, searcher: Searcher) -> Asked:
    """Return a question whose words are held where the documents asked have them.

    :param asked: the question, read against all documents.
    :param vectors: its vectors.
    :param scope: the documents that are asked.
    :param searcher: over all of them.
    """
    if scope.is_everything:
        return asked
    words = tuple(
        replace(word, is_held=word.is_held and _stands(word, vectors, scope, searcher))
        for word in asked.words
    )
    return replace(asked, words=words)


def _stands(word: AskedWord, vectors: AskedVectors, scope: Scope, searcher: Searcher) -> bool:
    """Tell whether a document that is asked has a word, or what stands for it."""
    stems = dict.fromkeys(stem for form in word.forms for stem in sorted(form))
    # The vector is at hand, and which passages are like the question does not matter here.
    hits = searcher.search(
        " ".join((word.text, *stems)), k=_MOST_READ, query=vectors.whole, scope=scope
    )
    return any(word.covered_by(_stems(hit.chunk.doc_id, hit.chunk.text, searcher)) for hit in hits)


def _stems(doc_id: str, text: str, searcher: Searcher) -> frozenset[str]:
    language = searcher.generation.document(doc_id).language
    return frozenset(analyze(text, language))
