"""What a report needs before it goes live, and before a draft of it is kept: problems by field."""

from __future__ import annotations

from datetime import date

from domain import grades, retention_groups
from domain.organisations.sectors import joining
from domain.questions import themes
from domain.reports import markings, subjects
from domain.reports.contents import Content, Item

LONGEST_TEXT = 20_000
LONGEST_LINE = 300
MOST = 100
_LINES = ("title", "information_note", "point_of_contact", "district")
_TEXTS = ("risk_to_source", "group_reason")


def draft_problems(content: Content) -> dict[str, str]:
    """Return what keeps even a draft from being kept: the marking, and what is too long."""
    found = {}
    if marking := markings.problem(content.marking):
        found["marking"] = marking
    for field in (*_LINES, *_TEXTS):
        longest = LONGEST_LINE if field in _LINES else LONGEST_TEXT
        if len(getattr(content, field)) > longest:
            found[field] = f"This must be {longest:,} characters or fewer"
    for place, item in enumerate(content.items):
        if len(item.text) > LONGEST_TEXT:
            found[f"items.{place}.text"] = f"This must be {LONGEST_TEXT:,} characters or fewer"
    for field in ("items", "subjects"):
        if len(getattr(content, field)) > MOST:
            found[field] = f"There must be {MOST} or fewer"
    return found


def problems(content: Content, today: date) -> dict[str, str]:
    """Return what keeps a report from going live, by field; empty if nothing."""
    return (
        draft_problems(content)
        | _of_header(content, today)
        | _of_items(content)
        | _of_item(content.provenance, "provenance", "Enter how it is known, naming no source")
        | subjects.problems(content.subjects)
    )


def _of_header(content: Content, today: date) -> dict[str, str]:
    found = {}
    if not content.title:
        found["title"] = "Enter a title that says what it is about"
    if not content.themes or not themes.BY_KEY.keys() >= set(content.themes):
        found["themes"] = "Select at least one theme"
    if content.district not in joining().districts:
        found["district"] = "Select the district"
    if retention_groups.find(content.retention_group) is None:
        found["retention_group"] = "Select the retention group"
    if not content.point_of_contact:
        found["point_of_contact"] = "Enter whom to contact about the report"
    if not content.risk_to_source:
        found["risk_to_source"] = "Enter the risk to the source, or that there is none"
    if problem := _of_date(content.information_date, today):
        found["information_date"] = problem
    return found


def _of_date(written: str, today: date) -> str | None:
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return "Enter the date of the information"
    return "The date of the information must be today or earlier" if day > today else None


def _of_items(content: Content) -> dict[str, str]:
    if not content.items:
        return {"items": "Enter at least one item"}
    found: dict[str, str] = {}
    for place, item in enumerate(content.items):
        found |= _of_item(item, f"items.{place}", "Enter the text of the item")
    return found


def _of_item(item: Item, where: str, missing: str) -> dict[str, str]:
    found = {} if item.text else {f"{where}.text": missing}
    graded = grades.problems(item.grade)
    return found | {f"{where}.grade.{field}": words for field, words in graded.items()}
