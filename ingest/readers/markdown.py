"""Markdown -> Document: the text as a person reads it, with no mark of the markup left."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from html import unescape
from pathlib import PurePosixPath

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from ingest.errors import EmptyDocument
from ingest.language import detect_language
from ingest.models import Document
from ingest.readers.assembly import Block, assemble
from ingest.readers.decoding import decode
from ingest.readers.front_matter import front_matter
from ingest.readers.options import ReadOptions
from ingest.readers.references import under_headings, under_lines

READER = "markdown/2"
MEDIA_TYPE = "text/markdown"
DEEPEST = 100  # lists and quotations within each other; what lies deeper is not read

# As in pandoc, no blank line after the first rule: that would be a rule of the text.
_YAML = re.compile(
    r"\A---[ \t]*\n(?=[ \t]*\S)(?P<fields>.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL
)
_YAML_FIELD = re.compile(r"^(?P<name>[A-Za-z_-]+)[ \t]*:[ \t]*(?P<value>.*)$")
_YAML_ITEM = re.compile(r"^[ \t]*-[ \t]+(?P<value>.+)$")
_BREAK_TAG = re.compile(r"<br\s*/?>", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
# A script that is never closed reaches to the end, as in a browser.
_TAG = re.compile(
    r"<(script|style)\b.*?(?:</\1\s*>|\Z)|</?[A-Za-z][^<>]*>", re.DOTALL | re.IGNORECASE
)
_SPACES = re.compile(r"[ \t]{2,}")
# Emphasis that a converter escaped: `\*Nur-Sultan\*` means *Nur-Sultan*, not two asterisks.
_ESCAPED_EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3})(?=\S)([^*\n]+?)(?<=\S)\1(?![\w*])")
# Where a page break cut a sentence in two paragraphs.
_UNFINISHED = re.compile(r"[^\W\d_][,\"'”»)]?$")
_GOES_ON = re.compile(r"[^\W\d_A-Z]\w*[,;]?\s+\S+\s+\S+")
_LEAST_WORDS_BEFORE = 6


def read(data: bytes, doc_id: str, options: ReadOptions) -> Document:
    """Read a Markdown file (CommonMark, with tables and YAML front matter).

    :param data: the file.
    :param doc_id: the document's id.
    :param options: its encoding.
    :raises WrongEncoding: when a byte does not fit.
    :raises EmptyDocument: when it holds nothing a person would read.
    """
    source = decode(data, doc_id, options.encoding).replace("\r\n", "\n").replace("\r", "\n")
    fields = _yaml_fields(source)
    tree = SyntaxTreeNode(_parser().parse(_YAML.sub("", source) if fields else source))
    blocks = _healed(list(_blocks(tree.children)))
    assembled = assemble(blocks)
    if not assembled.text:
        raise EmptyDocument(doc_id, "it holds no text: remove it, or add the file once more.")
    head = front_matter(blocks)
    text, headings = assembled.text, assembled.headings
    known = {name: values for name, values in fields.items() if name in ("title", "author")}
    more = tuple((name, ", ".join(fields[name])) for name in fields if name not in known)
    return Document(
        doc_id=doc_id,
        title=" ".join(known.get("title", ())) or head.title or PurePosixPath(doc_id).stem,
        authors=known.get("author", ()) or head.authors,
        language=detect_language(text),
        text=text,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=MEDIA_TYPE,
        reader=READER,
        headings=headings,
        references=under_headings(text, headings) or under_lines(text),
        metadata=head.metadata + more,
    )


def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"maxNesting": DEEPEST}).enable(["table", "strikethrough"])


def _blocks(nodes: Sequence[SyntaxTreeNode], prefix: str = "") -> Iterator[Block]:
    """Yield the blocks of a level of the tree.

    :param prefix: an ordered list's number, put before the item's first block.
    """
    for node in nodes:
        for block in _blocks_of(node, prefix):
            yield block
            prefix = ""


def _blocks_of(node: SyntaxTreeNode, prefix: str) -> Iterator[Block]:
    if node.type == "heading":
        yield Block("heading", prefix + _inline(node), int(node.tag[1]))
    elif node.type == "paragraph":
        in_list = node.parent is not None and node.parent.type == "list_item"
        yield Block("item" if in_list else "paragraph", prefix + _inline(node))
    elif node.type in ("fence", "code_block"):
        yield Block("code", node.content)
    elif node.type == "html_block":
        yield Block("paragraph", prefix + _without_tags(node.content))
    elif node.type == "ordered_list":
        for item in node.children:
            yield from _blocks(item.children, f"{item.info}. ")
    elif node.type == "tr":
        yield Block("row", " | ".join(_inline(cell) for cell in node.children))
    elif node.type != "hr":
        yield from _blocks(node.children, prefix)


def _inline(node: SyntaxTreeNode) -> str:
    text = "".join(_text(child) for child in node.children)
    return _SPACES.sub(" ", _ESCAPED_EMPHASIS.sub(r"\2", text))


def _text(node: SyntaxTreeNode) -> str:
    if node.type in ("text", "text_special", "code_inline"):
        return node.content
    if node.type == "softbreak":
        return " "
    if node.type == "hardbreak":
        return "\n"
    if node.type == "html_inline":
        return "\n" if _BREAK_TAG.fullmatch(node.content) else ""
    return "".join(_text(child) for child in node.children)


def _without_tags(html: str) -> str:
    # A comment that is never closed hides nothing; looking for its end would take for ever.
    closed, mark, rest = html.rpartition("-->")
    html = _COMMENT.sub(" ", closed + mark) + rest.replace("<!--", " ")
    return _SPACES.sub(" ", unescape(_TAG.sub(" ", _BREAK_TAG.sub("\n", html))))


def _healed(blocks: list[Block]) -> list[Block]:
    """Join paragraphs that a page break made of one sentence."""
    healed: list[Block] = []
    for block in blocks:
        before = healed[-1] if healed else None
        if before is not None and _is_one_sentence(before, block):
            healed[-1] = Block("paragraph", f"{before.text.rstrip()} {block.text.lstrip()}")
        else:
            healed.append(block)
    return healed


def _is_one_sentence(before: Block, after: Block) -> bool:
    return (
        before.kind == after.kind == "paragraph"
        and len(before.text.split()) >= _LEAST_WORDS_BEFORE
        and _UNFINISHED.search(before.text.rstrip()) is not None
        and after.text.lstrip()[:1].islower()
        and _GOES_ON.match(after.text.lstrip()) is not None
    )


def _yaml_fields(source: str) -> dict[str, tuple[str, ...]]:
    """Return the front matter's plain fields: ``name: value``, ``[a, b]`` or a list of items.

    Nested YAML is not read: nothing here needs it, and a file may hold what only looks like it.
    """
    match = _YAML.match(source)
    fields: dict[str, tuple[str, ...]] = {}
    name = ""
    for line in match["fields"].splitlines() if match else ():
        if field := _YAML_FIELD.match(line):
            name = {"authors": "author"}.get(field["name"].lower(), field["name"].lower())
            fields[name] = _values(field["value"])
        elif name and (item := _YAML_ITEM.match(line)):
            fields[name] += _values(item["value"])
    return {name: values for name, values in fields.items() if values}


def _values(text: str) -> tuple[str, ...]:
    text = text.strip()
    parts = text[1:-1].split(",") if text.startswith("[") and text.endswith("]") else [text]
    return tuple(value for part in parts if (value := part.strip().strip("\"'")))
