import io

from index.progress import TerminalProgress


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


def test_bar_on_a_terminal() -> None:
    stream = Terminal()
    with TerminalProgress(stream) as progress:
        progress("embed", 0, 4)
        progress("embed", 4, 4)
    assert "embedding: 100%" in stream.getvalue()
    assert "4/4" in stream.getvalue()
