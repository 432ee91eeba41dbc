"""Servers to ask."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.language_models.dialect import Dialect
from tests.language_models.dialects import DIALECTS
from tests.language_models.server import ReplayServer
from tests.language_models.transcripts import load


@pytest.fixture(params=list(DIALECTS))
def dialect(request: pytest.FixtureRequest) -> Dialect:
    """Each dialect."""
    return DIALECTS[request.param]


@pytest.fixture
def server() -> Iterator[ReplayServer]:
    """A server that quotes rightly."""
    with ReplayServer(load("right_quote")) as running:
        yield running
