"""The sentences of an answer as they come, and the citations that they share."""

from __future__ import annotations

from assistant.answer_of import Asking, cited
from assistant.generative.grounding import Grounded, with_highlights
from assistant.models import Citation, Dropped, Sentence, Statement


class Statements:
    """Gathers what became of each draft; a sentence of a document has one marker throughout."""

    def __init__(self) -> None:
        self.statements: list[Statement] = []
        self.dropped: list[Dropped] = []
        self.kept = 0
        self.repaired = 0
        self._evidence: dict[tuple[str, int, int], Sentence] = {}

    def take(self, found: Grounded | Dropped) -> bool:
        """Take what became of a draft, and tell whether it is a sentence more.

        A sentence that was said already is not said again.
        """
        if isinstance(found, Dropped):
            self.dropped.append(found)
            return False
        if any(found.text == each.text for each in self.statements):
            return False
        markers = tuple(dict.fromkeys(self._marker(each) for each in found.evidence))
        self.statements.append(Statement(found.text, markers))
        self.kept += not found.repaired
        self.repaired += found.repaired
        return True

    def citations(self, asking: Asking) -> tuple[Citation, ...]:
        """Return the citations, each checked against its document.

        :raises EvidenceError: when one does not stand there.
        """
        return cited(list(self._evidence.values()), asking)

    def _marker(self, evidence: Sentence) -> int:
        key = (evidence.doc_id, evidence.start, evidence.end)
        held = self._evidence.get(key, evidence)
        self._evidence[key] = with_highlights(held, evidence.highlights)
        return list(self._evidence).index(key) + 1
