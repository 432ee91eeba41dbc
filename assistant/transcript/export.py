"""A conversation as a file that a browser saves."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping

from assistant.saved_file import Form, SavedFile
from assistant.transcript.html import to_html
from assistant.transcript.markdown import to_markdown
from assistant.transcript.models import Conversation
from assistant.transcript.stored import from_json, to_json
from assistant.transcript.words import day_of
from ingest.errors import TranscriptInvalid

SLUG_CHARS = 48
FALLBACK = "conversation"
_NO_SLUG = re.compile(r"[^a-z0-9]+")


def _json(conversation: Conversation) -> str:
    return json.dumps(to_json(conversation), ensure_ascii=False, indent=2) + "\n"


FORMS: Mapping[str, Form[Conversation]] = {
    "markdown": Form("Markdown", ".md", "text/markdown", to_markdown),
    "html": Form("Web page", ".html", "text/html", to_html),
    "json": Form("JSON", ".json", "application/json", _json),
}


def export(value: object, form: str) -> SavedFile:
    """Return a conversation as a file.

    :param value: the conversation as the page's JSON has it.
    :param form: one of ``FORMS``.
    :raises TranscriptInvalid: when it is not of the form, or there is no such form of file.
    """
    if form not in FORMS:
        raise TranscriptInvalid(
            f"{form[:40]!r} is no form to export in: choose {', '.join(FORMS)}."
        )
    return export_conversation(from_json(value), form)


def export_conversation(conversation: Conversation, form: str) -> SavedFile:
    """Return a conversation that was read already as a file.

    :param conversation: what is exported.
    :param form: one of ``FORMS``.
    """
    return FORMS[form].file(conversation, file_stem(conversation))


def file_stem(conversation: Conversation) -> str:
    """Return a file's name without its ending: day and first question, in ASCII.

    :return: for instance ``footnote-2026-11-25-who-introduced-the-term``.
    """
    first = conversation.exchanges[0].question if conversation.exchanges else ""
    return "-".join(filter(None, ("footnote", day_of(conversation), slug(first))))


def slug(text: str) -> str:
    """Return the beginning of a text as small ASCII letters, digits and hyphens.

    Cut at a word's end; "conversation" where too little of the text is ASCII.
    """
    bare = unicodedata.normalize("NFKD", text[:400]).encode("ascii", "ignore").decode("ascii")
    whole = _NO_SLUG.sub("-", bare.lower()).strip("-")
    cut = whole[: SLUG_CHARS + 1]
    short = whole if len(whole) <= SLUG_CHARS else cut.rpartition("-")[0] or cut[:SLUG_CHARS]
    return short if sum(map(str.isalpha, short)) > 1 else FALLBACK
