"""Many people asking one real server at once, while another process rebuilds its index."""

from __future__ import annotations

import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval import load_figures as figures
from eval.load_clients import ask, opened
from eval.load_models import Asked, Load, Rebuild, Reply, Said
from eval.load_sessions import plan_sessions
from eval.load_site import Built, Site, add_document, build, serving
from eval.questions import DEFAULT_QUESTIONS, load_questions
from index.build import build_index
from index.embedder import open_embedder
from index.models import Embedder, Progress
from ingest.errors import EvaluationError

STEPS = 6
MOST_ALONE = 40
WARM_UP = 3
# No new round begins after this, even if the rebuild still runs.
ASKING_SECONDS = 75.0


@dataclass(frozen=True, slots=True)
class Together:
    """What came of asking together.

    :param replies: of all sessions.
    :param seconds: from the first question to the last answer.
    :param cpu_seconds: what this process took of a processor meanwhile.
    :param built: how the build meanwhile ended.
    """

    replies: tuple[Reply, ...]
    seconds: float
    cpu_seconds: float
    built: Built


def run_load(
    documents: Path,
    people: int,
    *,
    questions_file: Path = DEFAULT_QUESTIONS,
    open_embedder: Callable[[str], Embedder] = open_embedder,
    progress: Progress | None = None,
) -> Load:
    """Ask a server of its own alone and together, and say what differs.

    :param documents: the documents folder; it is only read, a copy is served.
    :param people: how many sessions ask at once, at least 1.
    :param questions_file: where their questions are from.
    :param open_embedder: turns a model's name into an embedder, for the first build only; the
        server and the rebuild load the default model themselves.
    :param progress: told which step is done.
    :raises FootnoteError: when the documents cannot be indexed, or the server does not start or
        cannot answer one question alone.
    """
    sessions = plan_sessions(load_questions(questions_file), people)
    step = _steps(progress)
    with tempfile.TemporaryDirectory(prefix="footnote-load-") as folder:
        site = Site(Path(folder))
        _copy(documents, site.documents)
        build_index(site.documents, site.index, open_embedder=open_embedder)
        step()
        alone_build = _build_with(site, "one")
        if not alone_build.published:
            raise EvaluationError(f"a build that nobody disturbed failed: {alone_build.words}")
        step()
        with serving(site) as url, opened(url, people + 1) as clients:
            asked = [each for session in sessions for each in session]
            known = _references(clients[0], asked)
            step()
            alone = _alone(clients[0], asked)
            step()
            together = _together(clients[1:], sessions, lambda: _build_with(site, "two"))
            step()
            known |= _references(clients[0], _unknown(together.replies, known))
            step()
            # Now, for what it says of being stopped is nothing of the load.
            log = site.log.read_text(encoding="utf-8", errors="replace")
    replies, built = together.replies, together.built
    return Load(
        people=people,
        asked=len(replies),
        seconds=together.seconds,
        alone=figures.waits(alone),
        together=figures.waits(replies),
        errors=figures.errors(replies),
        mix_ups=figures.mix_ups(replies, known),
        largest_rank=max(reply.rank for reply in replies),
        generations=figures.generations(replies),
        rebuild=Rebuild(built.seconds, alone_build.seconds, built.published, built.words),
        asker_cores=together.cpu_seconds / together.seconds,
        log=figures.complaints(log),
    )


def _copy(documents: Path, to: Path) -> None:
    try:
        shutil.copytree(documents, to)
    except (OSError, shutil.Error) as exc:
        raise EvaluationError(
            f"{documents}: could not be copied ({exc}); expected a folder of documents that can "
            "all be read."
        ) from exc


def _build_with(site: Site, number: str) -> Built:
    add_document(site, number)
    return build(site)


def _references(client: Any, asked: Iterable[Asked]) -> set[tuple[Asked, Said]]:  # noqa: ANN401
    """Ask alone, and return what was said."""
    replies = [ask(client, each) for each in dict.fromkeys(asked)]
    if failed := next((reply for reply in replies if reply.said is None), None):
        raise EvaluationError(
            f"the server did not answer {failed.asked.question!r}, asked alone: {failed.error}. "
            "Ask it in the chat, and mend what it says there."
        )
    return {(reply.asked, reply.said) for reply in replies if reply.said}


def _unknown(replies: Iterable[Reply], known: set[tuple[Asked, Said]]) -> Iterator[Asked]:
    return (each.asked for each in replies if each.said and (each.asked, each.said) not in known)


def _alone(client: Any, asked: Sequence[Asked]) -> list[Reply]:  # noqa: ANN401
    """Time one session, each of its questions asked before as those of all will have been."""
    chosen = asked[:: -(-len(asked) // MOST_ALONE)]
    for each in chosen[:WARM_UP]:
        ask(client, each)
    return [ask(client, each) for each in chosen]


def _together(
    clients: Sequence[Any], sessions: Sequence[Sequence[Asked]], rebuild: Callable[[], Built]
) -> Together:
    """Ask from all sessions at the same moment, and rebuild meanwhile.

    :param clients: one a session.
    :param sessions: what each asks, over and over until the rebuild is done and once after it.
    :param rebuild: is called at that moment too.
    """
    start = threading.Barrier(len(sessions) + 2)

    def rebuilt() -> Built:
        start.wait()
        return rebuild()

    with ThreadPoolExecutor(len(sessions) + 1) as pool:
        building = pool.submit(rebuilt)
        asking = [
            pool.submit(_rounds, client, session, start, building)
            for client, session in zip(clients, sessions, strict=True)
        ]
        start.wait()
        started, cpu_started = time.perf_counter(), time.process_time()
        wait(asking)
        seconds, cpu_seconds = time.perf_counter() - started, time.process_time() - cpu_started
    replies = tuple(reply for each in asking for reply in each.result())
    return Together(replies, seconds, cpu_seconds, building.result())


def _rounds(
    client: Any,  # noqa: ANN401
    session: Sequence[Asked],
    start: threading.Barrier,
    building: Future[Built],
) -> list[Reply]:
    start.wait()
    started, replies, last = time.perf_counter(), list[Reply](), False
    while not last:
        last = building.done() or time.perf_counter() - started > ASKING_SECONDS
        replies += [ask(client, asked) for asked in session]
    return replies


def _steps(progress: Progress | None) -> Callable[[], None]:
    done = iter(range(1, STEPS + 1))

    def step() -> None:
        if progress:
            progress("asking together", next(done), STEPS)

    return step
