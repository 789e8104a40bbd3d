"""STIX 2.1: a labelled, lossy extra for agencies that speak it.

STIX has no place for vehicles, things or the 3x5x2 grade: vehicles and things become notes, and the
native grade travels as an extension. STIX's own `confidence` stays empty: it is a percentage, and a
report never shows one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid5

import stix2

from domain.exports.documents import Product, grade_document, moment
from domain.grades import Grade
from domain.reports import RULES, Subject, SubjectKind

_NAMESPACE = UUID("5a3c1f0e-7d0b-5c56-9a0e-2f4f6f0b7c11")
_LOSSY = "Lossy: made from a police report graded in 3x5x2; ask for the report itself."
_EXTENSION = f"extension-definition--{uuid5(_NAMESPACE, 'grade 1.0')}"
_ISSUED = "2026-11-22T00:00:00Z"


_NEAREST: dict[SubjectKind, tuple[str, dict[str, str]]] = {
    SubjectKind.PERSON: ("identity", {"identity_class": "individual"}),
    SubjectKind.ORGANISATION: ("identity", {"identity_class": "organization"}),
    SubjectKind.PLACE: ("location", {"country": "GB"}),
    SubjectKind.EVENT: ("incident", {}),
}
"""What stands for a subject; the others become notes."""


def of(product: Product) -> bytes:
    """Return a product as a bundle, the same bytes for the same product."""
    unit = _unit()
    marking = _marking(product, unit)
    given = _Given(product, unit.id, marking.id)
    inner = [
        *(given.subject(n, one) for n, one in enumerate(product.content.subjects, start=1)),
        *given.notes(),
    ]
    objects = [unit, _extension(unit), marking, *inner, given.report([one.id for one in inner])]
    bundle = stix2.Bundle(id=_id("bundle", product, "bundle"), objects=objects, allow_custom=True)
    text: str = bundle.serialize(pretty=True)
    return (text + "\n").encode()


def _id(kind: str, product: Product, part: str) -> str:
    return f"{kind}--{uuid5(_NAMESPACE, f'{product.number}/{part}')}"


class _Given:
    """What every object of one bundle has in common, and the objects made with it."""

    def __init__(self, product: Product, unit: str, marking: str) -> None:
        self.product = product
        at = moment(product.disseminated_at)
        self.shared = {
            "created": at,
            "modified": at,
            "created_by_ref": unit,
            "object_marking_refs": [marking],
        }
        self.report_id = _id("report", product, "report")

    def subject(self, number: int, subject: Subject) -> Any:
        """Return one subject, as the nearest thing that STIX has."""
        part, said = f"subject/{number}", _said(subject)
        if subject.kind not in _NEAREST:
            return self._note(part, RULES[subject.kind].words, said)
        kind, more = _NEAREST[subject.kind]
        given = {
            "name": subject.name,
            "description": said,
            "roles": [subject.role] if subject.role else None,
            "postal_code": subject.fields.get("postcode") or None,
        }
        kept = {key: value for key, value in given.items() if value} | more
        object_id = _id(kind, self.product, part)
        plain = {"type": kind, "spec_version": "2.1", "id": object_id}
        return stix2.parse(plain | kept | self.shared, version="2.1")

    def notes(self) -> Iterator[Any]:
        """Give the provenance and the items, each with its grade."""
        content = self.product.content
        yield self._note(
            "provenance", "Provenance", content.provenance.text, content.provenance.grade
        )
        for number, item in enumerate(content.items, start=1):
            yield self._note(f"item/{number}", f"Item {number}", item.text, item.grade)

    def report(self, parts: list[str]) -> Any:
        """Return the report that holds the rest together."""
        product, content = self.product, self.product.content
        return stix2.Report(
            id=self.report_id,
            name=content.title,
            description=_LOSSY,
            published=moment(product.disseminated_at),
            object_refs=parts,
            labels=["lossy", *content.themes],
            external_references=[
                {"source_name": "police report", "external_id": product.reference},
                {"source_name": "dissemination ledger", "external_id": product.number},
            ],
            **self.shared,
        )

    def _note(self, part: str, abstract: str, text: str, grade: Grade | None = None) -> Any:
        extended = {"extension_type": "property-extension"}
        extensions = {_EXTENSION: extended | grade_document(grade)} if grade else None
        return stix2.Note(
            id=_id("note", self.product, part),
            abstract=abstract,
            content=text,
            object_refs=[self.report_id],
            extensions=extensions,
            **self.shared,
        )


def _said(subject: Subject) -> str:
    words = {field.key: field.words for field in RULES[subject.kind].fields}
    return "\n".join(f"{words[key]}: {value}" for key, value in subject.fields.items() if value)


def _unit() -> Any:
    return stix2.Identity(
        id=f"identity--{uuid5(_NAMESPACE, 'unit')}",
        created=_ISSUED,
        modified=_ISSUED,
        name="Police partnership intelligence unit",
        identity_class="organization",
    )


def _extension(unit: Any) -> Any:
    return stix2.ExtensionDefinition(
        id=_EXTENSION,
        created=_ISSUED,
        modified=_ISSUED,
        created_by_ref=unit.id,
        name="3x5x2 grade",
        description="The native police grade of a text, and the confidence derived from it.",
        schema="scheme, code, source, assessment, handling, derived_confidence: text; with"
        " handling code C also conditions, action, usage, sanitisation: text.",
        version="1.0.0",
        extension_types=["property-extension"],
    )


def _marking(product: Product, unit: Any) -> Any:
    content = product.content
    words = [content.marking, product.caveat, product.conditions]
    conditions = dict.fromkeys(one.conditions for one in content.grades if one.handling == "C")
    return stix2.MarkingDefinition(
        id=_id("marking-definition", product, "marking"),
        created=moment(product.disseminated_at),
        created_by_ref=unit.id,
        definition_type="statement",
        definition=stix2.StatementMarking(". ".join(w for w in (*words, *conditions) if w)),
    )
