"""A grade, and what is wrong with it: one rule a line, from the scheme's tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields

from domain.grades import tables
from domain.grades.tables import row
from domain.problems import NotAccepted

LONGEST = 2000


@dataclass(frozen=True, kw_only=True)
class Grade:
    """A 3x5x2 grade with its reasons. The scheme's name is kept: a bare code is ambiguous."""

    source: str = ""
    assessment: str = ""
    handling: str = ""
    source_reason: str = ""
    assessment_reason: str = ""
    handling_reason: str = ""
    conditions: str = ""
    action: str = ""
    usage: str = ""
    sanitisation: str = ""
    scheme: str = "3x5x2"

    def __str__(self) -> str:
        """Return the code as police write it: `2BP`."""
        return f"{self.source}{self.assessment}{self.handling}"

    def as_document(self) -> dict[str, str]:
        """Return the grade as plain data, to be sealed or shown in a form."""
        return asdict(self)


def of(given: Mapping[str, str]) -> Grade:
    """Return a grade out of what a form or a document holds, trimmed; unknown keys are left out."""
    known = {one.name for one in fields(Grade)}
    return Grade(**{key: str(value).strip() for key, value in given.items() if key in known})


def problems(grade: Grade) -> dict[str, str]:
    """Return what is wrong with a grade, by field, in words for the officer; empty if nothing."""
    found = _of_source(grade) | _of_assessment(grade) | _of_handling(grade)
    if grade.scheme != tables.scheme().scheme:
        found["scheme"] = f"Grades are given in {tables.scheme().scheme}, not {grade.scheme}"
    for field, value in grade.as_document().items():
        if len(value) > LONGEST:
            found[field] = f"This must be {LONGEST:,} characters or fewer"
    return found


def check(grade: Grade) -> None:
    """Raise NotAccepted unless a grade is complete and allowed."""
    if found := problems(grade):
        raise NotAccepted(found)


def _of_source(grade: Grade) -> dict[str, str]:
    source = row(tables.scheme().sources, grade.source)
    if source is None:
        return {"source": "Select how reliable the source is"}
    if source.reason_missing and not grade.source_reason:
        return {"source_reason": source.reason_missing}
    return {}


def _of_assessment(grade: Grade) -> dict[str, str]:
    assessment = row(tables.scheme().assessments, grade.assessment)
    if assessment is None:
        return {"assessment": "Select how the source knows it"}
    if assessment.reason_missing and not grade.assessment_reason:
        return {"assessment_reason": assessment.reason_missing}
    return {}


def _of_handling(grade: Grade) -> dict[str, str]:
    handling = row(tables.scheme().handlings, grade.handling)
    if handling is None:
        return {"handling": "Select a handling code"}
    if handling.conditions:
        return _with_conditions(grade)
    found = {}
    if grade.action:
        found["action"] = f"Handling code {handling.code} takes no action code"
    if grade.sanitisation:
        found["sanitisation"] = f"Handling code {handling.code} takes no sanitisation code"
    return found


def _with_conditions(grade: Grade) -> dict[str, str]:
    scheme, found = tables.scheme(), {}
    if not grade.handling_reason:
        found["handling_reason"] = "Enter why it may only be shared with conditions"
    if not grade.conditions:
        found["conditions"] = "Enter the handling conditions"
    action = row(scheme.actions, grade.action)
    if action is None:
        found["action"] = "Select an action code"
    elif action.usage_missing and not grade.usage:
        found["usage"] = action.usage_missing
    if row(scheme.sanitisations, grade.sanitisation) is None:
        found["sanitisation"] = "Select a sanitisation code"
    return found
