"""Papers and sources that the tests of claims hold against each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from index.models import EVERYTHING, FloatArray, Hit, Manifest, Scope
from ingest.errors import DocumentNotFound
from ingest.models import Bibliography, CitationMark, Cited, Document, Reference, SourceOf, Span
from tests.assistant.fakes import manifest
from tests.fakes import FakeEmbedder

PAPER = """# Hives

The beekeeper Anna Berg counted 13.2 thousand hives in 2019. Honey fell sharply in Kazakhstan.[1]

Wasps build nests of paper.[2]

## References

1. Berg, A. (2020). Hives.
2. Ivy, B. (2001). Wasps.
"""
HIVES = """# Counting

Bees are insects. The beekeeper Anna Berg counted 13 200 hives in 2018.

Honey rose sharply in Kazakhstan. Nobody knows why it did.
"""
УЛЬИ = """Пчёлы — насекомые. Пасечница Анна Берг насчитала 13 200 ульев в 2019 году.

Мёда стало меньше. Никто не знает почему.
"""


def document(doc_id: str, text: str, language: str = "en", **more: object) -> Document:
    """Return a document of a text."""
    fields: dict[str, object] = {"title": doc_id.partition(".")[0], "authors": ()} | more
    return Document(
        doc_id=doc_id, language=language, text=text, sha256="", media_type="text/plain",
        reader="text/1", **fields,  # type: ignore[arg-type]
    )  # fmt: skip


def paper() -> Document:
    """Return a paper of two paragraphs, each closed by a marker."""
    start = PAPER.index("## References")
    return document("paper.md", PAPER, references=(Span(start, len(PAPER)),))


def bibliography() -> Bibliography:
    """Return what the paper cites."""
    references = (
        Reference(1, *_where("Berg, A."), text="", authors=("Berg, A.",), year="2020", pages="8-9"),
        Reference(2, *_where("Ivy, B."), text="", authors=("Ivy, B.",), year="2001"),
    )
    return Bibliography(references, (_mark(1, "The beekeeper"), _mark(2, "Wasps build")))


def _mark(number: int, begins: str) -> CitationMark:
    start, mark = PAPER.index(begins), PAPER.index(f"[{number}]")
    return CitationMark(mark, mark + 3, (Cited(number),), Span(start, mark))


def _where(text: str) -> tuple[int, int]:
    start = PAPER.index(text)
    return start, start + len(text)


@dataclass
class FakeShelf:
    """A generation of given documents."""

    held: list[Document]
    manifest: Manifest = field(default_factory=manifest)

    def document(self, doc_id: str) -> Document:
        for each in self.held:
            if each.doc_id == doc_id:
                return each
        raise DocumentNotFound(doc_id, "is not in the index.")

    def bibliography(self, doc_id: str) -> Bibliography:
        return bibliography() if doc_id == "paper.md" else Bibliography()

    def sources_of(self, doc_id: str) -> Mapping[int, tuple[str, ...]]:
        ties = {(tie.number, each.doc_id) for each in self.held for tie in each.source_of}
        numbers = {number for number, _ in ties}
        return {one: tuple(d for number, d in sorted(ties) if number == one) for one in numbers}


@dataclass
class FakeSearch:
    """Finds nothing, and remembers what was asked and embedded."""

    embedder: FakeEmbedder = field(
        default_factory=lambda: FakeEmbedder(languages=frozenset({"en"}))
    )
    asked: list[tuple[str, Scope]] = field(default_factory=list)

    def search(
        self,
        question: str,
        k: int = 50,
        query: FloatArray | None = None,
        scope: Scope = EVERYTHING,
    ) -> list[Hit]:
        self.asked.append((question, scope))
        return []


def source(doc_id: str = "hives.md", text: str = HIVES, language: str = "en") -> Document:
    """Return a document that is the first entry of the paper's list."""
    return document(doc_id, text, language, source_of=(SourceOf("paper.md", 1),))
