"""Invented pages, some of which are walls: what ``walls`` is measured on.

``TUNED`` was looked at while the rules were written; ``HELD_OUT`` was written before they were
first run, and not looked at until they stood.
"""

from __future__ import annotations

from dataclasses import dataclass

from ingest.fetching.wall_words import WallKind

ASKED = "https://review.example/articles/17"

_LIGHT = (
    "The lighthouse of Cape Varnek was lit for the first time in 1871. Its tower is 34 metres high "
    "and was built of granite by the engineer Konstantin Melnik. Eleven keepers served there. "
)
_MAYAK = (
    "Маяк на мысе Варнек впервые зажгли в 1871 году. Гранитную башню высотой 34 метра построил "
    "инженер Константин Мельник. За сто лет здесь сменилось одиннадцать смотрителей. "
)
_SHAMSHYRAQ = (
    "Варнек мүйісіндегі шамшырақ алғаш рет 1871 жылы жағылды. Биіктігі 34 метр гранит мұнараны "
    "инженер Константин Мельник салды. Жүз жылда мұнда он бір күзетші жұмыс істеді. "
)


@dataclass(frozen=True)
class Sample:
    """A page.

    :param name: what it is.
    :param source: its HTML.
    :param kind: of the wall; None where it is a document.
    :param came: where it came from; the address that was asked for by default.
    """

    name: str
    source: str
    kind: WallKind | None
    came: str = ASKED


def _page(title: str, body: str, head: str = "", lang: str = "en") -> str:
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>'
        f"{head}</head><body>{body}</body></html>"
    )


def _article(title: str, *paragraphs: str, before: str = "", after: str = "") -> str:
    # Numbered, for the reader leaves out what stands on a page before.
    text = "".join(f"<p>{1 + n}. {each}</p>" for n, each in enumerate(paragraphs))
    return f"{before}<article><h1>{title}</h1>{text}</article>{after}"


_LOGIN_BOX = (
    '<header><form action="/login"><input name="u" placeholder="E-mail"><input type="password" '
    'name="p"><button>Sign in</button> <a href="/forgot">Forgot password?</a></form></header>'
)
_VHOD = (
    '<div class="top"><form action="/login/"><input name="login"><input type="password"><input '
    'type="submit" value="Войти"> <a href="/r">Регистрация</a> <a>Забыли пароль?</a></form></div>'
)
_COOKIES = (
    '<div id="cookie-banner" class="cookie-banner"><p>We use cookies to make this site work. '
    "<button>Accept all cookies</button> <button>Manage preferences</button></p></div>"
)
_KUKI = (
    '<div class="cookie"><p>Мы используем файлы cookie. Продолжая, вы даёте согласие на обработку '
    "данных. <button>Принять</button></p></div>"
)

TUNED = (
    Sample(
        "Cloudflare",
        _page(
            "Just a moment...",
            "<h1>review.example</h1><h2>Checking if the site connection is secure</h2><noscript>"
            "Enable JavaScript and cookies to continue</noscript><p>Ray ID: 7c1f2a</p>",
        ),
        "robots",
    ),
    Sample(
        "captcha",
        _page(
            "review.example",
            "<p>Our systems have detected unusual traffic from your network. Please complete the "
            'captcha below.</p><div class="g-recaptcha" data-sitekey="x"></div>',
        ),
        "robots",
    ),
    Sample(
        "captcha, Russian",
        _page(
            "Ой!",
            "<h1>Подтвердите, что запросы отправляли вы, а не робот</h1><p>Нам очень жаль, но "
            "запросы с вашего устройства похожи на автоматические.</p>"
            '<form class="CheckboxCaptcha-Form"><input type="checkbox"> Я не робот</form>',
            lang="ru",
        ),
        "robots",
    ),
    Sample(
        "browser check, Kazakh",
        _page(
            "Браузерді тексеру",
            "<h1>Сіз робот емессіз бе?</h1><p>Жалғастыру үшін робот емес екеніңізді растаңыз. "
            "Тексеру бірнеше секундқа созылады.</p>",
            lang="kk",
        ),
        "robots",
    ),
    Sample(
        "consent by redirect",
        _page(
            "Before you continue to Review",
            "<h1>Before you continue</h1><p>We use cookies and data to deliver services, track "
            "outages and measure audience engagement.</p><p>If you choose to accept all, we will "
            "also use cookies to personalise ads.</p><button>Reject all</button>"
            "<button>Accept all</button>",
        ),
        "consent",
        "https://consent.review.example/m?continue=https://review.example/articles/17",
    ),
    Sample(
        "consent in place",
        _page(
            "Northern Review",
            "<h1>We value your privacy</h1><p>We and our 812 partners store and/or access "
            "information on a device, such as cookies, and process personal data.</p><p>You may "
            "click to consent to our and our partners' processing, or to refuse consent.</p>"
            "<button>Accept all</button><button>Manage options</button>",
        ),
        "consent",
    ),
    Sample(
        "consent, Russian",
        _page(
            "Северное обозрение",
            "<h2>Мы ценим вашу конфиденциальность</h2><p>Мы и наши партнёры используем файлы "
            "cookie, чтобы показывать рекламу. Нажмите «Принять», чтобы дать согласие на обработку "
            "персональных данных.</p><button>Принять все</button><button>Настройки</button>",
            lang="ru",
        ),
        "consent",
    ),
    Sample(
        "login by redirect",
        _page(
            "Northern Review",
            "<h1>Welcome back</h1><form><input name=user><input type=password></form><p>Log in "
            "with your library card. Forgot your password?</p>",
        ),
        "login",
        "https://review.example/login?next=/articles/17",
    ),
    Sample(
        "login, Russian",
        _page(
            "Вход в систему – Электронная библиотека",
            "<h1>Вход в систему</h1><form>Логин <input><br>Пароль <input type=password><br>"
            "<button>Войти</button></form><p><a>Забыли пароль?</a> <a>Регистрация</a></p>",
            lang="ru",
        ),
        "login",
    ),
    Sample(
        "login, Kazakh",
        _page(
            "Кіру",
            "<h1>Жүйеге кіру</h1><form>Логин <input> Құпиясөз <input type=password></form>"
            "<p>Құпия сөзді ұмыттыңыз ба? Тіркелу</p>",
            lang="kk",
        ),
        "login",
    ),
    Sample(
        "paywall",
        _page(
            "The light that never failed - Northern Review",
            _article(
                "The light that never failed",
                _LIGHT,
                after="<div class=offer><h3>Subscribe to continue reading</h3><p>Already a "
                "subscriber? <a>Sign in</a></p></div>",
            ),
        ),
        "paywall",
    ),
    Sample(
        "paywall, Russian",
        _page(
            "Свет, который не гас",
            _article(
                "Свет, который не гас",
                _MAYAK,
                after="<div><p>Полный текст доступен по подписке. Оформите подписку, чтобы "
                "читать дальше.</p></div>",
            ),
            lang="ru",
        ),
        "paywall",
    ),
    Sample(
        "paywall, Kazakh",
        _page(
            "Сөнбеген жарық",
            _article(
                "Сөнбеген жарық",
                _SHAMSHYRAQ,
                "Мақала тек жазылушыларға қолжетімді. Толық мәтінін оқу үшін жазылым рәсімдеңіз.",
            ),
            lang="kk",
        ),
        "paywall",
    ),
    Sample(
        "soft 404",
        _page(
            "Page not found - Northern Review",
            "<nav><a>Home</a><a>News</a></nav><h1>Page not found</h1><p>Sorry, the page you are "
            "looking for has moved or does not exist.</p><h3>Most read</h3><ul>"
            + "".join(f"<li><a>Ten things about harbour no. {n}</a></li>" for n in range(12))
            + "</ul>",
        ),
        "gone",
    ),
    Sample(
        "soft 404, Russian",
        _page(
            "Ошибка 404",
            "<h1>Страница не найдена</h1><p>Возможно, она была удалена. Вернитесь на главную.</p>",
            lang="ru",
        ),
        "gone",
    ),
    Sample(
        "soft 404, Kazakh",
        _page(
            "Солтүстік шолу",
            "<h1>Сұралған бет табылмады</h1><p>Басты бетке оралыңыз немесе іздеуді "
            "пайдаланыңыз.</p>",
            lang="kk",
        ),
        "gone",
    ),
    Sample(
        "parked",
        _page(
            "review.example",
            "<h1>review.example</h1><p>This domain is for sale. Buy this domain today.</p>"
            "<ul><li>Boats</li><li>Hotels</li><li>Insurance</li></ul>",
        ),
        "gone",
    ),
    Sample(
        "empty shell",
        _page("Northern Review", '<div id="root"></div><script src="/app.js"></script>'),
        "empty",
    ),
    Sample(
        "empty shell that says so",
        _page(
            "App",
            "<noscript>You need to enable JavaScript to run this app.</noscript>"
            '<div id="app"><p>Loading…</p></div><script src="/b.js"></script>',
        ),
        "empty",
    ),
    # Documents.
    Sample("article", _page("The light", _article("The light", *[_LIGHT] * 6)), None),
    Sample(
        "article with a cookie banner and a login box",
        _page(
            "The light",
            _article("The light", *[_LIGHT] * 3, before=_LOGIN_BOX, after=_COOKIES),
        ),
        None,
    ),
    Sample(
        "short news with both",
        _page(
            "A light goes out",
            _article("A light goes out", _LIGHT, _LIGHT, before=_LOGIN_BOX) + _COOKIES,
        ),
        None,
    ),
    Sample(
        "article about cookies",
        _page(
            "Cookie consent: how a pop-up took over the web",
            _article(
                "Cookie consent: how a pop-up took over the web",
                *[
                    "When the rule came in 2011, few sites asked anybody. By 2018 nearly every "
                    "site in the survey of 680 asked its visitors to accept cookies, and 4 in 10 "
                    "gave no way to refuse. The researchers call it a ritual without meaning."
                ]
                * 8,
            ),
        ),
        None,
    ),
    Sample(
        "article about captchas",
        _page(
            "Are you a robot? A history of the captcha",
            _article(
                "Are you a robot? A history of the captcha",
                *[
                    "The first tests that asked a visitor to prove that he was not a robot showed "
                    "bent letters. In 2003 a team of four gave the test its name. Ten years later "
                    "programs solved 99 percent of them, and pictures of buses took their place."
                ]
                * 10,
            ),
        ),
        None,
    ),
    Sample(
        "Russian article with a login box and cookies",
        _page(
            "Свет маяка",
            _article("Свет маяка", *[_MAYAK] * 3, before=_VHOD, after=_KUKI),
            lang="ru",
        ),
        None,
    ),
    Sample(
        "short Russian news",
        _page(
            "Маяк отремонтируют",
            _article("Маяк отремонтируют", _MAYAK, _MAYAK, before=_VHOD),
            lang="ru",
        ),
        None,
    ),
    Sample(
        "Kazakh interview",
        _page(
            "Шамшырақ күзетшісімен сұхбат",
            _article("Шамшырақ күзетшісімен сұхбат", *[_SHAMSHYRAQ] * 4),
            lang="kk",
        ),
        None,
    ),
    Sample(
        "short Kazakh news with a login link",
        _page(
            "Шамшырақ жөнделеді",
            '<div><a href="/login">Кіру</a> <a href="/reg">Тіркелу</a></div>'
            + _article("Шамшырақ жөнделеді", _SHAMSHYRAQ, _SHAMSHYRAQ),
            lang="kk",
        ),
        None,
    ),
    Sample(
        "article that ends with a newsletter",
        _page(
            "The light",
            _article(
                "The light",
                *[_LIGHT] * 3,
                after="<p>Subscribe to our newsletter. Enter your e-mail.</p>",
            ),
        ),
        None,
    ),
    Sample(
        "open article in a paying journal",
        _page(
            "Keepers of the coast",
            _article(
                "Keepers of the coast",
                *[_LIGHT] * 12,
                after="<p>Already a subscriber? Sign in to manage your account.</p>",
            ),
        ),
        None,
    ),
    Sample(
        "article on dead links",
        _page(
            "404: what happens to pages that vanish",
            _article(
                "404: what happens to pages that vanish",
                *[
                    "Of 2,300 links that a court had cited, 49 percent led to a page not found. "
                    "The study of 2014 was the first to count them. Archives hold a copy of most."
                ]
                * 18,
            ),
        ),
        None,
    ),
    Sample(
        "abstract",
        _page(
            "Honey yields on the eastern slopes",
            _article(
                "Honey yields on the eastern slopes",
                "Abstract. We follow 212 colonies over eleven seasons. The mean yield was 29.5 "
                "kilograms. Colonies above 900 metres gave a fifth less. The mite came in 2013, "
                "and 34 percent of colonies were lost in the winter after it.",
                "Keywords: honey, mite, altitude. Received 3 March 2020, accepted 9 June 2020.",
                before=_LOGIN_BOX,
            ),
        ),
        None,
    ),
    Sample(
        "plain old page",
        "<html><body bgcolor=white><font size=2>" + _LIGHT * 3 + "</font></body></html>",
        None,
    ),
    Sample(
        "page on a path that was asked for",
        _page(
            "How to sign in with a signal lamp",
            _article("How to sign in with a signal lamp", *[_LIGHT] * 4),
        ),
        None,
        "https://review.example/signals/login-lamps.html",
    ),
)

HELD_OUT = (
    Sample(
        "access denied",
        _page(
            "Access Denied",
            "<h1>Access Denied</h1><p>You don't have permission to access "
            '"http://review.example/articles/17" on this server.</p><p>Reference #18.2f</p>',
        ),
        "robots",
    ),
    Sample(
        "blocked",
        _page(
            "Attention Required! | Cloudflare",
            "<h1>Sorry, you have been blocked</h1><h2>You are unable to access review.example</h2>"
            "<p>This website is using a security service to protect itself from online attacks.</p>"
            "<p>You can email the site owner to let them know you were blocked.</p>",
        ),
        "robots",
    ),
    Sample(
        "robot check, Russian",
        _page(
            "Проверка безопасности",
            "<p>Проверяем ваш браузер перед переходом на сайт. Это займёт несколько секунд. "
            "Включите JavaScript и cookie.</p><script>go()</script>",
            lang="ru",
        ),
        "robots",
    ),
    Sample(
        "limited access, Kazakh",
        _page(
            "Қолжетімділік шектелген",
            "<h1>Қолжетімділік шектелген</h1><p>Сіздің желіңізден күдікті сұраулар байқалды. "
            "Суреттегі таңбаларды енгізіңіз.</p>",
            lang="kk",
        ),
        "robots",
    ),
    Sample(
        "consent, long list of partners",
        _page(
            "Your privacy choices",
            "<h1>Your privacy choices</h1><p>We ask for your consent to the use of cookies.</p><ul>"
            + "".join(
                f"<li>Partner {n}: stores advertising data for {n} days</li>" for n in range(1, 30)
            )
            + "</ul><button>Accept all cookies</button>",
        ),
        "consent",
        "https://review.example/cookie-consent?return=/articles/17",
    ),
    Sample(
        "consent, Kazakh",
        _page(
            "Жалғастырмас бұрын",
            "<p>Біз cookie файлдарын қолданамыз және деректерді өңдеуге келісіміңізді сұраймыз."
            "</p><button>Қабылдау</button><button>Бас тарту</button>",
            lang="kk",
        ),
        "consent",
    ),
    Sample(
        "consent, Russian, before the site",
        _page(
            "Прежде чем перейти на сайт",
            "<h1>Прежде чем перейти на сайт</h1><p>Этот сайт использует куки. Настройте, какие "
            "данные можно собирать нам и партнёрам.</p><button>Отклонить</button>",
            lang="ru",
        ),
        "consent",
    ),
    Sample(
        "sign in to read",
        _page(
            "Archive | Northern Review",
            "<h2>Please sign in to view this document</h2><p>Access through your institution or "
            "create a free account.</p><form><input type=email><input type=password></form>",
        ),
        "login",
    ),
    Sample(
        "identity provider",
        _page(
            "University of the North - Web Login Service",
            "<h1>Web Login Service</h1><form>Username <input> Password <input type=password>"
            "<button>Login</button></form><p>Need help?</p>",
        ),
        "login",
        "https://idp.north.example/idp/profile/SAML2/Redirect/SSO?execution=e1s1",
    ),
    Sample(
        "for the registered, Russian",
        _page(
            "Электронная библиотека",
            "<p>Документ доступен только зарегистрированным пользователям. Необходимо войти или "
            "пройти регистрацию.</p><a>Войти через портал</a>",
            lang="ru",
        ),
        "login",
    ),
    Sample(
        "for the registered, Kazakh",
        _page(
            "Электрондық кітапхана",
            "<p>Құжатты тек тіркелген пайдаланушылар аша алады. Сайтқа кіріңіз немесе "
            "тіркеліңіз.</p>",
            lang="kk",
        ),
        "login",
    ),
    Sample(
        "purchase",
        _page(
            "Keepers of the coast | Journal of Lights",
            _article("Keepers of the coast", _LIGHT)
            + "<section><h3>Access options</h3><p>Purchase this article for 35.00 EUR</p>"
            "<p>Rent this article via DeepDyve</p></section>",
        ),
        "paywall",
    ),
    Sample(
        "subscribers only, Russian",
        _page(
            "Смотритель уходит последним",
            _article("Смотритель уходит последним", _MAYAK)
            + "<p>Материал доступен только подписчикам</p><p>Уже есть подписка? Войдите</p>",
            lang="ru",
        ),
        "paywall",
    ),
    Sample(
        "removed",
        _page(
            "Northern Review",
            "<h1>404</h1><p>This page has been removed.</p><a>Back to the home page</a>",
        ),
        "gone",
    ),
    Sample(
        "material gone, Russian, with news below",
        _page(
            "Материал не найден — Северный вестник",
            "<h1>Материал не найден</h1><p>Посмотрите другие новости:</p>"
            + "".join(f"<p>Порт № {n} принял первый корабль сезона</p>" for n in range(9)),
            lang="ru",
        ),
        "gone",
    ),
    Sample(
        "parked, Russian",
        _page(
            "review.example",
            "<h1>Домен review.example продаётся</h1><p>Цена по запросу. Регистрация доменов и "
            "хостинг.</p>",
            lang="ru",
        ),
        "gone",
    ),
    Sample(
        "article gone, Kazakh",
        _page("404", "<h2>Мақала жойылған</h2><p>Басқа мақалаларды оқыңыз.</p>", lang="kk"),
        "gone",
    ),
    Sample(
        "shell, Russian",
        _page(
            "Читальный зал",
            '<div id="__next"></div><noscript>Для работы сайта включите JavaScript</noscript>'
            "<script></script>",
            lang="ru",
        ),
        "empty",
    ),
    # Documents.
    Sample(
        "short note, English",
        _page(
            "Bell buoy laid",
            _article("Bell buoy laid", _LIGHT, before=_COOKIES)
            + "<footer>Sign in | Privacy policy | Terms</footer>",
        ),
        None,
    ),
    Sample(
        "comments closed",
        _page(
            "The light",
            _article(
                "The light", *[_LIGHT] * 2, after="<p>You must be logged in to post a comment.</p>"
            ),
        ),
        None,
    ),
    Sample(
        "captcha in the comment form",
        _page(
            "The light",
            _article(
                "The light",
                *[_LIGHT] * 2,
                after='<form>Comment <textarea></textarea><div class="h-captcha"></div></form>',
            ),
        ),
        None,
    ),
    Sample(
        "comment form, Russian",
        _page(
            "Свет маяка",
            _article(
                "Свет маяка",
                _MAYAK,
                _MAYAK,
                after="<p>Чтобы оставить комментарий, необходимо войти. Введите код с "
                "картинки.</p>",
            ),
            lang="ru",
        ),
        None,
    ),
    Sample(
        "comment form, Kazakh",
        _page(
            "Шамшырақ",
            _article(
                "Шамшырақ",
                _SHAMSHYRAQ,
                _SHAMSHYRAQ,
                after="<p>Пікір қалдыру үшін сайтқа кіріңіз.</p>",
            ),
            lang="kk",
        ),
        None,
    ),
    Sample(
        "article on privacy, Russian",
        _page(
            "Согласие на cookie: что изменилось",
            _article(
                "Согласие на cookie: что изменилось",
                *[
                    "Закон 2019 года обязал сайты спрашивать согласие на обработку данных. Из 540 "
                    "сайтов, которые проверили исследователи, кнопка отказа была лишь на 112."
                ]
                * 7,
            ),
            lang="ru",
        ),
        None,
    ),
    Sample(
        "article on subscriptions",
        _page(
            "Why readers pay",
            _article(
                "Why readers pay",
                *[
                    "Of the 1,900 readers asked, 31 percent had paid to read. Most said that the "
                    "words 'subscribe to continue reading' made them leave. Prices rose by 8 "
                    "percent in 2022, and the number of those who pay did not fall."
                ]
                * 8,
            ),
        ),
        None,
    ),
    Sample(
        "encyclopedia entry, Kazakh",
        _page(
            "Ара — энциклопедия",
            _article(
                "Ара", _SHAMSHYRAQ, _SHAMSHYRAQ, _SHAMSHYRAQ, before="<nav>Кіру Тіркелу Іздеу</nav>"
            ),
            lang="kk",
        ),
        None,
    ),
    Sample(
        "transcript in paragraphs without headings",
        _page("Interview", "".join(f"<p>– {each}</p>" for each in [_LIGHT] * 4)),
        None,
    ),
    Sample(
        "table of figures",
        _page(
            "Yields",
            "<h1>Yields</h1><table>"
            + "".join(
                f"<tr><td>{y}</td><td>{20 + y % 7}.5 kilograms a colony</td></tr>"
                for y in range(2000, 2020)
            )
            + "</table>",
        ),
        None,
    ),
    Sample(
        "scripts all over, text in place",
        _page(
            "Свет",
            "<script></script>" * 9
            + _article("Свет", *[_MAYAK] * 2)
            + "<noscript>Включите JavaScript, чтобы видеть карту</noscript>",
            lang="ru",
        ),
        None,
    ),
    Sample(
        "search for a domain of honey",
        _page(
            "Мёд: домен вкуса",
            _article(
                "Мёд: домен вкуса",
                *[
                    "Одна семья пчёл дает 31 килограмм мёда. Липовый мёд покупают охотнее всего, "
                    "его доля 40 процентов. Кооператив вывозит мёд в три соседние области."
                ]
                * 3,
            ),
            lang="ru",
        ),
        None,
    ),
    Sample(
        "news about access",
        _page(
            "Доступ ограничен: маяк закрыли для туристов",
            _article("Доступ ограничен: маяк закрыли для туристов", *[_MAYAK] * 4),
            lang="ru",
        ),
        None,
    ),
    Sample(
        "redirected to a place that only looks like a login",
        _page("The author index", _article("The author index", *[_LIGHT] * 3)),
        None,
        "https://review.example/authors/aldous",
    ),
    Sample(
        "parking in the harbour",
        _page(
            "Where to park",
            _article(
                "Where to park",
                "The harbour has 140 places to park. "
                "They were built in 2009 and cost 2 euros a day.",
                _LIGHT,
            ),
        ),
        None,
    ),
)
