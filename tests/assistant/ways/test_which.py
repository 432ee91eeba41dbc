"""Questions of many subjects, in three languages, to the way that answers them."""

from __future__ import annotations

import pytest

from assistant.ways.which import way_of

GREETINGS = """
hi
Hello!
Hi there!
heyyy
thx
Thank you so much for your help!
Great answer, thanks 👍
👋
ok
Good morning
bye
What can you do?
Hi, what can you do?
who are you
help
Привет
Спасибо большое!
До свидания
Что ты умеешь?
кто ты?
помощь
Сәлем!
Рахмет сізге
Сау болыңыз
Сен не істей аласың?
көмек
"""
DOCUMENTS = """
Who wrote this paper?
Hello! Who wrote this paper?
Please tell me who wrote the article
Can you tell me who the author is?
Who are the authors of the documents?
Who is the supervisor of the author?
Which university is the author from?
Where does the author study?
What is the UDC of the article?
In what language is the paper written?
How many pages does it have?
How long is the paper?
Which documents do you have?
How many documents are there?
List the documents
What sources does the paper cite?
What are its sources?
Show me the references
bibliography
Is there a work by Darwin in the reference list?
What is the paper's title?
When was the document added?
What format is the file?
Who wrote "soft-power.pdf"?
Кто написал эту статью?
Скажите, пожалуйста, кто автор статьи?
Как называется статья?
Кто научный руководитель автора?
В каком университете учится автор?
На каком языке написана статья?
Сколько страниц в документе?
Какие документы загружены?
На кого ссылается автор?
Список литературы
Бұл мақаланы кім жазды?
Мақаланың авторы кім?
Мақала қалай аталады?
Ғылыми жетекшісі кім?
Автор қай университетте оқиды?
Құжатта неше бет бар?
Қандай файлдар жүктелген?
Әдебиеттер тізімі
"""
OVERVIEWS = """
What is this paper about?
What is soft-power.pdf about?
What is it about?
Summarise the paper
Can you summarise it?
Summarize this document in 3 sentences, please
Give me a short summary of the article
tl;dr
What are the main points?
What conclusions does the author draw?
What does the paper conclude?
Tell me about this paper
abstract of the paper
О чём эта статья?
Кратко перескажи статью
Каковы основные выводы статьи?
К каким выводам приходит автор?
В чём суть статьи?
Каковы основные тезисы автора?
Осы құжат не туралы?
Мақаланың негізгі ойы қандай?
Мақаланың қысқаша мазмұны
"""
COMPARISONS = """
Compare Poland and Hungary
Kazakhstan vs Kyrgyzstan?
What is the difference between mitosis and meiosis?
What are the main differences between hard and soft power?
How does a virus differ from a bacterium?
How is a virus different from a bacterium?
Which has more moons, Jupiter or Saturn?
What do whales and bats have in common?
How does copper compare with silver?
What distinguishes a moth from a butterfly?
Чем мягкая сила отличается от жёсткой?
Сравните Польшу и Венгрию
В чём разница между вирусом и бактерией?
Что общего у китов и летучих мышей?
Где больше озёр, в Финляндии или в Швеции?
Польша мен Венгрияны салыстыр
Вирус пен бактерияның айырмашылығы неде?
Финляндияда көп пе, әлде Швецияда көп пе?
"""
LISTS = """
List the causes of the war
Name the planets with rings
Which problems does the country still have?
What are the advantages of steam turbines?
How many lakes are there in each country?
Which two metals are called noble?
Which gas pipelines run from the sea to the coast?
Which sources of attraction does China have?
In which countries did the Norse settle?
What kinds of organisms have an immune system?
Who are the members of the committee?
Какие витамины есть в винограде?
Перечислите причины войны
Сколько озёр в каждой стране?
В каких странах живут пингвины?
Қандай елдерде көлдер көп?
Елдерді атаңыз
"""
YES_NO = """
Did the war end in 1945?
Is it true that bats are blind?
Does the paper mention Hollywood?
Are there lakes in Tajikistan?
Do you know if whales sleep?
Правда ли, что летучие мыши слепы?
Есть ли озёра в Таджикистане?
Неужели киты спят?
Верно, что киты спят?
Киттер ұйықтай ма?
Тәжікстанда көл бар ма?
"""
FACTS = """
Hello, who introduced the term soft power?
Who wrote the first Chinese article on soft power?
What does the author say about corruption?
In what year did Wang Huning's article appear?
Summarise China's policy in Xinjiang
What is the main idea of the cultural school?
Who is the author of the term soft power?
Who supervised Einstein's thesis?
Can you tell me who discovered penicillin?
What is osmosis?
How many documents were signed in 2013?
In which language are the students taught?
Who wrote War and Peace?
How long is the Great Wall?
How many pages did the treaty have?
Which university did Darwin attend?
Good morning, Vietnam was directed by whom?
Great Wall: when was it built?
Which country borders China and Russia?
What exposes organisms to infection?
Which theory explains the tides?
What reward awaits those who do well?
What are the institutes attached to?
What was the language of the Normans?
What is the title of Newton's best-known book?
When was the treaty written?
Who is Jet Li?
Кто автор термина «мягкая сила»?
Кто такой Джет Ли?
Кто написал «Войну и мир»?
Сколько страниц в книге Ная?
Где учился Дарвин?
Привет, что такое фотосинтез?
Каким образом летают птицы?
Какая глубина Чудского озера?
«Абай жолы» романын кім жазды?
Сәлем, фотосинтез дегеніміз не?
Каспий теңізінің тереңдігі қандай?
"""


def lines(text: str) -> list[str]:
    return text.strip().splitlines()


@pytest.mark.parametrize("question", lines(GREETINGS))
def test_greeting(question: str) -> None:
    assert way_of(question) == "greeting"


@pytest.mark.parametrize("question", lines(DOCUMENTS))
def test_about_the_documents(question: str) -> None:
    assert way_of(question) == "documents"


@pytest.mark.parametrize("question", lines(OVERVIEWS))
def test_overview(question: str) -> None:
    assert way_of(question) == "overview"


@pytest.mark.parametrize("question", lines(COMPARISONS))
def test_comparison(question: str) -> None:
    assert way_of(question) == "compare"


@pytest.mark.parametrize("question", lines(LISTS))
def test_list(question: str) -> None:
    assert way_of(question) == "list"


@pytest.mark.parametrize("question", lines(YES_NO))
def test_yes_or_no(question: str) -> None:
    assert way_of(question) == "yes_no"


@pytest.mark.parametrize("question", lines(FACTS))
def test_fact(question: str) -> None:
    assert way_of(question) == "fact"


def test_a_title_in_the_question_is_a_document() -> None:
    titles = ["A History of the Lighthouse"]
    assert way_of("Who wrote “A history of the lighthouse”?", titles) == "documents"
    assert way_of("What is A History of the Lighthouse about?", titles) == "overview"
    assert way_of("Who wrote “A history of the lighthouse”?") == "fact"


def test_a_short_title_is_a_subject_not_a_document() -> None:
    assert way_of("Who wrote Soft Power?", ["Soft Power"]) == "fact"


@pytest.mark.parametrize("unit", ["a ", "how do a ", "- ", ",", "и ", "which a, ", "hi ", "“"])
def test_a_long_question_of_one_thing_is_read(unit: str) -> None:
    assert way_of((unit * 2_000)[:1_999] + "?")
