"""A checker that has its reports already."""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.claims.models import ClaimsReport
from ingest.errors import DocumentNotFound, FootnoteError
from tests.assistant.claims.samples import report, row, unheld


@dataclass
class FakeChecker:
    """Holds the papers of a test against their sources.

    :param reports: by document id; their titles are the papers'.
    :param error: what it raises instead.
    """

    reports: dict[str, ClaimsReport] = field(
        default_factory=lambda: {"hives.md": report(row(), unheld())}
    )
    error: FootnoteError | None = None
    asked: list[str] = field(default_factory=list)

    def papers(self) -> list[tuple[str, str]]:
        if self.error is not None:
            raise self.error
        return [(each.title, doc_id) for doc_id, each in self.reports.items()]

    def report(self, doc_id: str) -> ClaimsReport:
        self.asked.append(doc_id)
        if self.error is not None:
            raise self.error
        if doc_id not in self.reports:
            raise DocumentNotFound(doc_id, "the index holds no such document.")
        return self.reports[doc_id]
