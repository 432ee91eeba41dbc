"""The chat with a language model whose server is waited for a moment only, for the browser tests.

How long one waits can be chosen nowhere but here: ``python -m tests.browser.hurried FOLDER URL``.
"""

from __future__ import annotations

import sys
from pathlib import Path

from assistant.generative.feed import Limits
from assistant.generative.openai_server import OpenAIServer
from assistant.generative.writing import Writer
from assistant.page.launch import Folders, launch
from assistant.page.listen import bind, url_of
from assistant.page.server import Serving
from tests.browser.staged import announce

LIMITS = Limits(silence=1.0)


def main(folder: Path, url: str) -> None:
    """Serve ``folder/documents`` and ``folder/index`` until told to stop.

    :param url: the base address of the model's server.
    """
    names = ("documents", "index", "report", "thumbs.jsonl")
    writer = Writer(OpenAIServer(url, "replayed", limits=LIMITS))
    with bind("127.0.0.1", 0) as listener:
        launch(
            listener,
            Folders(*(folder / name for name in names)),
            Serving("127.0.0.1"),
            lambda _: announce(url_of(listener)),
            writer,
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
