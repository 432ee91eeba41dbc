"""The tab where a paper's claims are held against the sources that it cites."""

from __future__ import annotations

from typing import Any

import gradio as gr

from assistant.claims.checker import Checker
from assistant.claims.download import FORMS, download_url
from assistant.claims.html import report_html
from assistant.dictionary import Words
from assistant.escape import escape, one_line
from assistant.page.html_block import html_block
from assistant.page.render import problem_html
from assistant.page.unqueued import UNQUEUED
from ingest.errors import FootnoteError

Update = tuple[Any, ...]


class ClaimsTab:
    """Lays the tab out inside the ``gr.Blocks`` at hand, and answers its events.

    :param words: of the page.
    :param checker: who holds papers against their sources.
    """

    def __init__(self, words: Words, checker: Checker) -> None:
        self._words = words
        self._checker = checker
        self._lay_out()
        self.shown = [self.paper, self.check, self.found]
        gr.on(
            [self.check.click, self.paper.input],
            self._check,
            [self.paper],
            [self.found],
            show_progress="minimal",
            **UNQUEUED,
        )

    def _lay_out(self) -> None:
        with gr.Row(elem_classes="fn-ask"):
            self.paper = gr.Dropdown(
                label=self._words.say("claims.paper"),
                choices=[],
                scale=8,
                min_width=220,
                elem_id="fn-claims-paper",
            )
            self.check = gr.Button(
                self._words.say("claims.check"),
                variant="primary",
                scale=2,
                min_width=160,
                elem_id="fn-check",
            )
        self.found = html_block(elem_id="fn-claims")

    def look(self, chosen: str | None) -> Update:
        """Return the papers to choose from, the button, and what stands in the way.

        :param chosen: the paper chosen so far; kept where it is still held.
        """
        try:
            papers = self._checker.papers()
        except FootnoteError as exc:
            return gr.Dropdown(choices=[], value=None), gr.Button(interactive=False), _problem(exc)
        ids = [doc_id for _, doc_id in papers]
        value = chosen if chosen in ids else next(iter(ids), None)
        choices = [(one_line(title), doc_id) for title, doc_id in papers]
        none = "" if value else no_paper_html(self._words)
        found = gr.skip() if value and value == chosen else none
        return gr.Dropdown(choices=choices, value=value), gr.Button(interactive=bool(ids)), found

    def _check(self, paper: str | None) -> str:
        if not paper:
            return no_paper_html(self._words)
        try:
            report = self._checker.report(paper)
        except FootnoteError as exc:
            return _problem(exc)
        return f"{report_html(report)}{_exports(self._words, paper) if report.rows else ''}"


def no_paper_html(words: Words) -> str:
    """Return that no document cites anything, and what to do."""
    return f'<p class="fn-hint">{words.say("claims.no-paper")}</p>'


def _problem(problem: FootnoteError) -> str:
    return problem_html(str(problem))


def _exports(words: Words, paper: str) -> str:
    links = "".join(
        f'<a class="fn-open" href="{escape(download_url(paper, name))}" download>{form.words}</a>'
        for name, form in FORMS.items()
    )
    return f'<p class="fn-exports"><span>{words.say("export.title")}</span>{links}</p>'
