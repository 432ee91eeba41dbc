"""A drafted sentence made plain: no markers of the model's own, no emphasis; no markup at all.

The page escapes whatever it shows. A sentence with markup is not one that a person would miss.
"""

from __future__ import annotations

import re

from assistant.escape import visible

LONGEST = 1_000  # characters
# The model's own marks: [9], [1, 2], [excerpt 3], (Excerpt 3), 【3】. Ours are set anew.
_MARKERS = re.compile(
    r"[\[【]\s*(?:\^|excerpts?\s*|source\s*)?\d{1,6}(?:\s*[,;–-]\s*\d{1,6})*(?:†[^\]】]*)?\s*[\]】]"
    r"|\(\s*excerpts?\s*\d{1,6}(?:\s*(?:,|;|and|–|-)\s*\d{1,6})*\s*\)",
    re.IGNORECASE,
)
_EMPHASIS = re.compile(r"(\*\*|__|\*|`)(?=\S)([^*`\n]+?)(?<=\S)\1")
_BULLET = re.compile(r"^\s*(?:[-*•#>]+\s+)+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_BEFORE_STOP = re.compile(r"\s+([.,;:!?])")
_MARKUP = re.compile(
    r"<[A-Za-z/!?]|&(?:#\w{1,8}|[A-Za-z]{2,10});|!\[|\]\s*\(|\]\s*:\s*\S|`{3}"
    r"|\b(?:javascript|vbscript)\s*:|\b(?:data|file|blob):\S|\{\{|<\|",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"\b[a-z][a-z0-9+.-]{1,20}://\S+|\bwww\.\S+|\bmailto:\S+|[^\s@<>()]+@[\w-]+\.[\w.-]+"
    r"|\b(?:[\w-]{1,63}\.)+[a-z]{2,24}(?::\d+)?/\S*|\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?(?:/\S*)?"
    r"|(?<!\w)//[\w-]+\.\S+",
    re.IGNORECASE,
)
_DOMAIN = re.compile(
    r"\b(?:[\w-]{1,63}\.)+(?:com|org|net|info|biz|io|co|app|dev|xyz|top|site|online|example|test"
    r"|invalid|ru|kz|cn|su|uk|de|fr|eu|us|edu|gov|int|рф|қаз)\b",
    re.IGNORECASE,
)


def plain(text: str) -> str:
    """Return a sentence without the model's markers, emphasis and invisible characters.

    :param text: as the model wrote it.
    :return: on one line; empty where nothing is left.
    """
    text = _MARKERS.sub("", _INVISIBLE.sub("", text))
    text = _EMPHASIS.sub(r"\2", _BULLET.sub("", text))
    return _BEFORE_STOP.sub(r"\1", " ".join(text.split()))


def has_markup(text: str) -> bool:
    """Tell whether a text holds markup, or a character that acts rather than shows."""
    return visible(text) != text or _MARKUP.search(text) is not None


def addresses(text: str) -> list[str]:
    """Return what in a text is an address of the web, of mail, or of a host."""
    found = [*_ADDRESS.findall(text), *_DOMAIN.findall(text)]
    return [each.rstrip(".,;:!?)\"'»”") for each in found]
