"""What an identifier is, and what a finder hands in before its place in the answers is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

Kind = Literal[
    "vrm", "vin", "phone", "imei", "nino", "pnc", "cro", "prison", "postcode", "uprn", "what3words",
    "bank_account", "card", "email", "url", "ip", "social", "dob", "name",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Identifier:
    """Something that tells one person, vehicle, phone, place or account from another.

    `as_typed` stands at `start:end` of the answer `where` ("what.facts", "people.0.phones"); a name
    put together from a person card has `where` "people.0.name". `normalised` is None where what was
    typed cannot be one (an invalid NINO) or cannot be recovered (a number a spreadsheet rounded). A
    card number is masked in both. `source` says whether a field of its own or running text held it.
    """

    kind: Kind
    as_typed: str
    normalised: str | None
    where: str
    start: int
    end: int
    source: Literal["field", "text"]


class Find(NamedTuple):
    """One thing found in one piece of text."""

    kind: Kind
    start: int
    end: int
    normalised: str | None
    as_typed: str = ""
    """Only where it must differ from the text: a card number."""
