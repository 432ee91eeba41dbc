"""A question read against the whole index, narrowed to the documents that are asked.

What stands in another document only is as good as missing: it is named, and it refuses.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.selection.asked import Asked, AskedWord
from index.generation import Generation
from index.models import Scope, Within
from index.search import Searcher
from index.terms import analyze
from ingest.models import Chunk

_MOST_READ = 40  # passages in which a word is looked for


def narrowed(asked: Asked, scope: Scope, searcher: Searcher) -> Asked:
    """Return a question whose words are held where the documents asked have them.

    :param asked: the question, read against all documents.
    :param scope: the documents that are asked.
    :param searcher: over all of them.
    """
    within = searcher.generation.holdings.rows(scope)
    if within is None:
        return asked
    words = tuple(
        replace(word, is_held=word.is_held and _stands(word, within, searcher.generation))
        for word in asked.words
    )
    return replace(asked, words=words)


def _stands(word: AskedWord, within: Within, generation: Generation) -> bool:
    """Tell whether a document that is asked has a word, or what stands for it."""
    stems = dict.fromkeys(stem for form in word.forms for stem in sorted(form))
    found = generation.lexical.search(" ".join((word.text, *stems)), _MOST_READ, within)
    chunks = (generation.chunk(scored.row) for scored in found)
    return any(word.covered_by(_stems(chunk, generation)) for chunk in chunks)


def _stems(chunk: Chunk, generation: Generation) -> frozenset[str]:
    return frozenset(analyze(chunk.text, generation.document(chunk.doc_id).language))
