"""What the page is put together from; ``assistant.page.launch`` fills it with the real things."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from assistant.claims.checker import Checker
from assistant.feedback import FeedbackFile
from assistant.jobs.evaluation import EvaluationRun
from assistant.jobs.rebuild import Rebuild
from assistant.models import Passage
from assistant.page.chat import Asker, Opener

if TYPE_CHECKING:
    from ingest.fetching.models import Fetcher
    from ingest.library import Library


class Generations(Protocol):
    """The generations of the index; ``assistant.page.generations.OnDisk`` is the real one."""

    def older(self) -> str:
        """Return the name of the generation that a roll back leads to; empty where none is."""
        ...

    def roll_back(self) -> str:
        """Go back to the older generation, and return its name.

        :raises IndexingError: when there is none, or it is damaged.
        """
        ...


class Finder(Protocol):
    """Searches without answering."""

    def __call__(self, question: str, count: int) -> list[Passage]:
        """Return the passages nearest to a question, best first, at most ``count``."""
        ...


@dataclass(frozen=True, slots=True)
class ModelShown:
    """A language model, as people are told of it.

    :param name: what it is called.
    :param host: of the server that questions and excerpts go to; empty where it runs in this
        process.
    """

    name: str
    host: str


@dataclass(frozen=True, slots=True)
class Parts:
    """The page's collaborators.

    :param asker: who answers questions.
    :param finder: who searches for passages alone.
    :param texts: opens the current generation; called anew for each question, so that a rebuild
        shows without a restart.
    :param checker: holds papers against their sources.
    :param library: the documents folder.
    :param fetcher: makes what gets documents from addresses; called when one is asked for.
    :param generations: of the index.
    :param rebuild: brings the index up to date, for everyone at once.
    :param evaluation: runs the evaluation, for everyone at once.
    :param report_folder: where the evaluation's report lies.
    :param feedback: where thumbs are written down.
    :param model: the language model that writes the answers; None where they are quotations.
    """

    asker: Asker
    finder: Finder
    texts: Opener
    checker: Checker
    library: Library
    fetcher: Callable[[], Fetcher]
    generations: Generations
    rebuild: Rebuild
    evaluation: EvaluationRun
    report_folder: Path
    feedback: FeedbackFile
    model: ModelShown | None = None
