"""Hashes passwords with Argon2id (RFC 9106), and holds passwords against such hashes."""

from __future__ import annotations

import logging
import re
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError, VerifyMismatchError

from ingest.errors import AccessError

logger = logging.getLogger(__name__)

LEAST_CHARS = 10
MOST_CHARS = 1024
# A hash says itself what it costs to check; a file must not ask for more than a server can bear.
_MOST_MEMORY_KIB = 1024 * 1024
_MOST_PASSES = 20
_MOST_LANES = 16
_HASH = re.compile(
    r"\$argon2id\$v=19\$m=([0-9]{1,7}),t=([0-9]{1,2}),p=([0-9]{1,2})"
    r"\$[A-Za-z0-9+/]{11,86}\$[A-Za-z0-9+/]{22,172}"
)


def check_password(password: str) -> None:
    """Check that a new password can be taken.

    :raises AccessError: when it is too short or too long.
    """
    length = len(_normalised(password))
    if not LEAST_CHARS <= length <= MOST_CHARS:
        raise AccessError(
            f"the password has {length} characters: give one of {LEAST_CHARS} to {MOST_CHARS}, "
            "for instance four words that nobody would put together."
        )


def hash_password(password: str, hasher: PasswordHasher | None = None) -> str:
    """Return a password's hash with a salt of its own, as text of printable ASCII.

    :param hasher: what it may cost; None for what the library's makers advise now.
    """
    return (hasher or PasswordHasher()).hash(_encoded(password))


def verify_password(stored: str, password: str) -> bool:
    """Tell whether a password is the one that a hash was made of; takes a tenth of a second.

    :param stored: from ``hash_password``.
    :param password: as someone typed it.
    """
    if len(password) > MOST_CHARS:
        return False
    try:
        return PasswordHasher().verify(stored, _encoded(password))
    except VerifyMismatchError:
        return False
    except (InvalidHashError, VerificationError) as exc:
        logger.warning("a password could not be checked: %s", exc)
        return False


def is_hash(text: str) -> bool:
    """Tell whether text is an Argon2id hash that this server can afford to check."""
    found = _HASH.fullmatch(text)
    if found is None:
        return False
    memory, passes, lanes = (int(number) for number in found.groups())
    return (
        1 <= lanes <= _MOST_LANES
        and 1 <= passes <= _MOST_PASSES
        and 8 * lanes <= memory <= _MOST_MEMORY_KIB
    )


def _normalised(password: str) -> str:
    # The same letter comes composed from one keyboard and decomposed from another.
    return unicodedata.normalize("NFC", password)


def _encoded(password: str) -> bytes:
    return _normalised(password).encode("utf-8", "surrogatepass")
