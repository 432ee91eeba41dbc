"""The page: tabs to ask, for claims and for documents, and an endpoint for programs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr
from gradio.events import api

from assistant.chat import Asker, Opener
from assistant.chat_tab import UNQUEUED, ChatTab
from assistant.claims.checker import Checker
from assistant.claims_tab import ClaimsTab
from assistant.documents_tab import Build, DocumentsTab
from assistant.html_block import html_block
from assistant.scopes import scope_of
from assistant.turns import turns_from_json
from ingest.errors import FootnoteError

if TYPE_CHECKING:
    from ingest.library import Library

HEADER = (
    '<div class="fn-header"><h1>Footnote</h1>'
    "<p>Ask the documents; every sentence of an answer stands in them, word for word.</p></div>"
)
EXAMPLES = (
    "Who introduced the term soft power?",
    "How many Confucius Institutes are there in Central Asia?",
    "How many students from Kazakhstan study in China?",
    "How many goals did Lionel Messi score for Barcelona?",
)
# Several programs' questions run side by side; more would only wait for the processor.
QUESTIONS_AT_ONCE = 8
# Uploads that the documents folder has taken are copies: Gradio's are dropped after an hour.
_DROP_UPLOADS_AFTER = 3600


def build_app(
    asker: Asker,
    texts: Opener,
    checker: Checker,
    library: Library,
    build: Build,
    examples: Sequence[str] = EXAMPLES,
) -> gr.Blocks:
    """Lay out the page; serving it is ``assistant.server``'s.

    :param asker: who answers questions.
    :param texts: opens the current generation; called anew for each question, so that a rebuild
        shows without a restart.
    :param checker: holds papers against their sources.
    :param library: the documents folder.
    :param build: brings the index up to date, telling how far it is.
    :param examples: questions offered while nothing was asked.
    """
    blocks = gr.Blocks(
        title="Footnote",
        analytics_enabled=False,
        delete_cache=(_DROP_UPLOADS_AFTER, _DROP_UPLOADS_AFTER),
    )
    with blocks:
        html_block(HEADER)
        with gr.Tabs():
            with gr.Tab("Ask", id="ask") as ask_tab:
                chat_tab = ChatTab(asker, texts, examples)
            with gr.Tab("Claims and sources", id="claims") as claims_tab:
                claims = ClaimsTab(checker)
            with gr.Tab("Documents", id="documents") as documents_tab:
                documents = DocumentsTab(library, texts, build)
        gr.on(
            [blocks.load, ask_tab.select],
            chat_tab.look,
            [chat_tab.scope],
            [chat_tab.notice, chat_tab.scope],
            show_progress="hidden",
            **UNQUEUED,
        )
        claims_tab.select(
            claims.look, [claims.paper], claims.shown, show_progress="hidden", **UNQUEUED
        )
        documents_tab.select(
            documents.look, None, documents.shown, show_progress="hidden", **UNQUEUED
        )
        # Two, for over plain HTTP Gradio fills in no value that is left out.
        for name, answer, description in (
            ("ask", answer_for_programs(asker), "Answer a question: what `ask --json` prints."),
            ("ask_within", answer_within(asker), "The same, of some roles or documents only."),
        ):
            api(
                answer,
                api_name=name,
                api_description=description,
                concurrency_limit=QUESTIONS_AT_ONCE,
                concurrency_id="ask",
            )
    return blocks


def answer_for_programs(asker: Asker) -> Any:  # noqa: ANN401 - Gradio reads the function's own hints
    """Return the function behind the endpoint ``/ask``."""
    answer = answer_within(asker)

    # Gradio makes the endpoint's schema of these hints at run time; hence the plain types.
    def ask(question: str, history: list[dict[str, str]] | None = None) -> dict[str, Any]:
        found: dict[str, Any] = answer(question, history)
        return found

    return ask


def answer_within(asker: Asker) -> Any:  # noqa: ANN401 - as above
    """Return the function behind the endpoint ``/ask_within``."""

    def ask_within(
        question: str,
        history: list[dict[str, str]] | None = None,
        roles: list[str] | None = None,
        documents: list[str] | None = None,
    ) -> dict[str, Any]:
        if not isinstance(question, str):
            raise gr.Error("the question must be a text.", print_exception=False)
        try:
            scope = scope_of(roles, documents)
            return asker.ask(question, turns_from_json(history), scope).to_json()
        except FootnoteError as exc:
            raise gr.Error(str(exc), print_exception=False) from exc

    return ask_within


def theme() -> gr.themes.Base:
    """Return the page's theme; its fonts are the system's, for none may be fetched."""
    return gr.themes.Default(
        primary_hue=gr.themes.colors.blue,
        neutral_hue=gr.themes.colors.gray,
        font=("system-ui", "-apple-system", "Segoe UI", "Noto Sans", "sans-serif"),
        font_mono=("ui-monospace", "Consolas", "Noto Sans Mono", "monospace"),
    )


def page_head() -> str:
    """Return what goes into the page's head: its one script."""
    script = Path(__file__).with_name("page.js").read_text(encoding="utf-8")
    return f"<script>{script}</script>"


def page_css() -> list[Path]:
    """Return the page's style sheets."""
    room = Path(__file__).parent
    return [room / "page.css", room / "claims" / "claims.css"]
