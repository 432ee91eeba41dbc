from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import EmptyDocument, WrongEncoding
from ingest.models import Document
from ingest.readers.markdown import read
from ingest.readers.options import ReadOptions

PAPER = Path(__file__).parents[3] / "ingest/documents/soft-power-of-china-in-central-asia.md"


def document(source: str, doc_id: str = "a.md") -> Document:
    return read(source.encode(), doc_id, ReadOptions())


@pytest.fixture(scope="module")
def paper() -> Document:
    return read(PAPER.read_bytes(), "paper.md", ReadOptions())


@pytest.mark.parametrize("mark", ["*", "\\", "##", "__", "\r"])
def test_paper_holds_no_mark_of_its_markup(paper: Document, mark: str) -> None:
    assert mark not in paper.text


def test_paper_s_broken_sentence_is_healed(paper: Document) -> None:
    assert 'the first Chinese article on "soft power" was written by Wang Huning' in paper.text


def test_paper_s_head_is_copied_and_stays_in_the_text(paper: Document) -> None:
    assert paper.title == "SOFT POWER OF CHINA IN CENTRAL ASIA"
    assert paper.authors == ("Eskermesova Nuraiym Nurlybekovna",)
    assert dict(paper.metadata) == {
        "udc": "327",
        "supervisor": "Bolysbekova M.K.",
        "university": "L.N. Gumilyov Eurasian National University",
    }
    for said in (paper.title, *paper.authors, "Supervisor – Bolysbekova M.K.", "Gumilyov"):
        assert said in paper.text[:400]


def test_paper_s_reference_list_is_marked_to_the_end(paper: Document) -> None:
    (references,) = paper.references
    listed = paper.text[references.start : references.end]
    assert listed.startswith("References:\n\n1. Кошкар-оол")
    assert references.end == len(paper.text)
    assert "kazakhstan_china_interview_yerzhan_kerimbay" in listed
    assert [line.split()[0] for line in listed.splitlines()[2:]] == ["1.", "2.", "3.", "4.", "5."]


def test_paper_is_english(paper: Document) -> None:
    assert (paper.language, paper.page_starts) == ("en", ())


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("**Bold** and *thin* and ~~gone~~ `code`.", "Bold and thin and gone code."),
        ("soft\nbreak", "soft break"),
        ("hard  \nbreak", "hard\nbreak"),
        ("[the link](http://x.org/a_b) stays", "the link stays"),
        ("see http://x.org/a\\_b here", "see http://x.org/a_b here"),
        ("<http://x.org/a_b>", "http://x.org/a_b"),
        ("![a picture](p.png)", "a picture"),
        ("- one\n- two\n\nafter", "one\ntwo\n\nafter"),
        ("3. three\n4. four", "3. three\n4. four"),
        ("- 1. nested number", "1. nested number"),
        ("> quoted\n> on", "quoted on"),
        ("| a | b |\n|---|---|\n| 1 | **2** |", "a | b\n1 | 2"),
        ("```\nx = *y*\n```", "x = *y*"),
        ("before <!-- hidden --> after <b>bold</b><br>line", "before after bold\nline"),
        ("<div>block <i>html</i></div>", "block html"),
        ("<div>1 &lt; 2</div>\n\n<script>alert(1)</script>", "1 < 2"),
        ("<!-- never closed\n\nText.", "never closed\n\nText."),
        ("> " * 30 + "deep", "deep"),
        ("---\n\nBetween two rules.\n\n---\n\nAfter.", "Between two rules.\n\nAfter."),
        ("---\nNo field at all.\n\n---\n\nAfter.", "No field at all.\n\nAfter."),
        ("\\*Nur-Sultan, Kazakhstan\\*", "Nur-Sultan, Kazakhstan"),
        ("5 \\* 3 \\* 2 = 30", "5 * 3 * 2 = 30"),
        ("AT&amp;T &lt;b&gt;", "AT&T <b>"),
        ("a\n\n---\n\nb", "a\n\nb"),
    ],
)
def test_text_is_what_a_person_reads(source: str, text: str) -> None:
    assert document(source).text == text


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("This was the first Chinese article that was", "written by Wang Huning, a man.", True),
        ("This is a whole sentence that ends here.", "written by hand it goes on.", False),
        ("This was the first Chinese article that was", "Written by Wang Huning, a man.", False),
        ("Short title", "written by Wang Huning, a man.", False),
        ("Here is what was found in all of them:", "first the one and then more.", False),
    ],
)
def test_only_a_sentence_cut_in_two_is_healed(before: str, after: str, joined: bool) -> None:
    text = document(f"{before}\n\n{after}").text
    assert text == f"{before} {after}" if joined else f"{before}\n\n{after}"


def test_list_after_a_paragraph_is_not_joined_to_it() -> None:
    text = document("The paper names the four following things and\n\n- one of them is here").text
    assert "and\n\none" in text


def test_yaml_front_matter_is_metadata() -> None:
    source = (
        '---\ntitle: "A Title"\nauthors:\n  - Ann B\n  - Cy D\ndate: 2020\ntags: [x, y]\n---\nText.'
    )
    found = document(source)
    assert (found.title, found.authors, found.text) == ("A Title", ("Ann B", "Cy D"), "Text.")
    assert found.metadata == (("date", "2020"), ("tags", "x, y"))


def test_file_without_a_title_is_called_after_its_name() -> None:
    assert document("Only text.", "sub/My notes.md").title == "My notes"


def test_title_that_looks_like_names_makes_nobody_an_author() -> None:
    assert document("# Cats\n\nPersian Cat\n\n" + "Text. " * 60).authors == ()


@pytest.mark.parametrize(
    "title", ["References", "**References:**", "Bibliography", "Список литературы", "Әдебиеттер"]
)
def test_reference_list_ends_at_the_next_heading(title: str) -> None:
    found = document(f"# A\n\nText.\n\n## {title}\n\n1. One\n\n## Appendix\n\nMore.")
    (span,) = found.references
    assert found.text[span.start : span.end].endswith("1. One")


def test_file_of_marks_alone_is_empty() -> None:
    with pytest.raises(EmptyDocument, match=r"a\.md: it holds no text"):
        document("<!-- nothing -->\n\n---\n")


def test_wrong_encoding_names_the_byte_and_the_way_out() -> None:
    data = "Мягкая сила".encode("windows-1251")
    with pytest.raises(WrongEncoding, match=r"byte 0xcc at offset 0 is not utf-8.*windows-1251"):
        read(data, "a.md", ReadOptions())
    assert read(data, "a.md", ReadOptions(encoding="windows-1251")).text == "Мягкая сила"


@given(st.text(max_size=300))
def test_any_text_gives_a_sound_document_or_none(source: str) -> None:
    try:
        found = document(source.encode("utf-8", "ignore").decode())
    except EmptyDocument:
        return
    assert found.text == found.text.strip() != ""
    assert not set("\r\0\u2028") & set(found.text)
    for heading in found.headings:
        assert found.text[heading.start : heading.end] == heading.text
    for span in found.references:
        assert 0 <= span.start < span.end <= len(found.text)
