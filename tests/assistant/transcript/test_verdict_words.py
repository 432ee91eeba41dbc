from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from assistant.transcript.models import Conversation, Excerpt, Exchange, excerpt_of
from assistant.transcript.verdict_words import report, summary
from assistant.transcript.verify import verify
from tests.assistant.hostile import hostile_text
from tests.assistant.samples import QUOTE, START, TEXT, answers_of, citation, document
from tests.assistant.transcript.conversations import (
    Held,
    answered,
    conversation_of,
    everything,
    of,
)

# The page of the samples' quotation is 8.
PAGED = replace(document(), page_starts=(*range(7), 20))
PAGED_CHANGED = replace(document("A new line. " + TEXT), page_starts=(0, 5))


def test_the_report_has_a_line_a_quotation_and_a_summary() -> None:
    verification = verify(everything(), Held((PAGED,)))
    first, second, empty, last = report(verification).split("\n")
    assert first.startswith(f"stands   answer 1 [1] “{QUOTE}” — paper.md, p. 8")
    assert second.startswith("stands   answer 3 [1] (nearest) “China")
    assert (empty, last) == ("", "All 2 quotations stand at their places.")


def test_the_report_says_where_a_quotation_stands_now() -> None:
    shown = report(verify(Conversation("", (answered(),)), Held((PAGED_CHANGED,))))
    place = f"the document has changed; stands now at character {START + 12} (p. 2)"
    assert shown.split("\n")[0].endswith(place)
    assert shown.endswith(
        "Of 1 quotation, 0 stand at the place named, "
        "1 moved (elsewhere, or in a document that has changed)."
    )


def test_the_summary_counts_every_state() -> None:
    excerpts = (
        excerpt_of(citation(), document()),
        Excerpt(citation("nowhere", marker=2)),
        Excerpt(citation(marker=3, doc_id="gone.md")),
    )
    said = summary(verify(of(*excerpts), Held((PAGED,))))
    assert said.startswith("Of 3 quotations, 1 stand at the place named, 1 altered, 1 gone")


def test_a_conversation_without_quotations_says_so() -> None:
    verification = verify(Conversation("", (Exchange(1, "q", problem="p"),)), Held(()))
    assert verification.exit_code == 0 and "holds no quotation" in report(verification)


@given(hostile_text, hostile_text, hostile_text)
def test_hostile_text_acts_on_no_terminal(a: str, b: str, c: str) -> None:
    conversation = conversation_of(answers_of(a, b, c))
    verification = verify(conversation, Held((document(a, b),)))
    for line in report(verification).split("\n"):
        assert line.isprintable() or "\ufffd" in line or not line.isascii()
        assert not any(ord(char) < 32 or 127 <= ord(char) < 160 for char in line)
