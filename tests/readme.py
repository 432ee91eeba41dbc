"""The README's command-line reference: made of what ``--help`` prints, never written by hand.

``python -m tests.readme --write`` (``make docs``) brings README.md up to date.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from tests.architecture import ROOMS, ROOT

README = ROOT / "README.md"
BEGIN = "<!-- what follows is written by `make docs` -->"
END = "<!-- what was written by `make docs` ends here -->"
COMMAND = re.compile(r"^ {4}([a-z][a-z-]*)(?: {2,}|$)", re.MULTILINE)
# Whatever a person's terminal and locale, the README's help looks the same.
PLAIN = {"COLUMNS": "88", "NO_COLOR": "1", "TERM": "dumb", "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"}


@cache
def help_of(*command: str) -> str:
    """Return what a command prints when it is asked for help.

    :param command: a room and what follows it, for instance ``("index", "build")``.
    :raises subprocess.CalledProcessError: when it does not exit with 0.
    """
    done = subprocess.run(
        [sys.executable, "-m", *command, "--help"],
        cwd=ROOT,
        env=os.environ | PLAIN,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout.strip()


def commands_of(room: str) -> list[str]:
    """Return the names of a room's commands, in the order of its help."""
    listed = help_of(room).partition("  COMMAND\n")[2].partition("\n\n")[0]
    return COMMAND.findall(listed)


def reference() -> str:
    """Return the command-line reference as Markdown, its markers left out."""
    sections = []
    for room in ROOMS:
        names = [(room,), *((room, command) for command in commands_of(room))]
        blocks = "\n\n".join(f"```text\n{help_of(*name)}\n```" for name in names)
        summary = f"<summary><code>python -m {room}</code></summary>"
        sections.append(f"<details>\n{summary}\n\n{blocks}\n\n</details>")
    return "\n\n".join(sections)


def written(readme: str) -> str:
    """Return the reference that stands in a README.

    :raises ValueError: when its markers are missing.
    """
    _, begin, rest = readme.partition(BEGIN)
    found, end, _ = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"README.md has no lines {BEGIN!r} and {END!r}")
    return found.strip()


def write(path: Path = README) -> None:
    """Put the reference of now into a README."""
    text = path.read_text(encoding="utf-8")
    before, after = text.partition(BEGIN)[0], text.partition(END)[2]
    written(text)
    path.write_text(f"{before}{BEGIN}\n\n{reference()}\n\n{END}{after}", encoding="utf-8")


def main(arguments: Sequence[str]) -> int:
    """Print the reference, or write it into README.md."""
    if list(arguments) == ["--write"]:
        write()
    else:
        sys.stdout.write(f"{reference()}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
