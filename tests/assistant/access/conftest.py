from __future__ import annotations

from pathlib import Path

import pytest

from tests.assistant.access.samples import ADA, BOB, put
from tests.assistant.access.site import Site


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "accounts.txt"
    put(path, ADA, BOB)
    return path


@pytest.fixture
def site(path: Path) -> Site:
    return Site(path)
