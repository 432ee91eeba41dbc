"""The fixed parts of the Ask tab, as HTML; the page's script fills and works them."""

from __future__ import annotations

from assistant.access.person import Person
from assistant.escape import escape, one_line
from assistant.page.words import say

EXPORT_FORMS = ("markdown", "html", "json")


def person_html(person: Person) -> str:
    """Return who is logged in, with the button that logs out; nothing where nobody need log in."""
    if not person.name:
        return ""
    name = escape(one_line(person.name))
    return (
        f'<form class="fn-person" method="post" action="logout"><span>{name}, '
        f"{say(f'person.{person.role}')}</span>"
        f'<button type="submit" class="fn-link">{say("person.log-out")}</button></form>'
    )


def conversations_html() -> str:
    """Return the list of conversations that the browser keeps, still empty."""
    return (
        f'<p class="fn-hide">{_toggle(say("kept.hide"))}</p>'
        f'<div class="fn-kept"><h2>{say("kept.title")}</h2>'
        f"{_button('fn-new', say('kept.new'))}"
        f'<p class="fn-hint" id="fn-none-kept">{say("kept.none")}</p>'
        f'<ul id="fn-kept" aria-label="{say("kept.title")}"></ul></div>'
    )


def toggle_html() -> str:
    """Return the button that shows the left pane where it is away."""
    return f'<span id="fn-toggle">{_toggle(say("kept.toggle"))}</span>'


def editing_html() -> str:
    """Return the line that tells which question is being asked anew, still hidden."""
    return (
        '<div id="fn-editing" role="status" hidden><span></span>'
        f"{_button('fn-cancel-edit', say('ask.cancel-edit'))}</div>"
    )


def below_html() -> str:
    """Return what stands below the question box: what is asked, and saving the conversation."""
    saves = "".join(
        f'<button type="button" class="fn-link fn-save" data-form="{form}">'
        f"{say(f'export.{form}')}</button>"
        for form in EXPORT_FORMS
    )
    return (
        '<div class="fn-below"><span id="fn-asked-of" role="status"></span>'
        f'<span class="fn-exports" id="fn-saves" hidden><span>{say("export.title")}</span>'
        f"{saves}</span></div>"
    )


def _toggle(words: str) -> str:
    return (
        f'<button type="button" class="fn-link fn-toggle" aria-controls="fn-left"'
        f' aria-expanded="true">{words}</button>'
    )


def _button(name: str, words: str) -> str:
    return f'<button type="button" class="fn-link" id="{name}">{words}</button>'
