"""Fields of a report in words, and where each stands on the page it is written on."""

from __future__ import annotations

import re
from collections.abc import Mapping

from domain.reports import RULES

CALLED: Mapping[str, str] = {
    "title": "Title",
    "marking": "Marking",
    "themes": "Themes",
    "district": "District",
    "retention_group": "Retention group",
    "group_reason": "Why the retention group changes",
    "information_date": "Date of the information",
    "information_note": "About that date",
    "risk_to_source": "Risk to the source",
    "point_of_contact": "Point of contact",
    "sensitive": "Sensitive",
    "items": "Items",
    "subjects": "Subjects",
    "text": "Text",
    "role": "Part in this",
    "source": "Source evaluation",
    "assessment": "Intelligence assessment",
    "handling": "Handling code",
    "source_reason": "Why the source is not reliable",
    "assessment_reason": "Why it is suspected to be false",
    "handling_reason": "Why there are conditions",
    "conditions": "Handling conditions",
    "action": "Action code",
    "usage": "Action allowed",
    "sanitisation": "Sanitisation code",
    "scheme": "Scheme",
}
_SUBJECT_FIELDS = {one.key: one.words for rule in RULES.values() for one in rule.fields}


def called(where: str) -> str:
    """A field in words: `items.0.grade.source` is `Item 1: source evaluation`."""
    place = place_of(where)
    last = where.rpartition(".")[2]
    words = CALLED.get(last) or _SUBJECT_FIELDS.get(last, "")
    if not place:
        return words or where
    return f"{place}: {words[:1].lower()}{words[1:]}" if words and not last.isdigit() else place


def place_of(where: str) -> str:
    """Which item or subject a field belongs to, in words; empty for a field of the report."""
    if where.startswith("provenance"):
        return "Provenance"
    found = re.match(r"(item|subject)s\.(\d+)", where)
    return f"{found[1].capitalize()} {int(found[2]) + 1}" if found else ""


def said(where: str, words: str) -> str:
    """A problem as the error summary says it: of which item or subject."""
    place = place_of(where)
    return f"{place}: {words[:1].lower()}{words[1:]}" if place else words


def target(where: str) -> str:
    """The id that the error summary leads to."""
    if where == "information_date":
        return "information_date-day"
    found = re.fullmatch(r"subjects\.(\d+)", where)
    return f"subject-{int(found[1]) + 1}" if found else where
