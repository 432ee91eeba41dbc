"""The words with which documents, their authors, their facts and nothing much are named."""

from __future__ import annotations

PLAIN_EN = """
a an the this that these those it is are was were am be been do does did has have had can could
would will should may i me my you your u ur we us our they their them there here what which who
whom whose when where how much many of in on at to from for by with and or any some all every each
both just please pls plz give show tell list get find print display need want know let like exactly
actually really also now full complete exact whole entire if so maybe possible possibly currently
only d uploaded given provided attached thing
things got way something anything someone anyone bit again mentioned indicated
stated specified
"""
DOCUMENT_WORDS_EN = """
paper papers article articles document documents doc docs text texts file files study studies
report reports book books essay essays thesis dissertation publication publications manuscript
work works pdf pdfs research piece writing materials material scientific academic
"""
AUTHOR_WORDS_EN = """
author authors writer writers researcher researchers co-author co-authors coauthor coauthors
scholar scholars creator creators
"""
PLAIN_RU = """
кто что чей чья чьё чье чьи как какой какая какое какие какого каком каков какова каково каковы
какую каких каким какими где когда куда откуда сколько о об в во на из у к с по для и а ли есть
это эта этот этой этого этом эту эти этих данн* сам* весь вся все всё всего всех мне нам мы я ты
вы тебя вас его её ее их он она они был была было были является назови* укажи* покажи* дай*
перечисли* выведи* скажи* напиши* нужн* можно мож* пожалуйста тут здесь там такой же вообще
"""
DOCUMENT_WORDS_RU = """
стать* статей документ* файл* работа работы работе работу работой работ текст* исследовани* отчет*
отчёт* книг* диссертаци* публикаци* доклад* материал* эссе pdf пдф научн*
"""
AUTHOR_WORDS_RU = "автор* исследовател*"
PLAIN_KK = """
бұл осы сол мына мен сен сіз ол оның сенде сізде мұнда осында не нені неде неге нелер кім кімдер
кімнің кімге қай қандай қайсы қайда қашан қалай қанша неше бар ма ме ба бе па пе екен туралы үшін
және мен бен пен айт* бер* бер көрсет* ата атаңыз жаз* маған барлық барлығы бәрі болады бола бол*
өтінемін тұр* еді деген
"""
DOCUMENT_WORDS_KK = """
мақала* құжат* файл* жұмыс* мәтін* зерттеу* кітап* еңбек* баяндама* диссертация* pdf ғылыми
"""
AUTHOR_WORDS_KK = "автор*"

EN = f"{PLAIN_EN} {DOCUMENT_WORDS_EN} {AUTHOR_WORDS_EN}"
RU = f"{PLAIN_RU} {DOCUMENT_WORDS_RU} {AUTHOR_WORDS_RU}"
KK = f"{PLAIN_KK} {DOCUMENT_WORDS_KK} {AUTHOR_WORDS_KK}"

ANY_EN = f"{AUTHOR_WORDS_EN} {DOCUMENT_WORDS_EN}"
THIS_EN = f"{DOCUMENT_WORDS_EN} it this"
SEVERAL = "documents docs files papers articles pdfs texts books materials sources"
STORE = "library collection index database corpus base bookshelf shelf"
MAIL = "email e-mail emails e-mails mail gmail e"
REACHED = f"{MAIL} contact contacts reach touch phone telephone"
PUBLISHED = "published publish publishes publication printed print released appear appeared"
CITED = """
cite cites cited citing citation citations reference references referenced referenced bibliography
bibliographic footnote footnotes quote quotes quoted
"""
LISTS = "list lists number count total used use uses using end section entries listed named mention"
OFFICES = """
university universities uni institution institutions institute college school faculty department
affiliation affiliations affiliated country countries city town organisation organization where
student students degree major mater alma educated education graduate graduated
profession occupation job background nationality workplace employer
"""
BELONGS = """
study studies studying studied work works working belong belongs attend attends based enrolled come
comes live lives located go goes teach teaches represent represents at part member
"""
TONGUES = "english russian kazakh chinese french german spanish turkish"
