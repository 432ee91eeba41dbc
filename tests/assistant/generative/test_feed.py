"""What another thread brings, and how waiting for it ends."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest

from assistant.generative.feed import Feed, Limits
from assistant.generative.models import Stop, never
from ingest.errors import LanguageModelError, QuestionStopped


def feed(
    produce: Callable[[], Iterator[str]],
    end: Callable[[], None] = never,
    stop: Stop = never,
    limits: Limits | None = None,
) -> Feed:
    return Feed(produce, end, stop, limits or Limits(), "the model")


def test_the_pieces_come_in_order_and_signs_of_life_are_left_out() -> None:
    with closing(feed(lambda: iter(["a", "", "b", "c"]))) as pieces:
        assert list(pieces) == ["a", "b", "c"]


def test_what_is_raised_over_there_is_raised_here_after_what_came() -> None:
    def produce() -> Iterator[str]:
        yield "a"
        raise LanguageModelError("lost", "gone")

    taken = []
    with closing(feed(produce)) as pieces, pytest.raises(LanguageModelError, match="gone"):
        for piece in pieces:
            taken.append(piece)
    assert taken == ["a"]


def test_who_waits_can_be_stopped_and_the_other_thread_ends() -> None:
    ended, left = threading.Event(), threading.Event()

    def produce() -> Iterator[str]:
        try:
            ended.wait()
            yield "too late"
        finally:
            left.set()

    def stop() -> None:
        raise QuestionStopped("stopped")

    pieces = feed(produce, ended.set, stop)
    with closing(pieces), pytest.raises(QuestionStopped):
        list(pieces)
    assert left.wait(10)
    pieces.close()


@pytest.mark.parametrize(
    ("limits", "said"),
    [(Limits(silence=0), "said nothing for 0 seconds"), (Limits(whole=0), "not ended after 0")],
)
def test_what_takes_too_long_is_a_timeout(limits: Limits, said: str) -> None:
    ended = threading.Event()

    def produce() -> Iterator[str]:
        ended.wait()
        yield from ()

    with closing(feed(produce, ended.set, limits=limits)) as pieces:
        with pytest.raises(LanguageModelError, match=said) as caught:
            list(pieces)
    assert caught.value.kind == "timeout"


def test_a_reply_without_end_is_cut_off() -> None:
    def produce() -> Iterator[str]:
        while True:
            yield "xxxx"

    came = ""
    with closing(feed(produce, limits=Limits(characters=10))) as pieces:
        with pytest.raises(LanguageModelError, match="10 characters") as caught:
            for piece in pieces:
                came += piece
    assert (came, caught.value.kind) == ("xxxxxxxx", "truncated")
