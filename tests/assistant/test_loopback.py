from __future__ import annotations

import pytest

from assistant.loopback import is_loopback


@pytest.mark.parametrize(
    ("host", "local"),
    [
        ("127.0.0.1", True),
        ("127.1.2.3", True),
        ("localhost", True),
        ("::1", True),
        ("0.0.0.0", False),
        ("192.168.1.2", False),
        ("example.org", False),
    ],
)
def test_only_this_machine_s_own_addresses_are_loopback(host: str, local: bool) -> None:
    assert is_loopback(host) is local
