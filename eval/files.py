"""Files written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from ingest.errors import EvaluationError


def write_text(path: Path, text: str) -> None:
    """Write a file by way of a temporary one beside it, so that no reader sees half of it.

    :param path: overwritten where it exists; its folder is made where it is missing.
    :param text: written as UTF-8, line ends as they are.
    :raises EvaluationError: when it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        temporary = Path(name)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
            # mkstemp makes files for their owner alone; a report is for all who see the folder.
            temporary.chmod(0o644)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as exc:
        raise EvaluationError(
            f"{path}: cannot be written ({exc.strerror}); name another place."
        ) from exc
