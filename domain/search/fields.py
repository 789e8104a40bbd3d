"""The fields of a search, as a table: what each is for, and how what is typed there is read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from domain import entities
from domain.identifiers import Identifier, Kind
from domain.terms import Term, exact, query_terms

Groups = Sequence[frozenset[Term]]


def _as(field: str) -> Callable[[str], Groups]:
    return lambda typed: query_terms(typed, field)


def _identifier(kind: Kind) -> Callable[[str], Groups]:
    """Read a field that holds one identifier of a kind."""

    def read(typed: str) -> Groups:
        value = entities.normalised(kind, typed, date.max)
        if value is None:
            return ()
        found = exact.of_identifier(Identifier(kind, typed, value, "", 0, len(typed), "field"))
        first = next(found, None)
        return (frozenset({first}),) if first else ()

    return read


def _handle(typed: str) -> Groups:
    """With its platform a handle is one account; without, the same handle anywhere."""
    if value := entities.normalised("social", typed, date.max):
        return (frozenset({Term("social", value)}),)
    bare = typed.strip().lower().lstrip("@")
    return (frozenset({Term("handle", bare)}),) if bare and " " not in bare else ()


def _document(typed: str) -> Groups:
    for kind in _DOCUMENTS:
        if found := _identifier(kind)(typed):
            return found
    return ()


_DOCUMENTS: tuple[Kind, ...] = (
    "nino", "imei", "vin", "bank_account", "pnc", "cro", "prison", "uprn", "ip",
)  # fmt: skip


@dataclass(frozen=True)
class Field:
    """One field: its name in a query, what it is called, what it takes, what to say if it does not.

    A `personal` field looks for a person by name or birth, which is only done for a purpose.
    """

    key: str
    label: str
    hint: str
    unreadable: str
    read: Callable[[str], Groups]
    personal: bool = False


FIELDS: tuple[Field, ...] = (
    Field(
        "text", "Search", "Words, a registration, a phone number, a postcode, a reference",
        "Enter something more particular: words like these are in everything", _as(""),
    ),
    Field(
        "words", "Words", "All of them, in any form",
        "Enter something more particular: words like these are in everything", _as("words"),
    ),
    Field(
        "name", "Name", "Found by sound, however it is spelt; a nickname too",
        "Enter a name with letters", _as("name"), personal=True,
    ),
    Field(
        "dob", "Date of birth", "For example, 03/11/1971",
        "Enter a date of birth, such as 03/11/1971", _identifier("dob"), personal=True,
    ),
    Field(
        "vrm", "Registration",
        "With ? for each character that is not known, or * for the rest: YJ18 ???, *HBX",
        "Enter a registration with at least two characters, such as YJ18 ???", _as("vrm"),
    ),
    Field(
        "phone", "Phone number", "In any form",
        "Enter a phone number, such as 07700 900117", _as("phone"),
    ),
    Field(
        "postcode", "Postcode or area", "HD2 9ZX, or HD2",
        "Enter a postcode, or the first half of one", _as("postcode"),
    ),
    Field(
        "address", "Address", "House number and street, with the town if you know it",
        "Enter a house number and street, such as 14 Hazel Court", _as("address"),
    ),
    Field(
        "email", "Email address", "", "Enter an email address, such as name@example.com",
        _identifier("email"),
    ),
    Field(
        "handle", "Social media account", "A handle, with the platform if you know it",
        "Enter a handle, such as @name", _handle,
    ),
    Field(
        "document", "Document, device or account",
        "National Insurance, IMEI, VIN, PNC, CRO, UPRN, IP, sort code and account",
        "Enter the whole number", _document,
    ),
)  # fmt: skip

BY_KEY = {field.key: field for field in FIELDS}
