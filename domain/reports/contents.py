"""What is written in a report: plain, frozen data, sealed as one document per version."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from domain import grades
from domain.grades import Grade
from domain.reports import subjects
from domain.reports.subjects import Subject

FORMAT = 1
"""The version of the sealed document."""


@dataclass(frozen=True)
class Item:
    """One numbered item: sanitised text that stands alone, with a grade of its own."""

    text: str
    grade: Grade


@dataclass(frozen=True, kw_only=True)
class Content:
    """Everything an officer writes in a report.

    `information_date` is the date of the information (`2026-11-10`), not of writing;
    `information_note` says how exact it is. `sensitive` puts the report on the sensitive track
    whatever its grades; `risk_to_source` is for the unit alone and in no export.
    """

    title: str = ""
    marking: str = "OFFICIAL-SENSITIVE"
    themes: tuple[str, ...] = ()
    district: str = ""
    retention_group: str = ""
    group_reason: str = ""
    information_date: str = ""
    information_note: str = ""
    items: tuple[Item, ...] = ()
    provenance: Item = Item("", Grade())
    subjects: tuple[Subject, ...] = ()
    risk_to_source: str = ""
    point_of_contact: str = ""
    sensitive: bool = False

    @property
    def grades(self) -> tuple[Grade, ...]:
        """Every grade of the report: the items', then the provenance's."""
        return tuple(item.grade for item in (*self.items, self.provenance))

    @property
    def is_sensitive(self) -> bool:
        """Whether the report belongs on the sensitive track: by choice or by an action code."""
        return self.sensitive or any(grades.sensitive(grade) for grade in self.grades)

    @property
    def second_person(self) -> tuple[str, ...]:
        """Why a second person has to approve the report; empty if nothing asks for one."""
        why = [reason for grade in self.grades for reason in grades.second_person(grade)]
        if self.is_sensitive:
            why.append("sensitive")
        return tuple(dict.fromkeys(why))

    @property
    def must_consult(self) -> bool:
        """Whether somebody has to be consulted before the report goes further (S2)."""
        return any(grades.consult(grade) for grade in self.grades)

    def as_document(self) -> dict[str, Any]:
        """Return the content as plain data."""
        document = asdict(self)
        document["subjects"] = [one.as_document() for one in self.subjects]
        return document | {"format": FORMAT}


def of(given: Mapping[str, Any]) -> Content:
    """Return a content out of a document or of what a form gave, with all text trimmed.

    Raises ValueError for an unknown kind of subject.
    """
    known = {one.name for one in fields(Content)}
    said: dict[str, Any] = {
        key: value.strip() if isinstance(value, str) else value
        for key, value in given.items()
        if key in known
    }
    said["themes"] = tuple(given.get("themes", ()))
    said["items"] = tuple(_item(one) for one in given.get("items", ()))
    said["provenance"] = _item(given.get("provenance", {}))
    said["subjects"] = tuple(subjects.of(one) for one in given.get("subjects", ()))
    said["sensitive"] = bool(given.get("sensitive", False))
    return Content(**said)


def _item(given: Mapping[str, Any]) -> Item:
    return Item(str(given.get("text", "")).strip(), grades.of(given.get("grade", {})))


def packed(content: Content) -> bytes:
    """Write a content as bytes, the same for the same content: what is sealed."""
    document = content.as_document()
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def unpacked(document: bytes, retention_group: str | None) -> Content:
    """Read a content back; a live report's group may have been changed since it was written."""
    content = of(json.loads(document))
    return replace(content, retention_group=retention_group or content.retention_group)
