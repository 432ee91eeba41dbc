"""What walls say, in English, Russian and Kazakh.

``TITLES`` are whole titles and headings; ``SAYS`` is looked for anywhere in the text; ``ABOUT``
tells the lines of a wall from those of a text behind it. All are matched against folded case.
"""

from __future__ import annotations

import re
from typing import Literal

WallKind = Literal["robots", "consent", "login", "paywall", "gone", "empty"]


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns))


TITLES: dict[WallKind, re.Pattern[str]] = {
    "robots": _any(
        r"just a moment.*|attention required!?|security (?:check|verification)|access (?:to this "
        r"page )?(?:has been |is )?denied.*|(?:bot|robot|human) (?:check|verification|or not\?)|"
        r"are you (?:a )?(?:robot|human)|please (?:wait|verify).*|checking your browser.*|"
        r"one more step|verify(?:ing)? (?:that )?you are (?:a )?human.*|pardon our interruption.*|"
        r"sorry,? you have been blocked|ddos-guard|captcha|request blocked|forbidden",
        r"проверка (?:браузера|безопасности|на робота)|вы не робот\??|ой!?|доступ (?:ограничен|"
        r"запрещ[её]н|заблокирован|временно ограничен).*|капча|подтвердите,? что вы.*робот.*|"
        r"одну (?:минуту|секунду).*|подождите.*|проверяем ваш браузер.*",
        r"браузер(?:ді|іңізді)? тексер.*|сіз робот емессіз бе\??|қауіпсіздік тексер.*|"
        r"қолжетімділік (?:шектелген|шектеулі).*|қол жеткізу (?:шектелген|тыйым салынған).*|"
        r"күте тұрыңыз.*|бір сәт.*|робот емес екен.*",
    ),
    "consent": _any(
        r"before you continue.*|we value your privacy|your privacy.*|cookie (?:consent|settings|"
        r"preferences|policy|notice)|privacy (?:settings|preferences|choices|cent(?:er|re))|"
        r"consent.*|(?:we use|this (?:web)?site uses) cookies|manage (?:your )?(?:cookies|consent)",
        r"прежде чем.*|мы (?:ценим|уважаем) вашу.*|настройки (?:cookies?|куки|файлов cookie|"
        r"конфиденциальности)|согласие на (?:обработку|использование).{0,40}|(?:этот сайт|"
        r"мы) использу(?:ет|ем).*(?:cookies?|куки)|"
        r"файлы cookie",
        r"жалғастыр(?:мас бұрын|у алдында).*|сіздің құпиялылығыңыз.*|cookie (?:файлдары|баптаулары)"
        r"|құпиялылық (?:баптаулары|параметрлері)|деректерді өңдеуге келісім|.*келісім сұрау.*",
    ),
    "login": _any(
        r"(?:please )?(?:sign|log)[ -]?in(?: to .*| required)?|login(?: required| page)?|"
        r"authenticat(?:ion|e)(?: required)?|(?:institutional|member) (?:login|access|sign in)|"
        r"members only|create (?:an|your) account|account login|single sign-on|registration",
        r"вход(?: на сайт| в систему| в (?:личный )?кабинет| для.*)?|авторизация|войти(?: .*)?|"
        r"войдите(?: .*)?|личный кабинет|требуется (?:вход|авторизация)|необходима авторизация|"
        r"регистрация",
        r"кіру|(?:жүйеге|сайтқа|жеке кабинетке) кіру|авторла(?:у|ну|ндыру)|авторизация|"
        r"жүйеге кіріңіз|жеке кабинет|тіркелу|кіру қажет",
    ),
    "gone": _any(
        r"(?:http |error )*404(?: error)?(?:[ ,:–—-]*(?:page |file )?not found)?|"
        r"(?:the |this |sorry,? )*(?:requested |web ?)?(?:page|file|document|article|content|"
        r"item|url|resource)(?: you.{0,40})? (?:was |could not be |"
        r"can(?:no|')t be |is |has been )?(?:not found|found|not available|unavailable|"
        r"no longer available|removed|deleted|missing)|(?:page|file) does(?: no|n')t exist|"
        r"not found|nothing found|"
        r"oops!?.{0,40}|we (?:can't|couldn't|cannot) find (?:that|this|the) page",
        r"(?:ошибка )*404(?:[ ,:–—-]*(?:страница )?не найден[ао])?|"
        r"(?:извините,? |к сожалению,? )?(?:запрашиваемая |запрошенная |такая |эта |"
        r"данная )?(?:страница|публикация|запись|статья|новость) (?:не найдена|не существует|"
        r"(?:была )?удалена|больше не существует|недоступна|отсутствует)|(?:документ|"
        r"материал|файл|раздел) (?:не найден|не существует|(?:был )?удал[её]н|недоступен)|"
        r"такой страницы (?:нет|не существует)|ничего не найдено|не найдено|упс.{0,40}",
        r"(?:қате )*404(?: қате(?:сі)?)?(?:[ ,:–—-]*(?:бет )?табылмады)?|"
        r"(?:кешіріңіз,? )?(?:сұралған |мұндай |бұл )*(?:бет|парақ|парақша|құжат|"
        r"материал|мақала|жаңалық)(?:тер)? (?:табылмады|табылмаған|жоқ|жойылған|жойылды|"
        r"өшірілген|қолжетімсіз)|ештеңе табылмады|табылмады",
    ),
}

SAYS: dict[WallKind, re.Pattern[str]] = {
    "robots": _any(
        r"checking (?:your browser|if the site connection)|verify(?:ing)? (?:that )?you(?: are|"
        r"'re) (?:a )?(?:human|not a robot)|(?:are you|i'?m not|you are not|not) a robot|unusual "
        r"(?:traffic|activity)|javascript and cookies to continue|complete the (?:captcha|security "
        r"check)|you have been blocked|ddos protection|automated (?:access|requests|queries)|"
        r"suspicious activity|your (?:request|access|ip).{0,30}(?:denied|blocked)|don't have "
        r"permission to access",
        r"(?:вы|я) не робот|проверя(?:ем|ет)(?:ся)? (?:ваш )?браузер|проверк[аиу] браузера|"
        r"подозрительн\w{1,4} (?:активност|трафик|запрос)|введите (?:код|символы|текст) с картинки|"
        r"автоматическ\w{1,4} запрос|доступ к (?:сайту|ресурсу|странице).{0,30}(?:ограничен|"
        r"заблокирован|запрещ[её]н)|ваш ip.{0,40}заблокирован",
        r"робот емес|браузер\w{0,8} тексер|күдікті (?:белсенділік|сұра|трафик)|суреттегі "
        r"(?:код|таңба|әріп)|автоматты сұра|(?:сайтқа|бетке|ресурсқа) (?:кіру|қол жеткізу).{0,30}"
        r"(?:шектел|бұғатта|тыйым)",
    ),
    "consent": _any(
        r"before you continue|we (?:and our (?:\d+ )?partners )?(?:use|store).{0,40}(?:cookies|"
        r"device)|this (?:web)?site uses cookies|accept (?:all )?(?:cookies|and continue)|consent "
        r"to|we value your privacy|manage (?:your )?(?:cookies|consent|preferences|options)",
        r"прежде чем (?:продолжить|перейти)|использу\w{1,4} (?:файлы )?(?:cookies?|куки)|согласи\w "
        r"на (?:обработку|использование)|принять (?:все|файлы|куки|cookie)|мы (?:ценим|уважаем) "
        r"вашу",
        r"жалғастыр(?:мас бұрын|у алдында)|cookie(?:-|\s)?(?:файлдарын|лерді|ді)? ?(?:пайдалан|"
        r"қолдан|қабылда)|деректерді өңдеуге келіс|құпиялылығыңызды",
    ),
    "login": _any(
        r"(?:sign|log) in (?:to|with|using)|please (?:sign|log) in|you (?:must|need to) (?:be "
        r"logged|log|sign)|forgot(?:ten)? (?:your )?password|only for registered|access through "
        r"your institution|remember me",
        r"войдите,? чтобы|необходимо (?:войти|авторизоваться)|требуется авторизация|забыли пароль|"
        r"только (?:для )?зарегистрированны|войти (?:через|с помощью)|запомнить меня|введите "
        r"(?:логин|пароль)",
        r"құпия ?сөз\w{0,4} ұмыт|кіріңіз|тіркелген пайдаланушылар|авторландырудан өт|мені есте "
        r"сақта|логин\w{0,3} (?:мен|енгіз)",
    ),
    "paywall": _any(
        r"subscribe (?:now |today )?to (?:continue|read|keep|unlock|get|access|view)|to continue "
        r"reading(?: this)?|(?:article|content|story|text) is (?:only |exclusively )?(?:available |"
        r"reserved )?(?:to|for) (?:our )?(?:paying )?(?:subscribers|members)|already (?:a "
        r"|have a )?subscri|(?:purchase|buy|rent) (?:this )?(?:article|access|pdf|instant)|get "
        r"(?:full |instant )?access to (?:this|the full)|free (?:articles|stories) (?:this|left|"
        r"remaining)|unlock (?:this|the full)|subscribers only|for subscribers",
        r"(?:доступ\w{0,4} |открыт\w{0,2} )?только (?:для )?(?:наших )?подписчик|оформите "
        r"(?:\w{1,20} )?подписку|чтобы (?:прочитать|читать|продолжить) (?:чтение|дальше|статью|"
        r"материал|полн)|полн\w{2,3} (?:текст|верси\w)(?: статьи| материала)? доступ\w{1,3} "
        r"(?:по|после|подписчик)|купить (?:статью|доступ|номер)|уже (?:есть подписка|подписаны|"
        r"оформили)|бесплатных (?:статей|материалов)|по подписке",
        r"тек (?:\w{1,20} )?жазылушылар|жазылушыларға (?:ғана|арналған)|жазыл(?:ым|у)\w{0,5} "
        r"(?:рәсімде|сатып ал|керек|қажет)|толық (?:мәтінін |нұсқасын |мақаланы )?оқу үшін|оқуды "
        r"жалғастыру үшін|мақаланы сатып ал|тегін мақала",
    ),
    "gone": _any(
        r"this (?:page|document|article|content) (?:no longer exists|does not exist|has been "
        r"(?:removed|deleted))|page you (?:are looking for|requested).{0,60}(?:not|moved|removed|"
        r"exist)|domain (?:name )?(?:\S{1,60} )?(?:is|may be|has|was) (?:for sale|parked|expired|"
        r"registered)|buy this domain|account (?:has been )?suspended|site is parked",
        r"(?:страниц\w|публикаци\w|материал\w?|документ\w?).{0,40}(?:не найден|не существует|"
        r"удал[её]н|был\w? перемещ)|домен (?:\S{1,60} )?(?:прода[её]тся|припаркован|не "
        r"(?:оплачен|продл[её]н)|свободен|зарегистрирован)|регистрация домена|сайт "
        r"(?:заблокирован|отключ[её]н|приостановлен)",
        r"(?:бет|парақша|мақала|құжат)\w{0,6}.{0,30}(?:табылмады|жойылған|өшірілген|жоқ)|домен "
        r"(?:\S{1,60} )?(?:сатылады|сатылымда|бос|тіркелген)|доменді сатып ал",
    ),
    "empty": _any(
        r"(?:enable|turn on|activate|requires?|without|need) javascript|javascript (?:is |to be )?"
        r"(?:required|disabled|enabled|turned off|not (?:enabled|supported))",
        r"включит\w{1,2}.{0,30}javascript|javascript.{0,20}(?:отключ[её]н|выключен|необходим|"
        r"требуется|включ)|необходим\w? javascript|без javascript",
        r"javascript.{0,12}(?:қос|қажет|керек|өшірулі|өшірілген|іске)",
    ),
}

ABOUT: dict[WallKind, re.Pattern[str]] = {
    "robots": _any(
        r"robot|human|captcha|browser|javascript|cookie|security|block|traffic|\bip\b|ray id|"
        r"cloudflare|access|verif|check|request|moment|permission",
        r"робот|браузер|капч|безопасн|трафик|запрос|доступ|провер|картинк|подожд",
        r"тексер|қауіпсіз|сұра|қолжетім|қол жеткіз|күт|суретте|бұғат|шекте",
    ),
    "consent": _any(
        r"cookie|consent|privacy|partner|advert|personal|\bdata\b|accept|reject|manage|options|"
        r"preference|vendor|legitimate|settings|continue",
        r"куки|соглас|конфиденциальн|партн[её]р|реклам|персональн|данны|принять|отклонить|"
        r"настро|продолж",
        r"келіс|құпиял|серіктес|жарнама|дерек|қабылда|бас тарт|баптау|жалғастыр",
    ),
    "login": _any(
        r"password|sign in|log ?in|log in|regist|e-?mail|user ?name|account|remember|forgot|"
        r"institution|credential|sign up|member",
        r"пароль|войти|вход|войдите|регистр|логин|почт|аккаунт|уч[её]тн|кабинет|авториз|запомн",
        r"құпия|кіру|кірі|тіркел|пошта|аккаунт|есептік|кабинет|авториз|авторлан|ұмыт|есте сақта",
    ),
    "gone": _any(
        r"404|page|domain|search|home|link|sorry|moved|found|exist|error|hosting|sale|offer|"
        r"register|contact|suspend|address",
        r"страниц|домен|поиск|главн|ссылк|извин|перемещ|найден|существ|ошибк|хостинг|прода|адрес|"
        r"заблок|администрат|меню",
        r"бет|парақ|іздеу|басты|сілтеме|кешір|табыл|қате|жойыл|мекенжай|домен|сат",
    ),
    "empty": _any("javascript|script|browser|enable|load|браузер|включ|загруз|қос|жүктел"),
}
