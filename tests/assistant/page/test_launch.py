from __future__ import annotations

from pathlib import Path

import pytest

from assistant.page.launch import find
from index.search import Index
from ingest.errors import QuestionInvalid


@pytest.mark.parametrize("question", ["", " \n", "x" * 10_000])
def test_what_cannot_be_asked_is_not_searched_for(tmp_path: Path, question: str) -> None:
    with pytest.raises(QuestionInvalid):
        find(Index(tmp_path), question, 3)
