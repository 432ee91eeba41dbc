from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from docx import Document as new_word
from docx.document import Document as Word
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.errors import (
    CorruptDocument,
    DecompressionBomb,
    DocumentError,
    EmptyDocument,
    EncryptedDocument,
    UnsupportedFormat,
    WrongFormat,
)
from ingest.models import Document
from ingest.readers import zip_guard
from ingest.readers.docx import MEDIA_TYPE, READER, ole_problem, read
from ingest.readers.options import ReadOptions

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
MAIN = "word/document.xml"
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
OLE = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(504)


def packed(word: Word) -> bytes:
    data = io.BytesIO()
    word.save(data)
    return data.getvalue()


def written(data: bytes, options: ReadOptions | None = None) -> Document:
    return read(data, "folder/paper.docx", options or ReadOptions())


def document(*paragraphs: str) -> bytes:
    word = new_word()
    for paragraph in paragraphs:
        word.add_paragraph(paragraph)
    return packed(word)


def body(xml: str) -> Document:
    """Read a document whose body is what is given."""
    word = new_word()
    holder = parse_xml(f"<w:body {NAMESPACES}>{xml}</w:body>")
    for element in reversed(list(holder)):
        word.element.body.insert(0, element)
    return written(packed(word))


def changed(data: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """Pack a document again, each part as ``change`` returns it, without those it returns not."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(result, "w") as new:
        for name in old.namelist():
            part = change(name, old.read(name))
            if part is not None:
                new.writestr(name, part, zipfile.ZIP_DEFLATED)
    return result.getvalue()


def with_part(data: bytes, name: str, part: bytes) -> bytes:
    result = io.BytesIO(changed(data, lambda old, kept: None if old == name else kept))
    with zipfile.ZipFile(result, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, part)
    return result.getvalue()


def main_part(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(MAIN)


def paper() -> Word:
    word = new_word()
    word.core_properties.title = "Soft power"
    word.core_properties.author = "Jane Doe; Bob Roe"
    word.core_properties.keywords = "power, China"
    word.add_heading("Introduction", 1)
    word.add_paragraph("Soft power is the power\tof attraction.")
    for style in ("List Bullet", "List Bullet", "List Number", "List Number"):
        word.add_paragraph(f"in {style}", style)
    table = word.add_table(2, 2)
    for cell, text in zip(table._cells, ("Year", "Count", "2004", "1\n2"), strict=True):
        cell.text = text
    word.add_paragraph("After the table.")
    word.add_heading("Means", 2)
    word.add_paragraph("Culture.")
    word.add_heading("References", 1)
    word.add_paragraph("Nye, J. (2004). Soft Power.")
    return word


def test_paper_is_read_in_its_order() -> None:
    assert written(packed(paper())).text == (
        "Introduction\n\n"
        "Soft power is the power of attraction.\n\n"
        "in List Bullet\nin List Bullet\n1. in List Number\n2. in List Number\n\n"
        "Year | Count\n2004 | 1 2\n\n"
        "After the table.\n\n"
        "Means\n\nCulture.\n\nReferences\n\nNye, J. (2004). Soft Power."
    )


def test_facts_of_the_file() -> None:
    read_paper = written(packed(paper()))
    assert read_paper.title == "Soft power"
    assert read_paper.authors == ("Jane Doe", "Bob Roe")
    assert read_paper.metadata == (("keywords", "power, China"),)
    assert (read_paper.language, read_paper.reader) == ("en", READER)
    assert read_paper.media_type == MEDIA_TYPE


def test_headings_and_references() -> None:
    read_paper = written(packed(paper()))
    text = read_paper.text
    levels = [(heading.level, heading.text) for heading in read_paper.headings]
    assert levels == [(1, "Introduction"), (2, "Means"), (1, "References")]
    assert all(text[h.start : h.end] == h.text for h in read_paper.headings)
    (span,) = read_paper.references
    assert text[span.start : span.end] == "References\n\nNye, J. (2004). Soft Power."


def test_defaults_of_programs_are_no_facts() -> None:
    plain = written(document("Text."))
    assert (plain.title, plain.authors, plain.metadata) == ("paper", (), ())


def test_title_paragraph_is_the_title() -> None:
    word = new_word()
    word.core_properties.title = "A forgotten template"
    word.add_heading("The real  title", 0)
    word.add_paragraph("Text.")
    titled = written(packed(word))
    assert titled.title == "The real title"
    assert [heading.level for heading in titled.headings] == [1]


def test_first_heading_is_the_title_where_nothing_else_is() -> None:
    word = new_word()
    word.add_heading("Some heading", 2)
    assert written(packed(word)).title == "Some heading"


@pytest.mark.parametrize(
    ("name", "identifier", "level"),
    [("Заголовок 2", "a2", 2), ("Überschrift 3", "b3", 3), ("My own", "c", None)],
)
def test_heading_styles_of_other_languages(name: str, identifier: str, level: int | None) -> None:
    word = new_word()
    style = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.element.set(style.element.nsmap["w"].join("{}") + "styleId", identifier)
    word.add_paragraph("It").style = style
    word.add_paragraph("Text.")
    assert [h.level for h in written(packed(word)).headings] == ([level] if level else [])


def test_heading_style_that_is_based_on_another() -> None:
    word = new_word()
    style = word.styles.add_style("Chapter", WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = word.styles["Heading 2"]
    word.add_paragraph("It", style)
    assert [h.level for h in written(packed(word)).headings] == [2]


@pytest.mark.parametrize(("outline", "levels"), [(0, [1]), (3, [4]), (9, [])])
def test_outline_level_of_a_paragraph(outline: int, levels: list[int]) -> None:
    outlined = body(
        f'<w:p><w:pPr><w:outlineLvl w:val="{outline}"/></w:pPr><w:r><w:t>It</w:t></w:r></w:p>'
    )
    assert [heading.level for heading in outlined.headings] == levels


def run(text: str, properties: str = "") -> str:
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        (f"<w:p>{run('a ')}<w:hyperlink>{run('link')}</w:hyperlink>{run(' b')}</w:p>", "a link b"),
        (f"<w:p>{run('a')}<w:ins>{run('b')}</w:ins></w:p>", "ab"),
        (f"<w:p>{run('a')}<w:del><w:r><w:delText>b</w:delText></w:r></w:del></w:p>", "a"),
        (f"<w:p><w:moveFrom>{run('a')}</w:moveFrom><w:moveTo>{run('a')}</w:moveTo></w:p>", "a"),
        (f"<w:sdt><w:sdtContent><w:p>{run('a')}</w:p></w:sdtContent></w:sdt>", "a"),
        (f"<w:p><w:smartTag><w:sdt><w:sdtContent>{run('a')}</w:sdtContent></w:sdt></w:smartTag>"
         "</w:p>", "a"),
        (f"<w:p>{run('a')}{run('b', '<w:rPr><w:vanish/></w:rPr>')}</w:p>", "a"),
        ("<w:p><w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t>"
         "<w:softHyphen/></w:r></w:p>", "a\nb-c"),
        (f"<w:p><w:r><w:fldChar w:fldCharType='begin'/><w:instrText>PAGE</w:instrText></w:r>"
         f"{run('7')}</w:p>", "7"),
        ("<w:p><m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath></w:p>", "x=1"),
        (f"<w:p>{run('out')}<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:txbxContent>"
         f"<w:p>{run('box')}</w:p></w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>"
         f"<w:p>{run('box')}</w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>",
         "out\n\nbox"),
        (f"<w:tbl><w:tr><w:tc><w:p>{run('a')}</w:p><w:tbl><w:tr><w:tc><w:p>{run('b')}</w:p></w:tc>"
         f"</w:tr></w:tbl></w:tc><w:tc><w:p>{run('c')}</w:p></w:tc></w:tr></w:tbl>", "a b | c"),
        (f"<w:p><w:pPr><w:pStyle w:val='TOC1'/></w:pPr>{run('Means 7')}</w:p><w:p>{run('a')}</w:p>",
         "Means 7\n\na"),
        (f"<!-- comment --><w:p><?pi x?>{run('a')}</w:p>", "a"),
    ],
)  # fmt: skip
def test_what_word_wraps_text_in(xml: str, text: str) -> None:
    assert body(xml).text == text


def test_contents_are_left_out() -> None:
    word = new_word()
    style = word.styles.add_style("toc 1", WD_STYLE_TYPE.PARAGRAPH)
    word.add_paragraph("Means\t7", style)
    word.add_paragraph("Text.")
    assert written(packed(word)).text == "Text."


def numbered(style: str, pattern: str, start: str, items: int) -> str:
    """Read a list whose numbers are written as given."""
    word = new_word()
    numbering = word.part.numbering_part.element
    level = (
        f'<w:lvl w:ilvl="0"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
    )
    abstract = f'<w:abstractNum {NAMESPACES} w:abstractNumId="77">{level}</w:abstractNum>'
    numbering.insert(0, parse_xml(abstract))
    numbering.append(
        parse_xml(f'<w:num {NAMESPACES} w:numId="77"><w:abstractNumId w:val="77"/></w:num>')
    )
    for _ in range(items):
        paragraph = word.add_paragraph("x")
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_numId().val = 77
    return written(packed(word)).text


@pytest.mark.parametrize(
    ("style", "pattern", "start", "text"),
    [
        ("decimal", "[%1]", "3", "[3] x\n[4] x"),
        ("upperLetter", "%1)", "26", "Z) x\nAA) x"),
        ("lowerRoman", "%1.", "48", "xlviii. x\nxlix. x"),
        ("upperRoman", "%1.", "399", "CCCXCIX. x\n400. x"),
        ("bullet", "•", "1", "x\nx"),
        ("none", "%1", "1", "x\nx"),
        ("decimal", "%2%1", "1", "1 x\n2 x"),
        ("lowerLetter", "%1.", "999999", "999999. x\n1000000. x"),
        ("decimal", "%1.", "9" * 5000, "0. x\n1. x"),
        ("decimal", "-" * 5000, "1", f"{'-' * 40} x\n{'-' * 40} x"),
    ],
)
def test_numbers_before_items(style: str, pattern: str, start: str, text: str) -> None:
    assert numbered(style, pattern, start, 2) == text


def test_outline_level_of_thousands_of_digits() -> None:
    xml = f'<w:p><w:pPr><w:outlineLvl w:val="{"1" * 5000}"/></w:pPr>{run("x")}</w:p>'
    assert body(xml).headings == ()


def note(kind: str) -> bytes:
    return (
        f'<w:{kind}s {NAMESPACES}><w:{kind} w:type="separator" w:id="-1"><w:p>{run("---")}</w:p>'
        f'</w:{kind}><w:{kind} w:id="1"><w:p>{run(f"The {kind}.")}</w:p></w:{kind}></w:{kind}s>'
    ).encode()


def test_notes_stand_at_the_end_and_are_no_references() -> None:
    data = packed(paper())
    for kind in ("footnote", "endnote"):
        data = with_part(data, f"word/{kind}s.xml", note(kind))
        relationship = (
            f'<Relationship Id="n{kind}" Target="{kind}s.xml" Type="http://schemas.openxmlformats'
            f'.org/officeDocument/2006/relationships/{kind}s"/></Relationships>'
        ).encode()
        data = changed(
            data,
            lambda name, part, more=relationship: (  # type: ignore[misc]
                part.replace(b"</Relationships>", more)
                if name == "word/_rels/document.xml.rels"
                else part
            ),
        )
    noted = written(data)
    assert noted.text.endswith("Soft Power.\n\nThe footnote.\n\nThe endnote.")
    assert noted.text[: noted.references[0].end].endswith("Soft Power.")


def test_dangling_relationships_are_passed_over() -> None:
    def dangle(name: str, part: bytes) -> bytes:
        relationship = (
            b'<Relationship Id="gone" Target="NULL" Type="http://schemas.openxmlformats.org/'
            b'officeDocument/2006/relationships/image"/></Relationships>'
        )
        return part.replace(b"</Relationships>", relationship) if name.endswith(".rels") else part

    assert written(changed(document("Text."), dangle)).text == "Text."


def ole(name: str) -> bytes:
    return OLE + name.encode("utf-16-le")


def test_ole_files() -> None:
    locked = ole_problem(ole("EncryptedPackage"), "a.docx")
    assert isinstance(locked, EncryptedDocument)
    old = ole_problem(ole("WordDocument"), "a.doc")
    assert isinstance(old, UnsupportedFormat)
    assert "a.doc: a Word document of the old kind" in str(old)
    assert "save" in str(ole_problem(ole("Workbook"), "a.xls"))


def without(name: str) -> bytes:
    return changed(document("Text."), lambda old, part: None if old == name else part)


def replaced(name: str, old: bytes, new: bytes) -> bytes:
    def change(part_name: str, part: bytes) -> bytes:
        return part.replace(old, new) if part_name == name else part

    return changed(document("Text."), change)


def locked_entry() -> bytes:
    data = bytearray(document("Text."))
    place = data.index(b"PK\x01\x02")
    data[place + 8] |= 1
    return bytes(data)


def spoiled_checksum() -> bytes:
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w") as archive:
        archive.writestr(MAIN, b"<w:document>some text that will be spoiled</w:document>")
    return stored.getvalue().replace(b"spoiled", b"SPOILED", 1)


TYPES = "[Content_Types].xml"
LAUGHS = b'<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
MACROS = b"application/vnd.ms-word.document.macroEnabled.main+xml"


@pytest.mark.parametrize(
    ("data", "error", "message"),
    [
        (document(), EmptyDocument, "holds no text"),
        (b"plain text", WrongFormat, "not a packed document"),
        (document("Text.")[:2000], CorruptDocument, "broken archive"),
        (document("Text.")[:-30], CorruptDocument, "broken archive"),
        (spoiled_checksum(), CorruptDocument, "broken archive.*Bad CRC"),
        (without(MAIN), WrongFormat, r"no word/document\.xml"),
        (without(TYPES), UnsupportedFormat, "without its list of parts"),
        (without("_rels/.rels"), CorruptDocument, "broken Word document"),
        (replaced(MAIN, b"</w:body>", b""), CorruptDocument, "broken Word document"),
        (replaced(TYPES, MAIN_TYPE.encode(), MACROS), UnsupportedFormat, "with macros.*save it"),
        (replaced("_rels/.rels", b"schemas.openxmlformats.org", b"purl.oclc.org/ooxml"),
         UnsupportedFormat, "Strict Open XML"),
        (with_part(document("Text."), MAIN, b"\x4c\x6f\xa7\x94"), CorruptDocument, "not XML in"),
        (with_part(document("Text."), MAIN, b"<?xml version='1.0' encoding='utf-7'?><a/>"),
         CorruptDocument, "not XML in UTF-8"),
        (locked_entry(), EncryptedDocument, "locked with a password.*save it"),
    ],
)  # fmt: skip
def test_files_that_are_refused(data: bytes, error: type[DocumentError], message: str) -> None:
    with pytest.raises(error, match=rf"folder/paper\.docx: .*{message}"):
        written(data)


@pytest.mark.parametrize("part", [MAIN, "word/styles.xml", "_rels/.rels", TYPES])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_in_any_part(part: str, encoding: str) -> None:
    evil = b'<?xml version="1.0"?>' + LAUGHS + b"<l>&b;</l>"
    data = with_part(document("Text."), part, evil.decode().encode(encoding))
    with pytest.raises(DecompressionBomb, match=r"declares XML entities.*do not trust"):
        written(data)


def test_billion_laughs() -> None:
    levels = "".join(
        f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' if n else '<!ENTITY l0 "ha">' for n in range(10)
    )
    evil = f"<!DOCTYPE w:document [{levels}]>".encode()
    original = main_part(document("Text."))
    start = original.index(b"<w:document")
    spoiled = original[:start] + evil + original[start:].replace(b"Text.", b"&l9;")
    with pytest.raises(DecompressionBomb, match="entities"):
        written(with_part(document("Text."), MAIN, spoiled))


def bomb(size: int) -> bytes:
    return with_part(document("Text."), "word/media/image1.png", bytes(size))


def test_bomb_that_is_far_larger_than_its_file() -> None:
    data = bomb(zip_guard.HARMLESS_BYTES + 1)
    assert len(data) < 60_000
    with pytest.raises(DecompressionBomb, match=r"image1\.png' unpacks to over 250 times"):
        written(data)


def test_bomb_that_the_directory_owns_up_to() -> None:
    with pytest.raises(DecompressionBomb, match="unpacks to over 1000000 bytes"):
        written(bomb(2_000_000), ReadOptions(max_unpacked_bytes=1_000_000))


def test_what_the_directory_declares_is_not_believed() -> None:
    data = bytearray(bomb(2_000_000))
    size = (2_000_000).to_bytes(4, "little")
    place = data.rindex(size)  # in the directory, which stands at the end
    data[place : place + 4] = (10).to_bytes(4, "little")
    with pytest.raises((CorruptDocument, DecompressionBomb)):
        written(bytes(data), ReadOptions(max_unpacked_bytes=1_000_000))


@pytest.mark.parametrize(
    ("name", "message"), [("MAX_ENTRIES", "packs .* files"), ("MAX_TAGS", "over 3 XML tags")]
)
def test_limits(name: str, message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = document("Text.")
    monkeypatch.setattr(zip_guard, name, 3)
    with pytest.raises(DecompressionBomb, match=message):
        written(data)


PARAGRAPHS = st.lists(
    st.tuples(
        st.sampled_from(["Normal", "Heading 1", "Heading 3", "List Bullet", "List Number"]),
        st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=30),
    ),
    max_size=8,
)


@settings(max_examples=40, deadline=None)
@given(PARAGRAPHS)
def test_offsets_of_any_document(paragraphs: list[tuple[str, str]]) -> None:
    word = new_word()
    for style, text in paragraphs:
        word.add_paragraph(text, style)
    try:
        found = written(packed(word))
    except EmptyDocument:
        return
    text = found.text
    assert all(text[h.start : h.end] == h.text for h in found.headings)
    assert all(0 <= s.start < s.end <= len(text) for s in found.references)
    assert {h.level for h in found.headings} <= {1, 3}


@settings(max_examples=60, deadline=None)
@given(st.integers(0), st.binary(min_size=1, max_size=4))
def test_spoiled_files_are_read_or_refused(place: int, spoil: bytes) -> None:
    data = document("Text that is spoiled somewhere.")
    place %= len(data)
    try:
        written(data[:place] + spoil + data[place + len(spoil) :])
    except DocumentError as error:
        assert error.problem
