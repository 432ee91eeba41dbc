"""Each word of a question is found in the documents however it is spelt, or it is absent."""

from concurrent.futures import ThreadPoolExecutor
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.names import MAX_SINGLE_INITIALS
from index.variants import Reading, Variants, respelt
from index.vocabulary import Alias, Contents, Gatherer, Vocabulary

BODY = (
    "China, together with Russia, created the Shanghai Cooperation Organization. The US boasts "
    "Hollywood and the European Union its appeal; tell us more. "
    "The Chinese economic aid under the Belt and Road Initiative may look attractive. "
    "In Nur-Sultan the number of Kazakhstani students has grown; Kazakhstan has Confucius "
    "Institutes. The government of Nazarbayev fought corruption with soft power. "
    "The demarcation of the border was colorful; which countries could organize it? "
    "A strategic website of the analyst, Tursunzade Karimov, explains influenza."
)
RUSSIAN = "Правительство Китая развивает сотрудничество. Ёлка стоит в Соединённых Штатах."
KAZAKH = "Қытайдың үкіметі Қазақстанда институттар ашты. Шанхай ынтымақтастық ұйымы (ШЫҰ) бар."


def variants(*texts: tuple[str, str]) -> Variants:
    gatherer = Gatherer()
    for text, language in texts:
        gatherer.add(text, language)
    return Variants(Vocabulary(gatherer.contents()))


@cache
def english() -> Variants:
    return variants((BODY, "en"))


@cache
def russian() -> Variants:
    return variants((RUSSIAN, "ru"))


@cache
def kazakh() -> Variants:
    return variants((KAZAKH, "kk"))


def reading(of: Variants, question: str, word: str) -> Reading:
    found = [each for each in of.read(question) if each.word == word]
    assert len(found) == 1, of.read(question)
    return found[0]


@pytest.mark.parametrize(
    ("question", "word", "how", "form"),
    [
        ("Who created China's institutes?", "China's", "same", "china"),
        ("one institute", "institute", "same", "institutes"),
        ("SOFT POWER", "POWER", "same", "power"),
        ("soft-power", "soft", "same", "soft"),
        ("What does the PRC do?", "PRC", "alias", "china"),
        ("what does the prc do?", "prc", "alias", "china"),
        ("Does the US boast?", "US", "same", "us"),
        ("the U.S. position", "U.S", "same", "us"),
        ("What do the United States boast?", "United States", "alias", "us"),
        ("Does America boast?", "America", "alias", "us"),
        ("What is the EU?", "EU", "alias", "european union"),
        ("role of the SCO", "SCO", "alias", "shanghai cooperation organization"),
        (
            "the Shanghai Cooperation Organisation",
            "Shanghai Cooperation Organisation",
            "alias",
            "shanghai cooperation organization",
        ),
        ("What is the BRI?", "BRI", "alias", "belt and road initiative"),
        ("Where is Astana?", "Astana", "alias", "nur sultan"),
        ("Where is Nur Sultan?", "Nur Sultan", "same", "nur sultan"),
        ("Where is NurSultan?", "NurSultan", "spelling", "nur sultan"),
        ("Kazakstan and aid", "Kazakstan", "spelling", "kazakhstan"),
        ("how is kazakstan", "kazakstan", "spelling", "kazakhstan"),
        ("aid for Kazakh students", "Kazakh", "relative", "kazakhstan"),
        ("the goverment of it", "goverment", "spelling", "government"),
        ("the corruptoin of it", "corruptoin", "spelling", "corruption"),
        ("What did Nazarbaev do?", "Nazarbaev", "alias", "nazarbayev"),
        ("is softpower good", "softpower", "spelling", "soft power"),
        ("a web site", "web site", "spelling", "website"),
        ("who organised it", "organised", "spelling", "organization"),
        ("a colourful border", "colourful", "spelling", "colorful"),
        ("its strategy", "strategy", "relative", "strategic"),
        ("population of Beijing", "Beijing", "metonym", "china"),
        ("What does it cost?", "cost", "absent", None),
        ("a boarder there", "boarder", "absent", None),
        ("Who is Pushkin?", "Pushkin", "absent", None),
        ("in 2013", "2013", "absent", None),
        ("What is the WHO?", "WHO", "absent", None),
        ("the European Commission", "European Commission", "absent", None),
        ("Қытай туралы", "Қытай", "alias", "china"),
        ("Роль Китая", "Китая", "alias", "china"),
    ],
)
def test_english_documents(question: str, word: str, how: str, form: str | None) -> None:
    found = reading(english(), question, word)
    assert found.how == how
    assert (" ".join(found.forms[0]) if found.forms else None) == form


@pytest.mark.parametrize(
    ("question", "word", "how", "form"),
    [
        ("Что с Китаем?", "Китаем", "same", "китая"),
        ("Правительсво где", "Правительсво", "spelling", "правительство"),
        ("какое сотруднечество", "сотруднечество", "spelling", "сотрудничество"),
        ("где елка", "елка", "same", "елка"),
        ("где ёлка", "ёлка", "same", "елка"),
        ("позиция США", "США", "alias", "соединенных штатах"),
        ("что делает КНР", "КНР", "alias", "китая"),
        ("китайская роль", "китайская", "relative", "китая"),
        ("какая экономика", "экономика", "absent", None),
        ("What does China develop?", "China", "alias", "китая"),
    ],
)
def test_russian_documents(question: str, word: str, how: str, form: str | None) -> None:
    found = reading(russian(), question, word)
    assert found.how == how
    assert (" ".join(found.forms[0]) if found.forms else None) == form


@pytest.mark.parametrize(
    ("question", "word", "how", "form"),
    [
        ("Қытай не істеді?", "Қытай", "same", "қытайдың"),
        ("Қазақстан туралы", "Қазақстан", "same", "қазақстанда"),
        ("ШЫҰ деген не?", "ШЫҰ", "same", "шыұ"),
        ("ҚХР туралы", "ҚХР", "alias", "қытайдың"),
        ("иснтитуттар ашылды", "иснтитуттар", "spelling", "институттар"),
        ("мектептер қайда", "мектептер", "absent", None),
        ("the role of China", "China", "alias", "қытайдың"),
    ],
)
def test_kazakh_documents(question: str, word: str, how: str, form: str | None) -> None:
    found = reading(kazakh(), question, word)
    assert found.how == how
    assert (" ".join(found.forms[0]) if found.forms else None) == form


@pytest.mark.parametrize(
    ("question", "searched"),
    [
        ("Does Kazakstan's goverment act?", "Does Kazakhstan's government act?"),
        ("KAZAKSTAN GOVERMENT", "Kazakhstan GOVERNMENT"),
        ("What is the PRC?", "What is the PRC (China)?"),
        ("Do the United States boast?", "Do the United States (US) boast?"),
        ("Where is NurSultan?", "Where is Nur-Sultan?"),
        ("Where is the P.R.C.?", "Where is the P.R.C. (China)?"),
        ("which organisation", "which organization"),
        ("Is Beijing big?", "Is Beijing big?"),
        ("What of Kazakh students?", "What of Kazakh students?"),
        ("Who is Pushkin?", "Who is Pushkin?"),
        ("whcih countries?", "whcih countries?"),
    ],
)
def test_what_is_searched(question: str, searched: str) -> None:
    assert respelt(question, english().read(question)).text == searched


def test_function_words_are_left_out_though_mistyped() -> None:
    assert [each.word for each in english().read("whcih of the countries is it")] == ["countries"]
    assert english().read("what is it") == ()


def test_country_is_found_by_every_name_it_has() -> None:
    forms = reading(english(), "China", "China").forms
    assert forms == (("china",), ("chinese",))


def test_pronoun_is_no_country() -> None:
    only_us = variants(("They gave us the aid of the United States.", "en"))
    found = reading(only_us, "the US aid", "US")
    assert (found.how, found.forms[0]) == ("alias", ("united", "states"))
    assert reading(only_us, "gave us aid", "us").how == "same"


def test_names_are_held_to_names() -> None:
    """An unknown person is not taken for an ordinary word that is spelt alike."""
    held = variants(("Many people timing the border; the market of a median.", "en"))
    for name in ("Ziming", "Merian", "Marek"):
        assert reading(held, f"Who is {name}?", name).how == "absent"


def test_initials_of_many_names_prove_nothing() -> None:
    letters = "abcdefghijklmnop"
    shorts = [a + b + c for a in letters for b in letters for c in letters][
        : MAX_SINGLE_INITIALS * 4
    ]
    rare = tuple(Alias(short, "Some Long Name", "initials", 1) for short in shorts)
    often = Alias("zzz", "Zagreb Zoo Zone", "initials", 9)
    contents = Gatherer().contents()
    few = Variants(Vocabulary(Contents((), (*rare[:9], often), contents.phrases)))
    many = Variants(Vocabulary(Contents((), (*rare, often), contents.phrases)))
    assert reading(few, "the AAA now", "AAA").how == "initials"
    assert reading(many, "the AAA now", "AAA").how == "absent"
    assert reading(many, "the ZZZ now", "ZZZ").how == "initials"


def test_empty_documents_have_nothing() -> None:
    empty = Variants(Vocabulary(Contents((), (), ())))
    assert all(each.how == "absent" for each in empty.read("What is the PRC in Kazakstan?"))


QUESTIONS = st.one_of(
    st.text(max_size=80),
    st.lists(
        st.sampled_from(
            "What PRC the United States of Kazakstan NurSultan soft-power Китая Қытай Ёлка US us "
            "goverment's 13,2 web site , ? ( ) – it Shanghai Cooperation Organization".split()
        ),
        max_size=12,
    ).map(" ".join),
)


@given(QUESTIONS)
def test_offsets_are_those_of_the_question(question: str) -> None:
    for held in (english(), russian(), kazakh()):
        end = 0
        for each in held.read(question):
            assert end <= each.start < each.end
            assert question[each.start : each.end] == each.word
            assert bool(each.forms) == (each.how != "absent")
            end = each.end


@given(QUESTIONS)
def test_forms_are_words_of_the_documents(question: str) -> None:
    for each in english().read(question):
        for form in each.forms:
            assert all(word in english().vocabulary for word in form), each


@given(QUESTIONS)
def test_question_whose_words_are_all_there_is_searched_as_it_is(question: str) -> None:
    readings = english().read(question)
    searched = respelt(question, readings).text
    if all(each.how in ("same", "absent", "metonym") for each in readings):
        assert searched == question
    elif any(each.how in ("alias", "spelling", "initials") for each in readings):
        assert searched != question


def test_threads_read_alike() -> None:
    held = variants((BODY, "en"))
    question = "Does Kazakstan's goverment like the PRC and softpower?"
    with ThreadPoolExecutor(4) as pool:
        read = list(pool.map(held.read, [question] * 16))
    assert read == [english().read(question)] * 16


def test_long_question_of_unknown_words_is_read() -> None:
    question = " ".join(f"qwertyuiop{chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(150))
    assert len(english().read(question)) == 150
