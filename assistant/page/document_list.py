"""The documents that can be asked, as a list to tick."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.dictionary import Words
from assistant.escape import escape, one_line, view_url
from assistant.page.words import language_of
from ingest.models import Document

FILTERED_ABOVE = 12  # documents; fewer are read through faster than typed at
_ROLES = ("paper", "source")


def documents_html(words: Words, documents: Sequence[Document]) -> str:
    """Return the list.

    :param words: of the page.
    :param documents: all that the index holds, without their texts.
    """
    if not documents:
        return (
            f'<h2>{words.say("shelf.title")}</h2><p class="fn-hint">{words.say("shelf.none")}</p>'
        )
    items = "".join(_item(words, each) for each in documents)
    search = _search(words) if len(documents) > FILTERED_ABOVE else ""
    return (
        f'<fieldset class="fn-shelf"><legend>{words.say("shelf.title")}</legend>'
        f'<p class="fn-hint">{words.say("shelf.hint")}</p>{_picks(words, documents)}{search}'
        f'<ul class="fn-docs">{items}</ul></fieldset>'
    )


def _picks(words: Words, documents: Sequence[Document]) -> str:
    if len(documents) == 1:
        return ""
    roles = {document.role for document in documents}
    picks = ["all", "none", *(role for role in _ROLES if role in roles and len(roles) > 1)]
    buttons = "".join(
        f'<button type="button" class="fn-link fn-pick" data-pick="{pick}">'
        f"{words.say(f'shelf.pick-{pick}')}</button>"
        for pick in picks
    )
    return f'<p class="fn-picks">{buttons}</p>'


def _search(words: Words) -> str:
    return (
        f'<input type="search" id="fn-find" aria-label="{words.say("shelf.find")}"'
        f' placeholder="{words.say("shelf.find")}">'
    )


def _item(words: Words, document: Document) -> str:
    title = one_line(document.title) or one_line(document.doc_id)
    pages = len(document.page_starts)
    facts = (
        words.say(f"shelf.role-{document.role}"),
        language_of(words, document.language),
        words.say_count("shelf.pages", pages) if pages else "",
    )
    shown = "".join(f"<span>{escape(fact)}</span>" for fact in facts if fact)
    opened = words.say("shelf.open", title=title)
    return (
        f'<li><label><input type="checkbox" checked data-doc="{escape(document.doc_id)}"'
        f' data-role="{document.role}"><span><span class="fn-doc-title">{escape(title)}</span>'
        f'<span class="fn-facts">{shown}</span></span></label>'
        f'<a class="fn-open" href="{escape(view_url(document.doc_id))}" target="_blank"'
        f' rel="noopener" aria-label="{escape(opened)}" title="{escape(opened)}">↗</a></li>'
    )
