"""The site of the tests, and fetchers that may reach it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ingest.fetching.fetcher import WebFetcher
from tests.ingest.fetching.helpers import FakeClock, fetcher_for
from tests.ingest.fetching.site import Site


@pytest.fixture
def site() -> Iterator[Site]:
    """A running site of the test's own."""
    with Site() as running:
        yield running


@pytest.fixture
def clock() -> FakeClock:
    """The time of ``fetcher``."""
    return FakeClock()


@pytest.fixture
def fetcher(site: Site, clock: FakeClock) -> WebFetcher:
    """A fetcher that may reach ``site`` and nothing else."""
    return fetcher_for(site, clock=clock)
