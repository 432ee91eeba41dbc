"""Questions in Russian and Kazakh over real indexes: all but quotations is in their language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assistant.ask import MOST_QUESTION_CHARACTERS, Assistant
from assistant.conversation import Turn
from assistant.markdown import answer_markdown
from assistant.models import Answer
from assistant.plain import answer_plain
from index.build import build_index
from index.models import EVERYTHING, Scope
from index.search import Index
from ingest.errors import QuestionInvalid
from tests.assistant.said.corpora import CORPORA, KAZAKH, RUSSIAN, index_of
from tests.assistant.selection.samples import by_words, ready_index
from tests.fakes import FakeEmbedder

PAPERS, SOURCES = Scope(roles=frozenset({"paper"})), Scope(roles=frozenset({"source"}))
RUSSIAN_NOTE = Scope(documents=frozenset({RUSSIAN.note}))
KAZAKH_NOTE = Scope(documents=frozenset({KAZAKH.note}))
KAZAKH_LETTER = re.compile(r"[әғқңөұүһі]", re.IGNORECASE)
# What we put in and is not ours: quotations, commands, files, and what the formats are called.
PUT_IN = re.compile(r"“[^”]*”|`[^`]*`|\S+\.(?:md|txt)|\b(?:Markdown|DOI)\b")


@pytest.fixture(scope="module")
def assistants(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Assistant]:
    return {
        language: Assistant(index_of(corpus, tmp_path_factory.mktemp(language)), by_words())
        for language, corpus in CORPORA.items()
    }


def check_language(text: str, language: str) -> None:
    """Fail where anything of ours is in another language."""
    own = PUT_IN.sub("", text)
    assert not re.search("[A-Za-z]", own), own
    assert bool(KAZAKH_LETTER.search(own)) == (language == "kk"), own


def check_forms(answer: Answer, language: str) -> None:
    """The same of the forms in which an answer is printed and copied."""
    assert answer.question_language == language
    check_language(answer_plain(answer), language)
    check_language(answer_markdown(answer).replace("\\", ""), language)


REFUSED = [
    ("ru", "Сколько стоит ксилофон квазара?", EVERYTHING,
     "В документах об этом не сказано. Ни одно предложение в них не подходит к вопросу достаточно "
     "близко."),
    ("ru", "Кто сосчитал тюленей Каспия?", PAPERS,
     "В документах об этом не сказано. Область поиска: только статья. Из слов вопроса здесь нет "
     "(список литературы не в счёт): «тюленей». Если снять это ограничение, ответ "
     "найдётся здесь: «Уровень моря»."),
    ("ru", "Сравни порт Курык и порт Баутино", EVERYTHING,
     "В документах об этом не сказано. Из слов вопроса ни в одном из них нет (списки литературы не "
     "в счёт): «порт Курык», «порт Баутино»."),
    ("ru", "О чём статья?", SOURCES,
     "Вопрос касается документа, который не входит в область поиска: «Приливы Каспия». Если снять "
     "это ограничение, ответ найдётся здесь: «Приливы Каспия»."),
    ("ru", "Кто автор статьи?", EVERYTHING, "«Приливы Каспия»: автор не указан."),
    ("ru", "Кто авторы документов?", EVERYTHING, "Документов, где не указан автор: 3."),
    ("ru", "Какой DOI у статьи?", EVERYTHING, "«Приливы Каспия»: код DOI не указан."),
    ("ru", "Есть ли в списке литературы работы Дарвина?", EVERYTHING,
     "В списке литературы 2 записи, здесь есть 1 из этих источников; ни в одной не встречается "
     "«Дарвина»."),
    ("kk", "Ксилофон қанша тұрады?", KAZAKH_NOTE,
     "Құжаттарда бұл туралы айтылмаған. Іздеу аясы: тек «жазбалар». Сұрақтағы сөздерден мұнда "
     "кездеспейтіні (әдебиеттер тізімі есепке алынбайды): «Ксилофон»."),
    ("kk", "Каспий итбалықтарын кім санады?", PAPERS,
     "Құжаттарда бұл туралы айтылмаған. Іздеу аясы: тек мақала. Мұнда сұраққа жеткілікті жақын "
     "келетін сөйлем жоқ. Бұл шектеу алынса, жауап мына жерден табылады: «Теңіз деңгейі»."),
    ("kk", "Құрық порты мен Баутино портын салыстыр", EVERYTHING,
     "Құжаттарда бұл туралы айтылмаған. Сұрақтағы сөздерден олардың ешқайсысында кездеспейтіні "
     "(әдебиеттер тізімдері есепке алынбайды): «Құрық порты», «Баутино портын», «салыстыр»."),
    ("kk", "Мақала не туралы?", SOURCES,
     "Сұрақ іздеу аясына кірмейтін құжат туралы: «Каспий толқындары». Бұл шектеу алынса, жауап "
     "мына жерден табылады: «Каспий толқындары»."),
    ("kk", "Мақаланың авторы кім?", EVERYTHING, "«Каспий толқындары»: авторы көрсетілмеген."),
    ("kk", "Құжаттардың авторлары кім?", EVERYTHING, "Авторы көрсетілмеген құжаттар: 3."),
    ("kk", "Мақаланың DOI коды қандай?", EVERYTHING,
     "«Каспий толқындары»: DOI коды көрсетілмеген."),
    ("kk", "Әдебиеттер тізімінде Дарвин еңбектері бар ма?", EVERYTHING,
     "Әдебиеттер тізімінде 2 жазба бар, солардың ішінде мұнда бары — 1; ешқайсысында «Дарвин» "
     "кездеспейді."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "question", "scope", "reason"), REFUSED)
def test_a_refusal_says_why(
    assistants: dict[str, Assistant], language: str, question: str, scope: Scope, reason: str
) -> None:
    answer = assistants[language].ask(question, scope=scope)
    assert answer.abstained and answer.reason == reason
    check_forms(answer, language)


NOTED = [
    ("ru", "Углубили ли порт Актау?",
     "Это слова самих документов; значат ли они «да» или «нет», судить вам."),
    ("ru", "Сравни порт Актау и порт Баутино",
     "Со словами «порт Баутино» в документах нет ничего, что подходило бы к вопросу."),
    ("ru", "О чём эта статья?",
     "Предложения документа, которые полнее всего передают его содержание, слово в слово."),
    ("ru", "О чём эти документы?",
     "Предложения документов, которые полнее всего передают их содержание, слово в слово."),
    ("ru", "Какие документы у тебя есть?", "Здесь 3 документа."),
    ("ru", "Что цитирует статья?",
     "В списке литературы 2 записи, здесь есть 1 из этих источников."),
    ("ru", "Есть ли в списке литературы работы Орлова?",
     "В списке литературы 2 записи, здесь есть 1 из этих источников; записей, где встречается "
     "«Орлова»: 1."),
    ("kk", "Ақтау порты тереңдетілді ме?",
     "Бұл — құжаттардың өз сөздері; олар «иә» дегенді ме, «жоқ» дегенді ме білдіретінін өзіңіз "
     "шешесіз."),
    ("kk", "Ақтау порты мен Баутино портын салыстыр",
     "«Баутино портын» деген сөздермен құжаттарда сұраққа сай келетін ештеңе жоқ."),
    ("kk", "Бұл мақала не туралы?", "Құжаттың мазмұнын ең толық ашатын сөйлемдері, сөзбе-сөз."),
    ("kk", "Құжаттар не туралы?", "Құжаттардың мазмұнын ең толық ашатын сөйлемдері, сөзбе-сөз."),
    ("kk", "Қандай құжаттар бар?", "Мұнда 3 құжат бар."),
    ("kk", "Мақалада қандай дереккөздер пайдаланылған?",
     "Әдебиеттер тізімінде 2 жазба бар, солардың ішінде мұнда бары — 1."),
    ("kk", "Әдебиеттер тізімінде Орлова бар ма?",
     "Әдебиеттер тізімінде 2 жазба бар, солардың ішінде мұнда бары — 1; «Орлова» кездесетін "
     "жазбалар: 1."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "question", "note"), NOTED)
def test_a_note_stands_above_an_answer(
    assistants: dict[str, Assistant], language: str, question: str, note: str
) -> None:
    answer = assistants[language].ask(question)
    assert answer.citations and answer.note == note
    check_forms(answer, language)


SAID = [
    ("ru", "На каком языке статья?", "«Приливы Каспия», язык: русский."),
    ("ru", "В каком формате файл приливы.md?", "«Приливы Каспия»: файл Markdown, приливы.md."),
    ("ru", "Сколько страниц в файле заметки.txt?",
     "«заметки»: текстовый файл, без деления на страницы; в тексте 8 слов."),
    ("kk", "Мақала қай тілде жазылған?", "«Каспий толқындары», тілі: қазақ тілі."),
    ("kk", "Файл қандай форматта?", "«Каспий толқындары»: Markdown файлы, толқын.md."),
    ("kk", "Құжаттар неше бет?",
     "«жазбалар»: мәтіндік файл, беттерге бөлінбеген; мәтінінде 8 сөз бар."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "question", "said"), SAID)
def test_what_is_known_of_a_document_is_said(
    assistants: dict[str, Assistant], language: str, question: str, said: str
) -> None:
    answer = assistants[language].ask(question)
    assert said in [statement.text for statement in answer.statements]
    check_forms(answer, language)


@pytest.mark.parametrize(
    ("language", "courtesies"),
    [
        ("ru", ["Привет!", "Спасибо", "До свидания", "понятно", "Что ты умеешь?"]),
        ("kk", ["Сәлем!", "Рақмет", "Сау болыңыз", "түсінікті", "Сен кімсің?"]),
    ],
)
def test_a_courtesy_is_replied_to(
    assistants: dict[str, Assistant], language: str, courtesies: list[str]
) -> None:
    replies = [assistants[language].ask(each).reply for each in courtesies]
    assert len(set(replies)) == len(courtesies)
    for reply in replies:
        check_language(reply, language)


def test_each_document_is_named_with_what_it_is(assistants: dict[str, Assistant]) -> None:
    answer = assistants["ru"].ask("На сколько падает уровень Каспия?")
    assert answer_plain(answer).split("\n") == [
        "В источнике [1] статьи, Орлова (2019), сказано:",
        "Уровень Каспия падает на семь сантиметров, а тюленей Каспия сосчитала Марина Волкова. [1]",
        "",
        "В статье сказано:",
        "Уровень Каспия падает на семь сантиметров в год [1]. [2]",
        "",
        "[1] Уровень моря (уровень.md) · Источник [1] статьи",
        "    “Уровень Каспия падает на семь сантиметров, а тюленей Каспия сосчитала Марина "
        "Волкова.”",
        "",
        "[2] Приливы Каспия (приливы.md) · Статья",
        "    “Уровень Каспия падает на семь сантиметров в год [1].”",
        "    ссылка в статье: [1] Орлова (2019) (есть здесь: уровень.md)",
    ]
    answer = assistants["kk"].ask("Каспий деңгейі қанша сантиметрге төмендейді?")
    lines = answer_plain(answer).split("\n")
    assert lines[0] == "Мақаланың [1] дереккөзінде, Орлова (2019), былай делінген:"
    assert lines[3] == "Мақалада былай делінген:"
    assert "[1] Теңіз деңгейі (деңгей.md) · Мақаланың [1] дереккөзі" in lines
    assert lines[-1] == "    мақаланың сілтемесі: [1] Орлова (2019) (мұнда бар: деңгей.md)"


def test_a_source_that_is_not_held_is_told(assistants: dict[str, Assistant]) -> None:
    russian = assistants["ru"].ask("Сколько мальков осетра выпускают заводы Атырау?", scope=PAPERS)
    assert answer_plain(russian).endswith(
        "\n\nИсточника, на который сделана ссылка, здесь нет (Серикулы (2020)), поэтому это "
        "известно только из самой статьи.\n\nОбласть поиска: только статья."
    )
    kazakh = assistants["kk"].ask("Атырау зауыттары неше бекіре шабағын жібереді?", scope=PAPERS)
    assert answer_plain(kazakh).endswith(
        "\n\nСілтеме жасалған дереккөз мұнда жоқ (Серікұлы (2020)), сондықтан бұл тек мақаланың "
        "өзінен белгілі.\n\nІздеу аясы: тек мақала."
    )


@pytest.mark.parametrize(
    ("language", "question", "told"),
    [
        ("ru", "Кто ввёл этот ксилофон?", "Модель индекса (fake) не знает языка вопроса (русский)"),
        ("kk", "Ксилофонды кім ойлап тапты?",
         "Индекстің моделі (fake) сұрақтың тілін (қазақ тілі) білмейді"),
    ],
)  # fmt: skip
def test_a_language_that_the_model_does_not_know_is_named(
    tmp_path: Path, language: str, question: str, told: str
) -> None:
    index = index_of(CORPORA[language], tmp_path, frozenset({"en"}))
    answer = Assistant(index, by_words()).ask(question)
    assert answer.reason is not None and answer.reason.startswith(told)
    check_language(answer.reason.replace("fake", ""), language)


@pytest.mark.parametrize(
    ("language", "question", "reason"),
    [
        ("ru", "Кто это?", "Отвечать пока не по чему: добавьте документ и перестройте индекс."),
        ("ru", "Какие документы есть?",
         "Отвечать пока не по чему: добавьте документ и перестройте индекс."),
        ("kk", "Бұл кім?", "Жауап іздейтін құжат әлі жоқ: құжат қосып, индексті қайта құрыңыз."),
    ],
)  # fmt: skip
def test_an_empty_index_says_so(tmp_path: Path, language: str, question: str, reason: str) -> None:
    (tmp_path / "documents").mkdir()
    model = FakeEmbedder()
    build_index(tmp_path / "documents", tmp_path / "index", open_embedder=lambda _: model)
    answer = Assistant(Index(tmp_path / "index", lambda _: model), by_words()).ask(question)
    assert (answer.reason, answer.question_language) == (reason, language)


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("Что цитируют источники?", "Пока нет ни одного источника. `python -m ingest fetch DOC` з"),
        ("Дереккөздер қайдан алынған?", "Әзірге бірде-бір дереккөз жоқ. `python -m ingest fetch D"),
    ],
)
def test_without_a_source_one_is_told_how_to_get_one(
    tmp_path: Path, question: str, begins: str
) -> None:
    assistant = Assistant(ready_index(tmp_path, {"порт.txt": "Порт глубок."}), by_words())
    reason = assistant.ask(question, scope=SOURCES).reason
    assert reason is not None and reason.startswith(begins)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Что " * 600, "В вопросе 2\xa0399 символов, а принимается не больше 2\xa0000"),
        ("Кім " * 600, "Сұрақта 2\xa0399 таңба бар, ал ең көбі 2\xa0000 қабылданады"),
    ],
)
def test_a_question_that_is_too_long_is_told_so(
    assistants: dict[str, Assistant], question: str, told: str
) -> None:
    assert len(question) > MOST_QUESTION_CHARACTERS
    with pytest.raises(QuestionInvalid, match=told):
        assistants["ru"].ask(question)


@pytest.mark.parametrize(
    ("before", "told"), [("Кто это?", "Вопрос пуст"), ("Бұл кім?", "Сұрақ бос")]
)
def test_an_empty_question_is_told_so_in_its_conversation_s_language(
    assistants: dict[str, Assistant], before: str, told: str
) -> None:
    with pytest.raises(QuestionInvalid, match=told):
        assistants["ru"].ask(" ", [Turn("user", before)])


@pytest.mark.parametrize(
    ("language", "before"),
    [("ru", "Когда углубили порт Актау?"), ("kk", "Ақтау порты қашан тереңдетілді?")],
)
@pytest.mark.parametrize("question", ["SCO?", "1812?", "Мангистау?"])
def test_a_follow_up_that_tells_no_language_keeps_its_conversation_s(
    assistants: dict[str, Assistant], language: str, before: str, question: str
) -> None:
    history = [Turn("user", before), Turn("assistant", "The port of Aktau was deepened. [1]")]
    answer = assistants[language].ask(question, history)
    assert answer.question_language == language
    check_language(answer_plain(answer).replace("SCO", ""), language)


def test_an_english_question_of_russian_documents_is_answered_in_english(
    assistants: dict[str, Assistant],
) -> None:
    answer = assistants["ru"].ask("Which documents do you have?", [Turn("user", "Что это?")])
    assert answer.note == "There are 3 documents."
    assert answer.statements[0].text == "“заметки” (заметки.txt, Russian)."
