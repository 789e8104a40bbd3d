"""An invented world: words as frequent as in English, names, registrations, phones, addresses."""

from __future__ import annotations

import random
from itertools import accumulate

from domain.index import elements
from domain.terms import Term

WORDS = 40_000
WORDS_EACH = 150
TEXTS = 20_000
NAMES = 6_000


class World:
    """Invented vocabulary: how often each word is written, and names, plates, phones by chance."""

    def __init__(self, key: bytes) -> None:
        """Prepare the hashes of what will be drawn most."""
        self.chance = random.Random(11)
        self.words = [f"w{number}" for number in range(WORDS)]
        self.weights = list(accumulate(1 / (number + 12) ** 0.9 for number in range(WORDS)))
        self.names = [f"N{number}" for number in range(NAMES)]
        self.name_weights = list(accumulate(1 / (number + 25) for number in range(NAMES)))
        self.key = key
        self.hashed = {word: elements.halves(key, Term("word", word)) for word in self.words}
        self.texts = [self.text() for _ in range(TEXTS)]
        self.segment, self.placed, self.written = -1, dict[str, str](), dict[int, str]()

    def text(self) -> list[str]:
        """Draw the words of a text, each once."""
        drawn = self.chance.choices(self.words, cum_weights=self.weights, k=WORDS_EACH * 2)
        return list(dict.fromkeys(drawn))[:WORDS_EACH]

    def submission(self) -> set[Term]:
        """Draw what one submission is found by besides its words."""
        found = self.person() | self.person()
        if self.chance.random() < 0.5:
            found |= self.plate()
        if self.chance.random() < 0.5:
            found.add(Term("phone", f"07{self.chance.randrange(10**9):09}"))
        found |= self.address()
        return found

    def person(self) -> set[Term]:
        """Draw a person: names are common, dates of birth are not."""
        first, last = self.chance.choices(self.names, cum_weights=self.name_weights, k=2)
        born = f"{self.chance.randrange(1, 29):02}/{self.chance.randrange(1, 13):02}/"
        born += str(self.chance.randrange(1950, 2012))
        names = {Term("sound", first), Term("sound", last), Term("surname", last.lower())}
        whole = Term("full_name", f"{first} {last}")
        dated = {Term("person_dob", f"{first} {last} {born}"), Term("dob", born)}
        return names | {whole, Term("surname_dob", f"{last} {born}")} | dated

    def plate(self) -> set[Term]:
        """Draw a registration with its pieces."""
        letters = "ABCDEFGHJKLMNOPRSTUVWXY"
        area = "Y" + self.chance.choice("ABCDEFGHJKLM")
        number = f"{self.chance.choice([*range(10, 27), *range(60, 77)])}"
        value = area + number + "".join(self.chance.choices(letters, k=3))
        pieces = {Term("vrm_fragment", f"7:{at}:{value[at]}") for at in range(7)}
        pairs = {Term("vrm_fragment", f"7:{at}:{value[at : at + 2]}") for at in range(6)}
        return pieces | pairs | {Term("vrm", value), Term("colour", "black"), Term("make", "ford")}

    def address(self) -> set[Term]:
        """Draw an address."""
        street, town = f"ST{self.chance.randrange(9000)}", f"t{self.chance.randrange(60)}"
        number = self.chance.randrange(1, 200)
        outcode = f"BD{self.chance.randrange(1, 40)}"
        found = {Term("street_address", f"{number} {street}"), Term("locality", town)}
        found |= {Term("address", f"{number} {street} @{town}"), Term("outcode", outcode)}
        return found | {Term("postcode", f"{outcode} {self.chance.randrange(1000)}")}

    def line(self, terms: set[Term], segment: int) -> str:
        """Write what the index holds of these terms and of some text's words, as COPY reads it."""
        if segment != self.segment:
            self.segment = segment
            self.placed = {w: str(elements.placed(h, segment)) for w, h in self.hashed.items()}
            self.written = {}
        number = self.chance.randrange(TEXTS)
        if number not in self.written:
            self.written[number] = ",".join(self.placed[word] for word in self.texts[number])
        others = ",".join(map(str, elements.stored(self.key, terms, segment)))
        return f"{{{self.written[number]},{others}}}"
