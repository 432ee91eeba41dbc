"""One excerpt as a card: the quotation in its text, what is known of it, and what can be done."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer_parts import heading_name, page_name, snippet
from assistant.dictionary import Words
from assistant.escape import escape, one_line, view_url
from assistant.links import out_link, web_url
from assistant.models import Answer, Backing, Citation, Passage
from assistant.page.document_view import VERSION_CHARS
from assistant.page.render import passage_url
from assistant.page.words import language_of
from assistant.pieces import pieces_html, quote_pieces
from assistant.provenance import foreign_language, role_label, shown_backing
from assistant.said.words import said_in
from assistant.transcript.models import Evidence, Excerpt, near
from assistant.transcript.reference import FORMS
from assistant.transcript.verify import Standing

_PASSAGE_CHARS = 600
_PDF = "application/pdf"


def card(words: Words, excerpt: Excerpt, item: Evidence, standing: Standing) -> str:
    """Return a quotation that answers.

    :param words: of the page.
    :param excerpt: the quotation in its text.
    :param item: the evidence that it is part of.
    :param standing: what became of its document since.
    """
    citation = excerpt.citation
    quote = pieces_html(quote_pieces(citation))
    return (
        f'<article class="fn-card" id="e{item.number}-{citation.marker}" tabindex="-1">'
        f'<header><span class="fn-number">[{citation.marker}]</span>'
        f'<span class="fn-title">{escape(one_line(citation.title))}</span></header>'
        f"{_quotation(words, excerpt, quote, item, standing)}</article>"
    )


def nearest_card(words: Words, excerpt: Excerpt, item: Evidence, standing: Standing) -> str:
    """Return a quotation that only comes near; nothing stands out in it, for nothing answers."""
    citation = excerpt.citation
    return (
        f'<article class="fn-card fn-near">'
        f'<p class="fn-not">{words.say("evidence.not-an-answer")}</p>'
        f'<header><span class="fn-title">{escape(one_line(citation.title))}</span></header>'
        f"{_quotation(words, excerpt, escape(citation.quote), item, standing)}</article>"
    )


def passage_card(words: Words, passage: Passage) -> str:
    """Return a retrieved passage that no sentence was chosen of."""
    name = words.say("evidence.open-named", name=one_line(passage.document))
    return (
        f'<article class="fn-card fn-near"><p class="fn-passage">'
        f"{escape(snippet(passage.text, _PASSAGE_CHARS))}</p>"
        f'<a class="fn-open" href="{escape(passage_url(passage))}" target="_blank" rel="noopener">'
        f"{escape(name)}</a></article>"
    )


def _quotation(
    words: Words, excerpt: Excerpt, quote: str, item: Evidence, standing: Standing
) -> str:
    """Return a quotation in the text around it, with what is known of it and its links.

    :param quote: the quotation as HTML.
    """
    before, after, has_more = _around(excerpt)
    return (
        f"{_facts(words, excerpt.citation, item.answer)}{_standing(words, standing)}"
        f'<blockquote dir="auto"{_language(excerpt.citation)}>{before}'
        f"<mark>{quote}</mark>{after}</blockquote>"
        f"{_cites(words, excerpt.citation)}"
        f'<p class="fn-links">{_more_button(words) if has_more else ""}'
        f"{_open_link(words, excerpt)}"
        f'<a class="fn-back" href="#m{item.number}">{words.say("evidence.back")}</a></p>'
        f"{_page_image(words, excerpt)}{_copy(words, excerpt)}"
    )


def _around(excerpt: Excerpt) -> tuple[str, str, bool]:
    """Return the text on either side, what lies further off hidden at first."""
    shown = near(excerpt)
    before = excerpt.before.removesuffix(shown.before)
    after = excerpt.after.removeprefix(shown.after)
    left = _far(before, cut=excerpt.cut_before, first=True)
    right = _far(after, cut=excerpt.cut_after, first=False)
    more = bool(before.strip() or after.strip())
    return f"{left}{escape(shown.before)}", f"{escape(shown.after)}{right}", more


def _far(text: str, *, cut: bool, first: bool) -> str:
    """Return text that is hidden till it is asked for, with dots where there is more."""
    dots = "… " if first else " …"
    beyond = dots if cut else ""
    if not text.strip():
        return beyond or escape(text)
    hidden = f"{beyond}{escape(text)}" if first else f"{escape(text)}{beyond}"
    near = f'<span class="fn-dots">{dots}</span>'
    far = f'<span class="fn-far" hidden>{hidden}</span>'
    return near + far if first else far + near


def _language(citation: Citation) -> str:
    return f' lang="{escape(citation.language)}"' if citation.language.isalpha() else ""


def _facts(words: Words, citation: Citation, answer: Answer) -> str:
    heading, said = heading_name(citation), said_in(words.language)
    facts = (
        page_name(citation.page, citation.page_label, said),
        words.say("evidence.under", heading=heading) if heading else "",
        _language_fact(words, citation, answer),
    )
    role = escape(one_line(role_label(citation, answer.role_counts, said)))
    shown = "".join(f"<span>{escape(fact)}</span>" for fact in facts if fact)
    return f'<p class="fn-facts"><span class="fn-role">{role}</span>{shown}</p>'


def _language_fact(words: Words, citation: Citation, answer: Answer) -> str:
    """Return a quotation's language, and that it stands in it where the question is in another."""
    language = language_of(words, citation.language)
    if not foreign_language(citation, answer):
        return language
    return said_in(words.language).say("language.foreign", language=language)


def _standing(words: Words, standing: Standing) -> str:
    if standing not in ("changed", "gone"):
        return ""
    return f'<p class="fn-since">{escape(words.say(f"evidence.{standing}"))}</p>'


def _cites(words: Words, citation: Citation) -> str:
    """Return what the document cites for the quotation, each with whether it is held."""
    backing, more = shown_backing(citation, said_in(words.language))
    if not backing:
        return ""
    if len(backing) == 1:
        what = _backing(words, backing[0])
        line = words.say(f"evidence.citing-{citation.role}", what=what)
        return f'<p class="fn-cites">{line}</p>'
    items = "".join(f"<li>{_backing(words, each)}</li>" for each in backing)
    rest = f"<li>{escape(more)}</li>" if more else ""
    line = words.say(f"evidence.citing-{citation.role}-several")
    return f'<div class="fn-cites">{line}<ul>{items}{rest}</ul></div>'


def _backing(words: Words, backing: Backing) -> str:
    link = out_link(web_url(backing.url, backing.doi), one_line(backing.label))
    if not backing.held:
        lacking = escape(said_in(words.language).say("cites.not-held"))
        return f'{link} · <span class="fn-lacking">{lacking}</span>'
    opened = " · ".join(_held_link(words, doc_id, backing.held) for doc_id in backing.held)
    return f"{link} · {opened}"


def _held_link(words: Words, doc_id: str, held: Sequence[str]) -> str:
    said = (
        words.say("evidence.held") if len(held) == 1 else words.say("evidence.held-as", name=doc_id)
    )
    return (
        f'<a class="fn-open" href="{escape(view_url(doc_id))}" target="_blank"'
        f' rel="noopener">{escape(one_line(said))}</a>'
    )


def _more_button(words: Words) -> str:
    return (
        f'<button type="button" class="fn-link fn-more" aria-expanded="false">'
        f"{words.say('evidence.more')}</button>"
    )


def _open_link(words: Words, excerpt: Excerpt) -> str:
    citation = excerpt.citation
    version = excerpt.sha256[:VERSION_CHARS]
    url = view_url(citation.document, citation.start, citation.end, version)
    return (
        f'<a class="fn-open" href="{escape(url)}" target="_blank" rel="noopener">'
        f"{words.say('evidence.open')}</a>"
    )


def _page_image(words: Words, excerpt: Excerpt) -> str:
    """Return where the page's script puts the page as a picture; the text stands without it."""
    citation = excerpt.citation
    if excerpt.work.media_type != _PDF or citation.page is None or not excerpt.sha256:
        return ""
    data = {
        "doc": citation.document,
        "page": citation.page,
        "start": citation.start,
        "end": citation.end,
        "version": excerpt.sha256[:VERSION_CHARS],
    }
    attributes = "".join(f' data-{name}="{escape(str(value))}"' for name, value in data.items())
    summary = f"<summary>{words.say('evidence.page-image')}</summary>"
    return f'<details class="fn-sheet"{attributes}>{summary}</details>'


def _copy(words: Words, excerpt: Excerpt) -> str:
    """Return the quotation as a reference, to be copied in each of its forms."""
    buttons = "".join(
        f'<button type="button" class="fn-link fn-copy"'
        f' data-copy="{escape(form.write(excerpt))}">{words.say(f"evidence.copy-{name}")}</button>'
        for name, form in FORMS.items()
    )
    return (
        f'<details class="fn-cite"><summary>{words.say("evidence.copy")}</summary>'
        f'<p class="fn-links">{buttons}</p></details>'
    )
