"""Pieces of patterns that the parts of an entry share: capitals, names, years."""

from __future__ import annotations

# No class of `re` holds capitals only: those of the Latin, Greek and Cyrillic scripts.
UPPER = "".join(
    chr(code) for code in (*range(0x41, 0x530), *range(0x1E00, 0x1F00)) if chr(code).isupper()
)
CAPITAL = f"[{UPPER}]"
WORD = rf"{CAPITAL}[\w'’ʼ-]{{1,40}}"
# "Дж." and "Yu." are one initial; "Li." is a name.
INITIAL = rf"(?:{CAPITAL}|[А-ЯЁӘҒҚҢӨҰҮҺІ][а-яёәғқңөұүһі]|Y[aeou]|[CSZKTP]h|Ts|Dz|Zs|Sz|Gy)\."
INITIALS = rf"{INITIAL}(?:[\s-]?{INITIAL}){{0,3}}"
PARTICLE = (
    r"(?:(?:van|von|der|den|de|del|della|di|da|dos|du|la|le|el|bin|ibn|ter|ten|zu|"
    r"фон|ван|де|ибн|бен)"
    r"\s|(?:al|el|аль|эль)-|[dDlLO]['’])"
)
SURNAME = rf"(?:{PARTICLE}){{0,3}}{WORD}"
GIVEN = rf"{WORD}(?:\s(?:{WORD}|{INITIALS})){{0,2}}"
YEAR = r"(?:1[5-9]|20)\d\d"
YEAR_LETTER = rf"{YEAR}[a-zа-е]?"
NO_DATE = r"n\.\s?d\.?|б\.\s?г\.?|ж\.\s?к\."
"""What stands for a year where there is none."""
