"""Questions to a small real index: real files, SQLite, FAISS and tantivy, a fake model."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.ask import Assistant
from assistant.conversation import Turn
from assistant.selection.weights import Weights
from index.build import build_index
from index.models import Embedder
from index.search import Index
from ingest.errors import IndexNotFound, QuestionInvalid
from tests.assistant.selection.samples import FakeReader, by_words, weights
from tests.fakes import FakeEmbedder

CATS = """# Cats of the harbour

The tortoiseshell cat Marmalade sleeps on the windowsill of the customs house.

In 1987 the harbour master counted 13.2 thousand cats. Why did nobody count the dogs?

## References

1. Marmalade, A. (1990). The tortoiseshell zeppelin. Harbour Press.
"""
DOGS = "# Dogs\n\nThe sheepdog gathers the flock before the storm breaks over the valley.\n"


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "cats.md").write_text(CATS, encoding="utf-8")
    (folder / "dogs.md").write_text(DOGS, encoding="utf-8")
    return folder


@pytest.fixture
def index(tmp_path: Path, documents: Path) -> Index:
    return ready_index(tmp_path / "index", documents, FakeEmbedder())


def ready_index(root: Path, documents: Path, embedder: FakeEmbedder) -> Index:
    build_index(documents, root, open_embedder=lambda _: embedder)
    return Index(root, lambda _: embedder)


def test_answer_is_the_sentence_that_says_it_with_its_place(index: Index) -> None:
    answer = Assistant(index).ask("How many cats did the harbour master count in 1987?")
    first = answer.citations[0]
    assert first.quote == "In 1987 the harbour master counted 13.2 thousand cats."
    assert (first.document, first.heading) == ("cats.md", "Cats of the harbour")
    assert answer.text.startswith(f"{first.quote} [1]")
    assert not answer.abstained
    assert answer.reason is None


def test_every_quotation_is_the_slice_it_claims_to_be(index: Index) -> None:
    generation = index.current().generation
    for question in ("Which cat sleeps where?", "What does the sheepdog do?", "In 1987?"):
        answer = Assistant(index).ask(question)
        assert [c.marker for c in answer.citations] == list(range(1, len(answer.citations) + 1))
        for citation in answer.citations:
            text = generation.document(citation.document).text
            assert text[citation.start : citation.end] == citation.quote
        for passage in answer.passages:
            text = generation.document(passage.document).text
            assert text[passage.start : passage.end] == passage.text


def test_reference_list_answers_nothing(index: Index) -> None:
    answer = Assistant(index).ask("What is the tortoiseshell zeppelin of Harbour Press?")
    assert not any("zeppelin" in citation.quote for citation in answer.citations)
    assert not any("zeppelin" in passage.text for passage in answer.passages)


def test_question_in_the_text_is_no_answer(index: Index) -> None:
    answer = Assistant(index).ask("Why did nobody count the dogs?")
    assert not any(citation.quote.endswith("?") for citation in answer.citations)


def test_refusal_names_what_is_missing_and_keeps_the_passages(index: Index) -> None:
    answer = Assistant(index).ask("xylophone quasar")
    assert answer.abstained
    assert answer.text == ""
    assert answer.citations == ()
    assert answer.missing == ("xylophone", "quasar")
    assert answer.reason is not None
    assert "xylophone, quasar" in answer.reason
    assert answer.passages


def test_word_that_the_text_has_in_another_form_is_not_missing(index: Index) -> None:
    assert Assistant(index).ask("Do sheepdogs gather flocks?").missing == ()


def test_follow_up_is_searched_with_the_question_it_follows(index: Index) -> None:
    history = (
        Turn("user", "Which cat sleeps on the windowsill?"),
        Turn("assistant", "The tortoiseshell cat Marmalade sleeps there. [1]"),
    )
    answer = Assistant(index).ask("And where?", history)
    assert answer.question == "And where?"
    assert answer.searched_question == "Where: Which cat sleeps on the windowsill?"
    assert "windowsill" in answer.citations[0].quote


@pytest.mark.parametrize("question", ["", "  \n "])
def test_empty_question_is_refused(index: Index, question: str) -> None:
    with pytest.raises(QuestionInvalid, match="the question is empty"):
        Assistant(index).ask(question)


def test_endless_question_is_refused(index: Index) -> None:
    with pytest.raises(QuestionInvalid, match=r"2,001 characters, at most 2,000"):
        Assistant(index).ask("x" * 2_001)


@pytest.mark.parametrize(
    "question", ['"', "(", "AND OR NOT", "[1]", "🐈", "\0", "a:b^2~", "' OR 1=1 --", "?" * 500]
)
def test_odd_question_gets_an_answer_or_a_refusal(index: Index, question: str) -> None:
    answer = Assistant(index).ask(question)
    assert answer.abstained == (not answer.citations)


def test_question_in_a_language_the_model_does_not_know_says_so(
    tmp_path: Path, documents: Path
) -> None:
    embedder = FakeEmbedder(languages=frozenset({"en"}))
    index = ready_index(tmp_path / "index", documents, embedder)
    answer = Assistant(index).ask("Сколько кошек насчитал капитан порта?")
    assert answer.abstained
    assert answer.reason is not None
    assert "не знает языка вопроса (русский)" in answer.reason
    assert "python -m index build --model all-minilm-l6-v2+cyrillic" in answer.reason


def test_words_alone_find_an_answer_in_a_language_the_model_does_not_know(
    tmp_path: Path, documents: Path
) -> None:
    (documents / "кошки.txt").write_text(
        "Смотритель гавани насчитал тринадцать тысяч кошек.", encoding="utf-8"
    )
    embedder = FakeEmbedder(languages=frozenset({"en"}))
    index = ready_index(tmp_path / "index", documents, embedder)
    answer = Assistant(index).ask("Сколько кошек насчитал смотритель гавани?")
    assert [citation.document for citation in answer.citations] == ["кошки.txt"]


def test_no_index_is_said_with_the_command_that_makes_one(tmp_path: Path) -> None:
    index = Index(tmp_path / "none", lambda _: FakeEmbedder())
    with pytest.raises(IndexNotFound, match="python -m index build"):
        Assistant(index).ask("anything")


def test_empty_index_says_to_add_a_document(tmp_path: Path) -> None:
    (tmp_path / "documents").mkdir()
    index = ready_index(tmp_path / "index", tmp_path / "documents", FakeEmbedder())
    answer = Assistant(index).ask("anything")
    assert answer.abstained
    assert answer.reason == (
        "There is no document to answer from: add one, then rebuild the index."
    )


def test_json_has_every_field_that_others_rely_on(index: Index) -> None:
    answer = Assistant(index).ask("What does the sheepdog gather?").to_json()
    assert set(answer) >= {
        "question", "answer", "abstained", "reason", "citations", "passages", "missing",
        "searched_question", "index", "model", "way", "note", "nearest",
        "question_language", "roles", "documents", "role_counts", "writing",
    }  # fmt: skip
    assert set(answer["citations"][0]) == {
        "marker", "document", "title", "language", "page", "page_label", "heading", "start", "end",
        "quote", "highlights", "role", "source_of", "cites",
    }  # fmt: skip
    assert set(answer["passages"][0]) == {"document", "start", "end", "text", "score"}
    assert (answer["index"], answer["model"]) == ("gen-000001", "fake")


def test_quotation_leaves_out_bullets_and_the_text_s_own_reference_marks(
    tmp_path: Path, documents: Path
) -> None:
    (documents / "cited.md").write_text(
        "• Kingfishers dive for minnows.[3] [4, 7-9]\n\nMore.", "utf-8"
    )
    index = ready_index(tmp_path / "index", documents, FakeEmbedder())
    answer = Assistant(index).ask("What do kingfishers dive for?")
    assert answer.citations[0].quote == "Kingfishers dive for minnows."


def test_sentence_that_a_chunk_cuts_is_quoted_whole(tmp_path: Path, documents: Path) -> None:
    clauses = ", ".join(f"in region {n} the heron counted {n * 7} minnows" for n in range(40))
    (documents / "long.txt").write_text(f"First. The survey says that {clauses}. Last.", "utf-8")
    index = ready_index(tmp_path / "index", documents, FakeEmbedder())
    answer = Assistant(index).ask("How many minnows did the heron count in region 31?")
    assert answer.citations[0].quote.startswith("The survey says that in region 0")
    assert answer.citations[0].quote.endswith("minnows.")


def test_bullet_with_nothing_but_a_mark_is_no_sentence(tmp_path: Path, documents: Path) -> None:
    (documents / "marks.txt").write_text("Minnows swim.\n\n- [3]\n\n- [4]\n", encoding="utf-8")
    index = ready_index(tmp_path / "index", documents, FakeEmbedder())
    answer = Assistant(index).ask("List all that is said of where minnows swim.")
    assert answer.citations
    assert all(citation.quote.strip() for citation in answer.citations)


def test_byte_that_is_no_character_is_asked_as_a_question_mark(index: Index) -> None:
    assert Assistant(index).ask("Which cat \udcff sleeps?").question == "Which cat ? sleeps?"


class Packaged(FakeReader):
    """Stands for the reader that comes with the program; likes the sentence on Marmalade."""

    made: list[Packaged]

    def __init__(self, embedder: Embedder) -> None:
        super().__init__(frozenset({"marmalade"}), worth=8.0)
        self.embedder = embedder
        self.made.append(self)


@pytest.fixture
def packaged(monkeypatch: pytest.MonkeyPatch) -> list[Packaged]:
    """Have a fake reader come with the program, and return those that were made."""
    made: list[Packaged] = []
    monkeypatch.setattr(Packaged, "made", made, raising=False)
    monkeypatch.setattr("assistant.ask.PackagedReader", Packaged)
    return made


BY_READING = weights({"read": 3.0}, {"read": 1.0}, reads=True)


def test_assistant_that_reads_answers_by_what_the_reader_says(
    index: Index, packaged: list[Packaged]
) -> None:
    answer = Assistant(index, BY_READING, reads=True).ask("What does the sheepdog gather?")
    assert "Marmalade" in answer.citations[0].quote
    (reader,) = packaged
    assert reader.embedder is index.current().embedder
    assert {question for question, _, _ in reader.pairs} == {"What does the sheepdog gather?"}


def test_assistant_that_does_not_read_has_no_reader(index: Index, packaged: list[Packaged]) -> None:
    answer = Assistant(index).ask("What does the sheepdog gather?")
    assert "flock" in answer.citations[0].quote
    assert packaged == []


def test_reader_is_kept_from_question_to_question(index: Index, packaged: list[Packaged]) -> None:
    assistant = Assistant(index, BY_READING, reads=True)
    assistant.warm("Which cat sleeps?")
    read = len(packaged[0].pairs)
    assistant.ask("What does the sheepdog gather?")
    assert len(packaged) == 1
    assert len(packaged[0].pairs) > read > 0


@pytest.mark.usefixtures("packaged")
@pytest.mark.parametrize("reads", [False, True])
def test_weights_are_those_for_what_is_read(
    index: Index, monkeypatch: pytest.MonkeyPatch, reads: bool
) -> None:
    asked_for: list[bool] = []

    def fitted(*, reads: bool = False) -> Weights:
        asked_for.append(reads)
        return by_words(reads=reads)

    monkeypatch.setattr("assistant.ask.fitted_weights", fitted)
    assert Assistant(index, reads=reads).ask("What does the sheepdog gather?").citations
    assert asked_for == [reads]


@pytest.mark.model
@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("Кто президент Казахстана?", ()),
        ("Қазақстан президенті кім?", ()),
        ("Какую роль в регионе играет Турция?", ("Турция",)),
    ],
)
def test_only_names_are_missing_in_a_language_that_no_document_has(
    question: str, missing: tuple[str, ...], paper_assistant: Assistant
) -> None:
    answer = paper_assistant.ask(question)
    assert (answer.abstained, answer.missing) == (True, missing)
