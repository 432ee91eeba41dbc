"""How many documents of each role there are."""

from __future__ import annotations

from dataclasses import replace

from assistant.models import RoleCounts
from assistant.roles import counts_of, roles_of
from ingest.models import SourceOf, Span
from tests.assistant.samples import document

PAPER = replace(document(doc_id="a.md"), references=(Span(0, 4),))
SOURCE = replace(document(doc_id="b.md"), source_of=(SourceOf("a.md", 1),))
NOTES = document(doc_id="c.md")


def test_documents_are_counted_by_role() -> None:
    counts = counts_of([PAPER, SOURCE, NOTES, replace(NOTES, doc_id="d.md")])
    assert counts == RoleCounts(papers=1, sources=1, others=2)
    assert counts.is_mixed
    assert not counts_of([NOTES, NOTES]).is_mixed
    assert not counts_of([]).is_mixed


def test_roles_count_where_there_are_several() -> None:
    assert roles_of([PAPER, SOURCE]) == {"a.md": "paper", "b.md": "source"}
    assert roles_of([PAPER, replace(PAPER, doc_id="b.md")]) == roles_of([]) == {}
