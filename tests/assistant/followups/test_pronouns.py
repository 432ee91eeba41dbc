import pytest

from assistant.followups.compose import composed
from assistant.followups.said import Said, said

FLEMING = "Penicillin was discovered by Alexander Fleming, a professor at St Mary's Hospital. [1]"


@pytest.mark.parametrize(
    ("earlier", "answer", "question", "expected"),
    [
        ("Who discovered penicillin?", FLEMING, "Where was he born?",
         "Where was Alexander Fleming born?"),
        ("Who discovered penicillin?", FLEMING, "What was his first book?",
         "What was Alexander Fleming's first book?"),
        ("Who is the author of the paper?", "Anna Maria Schmidt [1]", "Where is she based?",
         "Where is Anna Maria Schmidt based?"),
        ("Who is Marie Curie?", "", "And what did she discover?",
         "What did Marie Curie discover?"),
        ("What did Newton publish?", "", "Where did he die?", "Where did Newton die?"),
        ("What is the title of Wang Huning's article?", "", "Who wrote it?",
         "Who wrote Wang Huning's article?"),
        ("What is the title of Wang Huning's article?", "", "When did that article appear?",
         "When did Wang Huning's article appear?"),
        ("Who wrote the first article on malaria?", "Ronald Ross wrote it. [1]",
         "When was it published?", "When was the first article on malaria published?"),
        ("Who created an index of law?", "", "Who uses it?", "Who uses the index of law?"),
        ("What was the first law on patents called?", "", "Who wrote it?",
         "Who wrote the first law on patents?"),
        ("How tall is the Eiffel Tower in Paris?", "", "Who designed it?",
         "Who designed the Eiffel Tower?"),
        ("When was the Belt and Road Initiative launched?", "", "Who pays for it?",
         "Who pays for the Belt and Road Initiative?"),
        ("How does the flu vaccine work?", "", "Is it safe for children?",
         "Is the flu vaccine safe for children?"),
        ("What are the symptoms of malaria?", "", "How is it treated?", "How is malaria treated?"),
        ("When was The Republic written by Plato?", "", "Who translated it?",
         "Who translated The Republic?"),
        ("When was the Bill of Rights written?", "", "Who wrote it?",
         "Who wrote the Bill of Rights?"),
        ("How long did the Tudor monarchy last?", "", "Who ended it?",
         "Who ended the Tudor monarchy?"),
        ("What is insulin?", "", "Its side effects, what are they?", None),
        ("What is insulin used for?", "", "What are its side effects?",
         "What are insulin's side effects?"),
        ("What do students learn at the Confucius Institutes?", "",
         "What can they do once they finish well?",
         "What can students do once they finish well?"),
        ("How many Confucius Institutes are there in Kazakhstan?", "", "Who runs them?",
         "Who runs the Confucius Institutes in Kazakhstan?"),
        ("How did Mary Smith and John Brown campaign?", "", "When were they born?",
         "When were Mary Smith and John Brown born?"),
        ("What is the population of Paris?", "", "How many doctors work there?",
         "How many doctors work in Paris?"),
        ("Where did Marie Curie work?", "She worked at the University of Paris. [1]",
         "What did she study there?", "What did Marie Curie study at the University of Paris?"),
        ("Who wrote «Capital»?", "", "What does Nye say of it?", "What does Nye say of «Capital»?"),
        ("Кто открыл радий?", "Радий открыла Мария Кюри. [1]", "Где она родилась?",
         "Где она (Мария Кюри) родилась?"),
        ("Кто написал Версальский договор?", "", "Когда он был подписан?",
         "Когда он (Версальский договор) был подписан?"),
        ("Когда вышел роман «Идиот»?", "", "Кто его написал?", "Кто его («Идиот») написал?"),
        ("Сколько больниц в Казахстане?", "", "Сколько там врачей?",
         "Сколько там (в Казахстане) врачей?"),
        ("Радийді кім ашты?", "Радийді Мария Кюри ашты. [1]", "Ол қайда туған?",
         "Ол (Мария Кюри) қайда туған?"),
        ("Мақаланы кім жазды?", "It was written by Ronald Ross. [1]", "Оның кітабы қалай аталады?",
         "Оның (Ronald Ross) кітабы қалай аталады?"),
        ("Алматыда неше мұражай бар?", "", "Онда қанша адам жұмыс істейді?",
         "Онда (Алматыда) қанша адам жұмыс істейді?"),
    ],
)  # fmt: skip
def test_pronoun_gives_way_to_what_it_stands_for(
    earlier: str, answer: str, question: str, expected: str | None
) -> None:
    found = composed(question, said(earlier, answer))
    assert found == (expected or f"{earlier} {question}")


@pytest.mark.parametrize(
    ("earlier", "answer", "question"),
    [
        ("Did China overtake Russia?", "", "When did that happen?"),
        ("Did the dam fail?", "", "When did it happen?"),
        ("How did Mary Smith and John Brown campaign?", "", "Did he win?"),
        ("Where is the Supreme Court?", "It sits in Washington. [1]", "How many judges sit there?"),
        ("Who wrote it?", "The documents do not say.", "When did he die?"),
        ("Кто написал роман о войне?", "Роман написал Лев Толстой. [1]", "Когда он вышел?"),
        ("Рухнула ли плотина?", "", "Когда это случилось?"),
        ("Мақаланы кім жазды?", "Мақаланы Рональд Росс жазды. [1]", "Ол қашан жарияланды?"),
    ],
)
def test_pronoun_that_is_not_safely_told_keeps_the_earlier_question(
    earlier: str, answer: str, question: str
) -> None:
    assert composed(question, said(earlier, answer)) == f"{earlier} {question}"


def test_composed_question_is_short() -> None:
    found = composed("Who wrote that?", Said("word " * 300))
    assert len(found) <= 400
    assert found.endswith("word Who wrote that?")
