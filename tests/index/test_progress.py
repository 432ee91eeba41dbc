import io

from index.progress import LINES_A_PHASE, TerminalProgress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_lines_elsewhere_than_on_a_terminal() -> None:
    stream = io.StringIO()
    with TerminalProgress(stream) as progress:
        for done in range(4):
            progress("embed", done, 3)
        progress("write", 3, 3)
    assert stream.getvalue() == "embedding: 3 of 3\nwriting: 3 of 3\n"


def test_a_long_phase_writes_no_line_a_step() -> None:
    stream = io.StringIO()
    with TerminalProgress(stream) as progress:
        for done in range(1001):
            progress("embed", done, 1000)
    lines = stream.getvalue().splitlines()
    assert len(lines) == LINES_A_PHASE and lines[-1] == "embedding: 1000 of 1000"


def test_bar_on_a_terminal() -> None:
    stream = Terminal()
    with TerminalProgress(stream) as progress:
        progress("embed", 0, 4)
        progress("embed", 4, 4)
    assert "embedding: 100%" in stream.getvalue()
    assert "4/4" in stream.getvalue()
