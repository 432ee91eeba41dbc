"""What every form of an exported conversation says around its questions and answers."""

from __future__ import annotations

import re

from assistant.answer_parts import heading_name, words_for
from assistant.escape import one_line
from assistant.models import Answer, Citation
from assistant.provenance import citing, language_fact, role_label, shown_backing
from assistant.transcript.models import Conversation, Exchange
from assistant.transcript.reference import place_words

TITLE = "A conversation with Footnote"
CONTEXT_TITLE = "The quotations in their text"
NO_ANSWER = "There was no answer."
ABOUT = (
    "The quotations are of the documents as they were when the questions were asked. To hold them "
    "against the documents again, export as HTML or JSON and run: python -m assistant verify FILE"
)
# No more is said of a time than that: it comes from a browser.
_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(?::\d{2})?(?:Z|\+00:00)", re.ASCII)


def day_of(conversation: Conversation) -> str:
    """Return the day, ISO 8601, of the first question that has one; empty without any."""
    days = (_TIME.fullmatch(exchange.asked_at) for exchange in conversation.exchanges)
    return next((day[1] for day in days if day), "")


def asked_words(exchange: Exchange) -> str:
    """Return when a question was asked, and of which index and model, as far as is known."""
    asked = _TIME.fullmatch(exchange.asked_at)
    facts = [f"asked {asked[1]} {asked[2]} UTC"] if asked else []
    if exchange.evidence is not None:
        answer = exchange.evidence.answer
        facts += [f"index {answer.index}"] if answer.index else []
        facts += [f"model {answer.model}"] if answer.model else []
    return " · ".join(map(one_line, facts))


def facts_of(citation: Citation, answer: Answer) -> list[str]:
    """Return what is known of a quotation: document's role, page, heading, language."""
    words = words_for(answer)
    heading = heading_name(citation) if citation.page is not None else ""
    facts = (
        role_label(citation, answer.role_counts, words),
        place_words(citation, words),
        words.say("heading.under", heading=heading) if heading else "",
        language_fact(citation, answer),
    )
    return [fact for fact in map(one_line, facts) if fact]


def cites_words(citation: Citation, answer: Answer) -> str:
    """Return what a quotation's document cites for it; empty where it cites nothing."""
    words = words_for(answer)
    backing, more = shown_backing(citation, words)
    if not backing:
        return ""
    held, not_held = words.say("cites.held"), words.say("cites.not-held")
    cited = [f"{one_line(each.label)} ({held if each.held else not_held})" for each in backing]
    return citing(citation, "; ".join([*cited, *filter(None, [more])]), words)
