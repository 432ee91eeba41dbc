"""The bytes of an HTML file -> source that a parser can take: decoded, and nested in reason."""

from __future__ import annotations

import codecs
import re

from ingest.readers.decoding import decode, is_utf8, marked_encoding

MAX_DEPTH = 100

_LOOKED_AT = 8192
_COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)
_META_CHARSET = re.compile(
    rb"<meta\s[^<>]*?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)"
    rb"|\A\s*<\?xml\s[^<>]*?encoding\s*=\s*[\"']([A-Za-z0-9_.:-]+)",
    re.IGNORECASE,
)
_SINGLE_BYTE = re.compile(r"cp\d{3,4}|koi8-[rut]|iso8859-\d+|mac-[a-z]+|ascii|kz1048|ptcp154")
_MANY_BYTES = re.compile(r"utf-8|gb2312|gbk|gb18030|big5(?:hkscs)?|shift_jis|euc_(?:jp|kr)|cp9\d\d")
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:-]*)[^<>]*>")
# Never deep: they end by themselves, or hold nothing.
_SELF_ENDING = frozenset(
    "p li dt dd tr td th thead tbody tfoot option colgroup area base br col embed hr img input "
    "link meta param source track wbr".split()
)
_KEPT = _SELF_ENDING | frozenset(
    "html head body title script style noscript template h1 h2 h3 h4 h5 h6 pre nav footer".split()
)
_WITHIN_LINES = frozenset(
    "a abbr b bdi big cite code del dfn em font i ins kbd label mark q s samp small span strike "
    "strong sub sup time tt u var".split()
)


def decode_html(data: bytes, doc_id: str, encoding: str | None) -> str:
    """Decode an HTML file.

    :param data: the file.
    :param doc_id: named in errors.
    :param encoding: None for what a byte order mark says, else what the page declares, else UTF-8.
    :raises WrongEncoding: naming the first byte that does not fit.
    """
    if encoding is None and marked_encoding(data) is None:
        encoding = _declared_encoding(data)
    return decode(data, doc_id, encoding)


def _declared_encoding(data: bytes) -> str | None:
    """Return the encoding a page declares; None where it declares none that Python knows."""
    match = _META_CHARSET.search(_COMMENT.sub(b"", data[:_LOOKED_AT]))
    if match is None:
        return None
    try:
        name = codecs.lookup((match[1] or match[2]).decode("ascii")).name
    except LookupError:
        return None
    if name in ("iso8859-1", "ascii"):
        name = "cp1252"  # what browsers take both for
    if _MANY_BYTES.fullmatch(name):
        return name
    # Pages are often converted to UTF-8 without a look at what they declare. Letters of a
    # single-byte encoding hardly ever happen to be valid UTF-8.
    return name if _SINGLE_BYTE.fullmatch(name) and not is_utf8(data) else None


def shallow(source: str) -> str:
    """Return the source with little nesting where it nests beyond ``MAX_DEPTH``.

    Parsers give up, or recurse, where a page nests thousands of elements; such a page keeps its
    paragraphs, items, rows and headings, and loses whatever they were wrapped in.
    """
    if _depth(source) <= MAX_DEPTH:
        return source
    return _TAG.sub(_flat, source)


def _depth(source: str) -> int:
    depth = deepest = 0
    for match in _TAG.finditer(source):
        if match[2].lower() in _SELF_ENDING or match[0].endswith("/>"):
            continue
        depth = max(0, depth - 1) if match[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _flat(tag: re.Match[str]) -> str:
    name = tag[2].lower()
    if name in _KEPT:
        return tag[0]
    return "" if name in _WITHIN_LINES else f"<{tag[1]}p>"
