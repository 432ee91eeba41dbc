"""Tokens cut in two, so that rare words learn to lean on their pieces."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from index.cyrillic.vocabulary import PIECE

LEAST = 2  # letters of a piece


class Cutter:
    """Cuts new tokens at random where both pieces are tokens too (Provilkov et al. 2020, dropout).

    :param vocabulary: every token with its id.
    :param first: id of the first new token.
    :param share: the chance that one that can be cut is, 0 to 1.
    """

    def __init__(self, vocabulary: Mapping[str, int], first: int, share: float) -> None:
        self._share = share
        self._pieces = dict(_pieces(vocabulary, first)) if share else {}

    def cut(self, ids: Sequence[int], chance: np.random.Generator) -> list[int]:
        """Return a text's token ids with some of them cut."""
        if not self._pieces:
            return list(ids)
        drawn = chance.random(len(ids)) < self._share
        made: list[int] = []
        for token, is_drawn in zip(ids, drawn.tolist(), strict=True):
            made += self._pieces.get(token, (token,)) if is_drawn else (token,)
        return made


def _pieces(vocabulary: Mapping[str, int], first: int) -> list[tuple[int, tuple[int, int]]]:
    """Return each token's two pieces, the first as long as can be."""
    found = []
    for token, number in vocabulary.items():
        if number < first:
            continue
        mark = PIECE if token.startswith(PIECE) else ""
        letters = token.removeprefix(PIECE)
        for cut in range(len(letters) - LEAST, LEAST - 1, -1):
            left = vocabulary.get(mark + letters[:cut])
            right = vocabulary.get(PIECE + letters[cut:])
            if left is not None and right is not None:
                found.append((number, (left, right)))
                break
    return found
