"""What a Content-Security-Policy says of the one style that a page has in itself."""

from __future__ import annotations

import base64
import hashlib


def style_source(css: str) -> str:
    """Return the source expression of a ``<style>`` element (Content Security Policy Level 3).

    :param css: just what stands in the element.
    """
    digest = hashlib.sha256(css.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
