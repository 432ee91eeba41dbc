from pathlib import Path
from typing import cast

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn

from assistant.reader.examples import LONGEST, Cutter
from assistant.reader.model import Batch, Collator, ReaderModel, Scores
from assistant.reader.reading import BEYOND, LONGEST_ANSWER, PassageReader, Reading
from assistant.reader.settings import ReaderSettings
from assistant.reader.training import Training
from ingest.models import Span
from ingest.sentences import sentence_spans
from tests.assistant.reader import tiny
from tests.assistant.reader.tiny import span_of

PARTS = tiny.parts()
TEXT = "Anna built the tower. Boris saw the bridge. The river was high."
SENTENCES = tuple(sentence_spans(TEXT, "en"))


class ByHand(nn.Module):
    """Scores each token by its id; every other is at 0."""

    def __init__(self, starts: dict[str, float], ends: dict[str, float], none: float = 0.0) -> None:
        super().__init__()
        self.rows = torch.zeros(1)
        self.sizes: list[int] = []
        self._starts, self._ends, self._none = starts, ends, none

    def forward(self, batch: Batch) -> Scores:
        self.sizes.append(int(batch.ids.numel()))
        outside = batch.sentences == 0
        sides = []
        for told in (self._starts, self._ends):
            table = torch.zeros(batch.ids.shape)
            for token, score in told.items():
                table[batch.ids == tiny.VOCABULARY.index(token)] = score
            table[outside] = -torch.inf
            table[:, 0] = self._none
            sides.append(table)
        count = batch.gold.shape[1]
        present = nn.functional.one_hot(batch.sentences, count).sum(1) > 0
        # A sentence's logit is its number, counted from 1 among those that are read.
        numbers = torch.arange(count).repeat(len(batch.ids), 1).float()
        numbers = numbers.masked_fill(~present, -torch.inf)
        numbers[:, 0] = self._none
        return Scores(sides[0], sides[1], numbers)


def by_hand(network: ByHand) -> PassageReader:
    return PassageReader(cast(ReaderModel, network), PARTS)


def random_reader() -> PassageReader:
    return PassageReader(ReaderModel(tiny.parts(seed=1)).eval(), PARTS)


READER = random_reader()


def read(reader: PassageReader, text: str = TEXT, question: str = "Who was it?") -> Reading:
    (reading,) = reader.read([(question, text, tuple(sentence_spans(text, "en")))])
    return reading


def test_each_sentence_has_its_best_stretch() -> None:
    reading = read(by_hand(ByHand({"anna": 2.0, "boris": 3.0}, {"tower": 4.0, "bridge": 1.0})))
    assert [TEXT[span.start : span.end] for span in reading.spans[:2]] == [
        "Anna built the tower",
        "Boris saw the bridge",
    ]
    assert reading.span_scores.tolist() == [6.0, 4.0, 0.0]
    assert reading.sentences.tolist() == [1.0, 2.0, 3.0]
    assert reading.scores.tolist() == [3.5, 3.0, 1.5]
    assert reading.answerable == pytest.approx((np.log(np.exp([1, 2, 3]).sum()) + 6) / 2)


def test_scores_are_less_those_of_no_answer() -> None:
    starts = {"anna": 2.0}
    told = read(by_hand(ByHand(starts, {}, none=1.5)))
    plain = read(by_hand(ByHand(starts, {})))
    assert told.spans == plain.spans
    assert told.span_scores == pytest.approx(plain.span_scores - 3.0)
    assert told.sentences == pytest.approx(plain.sentences - 1.5)
    assert told.answerable < plain.answerable


def test_an_answer_ends_where_it_begins_or_later() -> None:
    reading = read(by_hand(ByHand({"tower": 5.0}, {"anna": 5.0})))
    span = reading.spans[0]
    assert TEXT[span.start : span.end] in ("Anna", "tower", "tower.")
    assert reading.span_scores[0] == 5.0


def test_no_answer_is_longer_than_people_give() -> None:
    text = f"Anna {'was ' * (LONGEST_ANSWER - 2)}tower {'was ' * 5}castle."
    starts, ends = {"anna": 5.0}, {"tower": 3.0, "castle": 9.0}
    reading = read(by_hand(ByHand(starts, ends)), text)
    (span,) = reading.spans
    # The castle is one of too many tokens after Anna; but it may stand without her.
    assert text[span.start : span.end].endswith("castle")
    assert not text[span.start : span.end].startswith("Anna")
    nearer = read(by_hand(ByHand(starts, {"tower": 5.0, "castle": 9.0})), text)
    assert text[nearer.spans[0].start : nearer.spans[0].end].startswith("Anna")
    assert text[nearer.spans[0].start : nearer.spans[0].end].endswith("tower")


@settings(max_examples=20)
@given(
    st.lists(
        st.lists(
            st.sampled_from(["anna", "was", "x", "Zürich", "\U0001f3db"]), min_size=1, max_size=9
        ),
        min_size=1,
        max_size=6,
    )
)
def test_a_sentences_answer_stands_within_it(words: list[list[str]]) -> None:
    text = " ".join(f"A{' '.join(each)}." for each in words)
    sentences = sentence_spans(text, "en")
    reading = read(READER, text)
    assert len(reading.spans) == len(reading.sentences) == len(sentences)
    for span, sentence in zip(reading.spans, sentences, strict=True):
        assert sentence.start <= span.start < span.end <= sentence.end
    assert np.isfinite(reading.scores).all()
    assert reading.scores.dtype == reading.sentences.dtype == np.float32


def test_a_passage_reads_the_same_alone_and_among_others() -> None:
    texts = [TEXT, "Short.", f"{'The river was high. ' * 25}", TEXT.upper()]
    pairs = [("Who?", text, tuple(sentence_spans(text, "en"))) for text in texts]
    together = READER.read(pairs)
    for pair, found in zip(pairs, together, strict=True):
        (alone,) = READER.read([pair])
        assert alone.sentences == pytest.approx(found.sentences, abs=0.03)
        assert alone.span_scores == pytest.approx(found.span_scores, abs=0.05)


def test_order_is_kept_over_many_batches() -> None:
    network = ByHand({"anna": 9.0}, {"anna": 9.0})
    texts = [
        f"{'was ' * (n % 7)}{'Anna' if n % 3 else 'boris'} {'the ' * (40 + n)}." for n in range(60)
    ]
    found = by_hand(network).read([("Who?", t, tuple(sentence_spans(t, "en"))) for t in texts])
    assert len(network.sizes) > 1
    assert max(network.sizes) <= 4_000
    for text, reading in zip(texts, found, strict=True):
        said = text[reading.spans[0].start : reading.spans[0].end]
        assert (said == "Anna") is ("Anna" in text)


def test_nothing_is_read_for_nothing() -> None:
    assert READER.read([]) == []


@pytest.mark.parametrize("text", ["", "\u200b", " "])
def test_a_passage_without_a_token_has_no_answer(text: str) -> None:
    (reading, other) = READER.read(
        [("Who?", text, (Span(0, len(text)),)), ("Who?", TEXT, SENTENCES)]
    )
    assert reading.spans == (Span(0, 0),)
    assert reading.sentences.tolist() == reading.span_scores.tolist() == [BEYOND]
    assert reading.answerable == BEYOND
    assert other.sentences.min() > BEYOND


def test_an_empty_question_is_read() -> None:
    assert np.isfinite(read(READER, question="").scores).all()


def test_a_sentence_without_a_token_is_beyond() -> None:
    text = "Anna came. \u200b\u200b Boris left."
    sentences = (Span(0, 10), Span(11, 13), Span(14, 25))
    (reading,) = READER.read([("Who?", text, sentences)])
    assert (reading.sentences == BEYOND).tolist() == [False, True, False]
    assert text[reading.spans[2].start : reading.spans[2].end] in text[14:]


@pytest.mark.parametrize("room", [-1, 0, 1])
def test_what_lies_beyond_the_longest_is_not_answered(room: int) -> None:
    question = Cutter(PARTS.tokenizer).question("Who?")
    first = "was " * (LONGEST - len(question) - 3 - 1 + room)
    text = f"{first}. Boris left."
    sentences = (Span(0, len(first) + 1), span_of(text, "Boris left."))
    (reading, short) = READER.read([("Who?", text, sentences), ("Who?", TEXT, SENTENCES)])
    assert reading.sentences[0] > BEYOND
    # The second sentence is seen where at least one of its tokens finds room.
    assert bool(reading.sentences[1] > BEYOND) is (room < 0)
    assert bool(reading.span_scores[1] > BEYOND) is (room < 0)
    assert reading.spans[0].end <= len(first) + 1
    assert (short.sentences > BEYOND).all()


def test_a_long_passages_second_half_changes_nothing() -> None:
    one, other = (f"{'The river was high. ' * 90}{end}" for end in ("Anna came.", "Boris left."))
    left, right = (read(READER, text) for text in (one, other))
    assert np.array_equal(left.sentences, right.sentences)
    assert left.sentences[-1] == BEYOND


def test_what_was_learnt_is_answered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = ReaderSettings(
        steps=110, cloze_steps=0, cloze=0.0, rate=4e-3, dropout=0.0, unanswerable=0.0,
        switched=0.0, tokens=900, checkpoint_every=1_000,
    )  # fmt: skip
    monkeypatch.setattr("assistant.reader.training.WARMING_UP", 20)
    model = ReaderModel(tiny.parts(), 0.0)
    lessons, collator = tiny.lessons(chosen), Collator(PARTS)
    Training(model, lessons, collator, chosen, tmp_path).run(lambda *_: None)
    reader = PassageReader(model.eval(), PARTS)
    asked = [(q, p) for p in tiny.buildings() for q in p.questions]
    found = reader.read([(q.text, p.text, p.sentences) for q, p in asked])
    right = [
        reading.spans[int(reading.scores.argmax())] == question.answers[0]
        for reading, (question, _) in zip(found, asked, strict=True)
        if question.answers
    ]
    assert sum(right) >= 7
    some, none = (
        [r.answerable for r, (q, _) in zip(found, asked, strict=True) if bool(q.answers) is is_some]
        for is_some in (True, False)
    )
    assert np.mean(some) > np.mean(none) + 1
