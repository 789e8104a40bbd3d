"""Terms of identifiers that are what they are: phones, documents, accounts, postcodes."""

from __future__ import annotations

from collections.abc import Iterator

from domain.identifiers import Identifier
from domain.identifiers.lists import lists, words
from domain.terms import plates
from domain.terms.kinds import Term, TermKind

_KINDS: dict[str, TermKind] = {
    "phone": "phone", "email": "email", "social": "social", "ip": "ip", "dob": "dob",
    "bank_account": "bank", "what3words": "place", "uprn": "place",
}  # fmt: skip
_DOCUMENTS = ("nino", "imei", "pnc", "cro", "prison", "vin")


def of_identifier(one: Identifier) -> Iterator[Term]:
    """Give the terms of one identifier; none if it has no normalised value or is worthless."""
    value = one.normalised
    if one.kind == "social":
        handle = (value or one.as_typed).rpartition(":")[2].lower().lstrip("@")
        yield Term("handle", handle)
    if value is None or value in _worthless(one.kind):
        return
    if one.kind in _KINDS:
        yield Term(_KINDS[one.kind], value)
    elif one.kind in _DOCUMENTS:
        yield Term("document", f"{one.kind} {value}")
    elif one.kind == "url":
        yield from _web(value)
    elif one.kind == "postcode":
        yield from postcodes(value)
    elif one.kind == "vrm":
        yield from plates.terms(value)


def postcodes(value: str) -> Iterator[Term]:
    """Give a postcode and its outward code."""
    if " " in value:
        yield Term("postcode", value)
    yield Term("outcode", value.split()[0])


def _web(value: str) -> Iterator[Term]:
    """A web address without scheme and www; the front page of something everybody uses is none."""
    bare = value.partition("://")[2] or value
    bare = bare.removeprefix("www.").rstrip("/")
    if bare not in _worthless("url"):
        yield Term("url", bare)


def _worthless(kind: str) -> frozenset[str]:
    table = lists().worthless
    listed = {"phone": table.phone, "email": table.email, "url": table.url}.get(kind, "")
    return words(listed)
