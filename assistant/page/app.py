"""The page: its tabs, and the endpoints for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.access.person import person_of
from assistant.page.ask_tab import AskTab
from assistant.page.claims_tab import ClaimsTab
from assistant.page.documents_tab import DocumentsTab
from assistant.page.endpoints import add_endpoints
from assistant.page.evaluation_tab import EvaluationTab
from assistant.page.frame import person_html
from assistant.page.html_block import html_block
from assistant.page.parts import Parts
from assistant.page.unqueued import UNQUEUED
from assistant.page.words import say, script_words

HEADER = f'<div class="fn-header"><h1>{say("page.title")}</h1><p>{say("page.about")}</p></div>'
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
EXAMPLES = (
    "Who introduced the term soft power?",
    "How many Confucius Institutes are there in Central Asia?",
    "How many students from Kazakhstan study in China?",
    "How many goals did Lionel Messi score for Barcelona?",
)
# More at once answer no more a second: they wait for the same interpreter.
QUESTIONS_AT_ONCE = 2
# Uploads that the documents folder has taken are copies: Gradio's are dropped after an hour.
_DROP_UPLOADS_AFTER = 3600


def build_app(parts: Parts, examples: Sequence[str] = EXAMPLES, *, mcp: bool = False) -> gr.Blocks:
    """Lay out the page; serving it is ``assistant.page.server``'s.

    :param parts: the page's collaborators.
    :param examples: questions offered while nothing was asked.
    :param mcp: the endpoints are offered as tools.
    """
    blocks = gr.Blocks(
        title=say("page.title"),
        analytics_enabled=False,
        fill_width=True,
        delete_cache=(_DROP_UPLOADS_AFTER, _DROP_UPLOADS_AFTER),
    )
    with blocks:
        html_block(HEADER)
        person = html_block(elem_id="fn-person")
        again = gr.Button(visible="hidden", elem_id="fn-look")
        with gr.Tabs():
            with gr.Tab(say("tabs.ask"), id="ask") as ask_tab:
                ask = AskTab(parts.asker, parts.texts, examples, QUESTIONS_AT_ONCE)
            with gr.Tab(say("tabs.claims"), id="claims") as claims_tab:
                claims = ClaimsTab(parts.checker)
            with gr.Tab(say("tabs.documents"), id="documents") as documents_tab:
                documents = DocumentsTab(parts)
            with gr.Tab(say("tabs.evaluation"), id="evaluation") as evaluation_tab:
                evaluation = EvaluationTab(parts)
        quick: dict[str, Any] = {"show_progress": "hidden", **UNQUEUED}
        ask.show_kept_on(blocks.load)
        blocks.load(_who, None, [person], **quick)
        gr.on([blocks.load, ask_tab.select, again.click], ask.look, None, ask.seen, **quick)
        claims_tab.select(claims.look, [claims.paper], claims.shown, **quick)
        gr.on([documents_tab.select, again.click], documents.look, None, documents.shown, **quick)
        gr.on(
            [evaluation_tab.select, again.click], evaluation.look, None, evaluation.shown, **quick
        )
        add_endpoints(parts.asker, parts.finder, QUESTIONS_AT_ONCE, as_tools=mcp)
    return blocks


def _who(request: gr.Request) -> str:
    return person_html(person_of(request))


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


def page_head() -> str:
    """Return what goes into the page's head: the words its scripts say, and the scripts."""
    # A script's end within it would end it before its time.
    words = json.dumps(script_words(), ensure_ascii=False).replace("<", "\\u003c")
    scripts = "".join(
        f"<script>{(_ROOM / 'scripts' / name).read_text(encoding='utf-8')}</script>"
        for name in SCRIPTS
    )
    return f'<script type="application/json" id="fn-words">{words}</script>{scripts}'


def page_css() -> list[Path]:
    """Return the page's style sheets."""
    sheets = [_ROOM / "styles" / f"{name}.css" for name in STYLES]
    return [*sheets, _ROOM.parent / "claims" / "claims.css"]
