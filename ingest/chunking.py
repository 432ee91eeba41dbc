"""Document -> chunks, whole sentences wherever they fit.

langchain's splitters do the packing and the cutting of what is too long; the pieces they pack are
our paragraphs and sentences, each an exact slice, so that every chunk is one too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from langchain_text_splitters import RecursiveCharacterTextSplitter, TextSplitter

from ingest.context import contextual_text
from ingest.errors import EmbedderError, EvidenceError
from ingest.models import Chunk, Document, Span
from ingest.sections import Section, sections
from ingest.sentences import sentence_spans

__all__ = [
    "CHUNKER_VERSION",
    "ChunkSettings",
    "CountTokens",
    "SentenceSplitter",
    "chunk_document",
    "contextual_text",
]

CHUNKER_VERSION = 1  # raised whenever the same document would be cut otherwise

CountTokens = Callable[[str], int]

# For a sentence that is longer than a chunk: after a clause, a comma, a line, a word, anywhere.
_INSIDE_A_SENTENCE = [r"(?<=[.;:!?…])\s+", r"(?<=[,)–—])\s+", r"\n+", r"\s+", ""]


@dataclass(frozen=True, slots=True)
class ChunkSettings:
    """How documents are cut.

    :param max_chars: longest chunk in characters, its overlap included.
    :param overlap_chars: up to how many characters of whole sentences are repeated from the
        chunk before.
    """

    max_chars: int = 600
    overlap_chars: int = 0

    def __post_init__(self) -> None:
        """Refuse sizes that cannot be.

        :raises ValueError: with the two sizes.
        """
        if self.max_chars < 1 or not 0 <= self.overlap_chars < self.max_chars:
            raise ValueError(
                "a chunk must hold at least 1 character and more than it repeats, got "
                f"max_chars={self.max_chars}, overlap_chars={self.overlap_chars}"
            )


class SentenceSplitter(TextSplitter):
    """Packs whole paragraphs and sentences into chunks; the chunks' union is the text.

    :param max_chars: longest chunk in characters, trailing white space included.
    :param language: ISO 639-1 code of the text.
    :param heading_chars: length of the heading that the text begins with; it stays together with
        the sentence after it.
    """

    def __init__(self, max_chars: int, language: str, heading_chars: int = 0) -> None:
        super().__init__(
            chunk_size=max_chars, chunk_overlap=0, add_start_index=True, strip_whitespace=False
        )
        self._language = language
        self._heading_chars = heading_chars
        self._inside = RecursiveCharacterTextSplitter(
            chunk_size=max_chars,
            chunk_overlap=0,
            separators=_INSIDE_A_SENTENCE,
            is_separator_regex=True,
            keep_separator="end",
            strip_whitespace=False,
        )

    def split_text(self, text: str) -> list[str]:
        """Return the chunks of a text, trailing white space included."""
        return self._merge_splits(self._pieces(text), "")

    def spans(self, text: str) -> list[Span]:
        """Return the chunks of a text as spans, trimmed of white space.

        :raises EvidenceError: when a chunk does not stand where the splitter says.
        """
        found = []
        for chunk in self.create_documents([text]):
            start, content = int(chunk.metadata["start_index"]), chunk.page_content
            if start < 0 or text[start : start + len(content)] != content:
                raise EvidenceError(f"a chunk does not stand at its offset {start}: {content!r}")
            if stripped := content.strip():
                start += len(content) - len(content.lstrip())
                found.append(Span(start, start + len(stripped)))
        return found

    def _pieces(self, text: str) -> Iterator[str]:
        """Yield what may not be cut: paragraphs that fit, sentences that fit, parts of others."""
        for paragraph in _paragraphs(text, self._sentence_starts(text)):
            if paragraph[-1] - paragraph[0] <= self._chunk_size:
                yield text[paragraph[0] : paragraph[-1]]
                continue
            for start, end in pairwise(paragraph):
                if end - start <= self._chunk_size:
                    yield text[start:end]
                else:
                    yield from self._inside.split_text(text[start:end])

    def _sentence_starts(self, text: str) -> list[int]:
        """Return where the text's sentences begin, a heading being part of the first."""
        body = text[self._heading_chars :]
        starts = [self._heading_chars + span.start for span in sentence_spans(body, self._language)]
        return [0, *starts[1:]]


def chunk_document(
    document: Document, settings: ChunkSettings, count_tokens: CountTokens, max_tokens: int
) -> list[Chunk]:
    """Cut a document into chunks.

    A chunk ends with a paragraph or a sentence wherever one fits, never reaches beyond a heading
    or the border of a reference list, and its ``contextual_text`` never exceeds the model's limit.

    :param count_tokens: tokens of a text, special tokens included.
    :param max_tokens: the embedding model's limit.
    :return: in the order of the text; each character but white space lies in at least one.
    :raises EmbedderError: when the limit is too small for a single character.
    """
    cutter = _Cutter(document, settings, count_tokens, max_tokens)
    return [chunk for section in sections(document) for chunk in cutter.chunks(section)]


@dataclass(frozen=True, slots=True)
class _Cutter:
    """Cuts the sections of one document."""

    document: Document
    settings: ChunkSettings
    count_tokens: CountTokens
    max_tokens: int

    def chunks(self, section: Section) -> Iterator[Chunk]:
        """Yield a section's chunks in order."""
        size = self.settings.max_chars - self.settings.overlap_chars
        spans = list(self._fitting(section, Span(section.start, section.end), size))
        if self.settings.overlap_chars:
            spans = self._overlapping(section, spans)
        yield from (self._chunk(section, span) for span in spans)

    def _chunk(self, section: Section, span: Span) -> Chunk:
        return Chunk(
            doc_id=self.document.doc_id,
            start=span.start,
            end=span.end,
            page=self.document.page_at(span.start),
            heading=section.heading,
            text=self.document.text[span.start : span.end],
            is_reference=section.is_reference,
        )

    def _tokens(self, section: Section, span: Span) -> int:
        """Return how many tokens a span takes as a chunk, its context included."""
        return self.count_tokens(contextual_text(self.document.title, self._chunk(section, span)))

    def _fitting(self, section: Section, stretch: Span, size: int) -> Iterator[Span]:
        """Yield the chunks of a stretch, of ``size`` characters at most, none over the limit."""
        heading_chars = max(0, section.body_start - stretch.start)
        splitter = SentenceSplitter(size, self.document.language, heading_chars)
        for found in splitter.spans(self.document.text[stretch.start : stretch.end]):
            span = Span(stretch.start + found.start, stretch.start + found.end)
            tokens = self._tokens(section, span)
            if tokens <= self.max_tokens:
                yield span
            else:
                yield from self._fitting(section, span, self._smaller(span, tokens))

    def _smaller(self, span: Span, tokens: int) -> int:
        """Return a size at which a span that takes too many tokens may fit.

        :raises EmbedderError: when the span is a single character.
        """
        length = span.end - span.start
        if length == 1:
            raise EmbedderError(
                f"{self.document.doc_id}: the embedding model takes {self.max_tokens} tokens, too "
                f"few for one character of this document ({tokens}); choose another with --model"
            )
        return max(1, min(length - 1, length * self.max_tokens // tokens))

    def _overlapping(self, section: Section, spans: list[Span]) -> list[Span]:
        """Start each chunk some whole sentences earlier, as far as that is allowed and fits."""
        offset = section.body_start
        body = self.document.text[offset : section.end]
        starts = [offset + span.start for span in sentence_spans(body, self.document.language)]
        widened = spans[:1]
        for before, span in pairwise(spans):
            lowest = max(before.start + 1, before.end - self.settings.overlap_chars)
            wider = (Span(start, span.end) for start in starts if lowest <= start < before.end)
            allowed = (each for each in wider if self._allows(section, each))
            widened.append(next(allowed, span))
        return widened

    def _allows(self, section: Section, span: Span) -> bool:
        """Tell whether a span is within both limits."""
        if span.end - span.start > self.settings.max_chars:
            return False
        return self._tokens(section, span) <= self.max_tokens


def _paragraphs(text: str, starts: list[int]) -> Iterator[list[int]]:
    """Group sentences by paragraph.

    :param starts: where the sentences begin.
    :return: each paragraph as its sentences' starts and, last, its own end.
    """
    paragraph: list[int] = []
    for start, end in pairwise([*starts, len(text)]):
        paragraph.append(start)
        sentence = text[start:end]
        if "\n" in sentence[len(sentence.rstrip()) :] or end == len(text):
            yield [*paragraph, end]
            paragraph = []
