from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from tokenizers import Tokenizer
from tokenizers.models import WordLevel

from assistant.reader.corpora import Passage
from assistant.reader.neighbourhood import NEAREST, near_words, nearby_passages
from index.embedder import Parts
from index.models import FloatArray, Progress, Role
from tests.assistant.reader import tiny
from tests.assistant.reader.tiny import passage
from tests.fakes import FakeEmbedder


class Counting(FakeEmbedder):
    """Counts the texts that it embeds."""

    def __init__(self) -> None:
        super().__init__()
        self.embedded = 0

    def encode(
        self, texts: Sequence[str], role: Role, progress: Progress | None = None
    ) -> FloatArray:
        self.embedded += len(texts)
        return super().encode(texts, role, progress)


def silent(phase: str, done: int, total: int) -> None:
    """Be a progress that nobody watches."""


def parts_of(rows: dict[str, list[float]]) -> Parts:
    tokenizer = Tokenizer(WordLevel({word: n for n, word in enumerate(rows)}, unk_token="[UNK]"))
    return Parts(tokenizer, torch.tensor(list(rows.values())), tiny.parts().body)


def nearby(passages: Sequence[Passage], folder: Path) -> list[list[int]]:
    return nearby_passages(passages, FakeEmbedder(), folder, silent)


def test_near_words_are_near_and_the_nearest_come_first() -> None:
    near = near_words(
        parts_of(
            {
                "castle": [1.0, 0.0],
                "fortress": [0.9, 0.1],
                "palace": [0.8, 0.4],
                "river": [0.0, -1.0],
                "##tle": [1.0, 0.0],
                "cat": [1.0, 0.0],
                "қала": [1.0, 0.0],
                "[UNK]": [1.0, 0.0],
            }
        )
    )
    assert near["castle"] == ("fortress", "palace")
    assert set(near) == {"castle", "fortress", "palace"}


def test_no_word_is_near_itself_and_few_are_near_one() -> None:
    letters = "abcdefghi"
    near = near_words(parts_of({f"word{one}": [1.0, n / 50] for n, one in enumerate(letters)}))
    assert all(word not in others and len(others) == 5 for word, others in near.items())


def test_passages_of_the_same_things_are_near(tmp_path: Path) -> None:
    passages = [
        passage("Anna built the old tower of Narva."),
        passage("Salt and wool and cloth were sold."),
        passage("Boris burnt the old tower of Narva."),
        passage("Cheap salt and wool came by river."),
    ]
    found = nearby(passages, tmp_path)
    assert [others[0] for others in found] == [2, 3, 0, 1]
    assert [sorted(others) for others in found] == [[1, 2, 3], [0, 2, 3], [0, 1, 3], [0, 1, 2]]


def test_another_set_is_not_near(tmp_path: Path) -> None:
    passages = [passage(f"Anna built the tower {n}.") for n in range(4)]
    mixed = [replace(each, source=("squad", "selqa")[n % 2]) for n, each in enumerate(passages)]
    assert nearby(mixed, tmp_path) == [[2], [3], [0], [1]]


def test_the_same_text_again_is_not_near(tmp_path: Path) -> None:
    passages = [passage("Anna built it."), passage("Anna built it."), passage("Boris left.")]
    assert [sorted(others) for others in nearby(passages, tmp_path)] == [[2], [2], [0, 1]]


@pytest.mark.parametrize("count", [0, 1, 30])
def test_there_are_as_many_as_asked_for_and_never_itself(tmp_path: Path, count: int) -> None:
    passages = [passage(f"Anna built tower number {n} of {n * n}.") for n in range(count)]
    found = nearby(passages, tmp_path)
    assert len(found) == count
    for number, others in enumerate(found):
        assert number not in others
        assert len(set(others)) == len(others) == min(NEAREST, count - 1)


def test_vectors_are_kept_for_the_same_texts(tmp_path: Path) -> None:
    passages = [passage(f"Anna built tower {n}.") for n in range(5)]
    embedder = Counting()
    first = nearby_passages(passages, embedder, tmp_path, silent)
    again = nearby_passages(passages, embedder, tmp_path, silent)
    assert first == again
    assert embedder.embedded == 5
    nearby_passages(passages[:4], embedder, tmp_path, silent)
    assert embedder.embedded == 9


def test_vectors_that_are_kept_are_those_that_were_made(tmp_path: Path) -> None:
    passages = [passage(f"Anna built tower {n}.") for n in range(3)]
    nearby(passages, tmp_path)
    (kept,) = tmp_path.iterdir()
    expected = FakeEmbedder().encode([each.text for each in passages], "passage")
    assert np.array_equal(np.load(kept, allow_pickle=False), expected)


def test_progress_is_told_of_embedding(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    passages = [passage("Anna built it."), passage("Boris left.")]
    nearby_passages(passages, FakeEmbedder(), tmp_path, lambda *step: told.append(step))
    assert told == [("embed", 1, 2), ("embed", 2, 2)]
