"""Similarities of one model brought to the scale of the one that the weights were fitted for.

What is far apart for one model is near for another: to an E5 two unrelated sentences are as alike
as .7, to all-MiniLM-L6-v2 as .05; and a model finds a question less like its answer in another
language. Each model is held against the same few questions, in each pair of languages: how alike it
finds them to their answers, and to one another's, fixes the two ends of its scale.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from index.models import Embedder, FloatArray, HalfArray

ENGLISH = "en"

SimilarityKind = Literal["sentence", "plain", "context"]

# The same questions and answers in each language, in the same order.
_QUESTIONS = {
    "en": (
        "Who invented the telephone?",
        "How many legs does a spider have?",
        "Why is the sky blue?",
        "Where do penguins live?",
        "When did the factory close?",
        "What is bread made of?",
        "Which bank raised its interest rate?",
        "Who leads the orchestra?",
    ),
    "ru": (
        "Кто изобрёл телефон?",
        "Сколько ног у паука?",
        "Почему небо голубое?",
        "Где живут пингвины?",
        "Когда закрылась фабрика?",
        "Из чего делают хлеб?",
        "Какой банк поднял процентную ставку?",
        "Кто руководит оркестром?",
    ),
    "kk": (
        "Телефонды кім ойлап тапты?",
        "Өрмекшінің неше аяғы бар?",
        "Аспан неге көк?",
        "Пингвиндер қайда тұрады?",
        "Фабрика қашан жабылды?",
        "Нан неден жасалады?",
        "Қай банк пайыздық мөлшерлемесін көтерді?",
        "Оркестрді кім басқарады?",
    ),
}
_ANSWERS = {
    "en": (
        "Alexander Graham Bell patented the telephone in 1876.",
        "Spiders have eight legs and no antennae.",
        "Air scatters blue light most, and so the sky looks blue.",
        "Nearly all penguins live in the southern hemisphere.",
        "The factory was shut down in the spring of 1994.",
        "Bread is baked from flour, water, salt and yeast.",
        "The central bank lifted its rate by half a point.",
        "The orchestra has played under its chief conductor for years.",
    ),
    "ru": (
        "Александр Грэм Белл запатентовал телефон в 1876 году.",
        "У пауков восемь ног и нет усиков.",
        "Воздух сильнее всего рассеивает синий свет, поэтому небо выглядит голубым.",
        "Почти все пингвины живут в южном полушарии.",
        "Фабрику закрыли весной 1994 года.",
        "Хлеб пекут из муки, воды, соли и дрожжей.",
        "Центральный банк повысил ставку на полпункта.",
        "Оркестр уже много лет играет под управлением своего главного дирижёра.",
    ),
    "kk": (
        "Александр Грэм Белл 1876 жылы телефонды патенттеді.",
        "Өрмекшілердің сегіз аяғы бар, мұртшалары жоқ.",
        "Ауа көк жарықты көбірек шашыратады, сондықтан аспан көк болып көрінеді.",
        "Пингвиндердің барлығы дерлік оңтүстік жарты шарда тұрады.",
        "Фабрика 1994 жылдың көктемінде жабылды.",
        "Нан ұннан, судан, тұздан және ашытқыдан пісіріледі.",
        "Орталық банк мөлшерлемені жарты пунктке көтерді.",
        "Оркестр көп жылдан бері бас дирижерінің басқаруымен ойнайды.",
    ),
}
# Two measurements of one model differ by no more than this, from machine to machine.
_SAME = 1e-3


@dataclass(frozen=True, slots=True)
class Ends:
    """How alike a model finds things.

    :param unrelated: on average, what has nothing to do with one another.
    :param related: on average, a question and its answer.
    """

    unrelated: float
    related: float


@dataclass(frozen=True, slots=True)
class Scale:
    """The ends of a model's similarities: of whole sentences, of tokens alone and in context."""

    sentence: Ends
    plain: Ends
    context: Ends

    def ends(self, kind: SimilarityKind) -> Ends:
        """Return the ends of one kind of similarity."""
        return {"sentence": self.sentence, "plain": self.plain, "context": self.context}[kind]


def scale_of(embedder: Embedder, asked: str = ENGLISH, said: str = ENGLISH) -> Scale:
    """Return a model's scale between two languages; it takes sixteen short texts.

    :param embedder: the model.
    :param asked: the questions' language; English for one that the model is not known to know.
    :param said: the sentences' language, likewise.
    """
    questions = _QUESTIONS[_known(asked, embedder)]
    sentences = _ANSWERS[_known(said, embedder)]
    whole = embedder.encode(questions, "query") @ embedder.encode(sentences, "passage").T
    tokens = embedder.encode_tokens(questions, "query")
    others = embedder.encode_tokens(sentences, "passage")
    plain = _nearest([each.plain for each in tokens], [each.plain for each in others])
    context = _nearest([each.context for each in tokens], [each.context for each in others])
    return Scale(_ends(whole), _ends(plain), _ends(context))


def rescaled(similarities: FloatArray, own: Ends, fitted: Ends) -> FloatArray:
    """Return similarities of one scale on another.

    :param similarities: of any shape.
    :param own: the ends of the model they are of.
    :param fitted: the ends of the model whose scale is wanted.
    """
    apart = (own.related - fitted.related, own.unrelated - fitted.unrelated)
    if max(map(abs, apart)) <= _SAME:
        return similarities
    stretch = (fitted.related - fitted.unrelated) / max(own.related - own.unrelated, 1e-3)
    moved = fitted.unrelated + (similarities - own.unrelated) * stretch
    return moved.astype(np.float32)


def _known(language: str, embedder: Embedder) -> str:
    known = embedder.languages is None or language in embedder.languages
    return language if known and language in _QUESTIONS else ENGLISH


def _nearest(asked: Sequence[HalfArray], said: Sequence[HalfArray]) -> FloatArray:
    """Return (n, n) float32: the mean over a question's tokens of the nearest in each sentence."""
    questions = [tokens.astype(np.float32) for tokens in asked]
    sentences = [tokens.astype(np.float32) for tokens in said]
    return np.asarray(
        [[(q @ s.T).max(axis=1).mean() for s in sentences] for q in questions], dtype=np.float32
    )


def _ends(similarities: FloatArray) -> Ends:
    related = np.eye(len(similarities), dtype=np.bool_)
    return Ends(
        unrelated=round(float(similarities[~related].mean()), 4),
        related=round(float(similarities[related].mean()), 4),
    )
