"""How names sound: one key for the spellings of one name, across languages and scripts.

Like Metaphone a key keeps consonants and a first vowel. The rules are widened to what Metaphone was
not made for: Arabic and South Asian names written by ear (Muhammad, Mohammed; Yaqub, Yaqoob),
Slavic and Baltic ones (Kowalczyk, Kovalchik; Kairys, Kairis), Irish ones (Siobhan, Shivaun),
Cyrillic and Arabic script. Keys are compared and hashed, never shown.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_CYRILLIC = {
    **dict(zip("абвгґдезийіклмнопрстуфхъыьэё", "abvggdeziiiklmnoprstufh\0y\0ee", strict=True)),
    "ж": "zh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ю": "iu", "я": "ia", "є": "ie",
    "ї": "i",
    "ў": "u", "ј": "i", "љ": "l", "њ": "n", "ћ": "ch", "ђ": "d",
}  # fmt: skip
_ARABIC = {
    **dict(zip("ابتجحدذرزسشصضطظعغفقك", "abtjhdzrzs$sdtz\0gfkk", strict=True)),
    **dict(zip("کلمنهةويیىپگڤ", "klmnhhuiiipgv", strict=True)),
    "ث": "s", "خ": "kh", "چ": "ch", "ژ": "zh", "ڈ": "d", "ٹ": "t", "ڑ": "r", "ں": "n", "ے": "i",
    "آ": "a", "أ": "a", "إ": "i", "ؤ": "u", "ئ": "i", "ہ": "h", "ھ": "h",
}  # fmt: skip
_GREEK = dict(zip("αβγδεζηικλμνοπρσςτυφω", "avgdeziiklmnoprsstifo", strict=True))
_LETTERS = str.maketrans(
    {**_CYRILLIC, **_ARABIC, **_GREEK, "ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae",
     "þ": "th",
     "ð": "d", "œ": "oe", "ı": "i", "ə": "e", "\0": None, "$": "sh"}
)  # fmt: skip

# In order. Each row: what is heard alike, and the one way it is written here.
_ALIKE: tuple[tuple[str, str], ...] = (
    (r"^mc(?=[^aeiou])|^mac(?=[^aeiouhk])", "mk"),
    (r"^(?:mohd|md|muhd)$", "mohamed"),
    (r"^ciar", "kiar"),
    (r"^c(?=[ao]i?[l])", "k"),
    (r"^s(?=[ei](?:o|a)(?!m))|^s(?=eamu|eo[nr])", "sh"),
    (r"^stephen", "steven"),
    (r"^stewart", "stuart"),
    (r"^hugh", "hu"),
    (r"^sch(?=o[fl])", "sk"),
    (r"(?<=m)p(?=[st])", ""),
    (r"(?<=m)b$", ""),
    (r"^g(?=eof|era)", "j"),
    (r"^x", "z"),
    (r"^(?:kn|gn|pn)", "n"),
    (r"^wr", "r"),
    (r"^ps", "s"),
    (r"szcz|shch|sch|sz|sh|ş", "S"),
    (r"cz|tch|tsch|ch(?=[aeiouy]|$)", "C"),
    (r"tsh", "C"),
    (r"ch", "k"),
    (r"rz|zh", "S"),
    (r"ph", "f"),
    (r"bh|mh(?=a)", "v"),
    (r"dh", "d"),
    (r"th", "t"),
    (r"gh(?=[aeiou])|kh|qu?|ck|gk", "k"),
    (r"gh", ""),
    (r"c(?=[eiy])", "s"),
    (r"c", "k"),
    (r"x", "ks"),
    (r"w(?=r)", ""),
    (r"(?<=[ao])w(?=[^aeiouys]|s[^k]|$)", ""),
    (r"wh?", "v"),
    (r"ts|tz", "s"),
    (r"z", "s"),
    (r"dj|dzh|j", "j"),
    (r"(?<=[aeiou])r$|er$|re$", ""),
    (r"(?<=.)h", ""),
    (r"y(?=[aeiou])", "Y"),
)
_RULES = tuple((re.compile(pattern), spelling) for pattern, spelling in _ALIKE)

_BROAD = re.compile(r"(?<=.)or(?=[bcdfgklmnpstvz][aeiouy])")


@lru_cache(maxsize=50_000)
def key(name: str) -> str:
    """Give the key of one name ("Yaqoob" → "YKB"); empty if there is nothing to hear."""
    plain = plain_letters(name)
    for pattern, spelling in _RULES:
        plain = pattern.sub(spelling, plain)
    first = "A" if plain[:1] in ("a", "e", "i", "o", "u", "y") else ""
    heard = first + re.sub(r"[aeiouy]", "", plain)
    return re.sub(r"(.)\1+", r"\1", heard).replace("S", "$").replace("C", "%").upper()


def keys(name: str) -> frozenset[str]:
    """Give the keys a name is found by: what can be said two ways has two.

    J as in Polish or Arabic is also Y, Ch as in French also Sh; "or" before a consonant is also
    "aw", as most of England says it (Chantelle Lawson, Shantel Lorson).
    """
    plain = plain_letters(name)
    ways = {name}
    if re.match(r"y[aeou]|j", plain):
        ways |= {"y" + plain[1:], "j" + plain[1:]}
    if re.match(r"ch[ae]", plain):
        ways.add("s" + plain[1:])
    if _BROAD.search(plain):
        ways |= {_BROAD.sub("aw", way) for way in map(plain_letters, ways)}
    return frozenset(found for found in map(key, ways) if found)


@lru_cache(maxsize=50_000)
def plain_letters(name: str) -> str:
    """Write a name of any script in small Latin letters, without accents, gaps and signs."""
    bare = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    return re.sub(r"[^a-z]", "", bare.translate(_LETTERS))
