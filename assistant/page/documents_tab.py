"""The tab where a person adds and removes documents, rebuilds the index and rolls it back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.access.person import Person, person_of, require_manage
from assistant.dictionary import Words
from assistant.page import shelf, shelf_html
from assistant.page.html_block import html_block
from assistant.page.parts import Parts
from assistant.page.render import problem_html
from assistant.page.unqueued import UNQUEUED
from ingest.errors import FootnoteError

Update = tuple[Any, ...]
FILE_TYPES = [".pdf", ".md", ".txt", ".html", ".htm", ".docx"]
MAX_FILES = 100
_ADDRESSES = ("http://", "https://")
_LOOK_AT_JOBS = "() => { footnote.lookAtJobs(); return []; }"
_ACT = "() => [footnote.act()]"


class DocumentsTab:
    """Lays the tab out inside the ``gr.Blocks`` at hand, and answers its events.

    :param words: of the page.
    :param parts: the page's collaborators.
    """

    def __init__(self, words: Words, parts: Parts) -> None:
        self._words = words
        self._parts = parts
        self._lay_out()
        self.shown = [self.index, self.table, self.rebuild, self.back, self.managing]
        self._connect()

    def _lay_out(self) -> None:
        words = self._words
        self.act, self.actor = gr.JSON(visible=False), gr.Button(visible="hidden", elem_id="fn-act")
        with gr.Row(elem_classes="fn-state-row"):
            self.index = html_block(elem_id="fn-index")
            self.back = gr.Button(
                words.say("documents.roll-back"),
                elem_id="fn-roll-back",
                scale=0,
                min_width=140,
            )
            self.rebuild = gr.Button(
                words.say("documents.rebuild"),
                variant="primary",
                elem_id="fn-rebuild",
                scale=0,
                min_width=200,
            )
        with gr.Group(visible=False, elem_classes="fn-sure") as self.sure:
            self.asked = html_block()
            with gr.Row():
                self.really = gr.Button(
                    words.say("documents.roll-back-yes"), variant="stop", elem_id="fn-really"
                )
                self.stay = gr.Button(words.say("documents.roll-back-no"))
        self.told = html_block(elem_id="fn-told")
        html_block('<div id="fn-rebuild-state"></div>')
        self.table = html_block(elem_id="fn-documents")
        with gr.Column(elem_classes="fn-adding") as self.managing:
            self._lay_out_adding()

    def _lay_out_adding(self) -> None:
        words = self._words
        with gr.Row():
            self.files = gr.File(
                label=words.say("documents.files"),
                file_count="multiple",
                file_types=FILE_TYPES,
                height=150,
                elem_id="fn-files",
            )
            with gr.Column():
                self.address = gr.Textbox(
                    label=words.say("documents.address"),
                    info=words.say("documents.address-hint"),
                    placeholder="https://",
                    max_length=2_000,
                    elem_id="fn-address",
                )
                with gr.Accordion(words.say("documents.options"), open=False):
                    self.replace = gr.Checkbox(label=words.say("documents.replace"))
                    self.password = gr.Textbox(
                        label=words.say("documents.password"),
                        info=words.say("documents.password-hint"),
                        type="password",
                    )
                    self.encoding = gr.Textbox(
                        label=words.say("documents.encoding"),
                        placeholder=words.say("documents.encoding-hint"),
                    )
        self.add = gr.Button(words.say("documents.add"), elem_id="fn-add")
        self.added = html_block(elem_id="fn-added")

    def _connect(self) -> None:
        quick: dict[str, Any] = {"show_progress": "hidden", **UNQUEUED}
        gr.on(
            [self.add.click, self.address.submit],
            self._add,
            [self.files, self.address, self.replace, self.password, self.encoding],
            [self.added, self.files, self.address, self.password, *self.shown],
            show_progress="hidden",
            concurrency_id="add",
            api_visibility="private",
        )
        self.actor.click(
            self._remove_or_restore, [self.act], [self.told, *self.shown], js=_ACT, **quick
        )
        self.back.click(self._ask_to_roll_back, None, [self.sure, self.asked], **quick)
        self.stay.click(lambda: gr.Group(visible=False), None, [self.sure], **quick)
        self.really.click(self._roll_back, None, [self.sure, self.told, *self.shown], **quick)
        self.rebuild.click(self._rebuild, None, [self.told], **quick).then(
            None, None, None, js=_LOOK_AT_JOBS
        )

    def look(self, request: gr.Request) -> Update:
        """Return the state of the index, the table, and what whoever looks may press."""
        person = person_of(request)
        managed = person.role == "manage"
        try:
            seen = shelf.look(self._parts.library, self._parts.texts)
            older = self._parts.generations.older()
        except FootnoteError as exc:
            # A rebuild is what mends a damaged index: its button stays.
            rebuild = gr.Button(self._words.say("documents.rebuild"), visible=managed)
            return (
                problem_html(str(exc)),
                "",
                rebuild,
                gr.Button(visible=managed),
                gr.Column(visible=managed),
            )
        label = self._words.say("documents.build" if seen.manifest is None else "documents.rebuild")
        return (
            shelf_html.index_html(self._words, seen),
            shelf_html.table_html(self._words, seen.rows, managed=managed),
            gr.Button(label, visible=managed),
            gr.Button(visible=managed and bool(older)),
            gr.Column(visible=managed),
        )

    def _add(
        self,
        paths: list[str] | None,
        address: str,
        replace: bool,
        password: str,
        encoding: str,
        request: gr.Request,
    ) -> Iterator[Update]:
        """Add files and an address one by one, each told as it is done."""
        address = address or ""
        wrong = self._wrong_choice(paths or [], address.strip())
        problem = _not_allowed(person_of(request)) or wrong
        if problem:
            yield (problem_html(problem), *[gr.skip()] * (3 + len(self.shown)))
            return
        uploads = [shelf.Upload(Path(path), Path(path).name) for path in paths or []]
        names = [upload.name for upload in uploads] + [address.strip()] * bool(address.strip())
        words = self._words
        outcomes: list[shelf.Outcome] = []
        for done, name in enumerate(names):
            line = words.say("documents.adding", name=name, done=done + 1, all=len(names))
            shown = shelf_html.outcomes_html(words, outcomes, words.say("documents.added"))
            yield (f"{shown}{shelf_html.hint_html(line)}", *[gr.skip()] * (3 + len(self.shown)))
            if done < len(uploads):
                outcomes.append(
                    shelf.add_file(
                        self._parts.library,
                        uploads[done],
                        replace=replace,
                        password=password,
                        encoding=encoding,
                    )
                )
            else:
                fetcher = self._parts.fetcher()
                outcomes.append(
                    shelf.add_address(self._parts.library, name, fetcher, replace=replace)
                )
        shown = shelf_html.outcomes_html(words, outcomes, words.say("documents.added"))
        # What was refused stays, to be tried again with a password or another encoding.
        refused = [str(up.path) for up, out in zip(uploads, outcomes, strict=False) if out.problem]
        kept = gr.skip() if address.strip() and outcomes[-1].problem else ""
        yield (shown, refused or None, kept, gr.skip() if refused else "", *self.look(request))

    def _wrong_choice(self, paths: list[str], address: str) -> str:
        if not paths and not address:
            return self._words.say("documents.nothing-chosen")
        if len(paths) > MAX_FILES:
            most = self._words.number(MAX_FILES)
            return self._words.say_count("documents.too-many", len(paths), most=most)
        if address and not address.lower().startswith(_ADDRESSES):
            return self._words.say("documents.no-address", found=address)
        return ""

    def _remove_or_restore(self, wanted: object, request: gr.Request) -> Update:
        problem = _not_allowed(person_of(request))
        act = wanted.get("act") if isinstance(wanted, dict) else None
        if problem or not isinstance(wanted, dict) or act not in ("remove", "restore"):
            return (problem_html(problem) if problem else "", *[gr.skip()] * len(self.shown))
        doc_id, key = str(wanted.get("doc", "")), str(wanted.get("key", ""))
        if act == "restore":
            outcome = shelf.restore(self._parts.library, doc_id, key)
            done = self._words.say("documents.restored")
        else:
            outcome = shelf.remove(self._parts.library, doc_id)
            done = self._words.say("documents.removed")
        return shelf_html.outcomes_html(self._words, [outcome], done), *self.look(request)

    def _ask_to_roll_back(self) -> Update:
        older = self._parts.generations.older()
        if not older:
            return gr.Group(visible=False), ""
        return gr.Group(visible=True), shelf_html.question_html(
            self._words.say("documents.roll-back-sure", name=older)
        )

    def _roll_back(self, request: gr.Request) -> Update:
        try:
            require_manage(person_of(request))
            name = self._parts.generations.roll_back()
        except FootnoteError as exc:
            return gr.Group(visible=False), problem_html(str(exc)), *self.look(request)
        told = shelf_html.done_html(self._words.say("documents.rolled-back", name=name))
        return gr.Group(visible=False), told, *self.look(request)

    def _rebuild(self, request: gr.Request) -> str:
        person = person_of(request)
        problem = _not_allowed(person)
        if problem:
            return problem_html(problem)
        if self._parts.rebuild.start(person.name):
            return ""
        return shelf_html.hint_html(self._words.say("documents.running"))


def _not_allowed(person: Person) -> str:
    try:
        require_manage(person)
    except FootnoteError as exc:
        return str(exc)
    return ""
