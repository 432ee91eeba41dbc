import pytest

from assistant.followups.compose import composed
from assistant.followups.parallel import fragment
from assistant.followups.said import Said

ENGLISH = [
    ("How many Confucius Institutes are there in Kazakhstan?", "And in Uzbekistan?",
     "How many Confucius Institutes are there in Uzbekistan?"),
    ("How many students from Kazakhstan study in China?", "And from Kyrgyzstan?",
     "How many students from Kyrgyzstan study in China?"),
    ("What is the dose of ibuprofen for children?", "And for adults?",
     "What is the dose of ibuprofen for adults?"),
    ("How many people with diabetes live in Norway?", "And with asthma?",
     "How many people with asthma live in Norway?"),
    ("What are the side effects of the drug?", "What about the vaccine?",
     "What are the side effects of the vaccine?"),
    ("What rights does the plaintiff have?", "And the defendant?",
     "What rights does the defendant have?"),
    ("What is the sentence for theft in Norway?", "And for murder?",
     "What is the sentence for murder in Norway?"),
    ("How common is asthma in adults?", "And in children?",
     "How common is asthma in children?"),
    ("What is the capital of France?", "And Germany?", "What is the capital of Germany?"),
    ("Who is the mayor of Paris?", "What about in Berlin?", "Who is the mayor of Berlin?"),
    ("What is Norway's capital?", "And Sweden?", "What is Sweden's capital?"),
    ("How many hospitals does Rome have?", "And in Milan?", "How many hospitals does Milan have?"),
    ("How many teachers work in Oslo?", "And doctors?", "How many doctors work in Oslo?"),
    ("How many teachers work in Oslo?", "How many doctors?", "How many doctors work in Oslo?"),
    ("How many Swedish students study in Oslo?", "And Danish students?",
     "How many Danish students study in Oslo?"),
    ("What does the US export?", "How about the European Union?",
     "What does the European Union export?"),
    ("What did Marie Curie say in Brussels?", "And Albert Einstein?",
     "What did Albert Einstein say in Brussels?"),
    ('Who wrote "Anna Karenina"?', 'And "War and Peace"?', 'Who wrote "War and Peace"?'),
    ("how many museums are there in Paris?", "and in rome?", "how many museums are there in rome?"),
    ("What is the oldest legend in Qatari folklore?", "And in Greek folklore?",
     "What is the oldest legend in Greek folklore?"),
    ("When did Norway join the Hanseatic League?", "And Sweden?",
     "When did Sweden join the Hanseatic League?"),
    ("How many leagues are there in the U.K.?", "And in Norway?",
     "How many leagues are there in Norway?"),
    ("What was John Brooks' record?", "And Ann Lee?", "What was Ann Lee's record?"),
]  # fmt: skip
TIMES = [
    ("How many museums are there in Paris?", "And in 2010?",
     "How many museums are there in Paris in 2010?"),
    ("What happened in 1993?", "And 1994?", "What happened in 1994?"),
    ("Who governed Rome in 1999?", "And since 2001?", "Who governed Rome since 2001?"),
    ("How many museums opened in the 1980s?", "What about the 1990s?",
     "How many museums opened in the 1990s?"),
    ("How many beds did the hospital have in 1993?", "And today?",
     "How many beds did the hospital have today?"),
    ("Сколько туристов приехало в 2015 году?", "А в 2016?",
     "Сколько туристов приехало в 2016 году?"),
]  # fmt: skip
RUSSIAN = [
    ("Сколько больниц в Казахстане?", "А в Узбекистане?", "Сколько больниц в Узбекистане?"),
    ("Сколько больниц в Китае?", "А Япония?", "Сколько больниц в Японии?"),
    ("Сколько больниц в Китае?", "А как насчёт Японии?", "Сколько больниц в Японии?"),
    ("Какой срок давности в Германии?", "А во Франции?", "Какой срок давности во Франции?"),
    ("Сколько студентов из Индии учится в Риме?", "А из Киргизии?",
     "Сколько студентов из Киргизии учится в Риме?"),
    ("Кто президент Франции?", "А Германии?", "Кто президент Германии?"),
    ("Какая доза у взрослых?", "А у детей?", "Какая доза у детей?"),
    ("Какой пенсионный возраст для мужчин в Польше?", "А для женщин?",
     "Какой пенсионный возраст для женщин в Польше?"),
    ("Когда умер Лев Толстой?", "А Достоевский?", "Когда умер Достоевский?"),
    ("Сколько врачей работает в Риме?", "А учителей?", "Сколько учителей работает в Риме?"),
]  # fmt: skip


@pytest.mark.parametrize(("earlier", "question", "expected"), ENGLISH + TIMES + RUSSIAN)
def test_fragment_takes_the_place_of_its_parallel_part(
    earlier: str, question: str, expected: str
) -> None:
    assert composed(question, Said(earlier)) == expected


@pytest.mark.parametrize(
    ("earlier", "question"),
    [
        ("Under whom were policies prominent?", "And Xi?"),
        ("Under whom were China's soft power policies prominent?", "And Xi?"),
        ("Who wrote the article on soft power?", "And Nye?"),
        ("What did Marie Curie say in Brussels?", "And Einstein?"),
        ("When did Tokyo and Osaka grow?", "What about Tokyo?"),
        ("What is the first amendment?", "And the second one?"),
        ("How many beds are there for children?", "And adults?"),
        ("Who is Alan Turing?", "What about his mother?"),
        ("Is the dam safe?", "А в Риме?"),
        ("Как хранится вакцина?", "А препарат?"),
    ],
)
def test_fragment_without_a_sure_place_is_put_after_the_question(
    earlier: str, question: str
) -> None:
    assert composed(question, Said(earlier)) == f"{earlier} {question}"


@pytest.mark.parametrize(
    "question",
    [
        "And where is Rome?",
        "How many people live in Norway?",
        "How many people smoke?",
        "Сколько больниц в Казахстане?",
        "А кто основал Рим?",
        "What about Rome did Livy write, and when?",
    ],
)
def test_whole_question_is_no_fragment(question: str) -> None:
    assert fragment(question) is None
