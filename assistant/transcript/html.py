"""A conversation as one HTML file that needs nothing else, and holds itself as JSON too.

Nothing in it runs: its policy allows no script, and the JSON is data that ``verify`` reads.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

from assistant.answer_parts import (
    NEAREST_SHOWN,
    is_another_question,
    is_list,
    note_of,
    reason_pieces,
    statement_pieces,
    unsaid_words,
    valid_markers,
    words_for,
)
from assistant.escape import escape, one_line
from assistant.links import out_link, web_url
from assistant.models import Answer, Passage, Statement
from assistant.pieces import pieces_html, quote_pieces
from assistant.provenance import asked_of, groups, word_alone
from assistant.style_policy import style_source
from assistant.transcript.models import Conversation, Evidence, Excerpt, Exchange, near
from assistant.transcript.reference import source_words, title
from assistant.transcript.stored import to_json
from assistant.transcript.words import (
    ABOUT,
    CONTEXT_TITLE,
    NO_ANSWER,
    TITLE,
    asked_words,
    cites_words,
    facts_of,
)
from assistant.written import unfinished_title, written_line

DATA_ID = "footnote-conversation"
_CSS = Path(__file__).with_name("export.css")
_LANGUAGE = re.compile(r"[a-z]{2,3}")


def to_html(conversation: Conversation) -> str:
    """Return a conversation as an HTML file: without a script, with its style and its data."""
    css = _CSS.read_text(encoding="utf-8")
    policy = (
        f"default-src 'none'; style-src {style_source(css)}; base-uri 'none'; form-action 'none'"
    )
    exchanges = "\n".join(map(_exchange, conversation.exchanges))
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(_title(conversation))}</title>\n<style>{css}</style>\n</head>\n<body>\n"
        f'<header><h1>{TITLE}</h1><p class="fn-about">{escape(ABOUT)}</p>'
        f"</header>\n<main>\n{exchanges}\n</main>\n"
        f'<script type="application/json" id="{DATA_ID}">{_data(conversation)}</script>\n'
        "</body>\n</html>\n"
    )


def _title(conversation: Conversation) -> str:
    first = next((one_line(each.question) for each in conversation.exchanges), "")
    return f"{first[:80]} · Footnote" if first else TITLE


def _data(conversation: Conversation) -> str:
    # No tag can end or begin in it: in JSON these stand in texts alone.
    text = json.dumps(to_json(conversation), ensure_ascii=False)
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _exchange(exchange: Exchange) -> str:
    evidence = exchange.evidence
    language = evidence.answer.question_language if evidence else ""
    asked = asked_words(exchange)
    body = _evidence(evidence) if evidence else _problem(exchange)
    return (
        f'<section class="fn-exchange" id="m{exchange.number}">'
        f"<h2{_lang(language)}>{exchange.number}. {escape(one_line(exchange.question))}</h2>"
        f"{_paragraph('fn-asked', asked)}{body}</section>"
    )


def _problem(exchange: Exchange) -> str:
    return _paragraph("fn-problem", f"{NO_ANSWER} {one_line(exchange.problem)}".strip())


def _evidence(evidence: Evidence) -> str:
    answer, number = evidence.answer, evidence.number
    if answer.reply:
        return f"<p>{escape(answer.reply)}</p>"
    under = (_searched(answer), asked_of(answer), written_line(answer))
    ending = "".join(_paragraph("fn-asked", line) for line in under)
    if answer.abstained:
        return _refusal(evidence) + ending
    said = "".join(
        _paragraph("fn-says", group.heading) + _statements(group.statements, answer, number)
        for group in groups(answer)
    )
    cards = "".join(_card(excerpt, evidence) for excerpt in evidence.excerpts)
    return (
        f"{_paragraph('fn-note', note_of(answer))}{said}"
        f"{_paragraph('fn-alone', word_alone(answer))}{_unfinished(answer, number)}{ending}"
        f"{f'<h3>{CONTEXT_TITLE}</h3>{cards}' if cards else ''}"
    )


def _searched(answer: Answer) -> str:
    if not is_another_question(answer):
        return ""
    return words_for(answer).say("question.searched", question=answer.searched_question)


def _unfinished(answer: Answer, number: int) -> str:
    if not answer.unfinished:
        return ""
    shown = " ".join(_statement(each, answer, number) for each in answer.unfinished)
    return f"{_paragraph('fn-says', unfinished_title(answer))}<p>{shown}</p>"


def _statement(statement: Statement, answer: Answer, number: int) -> str:
    markers = "".join(
        f'&nbsp;<a class="fn-marker" href="#e{number}-{marker}">[{marker}]</a>'
        for marker in valid_markers(statement, answer)
    )
    return pieces_html(statement_pieces(statement, answer)) + markers


def _statements(statements: Sequence[Statement], answer: Answer, number: int) -> str:
    shown = [_statement(each, answer, number) for each in statements]
    if not is_list(statements, answer):
        return f"<p>{' '.join(shown)}</p>"
    return f"<ul>{''.join(f'<li>{each}</li>' for each in shown)}</ul>"


def _card(excerpt: Excerpt, evidence: Evidence) -> str:
    citation = excerpt.citation
    number = evidence.number
    return (
        f'<article class="fn-card" id="e{number}-{citation.marker}">'
        f'<p><span class="fn-number">[{citation.marker}]</span> '
        f'<span class="fn-title">{escape(title(citation))}</span></p>'
        f"{_quotation(excerpt, pieces_html(quote_pieces(citation)), evidence.answer)}"
        f'<p><a href="#m{number}">Back to the answer</a></p></article>'
    )


def _quotation(excerpt: Excerpt, quote: str, answer: Answer) -> str:
    """Return a quotation in the text around it, with its reference.

    :param quote: the quotation as HTML.
    """
    excerpt = near(excerpt)
    citation, address = excerpt.citation, web_url(excerpt.work.address)
    link = f" · {out_link(address, 'open its address')}" if address else ""
    return (
        f"{_paragraph('fn-facts', ' · '.join(facts_of(citation, answer)))}"
        f'<blockquote dir="auto"{_lang(citation.language)}>'
        f"{'… ' if excerpt.cut_before else ''}{escape(excerpt.before)}<mark>{quote}</mark>"
        f"{escape(excerpt.after)}{' …' if excerpt.cut_after else ''}</blockquote>"
        f"{_paragraph('fn-cites', cites_words(citation, answer))}"
        f'<p class="fn-reference">{escape(source_words(excerpt))}{link}</p>'
    )


def _refusal(evidence: Evidence) -> str:
    answer = evidence.answer
    words = words_for(answer)
    reason = pieces_html(reason_pieces(answer))
    unsaid = ", ".join(f"<strong>{escape(word)}</strong>" for word in unsaid_words(answer))
    missing = f"{escape(words.say('refusal.missing'))}: {unsaid}"
    key, near = "refusal.nearest", [_near(excerpt, answer) for excerpt in evidence.nearest]
    if not near:
        key, near = "refusal.passages", list(map(_passage, answer.passages))
    return (
        f"{_paragraph('fn-refusal-title', words.say('refusal.title'))}"
        f"{_paragraph('fn-note', note_of(answer))}{f'<p>{reason}</p>' if reason else ''}"
        f"{f'<p>{missing}</p>' if unsaid else ''}"
        f"{f'<h3>{escape(words.say(key))}</h3>' if near else ''}{''.join(near[:NEAREST_SHOWN])}"
    )


def _near(excerpt: Excerpt, answer: Answer) -> str:
    citation = excerpt.citation
    return (
        f'<article class="fn-card"><p class="fn-title">{escape(title(citation))}</p>'
        f"{_quotation(excerpt, escape(citation.quote), answer)}</article>"
    )


def _passage(passage: Passage) -> str:
    return (
        f'<article class="fn-card"><p class="fn-title">{escape(one_line(passage.document))}</p>'
        f'<blockquote dir="auto">{escape(passage.text)}</blockquote></article>'
    )


def _paragraph(kind: str, text: str) -> str:
    return f'<p class="{kind}">{escape(text)}</p>' if text else ""


def _lang(language: str) -> str:
    known = _LANGUAGE.fullmatch(language) and language != "und"
    return f' lang="{language}"' if known else ""
