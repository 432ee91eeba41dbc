"""What was verified of a reply that broke off, set beside the quoted answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from assistant.models import Answer, Citation, Statement

_Place = tuple[str, int, int]


def with_unfinished(
    answer: Answer, statements: Sequence[Statement], citations: Sequence[Citation]
) -> Answer:
    """Return a quoted answer with what a model had written until its reply broke off.

    Its citations follow the answer's own; a sentence that both rest on keeps the answer's marker.

    :param answer: quoted, its ``writing`` telling of the failure.
    :param statements: verified, their markers those of ``citations``.
    :param citations: what they rest on.
    """
    if answer.writing is None or not statements:
        return answer
    markers = {_place(each): each.marker for each in answer.citations}
    further = tuple(_further(citations, markers))
    markers |= {_place(each): each.marker for each in further}
    anew = {each.marker: markers[_place(each)] for each in citations}
    unfinished = tuple(
        replace(each, markers=tuple(anew[marker] for marker in each.markers)) for each in statements
    )
    return replace(
        answer,
        citations=answer.citations + further,
        writing=replace(answer.writing, unfinished=unfinished),
    )


def _further(citations: Sequence[Citation], held: Mapping[_Place, int]) -> Iterator[Citation]:
    """Yield the citations of places that are not held, with markers that follow."""
    new = [each for each in citations if _place(each) not in held]
    for marker, each in enumerate(new, start=len(held) + 1):
        yield replace(each, marker=marker)


def _place(citation: Citation) -> _Place:
    return citation.document, citation.start, citation.end
