"""Subjects of a report: the people, places, things, organisations and events it is about (POLE).

Each kind's fields are a table; a subject needs one of the fields that say which one it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class SubjectKind(StrEnum):
    """What sort of subject it is."""

    PERSON = "person"
    PLACE = "place"
    VEHICLE = "vehicle"
    OBJECT = "object"
    ORGANISATION = "organisation"
    EVENT = "event"


@dataclass(frozen=True)
class SubjectField:
    """Something to say about a subject; one of those that `tells` apart is needed."""

    key: str
    words: str
    tells: bool = False


@dataclass(frozen=True)
class SubjectRule:
    """A kind of subject: its words, its letter in POLE, whether it makes a report whole, fields."""

    words: str
    pole: str
    anchors: bool
    fields: tuple[SubjectField, ...]
    missing: str


_F = SubjectField
_K = SubjectKind

RULES: dict[SubjectKind, SubjectRule] = {
    _K.PERSON: SubjectRule(
        "Person", "person", True,
        (
            _F("surname", "Surname", True), _F("forenames", "First names", True),
            _F("aliases", "Other names", True), _F("date_of_birth", "Date of birth"),
            _F("age_range", "Age"), _F("description", "Description", True),
            _F("address", "Address"), _F("phones", "Phone numbers", True),
            _F("social", "Social media accounts", True),
        ),
        "Enter a name, a phone, an account or a description of the person",
    ),
    _K.PLACE: SubjectRule(
        "Place", "location", True,
        (
            _F("address", "Address or place", True), _F("postcode", "Postcode", True),
            _F("premises_type", "Kind of place"), _F("what3words", "what3words", True),
            _F("notes", "Notes"),
        ),
        "Enter an address, a postcode or another way to find the place",
    ),
    _K.VEHICLE: SubjectRule(
        "Vehicle", "object", True,
        (
            _F("registration", "Registration", True), _F("make", "Make", True),
            _F("model", "Model", True), _F("colour", "Colour"), _F("notes", "Notes"),
        ),
        "Enter a registration, a make or a model",
    ),
    _K.OBJECT: SubjectRule(
        "Thing", "object", False,
        (
            _F("kind", "What it is", True), _F("description", "Description", True),
            _F("identifier", "Number or name", True),
        ),
        "Enter what it is, a description or its number",
    ),
    _K.ORGANISATION: SubjectRule(
        "Organisation", "person", True,
        (
            _F("name", "Name", True), _F("kind", "Kind of organisation"),
            _F("address", "Address"), _F("notes", "Notes"),
        ),
        "Enter the name of the organisation",
    ),
    _K.EVENT: SubjectRule(
        "Event", "event", False,
        (
            _F("what", "What happened", True), _F("when", "When"), _F("where", "Where"),
        ),
        "Enter what happened",
    ),
}  # fmt: skip
"""Organisations are parties, and stand with persons. A report needs one subject that `anchors`."""

PERSON_ROLES = ("suspected", "convicted", "victim or at risk", "witness or other", "not known")
"""Suspects, the convicted, victims and witnesses are told apart (DPA 2018 s.38(3))."""


@dataclass(frozen=True)
class Subject:
    """One subject: its kind, its part in the matter (persons only) and what is known of it."""

    kind: SubjectKind
    fields: Mapping[str, str] = field(default_factory=dict)
    role: str = ""

    @property
    def name(self) -> str:
        """What the subject is called in a list: whatever tells it apart, the first first."""
        said = [self.fields.get(one.key, "") for one in RULES[self.kind].fields if one.tells]
        if self.kind is SubjectKind.PERSON and self.fields.get("surname"):
            first = self.fields.get("forenames", "")
            return f"{self.fields['surname'].upper()}, {first}".rstrip(", ")
        return next((one for one in said if one), "")

    def as_document(self) -> dict[str, Any]:
        """Return the subject as plain data."""
        kept = {key: value for key, value in self.fields.items() if value}
        return {"kind": str(self.kind), "role": self.role, "fields": kept}


def of(given: Mapping[str, Any]) -> Subject:
    """Return a subject out of a document or a form. Raises ValueError for an unknown kind."""
    kind = SubjectKind(given["kind"])
    fields = given.get("fields", {})
    kept = {one.key: str(fields.get(one.key, "")).strip() for one in RULES[kind].fields}
    return Subject(
        kind, {key: said for key, said in kept.items() if said}, str(given.get("role", ""))
    )


def problems(subjects: Iterable[Subject]) -> dict[str, str]:
    """Return what is wrong with the subjects of a report that is to go live, by field."""
    listed, found = list(subjects), {}
    if not any(RULES[one.kind].anchors for one in listed):
        found["subjects"] = "Link at least one person, place, vehicle or organisation"
    for place, subject in enumerate(listed):
        rule = RULES[subject.kind]
        if not any(subject.fields.get(one.key) for one in rule.fields if one.tells):
            found[f"subjects.{place}"] = rule.missing
        if subject.kind is SubjectKind.PERSON and subject.role not in PERSON_ROLES:
            found[f"subjects.{place}.role"] = "Select the person’s part in this"
    return found


_CARDS = (
    ("people", SubjectKind.PERSON),
    ("places", SubjectKind.PLACE),
    ("vehicles", SubjectKind.VEHICLE),
    ("things", SubjectKind.OBJECT),
)


def candidates(answers: Mapping[str, Any]) -> tuple[Subject, ...]:
    """Return a subject for each card the partner filled in, for the officer to choose from."""
    found = []
    for screen, kind in _CARDS:
        for card in answers.get(screen) or ():
            said = {key: _plain(value) for key, value in card.items()}
            found.append(of({"kind": kind, "fields": said, "role": said.get("role", "")}))
    return tuple(one for one in found if one.fields)


def _plain(value: object) -> str:
    if isinstance(value, list | tuple):
        return "; ".join(str(one) for one in value)
    return "" if value is None else str(value)
