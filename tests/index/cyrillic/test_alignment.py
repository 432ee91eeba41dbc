import numpy as np
import pytest

from index.cyrillic.alignment import Translations, align, start_rows

FIRST = 4  # [PAD], city, school, the


def counts(found: Translations, new: int) -> dict[int, float]:
    return {
        int(k): float(c)
        for n, k, c in zip(found.new, found.known, found.counts, strict=True)
        if n == new
    }


def test_words_that_stand_together_translate_each_other() -> None:
    # 4 with 1 and 3, 5 with 2 and 3: what they share is neither's own.
    found = align([[4, 6], [5, 6], [4], [5]], [[1, 3], [2, 3], [1], [2]], iterations=10)
    assert max(counts(found, 4), key=counts(found, 4).__getitem__) == 1
    assert max(counts(found, 5), key=counts(found, 5).__getitem__) == 2
    assert max(counts(found, 6), key=counts(found, 6).__getitem__) == 3


def test_every_token_of_a_translation_is_made_by_something() -> None:
    found = align([[4], [5, 6]], [[1, 2], [3]])
    assert found.counts.sum() == pytest.approx(3.0)


def test_a_row_is_the_mean_of_what_translates_it() -> None:
    rows = np.zeros((7, 2), dtype=np.float32)
    rows[1], rows[2], rows[3] = (1, 0), (0, 1), (1, 0)
    known = Translations(np.array([4, 4]), np.array([1, 2]), np.array([3.0, 1.0]))
    filled = start_rows([known], rows, FIRST)
    assert np.array_equal(filled[:FIRST], rows[:FIRST])
    assert filled[4] / np.linalg.norm(filled[4]) == pytest.approx(np.array([3, 1]) / np.sqrt(10))
    assert np.linalg.norm(filled[4]) == pytest.approx(np.linalg.norm(rows[:FIRST], axis=1).mean())


def test_a_later_pair_of_languages_builds_on_an_earlier_one() -> None:
    rows = np.zeros((7, 2), dtype=np.float32)
    rows[1] = (1, 0)
    first = Translations(np.array([4]), np.array([1]), np.array([2.0]))
    second = Translations(np.array([5]), np.array([4]), np.array([2.0]))
    filled = start_rows([first, second], rows, FIRST)
    assert filled[5] / np.linalg.norm(filled[5]) == pytest.approx(np.array([1.0, 0.0]))


def test_a_row_of_which_nothing_is_known_is_the_mean() -> None:
    rows = np.ones((6, 2), dtype=np.float32)
    none = np.zeros(0, dtype=np.int64)
    nothing = Translations(none, none, np.zeros(0))
    assert start_rows([nothing], rows, FIRST)[5] == pytest.approx(np.array([1.0, 1.0]))
