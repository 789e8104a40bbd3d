"""What an officer typed into the sheet of a report, read from the request as it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import fields, replace
from typing import TypeVar

from flask import request
from werkzeug.exceptions import BadRequest

from config.web.dates import PARTS, real_date
from domain import reports, retention_groups
from domain.grades import Grade
from domain.questions.themes import BY_KEY
from domain.reports import RULES, Content, Item, Subject, SubjectKind

LINES = (
    "title", "marking", "district", "group_reason", "information_note", "risk_to_source",
    "point_of_contact",
)  # fmt: skip
PARTS_OF_A_GRADE = tuple(one.name for one in fields(Grade) if one.name != "scheme")
_LONGEST_PART = 10
_T = TypeVar("_T")
KIND = "is"
"""The field that says what kind a subject is: a subject's own fields have a `kind` too."""


def content() -> Content:
    """The whole sheet. Raises BadRequest for a kind of subject that there is not."""
    group = text("retention_group")
    given = {
        **{name: text(name) for name in LINES},
        "retention_group": group if retention_groups.find(group) else "",
        "themes": [key for key in request.form.getlist("themes") if key in BY_KEY],
        "information_date": _date("information_date"),
        "items": [_graded(f"items.{number}") for number in _numbers("items", "text")],
        "provenance": _graded("provenance"),
        "subjects": [_subject(f"subjects.{number}") for number in _numbers("subjects", KIND)],
        "sensitive": text("sensitive") == "yes",
    }
    return reports.of(given)


def text(name: str) -> str:
    """One box, with line breaks counted once."""
    return request.form.get(name, "").replace("\r\n", "\n")


def applied(press: str, written: Content, offered: Sequence[Subject]) -> tuple[Content, str]:
    """What a button makes of the sheet, and where on it to go on; saving alone changes nothing.

    Raises BadRequest for a button that there is not.
    """
    what, _, which = press.partition(":")
    try:
        match what:
            case "add-item":
                items = (*written.items, Item("", Grade()))
                return replace(written, items=items), f"item-{len(items)}"
            case "remove-item":
                return replace(written, items=_without(written.items, which)), "items"
            case "add-subject":
                return _with(written, Subject(SubjectKind(which)))
            case "take":
                return _with(written, offered[int(which)])
            case "remove-subject":
                return replace(written, subjects=_without(written.subjects, which)), "subjects"
    except (ValueError, IndexError) as reason:
        raise BadRequest(str(reason)) from reason
    return written, ""


def boxes_of_date(written: str) -> dict[str, str]:
    """What stands in the three boxes of a date that was typed, whether or not it is one."""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", written):
        year, month, day = written.split("-")
        return {"day": day.lstrip("0"), "month": month.lstrip("0"), "year": year}
    day, month, year = (*written.split("/"), "", "", "")[:3]
    return {"day": day, "month": month, "year": year}


def _with(written: Content, subject: Subject) -> tuple[Content, str]:
    taken = (*written.subjects, subject)
    return replace(written, subjects=taken), f"subject-{len(taken)}"


def _without(listed: tuple[_T, ...], which: str) -> tuple[_T, ...]:
    place = int(which)
    if not 0 <= place < len(listed):
        raise IndexError(which)
    return (*listed[:place], *listed[place + 1 :])


def _numbers(many: str, field: str) -> list[int]:
    pattern = re.compile(rf"{many}\.(\d{{1,3}})\.{field}")
    found = (pattern.fullmatch(name) for name in request.form)
    return sorted(int(match[1]) for match in found if match)


def _graded(where: str) -> dict[str, object]:
    grade = {part: text(f"{where}.grade.{part}") for part in PARTS_OF_A_GRADE}
    return {"text": text(f"{where}.text"), "grade": grade}


def _subject(where: str) -> dict[str, object]:
    kind = text(f"{where}.{KIND}")
    if kind not in set(SubjectKind):
        raise BadRequest(f"there is no kind of subject {kind!r}")
    rule = RULES[SubjectKind(kind)]
    said = {field.key: text(f"{where}.{field.key}") for field in rule.fields}
    return {"kind": kind, "role": text(f"{where}.role"), "fields": said}


def _date(name: str) -> str:
    """Three boxes as one date; what is no date as it was typed, for the domain to refuse."""
    boxes = {part: text(f"{name}-{part}").strip()[:_LONGEST_PART] for part in PARTS}
    if not any(boxes.values()):
        return ""
    try:
        return real_date(boxes).isoformat()
    except ValueError:
        return "/".join(boxes.values())
