"""The evidence panel: each excerpt of each answer of a conversation, in its surrounding text."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.answer_parts import NEAREST_SHOWN
from assistant.dictionary import Words
from assistant.escape import escape, one_line
from assistant.page.evidence_card import card, nearest_card, passage_card
from assistant.said.words import said_in
from assistant.transcript.models import Evidence, Excerpt
from assistant.transcript.verify import Standing

Since = Callable[[Excerpt], Standing]
"""Says what became of an excerpt's document since it was cited."""


def panel_html(words: Words, evidence: Sequence[Evidence], since: Since) -> str:
    """Return the evidence of a whole conversation, the newest answer's in view.

    Every answer has a section of its own; the page's script shows the one of the message in view,
    and without a script a link's target is shown by CSS. A word of ours, as to a greeting, has
    none, and leaves in view what was there.

    :param words: of the page.
    :param evidence: of each answer.
    :param since: what became of the documents.
    """
    title = f"<h2>{words.say('evidence.title')}</h2>"
    resting = [item for item in evidence if not item.answer.reply]
    if not resting:
        return f'{title}<p class="fn-hint">{words.say("evidence.empty")}</p>'
    newest = resting[-1].number
    sections = "".join(
        _section(words, item, since, current=item.number == newest) for item in resting
    )
    return f"{title}{sections}"


def _section(words: Words, item: Evidence, since: Since, *, current: bool) -> str:
    body = (
        _no_evidence(words, item, since)
        if item.answer.abstained
        else "".join(card(words, excerpt, item, since(excerpt)) for excerpt in item.excerpts)
    )
    return (
        f'<section class="fn-evidence{" fn-current" if current else ""}" id="e{item.number}">'
        f'<p class="fn-asked">{escape(one_line(item.answer.question))}</p>{body}</section>'
    )


def _no_evidence(words: Words, item: Evidence, since: Since) -> str:
    shown = item.nearest[:NEAREST_SHOWN]
    key, cards = "refusal.nearest", [nearest_card(words, each, item, since(each)) for each in shown]
    if not cards:
        passages = item.answer.passages[:NEAREST_SHOWN]
        key, cards = "refusal.passages", [passage_card(words, each) for each in passages]
    none = f'<p class="fn-none">{words.say("evidence.none")}</p>'
    if not cards:
        return none
    title = escape(said_in(words.language).say(key))
    return f'{none}<p class="fn-none-nearest">{title}:</p>{"".join(cards)}'
