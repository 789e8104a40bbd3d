"""Names that person cards give, and where the same people are named in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from domain.identifiers.kinds import Find
from domain.identifiers.leaves import Answers, cards, is_blank, many, typed
from domain.identifiers.lists import folded, lists, words

_REACH = 90
"""How far around a surname the rest of the name is looked for."""
_ALIKE = 0.65
"""How much of two words must be the same for one to be the other, spelled by ear."""
_MOST = 500
"""How many places of one surname in one answer are looked at."""
_NICKNAME = r"(?:\s+[\"'“”‘’(][^\"“”()\n]{1,24}[\"'“”‘’)])?"


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """A person's name in its two parts, as typed."""

    surname: str
    forenames: str

    @property
    def written(self) -> str:
        """The name as it is kept: "SURNAME, Forenames", or the one part there is."""
        if not self.surname:
            return self.forenames
        return ", ".join(part for part in (_capitals(self.surname), self.forenames) if part)

    @property
    def spoken(self) -> str:
        """The name as people say it: forenames first."""
        return f"{self.forenames} {self.surname}".strip()


def _capitals(surname: str) -> str:
    """Write a surname in capitals, a Mc or Mac before a capital as it was typed: McAVOY."""
    joined = re.sub(r"(?<!\w)Mc (?=[A-Z])", "Mc", surname)
    parts = re.split(r"((?<!\w)Ma?c(?=[A-Z]))", joined)
    return "".join(part if place % 2 else part.upper() for place, part in enumerate(parts))


def of_cards(answers: Answers) -> tuple[tuple[str, Name], ...]:
    """Give each full name on a card, with the card ("people.0.name"); some aliases too."""
    found = []
    for place, card in cards(answers, "people"):
        name = of_card(card)
        if name:
            found.append((f"people.{place}.name", name))
        for alias in many(card, "aliases"):
            if other := _alias(alias.strip(), name):
                found.append((f"people.{place}.aliases", other))
    return tuple(found)


def of_card(card: Mapping[str, object]) -> Name | None:
    """Give the full name on one card; None if a part is missing, or only an initial."""
    surname, forenames = typed(card, "surname"), typed(card, "forenames")
    if is_blank(surname) or is_blank(forenames) or len(surname.strip(".")) < 2:
        return None
    return Name(surname, forenames)


def submitter(answers: Answers) -> Name | None:
    """Give the name of whoever fills the form in, without titles."""
    group = answers.get("submitter")
    said = typed(group, "name") if isinstance(group, Mapping) else ""
    parts = [part for part in said.split() if part.lower().strip(".") not in _titles()]
    return split(parts) if len(parts) > 1 else None


def split(parts: list[str]) -> Name:
    """Tell surname from forenames: particles ("de la", "ap") and what follows are the surname."""
    cut = len(parts) - 1
    while cut > 1 and is_particle(parts[cut - 1]):
        cut -= 1
    return Name(" ".join(parts[cut:]), " ".join(parts[:cut]))


def is_particle(word: str) -> bool:
    """Say whether a word belongs to the surname after it; some with a capital too ("Al Fayed")."""
    known = lists().names
    return word in words(known.particles) or word.lower() in words(known.particles_in_capitals)


def find(text: str, names: tuple[tuple[str, Name], ...]) -> Iterator[Find]:
    """Find people of the cards in running text: forenames first, or "SURNAME, Forenames"."""
    low = text.lower()
    for name in sorted({name for _, name in names}, key=lambda name: (-len(name.spoken), name)):
        if (name.surname or name.forenames).split()[0].lower() in low:
            yield from _mentions(text, low, name)


def _mentions(text: str, low: str, name: Name) -> Iterator[Find]:
    """Look around each place where the surname stands: quicker than a search from every letter."""
    word = (name.surname or name.forenames).split()[0].lower()
    pattern, done, start = _pattern(name), 0, low.find(word)
    for _ in range(_MOST):
        if start < 0:
            return
        match = pattern.search(text, max(done, start - _REACH), start + _REACH)
        if match:
            yield Find("name", match.start(), match.end(), name.written)
            done = match.end()
        start = low.find(word, max(start + 1, done))


def _pattern(name: Name) -> re.Pattern[str]:
    surname = _flexible(name.surname)
    every = _flexible(name.forenames)
    first = _flexible(name.forenames.split()[0]) if name.forenames else every
    if not name.surname or not name.forenames:
        return re.compile(rf"(?<!\w){surname or every}(?!\w)", re.I)
    either = every if first == every else f"(?:{every}|{first})"
    return re.compile(
        rf"(?<!\w)(?:{either}{_NICKNAME}\s+{surname}|{surname},\s?{either})(?!\w|-\w)", re.I
    )


def _flexible(name: str) -> str:
    """A name however its gaps and apostrophes were typed."""
    pattern = r"\s+".join(re.escape(part) for part in name.split())
    return re.sub(r"['’]", "['’]", pattern)


def _alias(alias: str, name: Name | None) -> Name | None:
    """Take an alias for a name if its script or its words say so; "Big Dean" and "Kez" are not."""
    parts = alias.split()
    if not parts or is_blank(alias):
        return None
    if not alias.isascii() and not any(_latin(sign) for sign in alias if sign.isalpha()):
        return split(parts) if len(parts) > 1 else Name("", alias)
    if len(parts) < 2 or len(parts[-1].strip(".")) < 2 or parts[0].lower() in _not_first():
        return None
    if "the" in alias.casefold().split():
        return None
    if name and (other := in_other_letters(parts, name)):
        return other
    own = name.surname.casefold().replace("-", " ").split() if name else []
    for place, part in enumerate(parts[1:], start=1):
        if part.casefold() in own:
            return Name(" ".join(parts[place:]), " ".join(parts[:place]))
    return split(parts) if parts[0].casefold() in words(lists().names.forenames) else None


def in_other_letters(parts: list[str], name: Name) -> Name | None:
    """Give parts as a name if both ends are spelled much like another: "Katarzina Novak"."""
    if not (2 <= len(parts) <= 5 and name.surname and name.forenames):
        return None
    if not _spelled_alike(parts[0], re.split(r"[\s-]", name.forenames)[0]):
        return None
    for cut in range(1, len(parts)):
        if _spelled_alike("".join(parts[cut:]), "".join(name.surname.split())):
            return Name(" ".join(parts[cut:]), " ".join(parts[:cut]))
    return None


def _spelled_alike(one: str, other: str) -> bool:
    """Say whether two words share most of their letters in order, and the sound they begin with."""
    first, second = _heard_first(one), _heard_first(other)
    if first[:1] != second[:1] or abs(len(first) - len(second)) > 3:
        return False
    return SequenceMatcher(None, first, second, autojunk=False).ratio() >= _ALIKE


def _heard_first(word: str) -> str:
    plain = folded(word).replace("-", "")
    return plain.replace("w", "v").replace("j", "y").replace("ch", "c")


def _latin(sign: str) -> bool:
    return ord(sign) < 0x250 or 0x1E00 <= ord(sign) < 0x1F00


def _titles() -> frozenset[str]:
    return words(lists().names.titles)


def _not_first() -> frozenset[str]:
    return _titles() | words(lists().names.kin) | {"the"}
