"""What an export says, as one plain document; every format is made from it.

Its shape is versioned and written down in `docs/exchange/report.schema.json`. It has no place for
the submission, the submitter or the organisation, nor for the risk to the source.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from domain import grades
from domain.clocks.calendars import LONDON
from domain.grades import Grade
from domain.questions import themes
from domain.reports import RULES, Content, Item, Subject

FORMAT = "partnership-report"
FORMAT_VERSION = "1.0"
"""The first number changes when a reader of an earlier version could misread it."""


@dataclass(frozen=True, kw_only=True)
class Product:
    """A report on its way out: its content, and the line of the ledger it goes out under."""

    number: str
    disseminated_at: datetime
    recipients: tuple[str, ...]
    purpose: str
    caveat: str
    conditions: str
    reference: str
    version: int
    received_at: datetime
    live_at: datetime
    content: Content


def document(product: Product) -> dict[str, Any]:
    """Return what an export says, as plain data."""
    content = product.content
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "ledger": _ledger(product),
        "report": _header(product),
        "provenance": _item(content.provenance),
        "items": [
            {"number": number} | _item(item) for number, item in enumerate(content.items, start=1)
        ],
        "subjects": [
            {"number": number} | _subject(one)
            for number, one in enumerate(content.subjects, start=1)
        ],
        "grade_key": [
            {"part": part, "codes": [{"code": code, "words": words} for code, words in codes]}
            for part, codes in grades.key()
        ],
    }


def packed(told: Mapping[str, Any]) -> bytes:
    """Write a document as JSON, the same bytes for the same document."""
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()


def moment(at: datetime) -> str:
    """Write a moment as exports do: UTC, to the second."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def grade_document(grade: Grade) -> dict[str, str]:
    """Return a grade as exports give it: the native one, and the confidence labelled derived.

    Why the source or the handling was graded so stays in the unit.
    """
    told = {
        "scheme": grade.scheme,
        "code": str(grade),
        "source": grade.source,
        "assessment": grade.assessment,
        "handling": grade.handling,
        "derived_confidence": grades.confidence(grade),
        "assessment_reason": grade.assessment_reason,
    }
    if grade.handling == "C":
        told |= {
            "conditions": grade.conditions,
            "action": grade.action,
            "usage": grade.usage,
            "sanitisation": grade.sanitisation,
        }
    return {key: value for key, value in told.items() if value}


def _ledger(product: Product) -> dict[str, Any]:
    return {
        "number": product.number,
        "disseminated_at": moment(product.disseminated_at),
        "recipients": list(product.recipients),
        "purpose": product.purpose,
        "caveat": product.caveat,
        "conditions": product.conditions,
    }


def _header(product: Product) -> dict[str, Any]:
    content = product.content
    return {
        "reference": product.reference,
        "version": product.version,
        "marking": content.marking,
        "title": content.title,
        "themes": [_theme(key) for key in content.themes],
        "district": content.district,
        "retention_group": content.retention_group,
        "information_date": content.information_date,
        "information_note": content.information_note,
        "received_date": product.received_at.astimezone(LONDON).date().isoformat(),
        "live_at": moment(product.live_at),
        "point_of_contact": content.point_of_contact,
    }


def _theme(key: str) -> dict[str, str]:
    theme = themes.BY_KEY.get(key)
    words, code = (theme.words, theme.force_code) if theme else (key, "")
    return {"key": key, "words": words} | ({"force_code": code} if code else {})


def _item(item: Item) -> dict[str, Any]:
    return {"text": item.text, "grade": grade_document(item.grade)}


def _subject(subject: Subject) -> dict[str, Any]:
    return {
        "pole": RULES[subject.kind].pole,
        "kind": str(subject.kind),
        "role": subject.role,
        "name": subject.name,
        "fields": {key: value for key, value in subject.fields.items() if value},
    }
