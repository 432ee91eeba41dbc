"""Answers about the documents themselves: what is said, and the place that shows it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant.models import Selection
from assistant.said.words import said_in
from assistant.ways import catalogue
from assistant.ways.catalogue import MOST_SENTENCES
from ingest.models import Document, Span
from tests.assistant.ways.samples import bare, lighthouses


def answer(question: str, documents: Sequence[Document], language: str = "en") -> Selection:
    return catalogue.answer(question, documents, said_in(language))


def texts(selection: Selection) -> list[str]:
    return [sentence.text for sentence in selection.sentences]


def said(selection: Selection) -> list[str]:
    return [sentence.said for sentence in selection.sentences]


def highlighted(selection: Selection, document: Document) -> list[str]:
    return [
        document.text[span.start : span.end]
        for sentence in selection.sentences
        for span in sentence.highlights
    ]


@pytest.mark.parametrize(
    ("question", "quote", "words"),
    [
        ("Who wrote this?", "Anna Petrova, John  Smith", ["Anna Petrova", "John  Smith"]),
        ("Кто автор?", "Anna Petrova, John  Smith", ["Anna Petrova", "John  Smith"]),
        ("Мақаланың авторы кім?", "Anna Petrova, John  Smith", ["Anna Petrova", "John  Smith"]),
        (
            "What is its title?",
            "THE LIGHTHOUSES\nOF THE CASPIAN",
            ["THE LIGHTHOUSES", "OF THE CASPIAN"],
        ),
        ("Who is the supervisor?", "Supervisor – Serik O.", ["Serik O."]),
        ("What is the UDC?", "UDC 551.46", ["551.46"]),
        (
            "Where is the author based?",
            "Student of Harbour University,\n\nAktau, Kazakhstan",
            ["Harbour University,", "Aktau, Kazakhstan"],
        ),
    ],
)
def test_what_the_document_prints_is_quoted(question: str, quote: str, words: list[str]) -> None:
    document = lighthouses()
    found = answer(question, [document])
    assert texts(found) == [quote]
    assert said(found) == [""]
    assert highlighted(found, document) == words
    assert found.confidence == 1.0


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("How many pages does it have?", "“The Lighthouses of the Caspian” has 3 pages."),
        ("What language is it in?", "“The Lighthouses of the Caspian” is in English."),
        ("What format is the file?", "“The Lighthouses of the Caspian” is a PDF, lighthouses.pdf."),
        (
            "Which documents do you have?",
            "“The Lighthouses of the Caspian” by Anna Petrova and John Smith "
            "(lighthouses.pdf, English, 3 pages).",
        ),
    ],
)
def test_what_no_line_says_rests_on_the_title(question: str, words: str) -> None:
    found = answer(question, [lighthouses()])
    assert said(found) == [words]
    assert texts(found) == ["THE LIGHTHOUSES\nOF THE CASPIAN"]


@pytest.mark.parametrize(
    ("language", "question", "words"),
    [
        ("ru", "Сколько страниц в статье?", "«The Lighthouses of the Caspian»: 3 страницы."),
        (
            "ru",
            "Какие документы есть?",
            "«The Lighthouses of the Caspian», Anna Petrova и John Smith (lighthouses.pdf, "
            "английский, 3 страницы).",
        ),
        (
            "kk",
            "Қандай құжаттар бар?",
            "«The Lighthouses of the Caspian», Anna Petrova және John Smith (lighthouses.pdf, "
            "ағылшын тілі, 3 бет).",
        ),
    ],
)
def test_what_no_line_says_is_said_in_the_question_s_language(
    language: str, question: str, words: str
) -> None:
    assert said(answer(question, [lighthouses()], language)) == [words]


KEPT = bare(
    "Ducks\n\nDucks swim.",
    title="The ducks",
    authors=("Anna Petrova", "Li Wei"),
    metadata=(("doi", "10.1/x"), ("supervisor", "Serik O.")),
)


@pytest.mark.parametrize(
    ("language", "question", "words"),
    [
        ("en", "Who wrote it?", "“The ducks” is by Anna Petrova and Li Wei, as the file's own "
         "metadata says."),
        ("en", "What is its title?", "The title is “The ducks”, as the file's own metadata says."),
        ("en", "What is the DOI?", "The DOI of “The ducks” is 10.1/x, as the file's own metadata "
         "says."),
        ("ru", "Кто автор?", "«The ducks», авторы (по метаданным файла): Anna Petrova и Li Wei."),
        ("ru", "Как называется статья?", "Название (по метаданным файла): «The ducks»."),
        ("ru", "Какой DOI у статьи?", "«The ducks», DOI (по метаданным файла): 10.1/x."),
        ("ru", "Кто научный руководитель?",
         "«The ducks», научный руководитель (по метаданным файла): Serik O."),
        ("kk", "Авторы кім?",
         "«The ducks», авторлары (файлдың метадеректері бойынша): Anna Petrova және Li Wei."),
        ("kk", "Мақала қалай аталады?", "Атауы (файлдың метадеректері бойынша): «The ducks»."),
        ("kk", "Ғылыми жетекшісі кім?",
         "«The ducks», ғылыми жетекшісі (файлдың метадеректері бойынша): Serik O."),
    ],
)  # fmt: skip
def test_what_only_metadata_have_is_said_to_be_theirs(
    language: str, question: str, words: str
) -> None:
    assert said(answer(question, [KEPT], language)) == [words]


@pytest.mark.parametrize(
    ("language", "question", "names", "note"),
    [
        ("ru", "Кто авторы?", "«Ducks», автор: Li Wei.", "«A»: автор не указан."),
        ("kk", "Авторлары кім?", "«Ducks», авторы: Li Wei.", "«A»: авторы көрсетілмеген."),
    ],
)
def test_several_documents_are_each_named_in_the_question_s_language(
    language: str, question: str, names: str, note: str
) -> None:
    second = bare("Ducks\n\nLi Wei\n", title="Ducks", authors=("Li Wei",))
    found = answer(question, [second, bare(doc_id="a.md", title="A")], language)
    assert (said(found), found.note) == ([names], note)


@pytest.mark.parametrize(
    ("language", "question", "note"),
    [
        ("ru", "Какие документы есть?", "Здесь 21 документ; показаны первые 12."),
        ("kk", "Қандай құжаттар бар?", "Мұнда 21 құжат бар; алғашқы 12 құжат көрсетілді."),
    ],
)
def test_many_documents_are_counted_in_the_question_s_language(
    language: str, question: str, note: str
) -> None:
    documents = [bare(doc_id=f"{number:02}.md") for number in range(21)]
    assert answer(question, documents, language).note == note


def test_one_page_is_one_page() -> None:
    found = answer("How many pages?", [lighthouses(page_starts=(0,))])
    assert said(found) == ["“The Lighthouses of the Caspian” has 1 page."]


def test_a_file_without_pages_says_so() -> None:
    found = answer("How long is it?", [bare()])
    assert said(found) == ["“ducks” is a Markdown file without pages; its text has 4 words."]
    assert texts(found) == ["Ducks swim."]


def test_each_entry_of_the_references_is_quoted() -> None:
    found = answer("What does the paper cite?", [lighthouses()])
    assert texts(found) == [
        "1. Brown, A. (1990). Lamps and\n   lenses. Harbour Press.",
        "2. Ахметов С. Маяки Каспия. 2001.\n1999. A year that begins a line.",
        "3. Nye, J. Soft power.",
    ]
    assert found.note == "The reference list has 3 entries."


def test_only_the_entries_with_the_name_asked_for_are_quoted() -> None:
    found = answer("Does the bibliography have anything by Nye?", [lighthouses()])
    assert texts(found) == ["3. Nye, J. Soft power."]
    assert found.note == "The reference list has 3 entries, 1 of them with Nye."


def test_a_name_that_no_entry_has_is_said() -> None:
    found = answer("Is there a work by Darwin in the reference list?", [lighthouses()])
    assert found.sentences == ()
    assert found.reason == "The reference list has 3 entries; none of them names Darwin."


def test_a_long_reference_list_is_cut_and_counted() -> None:
    text = "Sources\n" + "".join(f"[{number}] Work {number}.\n" for number in range(1, 31))
    document = bare(text, references=(Span(0, len(text)),))
    found = answer("Show me the references", [document])
    assert texts(found) == [f"[{number}] Work {number}." for number in range(1, 13)]
    assert found.note == "The reference list has 30 entries; the first 12 are shown."


def test_an_author_only_in_the_metadata_is_said_to_be() -> None:
    document = bare("Ducks\n\nDucks swim.", title="Ducks", authors=("Anna Petrova",))
    found = answer("Who is the author?", [document])
    assert said(found) == ["“Ducks” is by Anna Petrova, as the file's own metadata says."]
    assert texts(found) == ["Ducks"]


def test_an_author_is_not_shown_where_the_references_name_him() -> None:
    text = "Ducks\n\nReferences\n1. Anna Petrova. Geese.\n2. Anna Petrova. Swans."
    references = (Span(text.index("References"), len(text)),)
    document = bare(text, title="Ducks", authors=("Anna Petrova",), references=references)
    assert texts(answer("Who is the author?", [document])) == ["Ducks"]


def test_an_author_spelled_surname_first_is_found() -> None:
    document = bare("Ducks\n\nAnna Petrova\n", title="Ducks", authors=("Petrova, Anna",))
    assert texts(answer("Who wrote it?", [document])) == ["Anna Petrova"]


def test_a_file_without_a_title_says_so() -> None:
    found = answer("What is the title?", [bare("Geese fly.\n")])
    assert said(found) == ["The document has no title of its own; its file is ducks.md."]


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("Who wrote this?", "“ducks” names no author."),
        ("Who is the supervisor?", "“ducks” names no supervisor."),
        ("Show me the references", "“ducks” has no reference list."),
        ("When was it published?", "“ducks” names no date."),
        ("What is the DOI?", "“ducks” names no DOI."),
    ],
)
def test_what_is_not_known_is_said(question: str, reason: str) -> None:
    found = answer(question, [bare()])
    assert found.sentences == ()
    assert found.confidence == 0.0
    assert found.reason == reason


def test_several_documents_are_each_named() -> None:
    second = bare("Ducks\n\nLi Wei\n", title="Ducks", authors=("Li Wei",))
    found = answer("Who are the authors?", [lighthouses(), second, bare(doc_id="a.md", title="A")])
    assert said(found) == [
        "“The Lighthouses of the Caspian” is by Anna Petrova and John Smith.",
        "“Ducks” is by Li Wei.",
    ]
    assert found.note == "“A” names no author."


@pytest.mark.parametrize(
    "question",
    [
        "Who wrote lighthouses.pdf?",
        "Who wrote The lighthouses of the Caspian?",
        "Who is the author of the document “The Lighthouses of the Caspian”?",
    ],
)
def test_a_document_named_in_the_question_is_meant(question: str) -> None:
    second = bare("Ducks\n\nLi Wei\n", title="Ducks", authors=("Li Wei",))
    assert texts(answer(question, [second, lighthouses()])) == ["Anna Petrova, John  Smith"]


def test_many_documents_are_cut_and_counted() -> None:
    documents = [bare(doc_id=f"{number:02}.md") for number in range(20)]
    found = answer("Which documents are there?", documents)
    assert len(found.sentences) == MOST_SENTENCES
    assert found.note == "There are 20 documents; the first 12 are shown."


def test_no_document_is_a_reason() -> None:
    assert answer("Which documents are there?", []).reason.startswith("There is no document")


@pytest.mark.parametrize(
    "question",
    ["Who wrote it?", "Show me the references", "Which documents?", "What is the title?"],
)
def test_every_quotation_is_its_slice(question: str, paper_document: Document) -> None:
    documents = {document.doc_id: document for document in (paper_document, lighthouses())}
    for sentence in answer(question, list(documents.values())).sentences:
        text = documents[sentence.doc_id].text
        assert sentence.text == text[sentence.start : sentence.end]
        assert sentence.text == sentence.text.strip()
        for span in sentence.highlights:
            assert sentence.start <= span.start < span.end <= sentence.end


@pytest.mark.parametrize(
    ("question", "start"),
    [
        ("Who wrote this paper?", "Eskermesova Nuraiym"),
        ("Кто научный руководитель?", "Supervisor"),
        ("Автор қай университетте оқиды?", "Bachelor Student"),
        ("What is the UDC?", "UDC 327"),
        ("What does the author cite?", "1. Кошкар-оол"),
    ],
)
def test_the_paper(question: str, start: str, paper_document: Document) -> None:
    assert texts(answer(question, [paper_document]))[0].startswith(start)


def test_an_address_in_the_head_is_quoted() -> None:
    text = "Ducks\n\nLi Wei, li.wei@example.edu.kz, wei@example.org\n\nDucks swim.\n"
    document = bare(text, title="Ducks")
    found = answer("How do I reach the author?", [document])
    assert texts(found) == ["Li Wei, li.wei@example.edu.kz, wei@example.org"]
    assert highlighted(found, document) == ["li.wei@example.edu.kz", "wei@example.org"]


@pytest.mark.parametrize("text", ["Ducks\n\nDucks swim @ noon.", "Duck. " * 900 + "a@example.org"])
def test_no_address_in_the_head_is_said(text: str) -> None:
    found = answer("What is the author's email?", [bare(text)])
    assert found.reason == "“ducks” names no e-mail address."
