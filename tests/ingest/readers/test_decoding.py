from __future__ import annotations

import pytest

from ingest.errors import WrongEncoding
from ingest.readers.decoding import decode


@pytest.mark.parametrize("name", ["a\0b", "no-such-thing", "rot13", "\ud800", "x" * 5000, "é"])
def test_what_is_no_encoding_is_refused_by_its_name(name: str) -> None:
    with pytest.raises(WrongEncoding, match=r"is no encoding: give one such as utf-8"):
        decode(b"text", "a.txt", name)
