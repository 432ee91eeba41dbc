"""The tab where a person adds and removes documents and rebuilds the index."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant import shelf
from assistant.chat import Opener
from assistant.chat_tab import UNQUEUED
from assistant.html_block import html_block
from index.models import Progress
from ingest.errors import FootnoteError

if TYPE_CHECKING:
    from index.build import BuildReport
    from ingest.library import Library

Update = tuple[Any, ...]
Build = Callable[[Progress], "BuildReport"]
FILE_TYPES = [".pdf", ".md", ".txt", ".html", ".htm", ".docx"]
MAX_FILES = 100
# Two, so that the second learns at once who is building instead of waiting in a queue.
BUILDS_AT_ONCE = 2
_PHASES = {"read": "Reading", "embed": "Embedding", "write": "Writing"}


class DocumentsTab:
    """Lays the tab out inside the ``gr.Blocks`` at hand, and answers its events.

    :param library: the documents folder.
    :param texts: opens the current generation.
    :param build: brings the index up to date, telling how far it is.
    """

    def __init__(self, library: Library, texts: Opener, build: Build) -> None:
        self._library = library
        self._texts = texts
        self._build = build
        self._lay_out()
        self.shown = [self.index, self.table, self.chosen, self.rebuild]
        self._connect()

    def _lay_out(self) -> None:
        with gr.Row(elem_classes="fn-state-row"):
            self.index = html_block(elem_id="fn-index")
            self.rebuild = gr.Button(
                "Rebuild the index", variant="primary", elem_id="fn-rebuild", scale=0, min_width=200
            )
        self.built = html_block(elem_id="fn-report")
        self.table = html_block(elem_id="fn-documents")
        with gr.Row(elem_classes="fn-columns"):
            with gr.Column(min_width=320):
                self._lay_out_adding()
            with gr.Column(min_width=320):
                self._lay_out_removing()

    def _lay_out_adding(self) -> None:
        self.files = gr.File(
            label="Add documents: PDF, Markdown, text, HTML, DOCX",
            file_count="multiple",
            file_types=FILE_TYPES,
            height=140,
        )
        with gr.Accordion("Options", open=False):
            self.replace = gr.Checkbox(label="Replace documents of the same name")
            self.password = gr.Textbox(
                label="Password of an encrypted PDF",
                info="Kept in clear text beside the document, to read it again.",
                type="password",
            )
            self.encoding = gr.Textbox(
                label="Encoding of text files", placeholder="utf-8, or for instance windows-1251"
            )
        self.add = gr.Button("Add to the documents", elem_id="fn-add")
        self.added = html_block(elem_id="fn-added")

    def _lay_out_removing(self) -> None:
        self.chosen = gr.Dropdown(
            label="Remove documents", choices=[], multiselect=True, elem_id="fn-chosen"
        )
        self.remove = gr.Button("Remove…", elem_id="fn-remove")
        with gr.Group(visible=False, elem_classes="fn-sure") as self.sure:
            self.asked = html_block()
            with gr.Row():
                self.really = gr.Button("Remove", variant="stop", elem_id="fn-really")
                self.keep = gr.Button("Keep")
        self.removed = html_block(elem_id="fn-removed")

    def _connect(self) -> None:
        quick: dict[str, Any] = {"show_progress": "hidden", **UNQUEUED}
        self.add.click(
            self._add,
            [self.files, self.replace, self.password, self.encoding],
            [self.added, self.files, self.password, *self.shown],
            **quick,
        )
        self.remove.click(
            ask_whether_to_remove, [self.chosen], [self.sure, self.asked, self.removed], **quick
        )
        self.keep.click(lambda: gr.Group(visible=False), None, [self.sure], **quick)
        self.really.click(
            self._remove, [self.chosen], [self.sure, self.removed, *self.shown], **quick
        )
        self.rebuild.click(
            self._rebuild,
            None,
            [self.built],
            concurrency_limit=BUILDS_AT_ONCE,
            concurrency_id="build",
            show_progress="full",
            api_visibility="private",
        ).then(self.look, None, self.shown, **quick)

    def look(self) -> Update:
        """Return the state of the index, the table, the choices for removal, and the button."""
        try:
            seen = shelf.look(self._library, self._texts)
        except FootnoteError as exc:
            return shelf.problem_html(str(exc)), gr.skip(), gr.skip(), gr.skip()
        label = "Build the index" if seen.manifest is None else "Rebuild the index"
        return (
            shelf.index_html(seen),
            shelf.table_html(seen.rows),
            gr.Dropdown(choices=seen.removable, value=[], multiselect=True),
            gr.Button(label),
        )

    def _add(self, paths: list[str] | None, replace: bool, password: str, encoding: str) -> Update:
        if not paths:
            return (shelf.problem_html("Choose one or more files first."), *[gr.skip()] * 6)
        if len(paths) > MAX_FILES:
            problem = f"{len(paths)} files are too many at once: choose at most {MAX_FILES}."
            return (shelf.problem_html(problem), *[gr.skip()] * 6)
        uploads = [shelf.Upload(Path(path), Path(path).name) for path in paths]
        outcomes = shelf.add_files(
            self._library, uploads, replace=replace, password=password, encoding=encoding
        )
        return shelf.outcomes_html(outcomes, "added"), None, "", *self.look()

    def _remove(self, chosen: Sequence[str]) -> Update:
        outcomes = shelf.remove_files(self._library, chosen)
        return gr.Group(visible=False), shelf.outcomes_html(outcomes, "removed"), *self.look()

    def _rebuild(self, progress: gr.Progress = gr.Progress()) -> str:  # noqa: B008
        # Gradio finds the progress bar by this default, which it replaces at each call.
        progress(None, desc="Preparing")

        def show(phase: str, done: int, total: int) -> None:
            progress((done, max(total, 1)), desc=_PHASES.get(phase, phase))

        try:
            return shelf.report_html(self._build(show))
        except FootnoteError as exc:
            return shelf.problem_html(str(exc))


def ask_whether_to_remove(chosen: Sequence[str]) -> Update:
    """Return the question whether the chosen documents are to be removed for good."""
    if not chosen:
        problem = shelf.problem_html("Choose one or more documents first.")
        return gr.Group(visible=False), "", problem
    return gr.Group(visible=True), shelf.removal_html(chosen), ""
