from collections.abc import Sequence

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch.optim import AdamW

from assistant.reader.examples import NOWHERE, Cutter, Example
from assistant.reader.model import Batch, Collator, ReaderModel, Scores, loss_of
from tests.assistant.reader import tiny

PARTS = tiny.parts()
COLLATOR = Collator(PARTS)
CLS, SEP = (tiny.VOCABULARY.index(token) for token in ("[CLS]", "[SEP]"))
SIZES = st.lists(
    st.tuples(st.integers(0, 6), st.lists(st.integers(1, 5), min_size=1, max_size=5)),
    min_size=1,
    max_size=5,
)


def example(
    question: int,
    sentences: Sequence[int],
    start: int = NOWHERE,
    end: int = NOWHERE,
    gold: tuple[int, ...] = (),
) -> Example:
    """Return one of so many tokens of question, and of each sentence."""
    chance = np.random.default_rng(question + sum(sentences))
    ids = chance.integers(len(tiny.SPECIAL), len(tiny.VOCABULARY), sum(sentences))
    owner = np.repeat(np.arange(len(sentences)), sentences)
    return Example([7] * question, ids, owner, start, end, gold)


def model(dropout: float = 0.0) -> ReaderModel:
    return ReaderModel(tiny.parts(seed=1), dropout).eval()


MODEL = model()


def scores_of(network: ReaderModel, batch: Batch) -> Scores:
    with torch.inference_mode():
        return network(batch)  # type: ignore[no-any-return]


def made_up(
    spans: list[list[int]], gold: list[list[bool]], starts: list[list[float]]
) -> tuple[Scores, Batch]:
    """Return scores by hand; ends and starts are the same, sentences as many as ``gold`` has."""
    table = torch.tensor(starts)
    sentences = torch.zeros(len(gold), len(gold[0]))
    none = torch.zeros(0)
    batch = Batch(none, none, none, none, torch.tensor(spans), torch.tensor(gold))
    return Scores(table, table.clone(), sentences), batch


def test_a_batch_is_laid_out_as_the_body_was_trained() -> None:
    batch = COLLATOR.batch([example(2, [2, 1], 1, 2, (0, 1)), example(1, [1])])
    assert batch.ids[0].tolist()[:4] == [CLS, 7, 7, SEP]
    assert batch.ids[0, 7] == batch.ids[1, 4] == SEP
    assert batch.mask.tolist() == [[1] * 8, [1] * 5 + [0] * 3]
    assert batch.types.tolist() == [[0] * 4 + [1] * 4, [0] * 3 + [1] * 2 + [0] * 3]
    assert batch.sentences.tolist() == [[0, 0, 0, 0, 1, 1, 2, 0], [0, 0, 0, 1, 0, 0, 0, 0]]
    assert batch.spans.tolist() == [[5, 6], [0, 0]]
    assert batch.gold.tolist() == [[False, True, True], [True, False, False]]


def test_where_only_sentences_are_known_no_token_is_learnt() -> None:
    batch = COLLATOR.batch([example(1, [2, 2], gold=(1,))])
    assert batch.spans.tolist() == [[NOWHERE, NOWHERE]]
    assert batch.gold.tolist() == [[False, False, True]]


@settings(max_examples=40)
@given(SIZES)
def test_nothing_outside_the_passage_is_possible(sizes: list[tuple[int, list[int]]]) -> None:
    examples = [example(question, sentences) for question, sentences in sizes]
    batch = COLLATOR.batch(examples)
    scores = scores_of(MODEL, batch)
    longest = max(each.length for each in examples)
    most = max(len(sentences) for _, sentences in sizes)
    assert scores.starts.shape == scores.ends.shape == (len(sizes), longest)
    assert scores.sentences.shape == (len(sizes), most + 1)
    for row, (question, sentences) in enumerate(sizes):
        inside = [0, *range(question + 2, question + 2 + sum(sentences))]
        for side in (scores.starts, scores.ends):
            assert torch.isfinite(side[row]).nonzero()[:, 0].tolist() == inside
        possible = torch.isfinite(scores.sentences[row])
        assert possible.tolist() == [n <= len(sentences) for n in range(most + 1)]
    assert not any(torch.isnan(each).any() for each in (scores.starts, scores.sentences))


def test_a_row_says_the_same_beside_others() -> None:
    short, long = example(2, [3, 1], 0, 1, (0,)), example(5, [8, 4, 6])
    alone = scores_of(MODEL, COLLATOR.batch([short]))
    beside = scores_of(MODEL, COLLATOR.batch([long, short]))
    assert alone.starts[0] == pytest.approx(beside.starts[1, :9], abs=0.02)
    assert alone.sentences[0] == pytest.approx(beside.sentences[1, :3], abs=0.02)


def test_a_sentences_score_is_of_its_tokens_alone() -> None:
    one, two = example(2, [3, 4]), example(2, [3, 4])
    moved = Example(two.question, two.passage, np.asarray([0, 0, 0, 0, 0, 1, 1]))
    first, second = (scores_of(MODEL, COLLATOR.batch([each])) for each in (one, moved))
    assert torch.equal(first.starts, second.starts)
    assert first.sentences[0, 0] == second.sentences[0, 0]
    assert not torch.equal(first.sentences[0, 1:], second.sentences[0, 1:])


def test_rows_and_body_of_the_embedder_stay_as_they_are() -> None:
    parts = tiny.parts()
    kept = {name: value.clone() for name, value in parts.body.state_dict().items()}
    rows = parts.rows.clone()
    network = ReaderModel(parts)
    assert not any(each is network.rows for each in network.parameters())
    assert "rows" not in network.state_dict()
    assert not any("word_embeddings" in name for name in network.state_dict())
    _learn(network, Collator(parts), _lessons(), steps=3)
    assert torch.equal(parts.rows, rows)
    assert torch.equal(network.rows, rows)
    for name, value in parts.body.state_dict().items():
        assert torch.equal(value, kept[name]), name
    assert not torch.equal(
        network.state_dict()["body.encoder.layer.0.attention.self.query.weight"],
        kept["encoder.layer.0.attention.self.query.weight"],
    )


def test_all_but_the_unused_layer_is_trained() -> None:
    network = model()
    batch = COLLATOR.batch([example(2, [3, 4], 1, 2, (0,)), example(1, [2])])
    loss_of(network(batch), batch).backward()  # type: ignore[no-untyped-call]
    untouched = {name for name, each in network.named_parameters() if each.grad is None}
    assert untouched == {"body.pooler.dense.weight", "body.pooler.dense.bias"}


def test_dropout_is_for_training_alone() -> None:
    network, batch = model(dropout=0.5), COLLATOR.batch([example(2, [3, 4])])
    first, again = (scores_of(network, batch).starts for _ in range(2))
    assert torch.equal(first, again)
    network.train()
    first, again = (scores_of(network, batch).starts for _ in range(2))
    assert not torch.equal(first, again)


def test_without_dropout_training_says_the_same_each_time() -> None:
    network, batch = model(dropout=0.0).train(), COLLATOR.batch([example(2, [3, 4])])
    first, again = (scores_of(network, batch).starts for _ in range(2))
    assert torch.equal(first, again)


def test_loss_by_hand() -> None:
    # Two tokens alike, of which one is right: ln 2 for each end, halved; one of three sentences.
    scores, batch = made_up([[1, 1]], [[False, True, False]], [[0.0, 0.0]])
    assert float(loss_of(scores, batch)) == pytest.approx(np.log(2) + np.log(3))


def test_of_several_right_sentences_any_will_do() -> None:
    scores, batch = made_up([[1, 1]], [[False, True, True]], [[-torch.inf, 0.0]])
    assert float(loss_of(scores, batch)) == pytest.approx(np.log(3 / 2))


def test_where_no_stretch_is_known_only_sentences_count() -> None:
    gold = [[False, True, False]]
    scores, batch = made_up([[NOWHERE, NOWHERE]], gold, [[5.0, 0.0]])
    assert float(loss_of(scores, batch)) == pytest.approx(np.log(3))
    both, mixed = made_up([[NOWHERE, NOWHERE], [1, 1]], gold * 2, [[5.0, 0.0], [0.0, 0.0]])
    assert float(loss_of(both, mixed)) == pytest.approx(np.log(3) + np.log(2))


@settings(max_examples=40)
@given(SIZES)
def test_the_loss_of_any_batch_is_a_number(sizes: list[tuple[int, list[int]]]) -> None:
    examples = [
        example(question, sentences, 0, sum(sentences) - 1, tuple(range(len(sentences))))
        if question % 2
        else example(question, sentences)
        for question, sentences in sizes
    ]
    batch = COLLATOR.batch(examples)
    loss = float(loss_of(scores_of(MODEL, batch), batch))
    assert 0 <= loss < float("inf")


def _lessons() -> list[Example]:
    cutter, found = Cutter(PARTS.tokenizer), []
    for passage in tiny.buildings():
        (tokens,) = cutter.passages([(passage.text, passage.sentences)])
        for asked in passage.questions[:2]:
            places = [
                n
                for n, (start, end) in enumerate(zip(tokens.starts, tokens.ends, strict=True))
                if start < asked.answers[0].end and end > asked.answers[0].start
            ]
            question = cutter.question(asked.text)
            inner = (tokens.ids, tokens.sentences, places[0], places[-1], (0,))
            found.append(Example(question, *inner))
    return found


def _learn(
    network: ReaderModel, collator: Collator, examples: list[Example], steps: int
) -> list[float]:
    batch = collator.batch(examples)
    optimizer = AdamW(network.parameters(), lr=4e-3)
    losses = []
    for _ in range(steps):
        loss = loss_of(network(batch), batch)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        losses.append(float(loss.detach()))
    return losses


def test_ten_examples_are_learnt() -> None:
    network, examples = model().train(), _lessons()
    assert len(examples) == 10
    losses = _learn(network, COLLATOR, examples, steps=60)
    assert losses[-1] < losses[0] / 3
    batch = COLLATOR.batch(examples)
    scores = scores_of(network.eval(), batch)
    right = (scores.starts.argmax(1) == batch.spans[:, 0]).float().mean()
    assert float(right) >= 0.8
