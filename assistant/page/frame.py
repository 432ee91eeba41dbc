"""The fixed parts of the Ask tab, as HTML; the page's script fills and works them."""

from __future__ import annotations

from assistant.access.person import Person
from assistant.dictionary import Words
from assistant.escape import escape, one_line
from assistant.page.languages import CHOICE_PATH, OWN_NAMES

EXPORT_FORMS = ("markdown", "html", "json")


def header_html(words: Words, *, is_written: bool) -> str:
    """Return the page's head, which says what it is.

    :param words: of the page.
    :param is_written: a language model writes the answers, which are no quotations then.
    """
    about = words.say("page.about-written" if is_written else "page.about")
    return f'<div class="fn-header"><h1>{words.say("page.title")}</h1><p>{about}</p></div>'


def languages_html(words: Words) -> str:
    """Return the links to the page in each language, every one named in itself."""
    current = ' aria-current="true"'
    links = "".join(
        f'<a class="fn-open" href="{CHOICE_PATH}/{language}" lang="{language}"'
        f' hreflang="{language}"{current if language == words.language else ""}>{name}</a>'
        for language, name in OWN_NAMES.items()
    )
    return f'<nav class="fn-languages" aria-label="{words.say("page.languages")}">{links}</nav>'


def person_html(words: Words, person: Person) -> str:
    """Return who is logged in, with the button that logs out; nothing where nobody need log in."""
    if not person.name:
        return ""
    name = escape(one_line(person.name))
    return (
        f'<form class="fn-person" method="post" action="logout"><span>{name}, '
        f"{words.say(f'person.{person.role}')}</span>"
        f'<button type="submit" class="fn-link">{words.say("person.log-out")}</button></form>'
    )


def conversations_html(words: Words) -> str:
    """Return the list of conversations that the browser keeps, still empty."""
    return (
        f'<p class="fn-hide">{_toggle(words.say("kept.hide"))}</p>'
        f'<div class="fn-kept"><h2>{words.say("kept.title")}</h2>'
        f"{_button('fn-new', words.say('kept.new'))}"
        f'<p class="fn-hint" id="fn-none-kept">{words.say("kept.none")}</p>'
        f'<ul id="fn-kept" aria-label="{words.say("kept.title")}"></ul></div>'
    )


def toggle_html(words: Words) -> str:
    """Return the button that shows the left pane where it is away."""
    return f'<span id="fn-toggle">{_toggle(words.say("kept.toggle"))}</span>'


def editing_html(words: Words) -> str:
    """Return the line that tells which question is being asked anew, still hidden."""
    return (
        '<div id="fn-editing" role="status" hidden><span></span>'
        f"{_button('fn-cancel-edit', words.say('ask.cancel-edit'))}</div>"
    )


def below_html(words: Words) -> str:
    """Return what stands below the question box: what is asked, and saving the conversation."""
    saves = "".join(
        f'<button type="button" class="fn-link fn-save" data-form="{form}">'
        f"{words.say(f'export.{form}')}</button>"
        for form in EXPORT_FORMS
    )
    return (
        '<div class="fn-below"><span id="fn-asked-of" role="status"></span>'
        f'<span class="fn-exports" id="fn-saves" hidden><span>{words.say("export.title")}</span>'
        f"{saves}</span></div>"
    )


def _toggle(label: str) -> str:
    return (
        f'<button type="button" class="fn-link fn-toggle" aria-controls="fn-left"'
        f' aria-expanded="true">{label}</button>'
    )


def _button(name: str, label: str) -> str:
    return f'<button type="button" class="fn-link" id="{name}">{label}</button>'
