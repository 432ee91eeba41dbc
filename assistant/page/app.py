"""The page: its tabs, and the endpoints for programs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.access.person import person_of
from assistant.dictionary import Words
from assistant.page.ask_tab import AskTab
from assistant.page.claims_tab import ClaimsTab
from assistant.page.documents_tab import DocumentsTab
from assistant.page.endpoints import add_endpoints
from assistant.page.evaluation_tab import EvaluationTab
from assistant.page.frame import header_html, languages_html, person_html
from assistant.page.html_block import html_block
from assistant.page.line import Line
from assistant.page.parts import Parts
from assistant.page.unqueued import UNQUEUED
from assistant.page.words import script_words

_ROOM = Path(__file__).parent
# In the order in which they need one another.
SCRIPTS = (
    "base.js",
    "excerpts.js",
    "shelf.js",
    "conversations.js",
    "sheets.js",
    "documents.js",
    "jobs.js",
)
STYLES = ("page", "ask", "evidence", "documents")
# More at once answer no more a second: they wait for the same interpreter.
QUESTIONS_AT_ONCE = 2
# Uploads that the documents folder has taken are copies: Gradio's are dropped after an hour.
_DROP_UPLOADS_AFTER = 3600


def build_app(parts: Parts, words: Words, line: Line, *, programs: bool, mcp: bool) -> gr.Blocks:
    """Lay out the page in one language; serving it is ``assistant.page.server``'s.

    :param parts: the page's collaborators.
    :param words: of the page.
    :param line: where questions wait, those of all pages and programs.
    :param programs: the endpoints for programs are here.
    :param mcp: the endpoints are offered as tools.
    """

    def who(request: gr.Request) -> str:
        return person_html(words, person_of(request))

    blocks = gr.Blocks(
        title=words.say("page.title"),
        analytics_enabled=False,
        fill_width=True,
        delete_cache=(_DROP_UPLOADS_AFTER, _DROP_UPLOADS_AFTER),
    )
    with blocks:
        with gr.Row(elem_id="fn-top"):
            html_block(header_html(words, is_written=parts.model is not None))
            person = html_block(elem_id="fn-person")
            html_block(languages_html(words))
        again = gr.Button(visible="hidden", elem_id="fn-look")
        with gr.Tabs(overflow_behavior="wrap"):
            with gr.Tab(words.say("tabs.ask"), id="ask") as ask_tab:
                ask = AskTab(words, parts.asker, parts.texts, line, parts.model)
            with gr.Tab(words.say("tabs.claims"), id="claims") as claims_tab:
                claims = ClaimsTab(words, parts.checker)
            with gr.Tab(words.say("tabs.documents"), id="documents") as documents_tab:
                documents = DocumentsTab(words, parts)
            with gr.Tab(words.say("tabs.evaluation"), id="evaluation") as evaluation_tab:
                evaluation = EvaluationTab(words, parts)
        quick: dict[str, Any] = {"show_progress": "hidden", **UNQUEUED}
        ask.show_kept_on(blocks.load)
        blocks.load(who, None, [person], **quick)
        gr.on([blocks.load, ask_tab.select, again.click], ask.look, None, ask.seen, **quick)
        claims_tab.select(claims.look, [claims.paper], claims.shown, **quick)
        gr.on([documents_tab.select, again.click], documents.look, None, documents.shown, **quick)
        gr.on(
            [evaluation_tab.select, again.click], evaluation.look, None, evaluation.shown, **quick
        )
        if programs:
            add_endpoints(parts, line, QUESTIONS_AT_ONCE, as_tools=mcp)
    return blocks


def theme() -> gr.themes.Base:
    """Return the page's theme; its fonts are the system's, for none may be fetched."""
    base = gr.themes.Default(
        primary_hue=gr.themes.colors.blue,
        neutral_hue=gr.themes.colors.gray,
        font=("system-ui", "-apple-system", "Segoe UI", "Noto Sans", "sans-serif"),
        font_mono=("ui-monospace", "Consolas", "Noto Sans Mono", "monospace"),
    )
    # The shades that the theme has for these stand out too little to be read (WCAG 1.4.3).
    return base.set(
        body_text_color_subdued="*neutral_500",
        input_placeholder_color="*neutral_500",
        input_placeholder_color_dark="*neutral_400",
        button_primary_background_fill="*primary_600",
        button_primary_background_fill_hover="*primary_700",
        button_primary_background_fill_dark="*primary_600",
        button_primary_background_fill_hover_dark="*primary_700",
        button_cancel_background_fill="#dc2626",
        button_cancel_background_fill_hover="#b91c1c",
        button_cancel_background_fill_dark="#b91c1c",
    )


def page_head(words: Words) -> str:
    """Return what goes into the page's head: the words its scripts say, and the scripts.

    :param words: of the page.
    """
    # A script's end within it would end it before its time.
    said = json.dumps(script_words(words), ensure_ascii=False).replace("<", "\\u003c")
    scripts = "".join(
        f"<script>{(_ROOM / 'scripts' / name).read_text(encoding='utf-8')}</script>"
        for name in SCRIPTS
    )
    return (
        f'<script type="application/json" id="fn-words" lang="{words.language}">{said}</script>'
        f"{scripts}"
    )


def page_css() -> list[Path]:
    """Return the page's style sheets."""
    sheets = [_ROOM / "styles" / f"{name}.css" for name in STYLES]
    return [*sheets, _ROOM.parent / "claims" / "claims.css"]
