"""The page's collaborators, each a stand-in that needs no model, no index and no network."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import gradio as gr
from starlette.requests import Request

from assistant.access.person import EVERYONE, SCOPE_KEY, Person
from assistant.claims.checker import Checker
from assistant.feedback import FeedbackFile
from assistant.jobs.evaluation import EvaluationRun
from assistant.jobs.rebuild import Rebuild
from assistant.models import Passage
from assistant.page.chat import Asker, Opener
from assistant.page.parts import Parts
from index.build import BuildReport
from index.models import Progress
from ingest.errors import FootnoteError, IndexLocked, NothingToRollBack
from ingest.fetching.models import Fetcher
from ingest.library import Library
from tests.assistant.claims.fakes import FakeChecker
from tests.assistant.fakes import FakeAsker, FakeTexts
from tests.assistant.samples import answer
from tests.ingest.sources.shelf import PAGE_URL, FakeFetcher, fetched

ASKS = Person("bob", "ask")
MANAGES = Person("ada", "manage")
NO_COMMAND = (sys.executable, "-c", "pass")


def asked_by(person: Person = EVERYONE) -> gr.Request:
    """Return a request as the page's event handlers are given it, noted by the login wall."""
    scope = {"type": "http", "method": "POST", "headers": [], SCOPE_KEY: person}
    return gr.Request(Request(scope))


@dataclass
class FakeFinder:
    """Finds the same passages whatever is looked for; remembers what that was."""

    found: Sequence[Passage] = field(default_factory=lambda: answer().passages)
    error: FootnoteError | None = None
    heard: list[tuple[str, int]] = field(default_factory=list)

    def __call__(self, question: str, count: int) -> list[Passage]:
        self.heard.append((question, count))
        if self.error is not None:
            raise self.error
        return list(self.found)[:count]


@dataclass
class FakeGenerations:
    """Generations by their names, oldest first, the last of which answers."""

    names: list[str] = field(default_factory=lambda: ["gen-000001", "gen-000002"])
    error: FootnoteError | None = None

    def older(self) -> str:
        if self.error is not None:
            raise self.error
        return self.names[-2] if len(self.names) > 1 else ""

    def roll_back(self) -> str:
        if self.error is not None:
            raise self.error
        if len(self.names) < 2:
            raise NothingToRollBack("no generation is older than the current one.")
        self.names.pop()
        return self.names[-1]


def no_build(progress: Progress) -> BuildReport:
    """Refuse to build."""
    raise IndexLocked("another build holds the index: process 42 on host.")


def parts_of(
    root: Path,
    *,
    asker: Asker | None = None,
    finder: FakeFinder | None = None,
    texts: Opener | None = None,
    checker: Checker | None = None,
    fetcher: Fetcher | None = None,
    generations: FakeGenerations | None = None,
    build: Callable[[Progress], BuildReport] = no_build,
    evaluation: Sequence[str] = NO_COMMAND,
) -> Parts:
    """Return the page's collaborators, those that are not given made up.

    :param root: holds ``documents``, ``report`` and ``feedback.jsonl``.
    :param fetcher: gives one page, and no other, where it is made up.
    :param build: what a rebuild does.
    :param evaluation: the command that evaluates.
    """
    documents, report = root / "documents", root / "report"
    documents.mkdir(exist_ok=True)
    report.mkdir(exist_ok=True)
    gets = fetcher or FakeFetcher({PAGE_URL: fetched()})
    return Parts(
        asker=asker or FakeAsker(),
        finder=finder or FakeFinder(),
        texts=texts or FakeTexts(),
        checker=checker or FakeChecker(),
        library=Library(documents),
        fetcher=lambda: gets,
        generations=generations or FakeGenerations(),
        rebuild=Rebuild(build),
        evaluation=EvaluationRun(evaluation, report),
        report_folder=report,
        feedback=FeedbackFile(root / "feedback.jsonl"),
    )
