"""Small stand-ins for what the page is given: an index, an assistant, a build."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from assistant.conversation import Turn
from assistant.models import Answer
from assistant.steps import Step, Tell, untold
from index.models import EVERYTHING, Failure, FileEntry, Manifest, ModelIdentity, Scope
from ingest.errors import DocumentNotFound, FootnoteError
from ingest.models import Bibliography, Document
from ingest.readers import CURRENT_READERS
from tests.assistant.samples import answer, document

# Of Markdown, as it is now: what another read is to be read anew.
READER = next(name for name in sorted(CURRENT_READERS) if name.startswith("markdown/"))


def manifest(
    *entries: FileEntry, generation: str = "gen-000001", failures: tuple[Failure, ...] = ()
) -> Manifest:
    return Manifest(
        format_version=1,
        generation=generation,
        created="2026-01-02T03:04:05+00:00",
        model=ModelIdentity("test-model", "1", 8, "00"),
        chunk_settings=(),
        dense_index="Flat",
        exact_below=10,
        chunks=sum(entry.chunks for entry in entries),
        documents=entries,
        failures=failures,
        files=(),
    )


@dataclass
class FakeTexts:
    """A generation that holds given documents; call it as an ``Opener``."""

    held: list[Document] = field(default_factory=lambda: [document()])
    manifest: Manifest = field(default_factory=manifest)
    error: FootnoteError | None = None
    bibliographies: Mapping[str, Bibliography] = field(default_factory=dict)

    def __call__(self) -> FakeTexts:
        if self.error is not None:
            raise self.error
        return self

    def document(self, doc_id: str) -> Document:
        for held in self.held:
            if held.doc_id == doc_id:
                return held
        raise DocumentNotFound(doc_id, "is not in the index.")

    def documents(self) -> list[Document]:
        return self.held

    def listed(self) -> tuple[Document, ...]:
        return tuple(self.held)

    def bibliography(self, doc_id: str) -> Bibliography:
        self.document(doc_id)
        return self.bibliographies.get(doc_id, Bibliography())

    def sources_of(self, doc_id: str) -> dict[int, tuple[str, ...]]:
        found: dict[int, tuple[str, ...]] = {}
        for held in self.held:
            for tie in held.source_of:
                if tie.doc_id == doc_id:
                    found[tie.number] = (*found.get(tie.number, ()), held.doc_id)
        return found


@dataclass
class FakeAsker:
    """Gives one answer, or raises, after its steps; remembers what it was asked."""

    given: Answer = field(default_factory=answer)
    error: FootnoteError | None = None
    heard: list[tuple[str, list[Turn]]] = field(default_factory=list)
    scopes: list[Scope] = field(default_factory=list)
    steps: Sequence[Step] = (Step("search"), Step("read", 3))

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        scope: Scope = EVERYTHING,
        tell: Tell = untold,
    ) -> Answer:
        self.heard.append((question, list(history)))
        self.scopes.append(scope)
        for step in self.steps:
            tell(step)
        if self.error is not None:
            raise self.error
        return self.given
