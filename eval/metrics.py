"""The metrics, each a pure function; a question that failed or was refused scores 0.

A passage or citation is given as a :class:`Stretch`, the gold as :class:`eval.models.Gold`:
quotations, each with the places where it stands. Where any one quotation suffices a share of
quotations becomes 1 or 0; where all are needed it stays a share.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from eval.locate import DASHES, QUOTATION_MARKS
from eval.models import Gold

MARKER = re.compile(r"\s*\[\d+\]")
ARTICLES = re.compile(r"\b(a|an|the)\b")  # SQuAD 1.1; Russian and Kazakh have none
NDCG_DEPTH = 10

Supports = Callable[[str, tuple[str, ...]], bool]
"""Tells whether texts, taken together, support a sentence; no text supports none."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a document, retrieved or cited.

    :param document: the document's id.
    :param start: offset of its first character.
    :param end: offset after its last character.
    """

    document: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Cited:
    """A sentence of an answer and what it cites.

    :param sentence: without markers.
    :param evidence: the text of each of its citations.
    """

    sentence: str
    evidence: tuple[str, ...]


def covered(quotation: Gold, stretches: Sequence[Stretch]) -> bool:
    """Tell whether the stretches together hold a quotation, at one of its places, whole.

    A quotation may run over from one stretch into another; white space between them is no gap.
    """
    return any(
        place.needed <= _held(stretches, place.document, place.start, place.end)
        for place in quotation.occurrences
    )


def touched(quotation: Gold, stretch: Stretch) -> bool:
    """Tell whether a stretch shares a character, not white space, with a quotation."""
    return any(
        not place.needed.isdisjoint(_held([stretch], place.document, place.start, place.end))
        for place in quotation.occurrences
    )


def relevance(gold: Sequence[Gold], passages: Sequence[Stretch]) -> list[bool]:
    """Tell of each passage whether it is relevant.

    It is when it holds a quotation whole, or the last missing part of one whose other parts
    stand in passages before it.

    :param passages: best first.
    :return: one value a passage.
    """
    relevant = []
    for rank, passage in enumerate(passages):
        completes = any(
            covered(quotation, passages[: rank + 1]) and not covered(quotation, passages[:rank])
            for quotation in gold
        )
        relevant.append(completes or any(covered(quotation, [passage]) for quotation in gold))
    return relevant


def recall_at_k(
    gold: Sequence[Gold], passages: Sequence[Stretch], k: int, *, all_needed: bool
) -> float:
    """Return |quotations that the first k passages hold| / |quotations|; 1 or 0 if one suffices.

    :param passages: best first.
    """
    return _share([covered(quotation, passages[:k]) for quotation in gold], all_needed=all_needed)


def evidence_within(
    gold: Sequence[Gold], passages: Sequence[Stretch], budget: int, *, all_needed: bool
) -> float:
    """Return recall over the first ``budget`` characters retrieved.

    :param passages: best first; the one that crosses the budget is cut there.
    :param budget: characters.
    """
    kept: list[Stretch] = []
    for passage in passages:
        length = min(passage.end - passage.start, budget)
        kept.append(Stretch(passage.document, passage.start, passage.start + length))
        budget -= length
    return recall_at_k(gold, kept, len(kept), all_needed=all_needed)


def reciprocal_rank(relevant: Sequence[bool]) -> float:
    """Return 1 / rank of the first relevant passage, 0 without one; its mean is the MRR."""
    return next((1 / rank for rank, is_relevant in enumerate(relevant, 1) if is_relevant), 0.0)


def ndcg_at_k(
    gold: Sequence[Gold], passages: Sequence[Stretch], k: int = NDCG_DEPTH, *, all_needed: bool
) -> float:
    """Return DCG / ideal DCG with DCG = Σ relevance / log2(rank + 1) over the first k passages.

    The relevance is binary (Järvelin & Kekäläinen 2002). The ideal ranks first every relevant
    passage, and one more for each quotation that is needed and was not retrieved.
    """
    from sklearn.metrics import ndcg_score

    relevant = [float(value) for value in relevance(gold, passages)]
    absent = sum(not covered(quotation, passages) for quotation in gold)
    missed = absent if all_needed else int(absent == len(gold))
    # scikit-learn refuses a ranking of one item: irrelevant ones below change nothing.
    gains = [*relevant, *[0.0] * k, *[1.0] * missed]
    ranking = [-float(rank) for rank in range(len(gains))]
    return float(ndcg_score([gains], [ranking], k=k)) if any(gains) else 0.0


def citation_precision(gold: Sequence[Gold], citations: Sequence[Stretch]) -> float:
    """Return |citations that touch a quotation| / |citations|; 0 without a citation."""
    if not citations:
        return 0.0
    supported = [any(touched(quotation, citation) for quotation in gold) for citation in citations]
    return sum(supported) / len(supported)


def citation_recall(
    gold: Sequence[Gold], citations: Sequence[Stretch], *, all_needed: bool
) -> float:
    """Return |quotations that a citation touches| / |quotations|; 1 or 0 if one suffices."""
    found = [any(touched(quotation, citation) for citation in citations) for quotation in gold]
    return _share(found, all_needed=all_needed)


def sentence_citation_recall(said: Sequence[Cited], supports: Supports) -> float:
    """Return |sentences that their citations together support| / |sentences|; 0 without one.

    ALCE's citation recall (Gao et al. 2023, arXiv 2305.14627, §3), with the judge passed in where
    ALCE has an entailment model.
    """
    held = [bool(each.evidence) and supports(each.sentence, each.evidence) for each in said]
    return sum(held) / len(held) if held else 0.0


def sentence_citation_precision(said: Sequence[Cited], supports: Supports) -> float:
    """Return |precise citations| / |citations| over all sentences; 0 without a citation.

    ALCE's citation precision: a citation is precise where its sentence is supported by all its
    citations together, and it supports the sentence alone or the others without it do not.
    """
    precise = [_is_precise(each, at, supports) for each in said for at in range(len(each.evidence))]
    return sum(precise) / len(precise) if precise else 0.0


def evidence_among_first(gold: Sequence[Gold], citations: Sequence[Stretch], k: int) -> float:
    """Return 1 when one of the first k citations touches a quotation, else 0."""
    return float(any(touched(quotation, c) for c in citations[:k] for quotation in gold))


def contains_answer(answer: str, accepted: Sequence[str]) -> float | None:
    """Return 1 when the answer holds an accepted short form, else 0; None where none is given.

    Compared after folding case, dashes, quotation marks and white space. A form starts at a
    word's start; it may lack the word's ending, but not a number's further digits.
    """
    if not accepted:
        return None
    text = _folded(answer)
    return float(any(_holds(text, _folded(form)) for form in accepted))


def token_f1(answer: str, accepted: Sequence[str]) -> float | None:
    """Return 2PR / (P + R) over shared words, the best of the accepted forms; None without one.

    Normalised as SQuAD 1.1 does (Rajpurkar et al. 2016), with Unicode's case and punctuation.
    """
    if not accepted:
        return None
    return max(_f1(_words(answer), _words(form)) for form in accepted)


def named_share(words: Sequence[str], said: Sequence[str]) -> float | None:
    """Return |words that some text names| / |words|; None without a word.

    Compared as in :func:`contains_answer`: a word may lack its ending.

    :param words: the question's, which no document has.
    :param said: what the answer says of them.
    """
    if not words:
        return None
    texts = [_folded(text) for text in said]
    named = [any(_holds(text, _folded(word)) for text in texts) for word in words]
    return sum(named) / len(named)


def auroc(answerable: Sequence[bool], confidence: Sequence[float]) -> float | None:
    """Return the chance that an answerable question has more confidence than another one.

    The area under the ROC curve, by ranks: U / (n₁ n₀) with U = Σ ranks₁ - n₁ (n₁ + 1) / 2 (Mann &
    Whitney 1947); ties count half. None without questions of both sorts. scikit-learn's gives the
    same, but is too slow for a thousand bootstrap draws.
    """
    from scipy.stats import rankdata

    positives = sum(answerable)
    pairs = positives * (len(answerable) - positives)
    if not pairs:
        return None
    ranks = rankdata(confidence)
    total = float(sum(rank for rank, is_one in zip(ranks, answerable, strict=True) if is_one))
    return (total - positives * (positives + 1) / 2) / pairs


def risk_coverage(
    correct: Sequence[float], confidence: Sequence[float]
) -> list[tuple[float, float, float]]:
    """Return (threshold, coverage, risk) at each confidence, the highest first.

    Answering those with confidence ≥ threshold, coverage = |answered| / |questions| and risk =
    |answered wrongly| / |answered| (El-Yaniv & Wiener 2010).
    """
    ordered = sorted(zip(confidence, correct, strict=True), reverse=True)
    points, right = [], 0.0
    for count, (threshold, is_right) in enumerate(ordered, start=1):
        right += is_right
        if count == len(ordered) or ordered[count][0] != threshold:
            points.append((threshold, count / len(ordered), 1 - right / count))
    return points


def area_under_risk_coverage(points: Sequence[tuple[float, float, float]]) -> float | None:
    """Return Σ Δcoverage · risk, in [0, 1], lower is better (AURC, Geifman & El-Yaniv 2017)."""
    if not points:
        return None
    ends = [coverage for _, coverage, _ in points]
    starts = [0.0, *ends[:-1]]
    risks = [risk for _, _, risk in points]
    return math.fsum((e - s) * risk for s, e, risk in zip(starts, ends, risks, strict=True))


def plain(answer: str) -> str:
    """Return an answer without its markers."""
    return MARKER.sub("", answer)


def _held(stretches: Sequence[Stretch], document: str, start: int, end: int) -> set[int]:
    held: set[int] = set()
    for stretch in stretches:
        if stretch.document == document:
            held.update(range(max(start, stretch.start), min(end, stretch.end)))
    return held


def _is_precise(said: Cited, at: int, supports: Supports) -> bool:
    others = said.evidence[:at] + said.evidence[at + 1 :]
    if not supports(said.sentence, said.evidence):
        return False
    if not others or supports(said.sentence, said.evidence[at : at + 1]):
        return True
    return not supports(said.sentence, others)


def _share(found: Sequence[bool], *, all_needed: bool) -> float:
    if not found:
        return 0.0
    return sum(found) / len(found) if all_needed else float(any(found))


def _folded(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).casefold()
    marked = ("-" if c in DASHES else '"' if c in QUOTATION_MARKS else c for c in text)
    return " ".join("".join(marked).split())


def _holds(text: str, form: str) -> bool:
    start = r"(?<!\w)(?<!\d[.,])" if form[:1].isalnum() else ""
    end = r"(?!\d)" if form[-1:].isdigit() else ""
    return bool(re.search(start + re.escape(form) + end, text))


def _words(text: str) -> list[str]:
    text = unicodedata.normalize("NFKC", text).casefold()
    text = "".join(c for c in text if not unicodedata.category(c).startswith("P"))
    return ARTICLES.sub(" ", text).split()


def _f1(answer: list[str], gold: list[str]) -> float:
    if not answer or not gold:
        return float(answer == gold)
    shared = sum((Counter(answer) & Counter(gold)).values())
    return 2 * shared / (len(answer) + len(gold))
