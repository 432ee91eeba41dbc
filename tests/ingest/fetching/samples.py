"""What the tests' site serves: invented sources on lighthouses and beekeeping, in three languages.

They hold figures, years and names that a claim can be held against; ``FACTS`` lists some. None of
it is true of any real place.
"""

from __future__ import annotations

from tests.ingest.readers.pdf_files import Page, column, make_pdf

LIGHTHOUSE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">
<title>The lighthouse of Cape Varnek | Northern Lights Review</title>
<meta name="author" content="Helen Aldous">
<meta property="article:published_time" content="2019-05-14"></head><body>
<nav><a href="/">Home</a> <a href="/about">About</a> <a href="/login">Sign in</a></nav>
<article><h1>The lighthouse of Cape Varnek</h1><p>By Helen Aldous, 14 May 2019</p>
<p>The lighthouse of Cape Varnek was lit for the first time on 3 September 1871. The engineer
Konstantin Melnik had drawn a round tower of granite, 34 metres high, and the work took four years.
Its light could be seen at a distance of 18 nautical miles in clear weather.</p>
<h2>The keepers</h2>
<p>Between 1871 and 1974 eleven keepers served at the cape. The longest service was that of Anna
Rusanova, who kept the light for 26 years. In 1938 the station had a crew of seven people.</p>
<h2>Electric light</h2>
<p>The oil lamp was replaced by an electric one in 1953. The change cut the yearly use of fuel by
62 percent, from 13.2 thousand litres to about 5 thousand. Since 1974 the light has worked without
a keeper, and today 4,800 visitors come each summer to see the old lens.</p></article>
<footer>We use cookies to count visits. <a href="/privacy">Privacy</a></footer></body></html>
"""

BEES = """<html lang="ru"><head>%s
<title>Пчеловодство в предгорьях Салаира</title></head><body>
<div class="menu"><a href="/">Главная</a> <a href="/vhod">Вход</a></div>
<h1>Пчеловодство в предгорьях Салаира</h1>
<p>Автор: Игорь Лаптев, 2017 год.</p>
<p>Первая пасека в предгорьях Салаира появилась в 1889 году, когда крестьянин Фома Ведерников привез
двенадцать ульев. К 1913 году в уезде насчитывалось 6,4 тысячи пчелиных семей, а сбор меда достигал
72 тонн за сезон.</p>
<h2>Порода и мед</h2>
<p>Здесь держат среднерусскую пчелу: она легко переносит зиму, которая длится до 190 дней. Одна
семья дает в среднем 31 килограмм меда, в хороший год – до 54 килограммов. Липового меда получают 40
процентов, остальное – разнотравье.</p>
<h2>Кооператив</h2>
<p>В 2004 году пасечники создали кооператив «Липовый цвет», куда вошли 86 хозяйств. Его председатель
Марина Ведерникова говорит, что с тех пор вывоз меда вырос втрое, а доля молодых пасечников
увеличилась с 9 до 23 процентов.</p></body></html>
"""

OMARTA = """<!DOCTYPE html>
<html lang="kk"><head><meta charset="utf-8"><title>Бурабай омарталары: әңгіме</title></head><body>
<h1>Бурабай омарталары: ара өсіруші Сәуле Қанатқызымен әңгіме</h1>
<p>Сәуле Қанатқызы 1998 жылдан бері ара өсіреді. Оның омартасы Бурабай маңындағы қарағайлы орманның
шетінде орналасқан, онда қазір 140 ұя бар. Жаз бойы бір ұядан 27 килограмм бал алынады.</p>
<p>– Әкем Қанат Жүнісұлы алғашқы он ұяны 1976 жылы Өскеменнен әкелді, – дейді ол. – Сол кезде
көршілеріміз күлген еді, ал бүгін ауданда 53 отбасы ара өсірумен айналысады.</p>
<h2>Балдың сапасы</h2>
<p>Мамандардың айтуынша, Бурабай балының құрамында дәрумендер көп. 2021 жылы өткен байқауда ол 38
үлгінің ішінде бірінші орын алды. Өнімнің 65 пайызы Астана мен Көкшетауда сатылады, ал қалғаны Омбы
қаласына жіберіледі.</p>
<h2>Болашақ</h2>
<p>Сәуле Қанатқызы ара мектебін ашқысы келеді: «Келесі жылы он бес жасқа дейінгі 20 бала үйренсін
деймін», – дейді ара өсіруші.</p></body></html>
"""

LANDING = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Honey yields on the eastern slopes</title>
<meta name="citation_title" content="Honey yields on the eastern slopes">
<meta name="citation_author" content="Morrow, Peter">
<meta name="citation_pdf_url" content="%s"></head><body>
<h1>Honey yields on the eastern slopes</h1><p>Peter Morrow, working paper 12, 2020</p>
<p>%s</p><p><a href="#">Download PDF</a></p></body></html>
"""
ABSTRACT = (
    "This paper follows 212 colonies on the eastern slopes over eleven seasons. It finds that the "
    "mean yield was 29.5 kilograms a colony, and that colonies kept above 900 metres gave a fifth "
    "less than those below. The mite reached the slopes in 2013, and losses in the winter after it "
    "came to 34 percent. Treating in August and not in October halved the losses. We discuss what "
    "this means for the advice that is given to new keepers, and where the figures are weak."
)

WORKING_PAPER = make_pdf(
    [
        Page(
            column(
                "Honey yields on the eastern slopes",
                "Peter Morrow. Working paper 12, 2020.",
                "This paper follows 212 colonies on the eastern slopes over eleven seasons,",
                "from 2008 to 2018. The mean yield was 29.5 kilograms a colony and year.",
                "Colonies kept above 900 metres gave a fifth less than those below.",
            )
        ),
        Page(
            column(
                "The mite reached the slopes in 2013. In the winter after it came, 34 percent of",
                "all colonies were lost, against 11 percent in the years before.",
                "Keepers who treated their colonies in August and not in October lost half as",
                "many. Training of new keepers began in 2016 and has reached 640 people.",
            )
        ),
    ]
)

NOTES = """# Notes on bell buoys

The bell buoy off Harrow Sound was laid in 1902. It weighs 4.5 tonnes and rings with the swell.
Its keeper, Daniel Okoro, wrote that it could be heard for two miles on a still night.
"""

FACTS = (
    ("/lighthouse.html", "The lighthouse of Cape Varnek was lit for the first time on 3 September"),
    ("/lighthouse.html", "from 13.2 thousand litres to about 5 thousand"),
    ("/pchely.html", "К 1913 году в уезде насчитывалось 6,4 тысячи пчелиных семей"),
    ("/omarta.html", "Жаз бойы бір ұядан 27 килограмм бал алынады"),
    ("/report.pdf", "The mean yield was 29.5 kilograms a colony and year"),
    ("/notes.md", "The bell buoy off Harrow Sound was laid in 1902"),
)
"""(path, words that stand in the text there)."""
