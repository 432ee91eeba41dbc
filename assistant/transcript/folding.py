"""A text without what changes when it is copied: white space, dashes, quotation marks."""

from __future__ import annotations

import re
import unicodedata

_MARKS = "'`´‘’‚‛“”„‟«»‹›′″＂＇"
_DASHES = "‐‑‒–—―−﹘﹣－"
_ONE = str.maketrans(dict.fromkeys(_MARKS, '"') | dict.fromkeys(_DASHES, "-"))
_LEFT_OUT = re.compile("[\\s\u00ad\u200b-\u200f\u2060\ufeff]+")


def folded(text: str) -> str:
    """Return a text as two copies of it are compared.

    White space and invisible characters go, dashes and quotation marks become one of each, and
    compatibility forms (a ligature, an ellipsis) are taken apart.
    """
    plain = unicodedata.normalize("NFKC", text.translate(_ONE))
    return _LEFT_OUT.sub("", plain)
