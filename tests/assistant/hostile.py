"""Texts that try to become more than text."""

from __future__ import annotations

from hypothesis import strategies as st

HOSTILE = (
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    "<!-- comment --><![CDATA[x]]><?php ?>",
    "javascript:alert(1)",
    'https://tides.example/"><script>alert(1)</script>?a=1&b=<i>)#`x`',
    "https://bank.example@elsewhere.example/ http://[::1 https://",
    "&lt;b&gt; &amp; &#60;i&#62;",
    "${alert(1)} {{constructor}} @children",
    "[link](http://example.org) ![image](http://example.org/a.png) <http://example.org>",
    "`code` **bold** # heading\n> quote\n- item\n1. item",
    "\u202egnp.exe\u2066 \x1b[31mred\x1b]0;title\x07 \x00 \x9b31m",
    "\ud800 lone \udfff",
    "</p></div></section></article></style></title></textarea>",
    "Қазақстан — Ә. Х. Марғұлан; Л. Н. Гумилёв",
)

hostile_text = st.one_of(
    st.text(max_size=60),
    st.sampled_from(HOSTILE),
    st.tuples(st.sampled_from(HOSTILE), st.text(max_size=20)).map("".join),
    st.text(st.characters(exclude_categories=()), max_size=40),
    st.text("<>&\"'/=#`[](){}$!\\*_~|\n\t -abc", max_size=60),
)
