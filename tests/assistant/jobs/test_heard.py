from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.jobs.heard import MAX_LINE_CHARS, Lines, Step, step_of
from index.progress import TerminalProgress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    "line,step",
    [
        ("asking: 12 of 385", Step("asking", 12, 385)),
        ("asking 12/385", Step("asking", 12, 385)),
        ("  embedding: 4 / 4", Step("embedding", 4, 4)),
        ("asking:   3%|▎         | 12/385 [00:01<00:31, 11.9it/s]", Step("asking", 12, 385)),
        ("asking: 0 of 0", None),
        ("asking: 13 of 12", None),
        ("WARNING x: 3 of 5 pages are scans", None),
        ("error: 3 of 5 questions are of no form", None),
        ("asking: 1234567890123 of 9999999999999", None),
        ("", None),
    ],
)
def test_progress_is_known_from_other_lines(line: str, step: Step | None) -> None:
    assert step_of(line) == step


@pytest.mark.parametrize("stream", [io.StringIO(), Terminal()], ids=["lines", "a bar"])
def test_what_the_command_line_shows_is_understood(stream: io.StringIO) -> None:
    with TerminalProgress(stream) as progress:
        progress("asking", 3, 7)
        progress("asking", 7, 7)
    lines = Lines()
    heard = [*lines.feed(stream.getvalue().encode()), *lines.end()]
    assert Step("asking", 7, 7) in [step_of(line) for line in heard]


@given(
    st.text(st.characters(exclude_categories=["Cs", "Zs", "Zl", "Zp", "Cc"]), min_size=1),
    st.lists(st.integers(1, 5), max_size=30),
)
def test_lines_are_the_same_however_they_come(text: str, cuts: list[int]) -> None:
    data = f"{text}\nsecond\r\nthird\rfourth".encode()
    lines, heard = Lines(), []
    for cut in cuts:
        heard += lines.feed(data[:cut])
        data = data[cut:]
    heard += [*lines.feed(data), *lines.end()]
    assert heard == [text, "second", "third", "fourth"]


def test_a_line_without_an_end_is_held_no_longer_than_a_line() -> None:
    lines = Lines()
    for _ in range(50):
        assert lines.feed(b"x" * 4096) == []
        assert len(lines._rest) == MAX_LINE_CHARS
    (line,) = lines.feed(b"\n")
    assert line == "x" * MAX_LINE_CHARS
    assert lines.end() == []


def test_bytes_that_are_no_text_are_shown_as_such() -> None:
    assert Lines().feed(b"caf\xe9\n") == ["caf\N{REPLACEMENT CHARACTER}"]
