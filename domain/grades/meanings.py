"""What follows from a grade: confidence, the sensitive track, a second person, consultation."""

from __future__ import annotations

import re

from domain.grades import tables
from domain.grades.rules import Grade
from domain.grades.tables import row


class NotAGrade(ValueError):
    """What was given is not a grade of this scheme; the message says why."""


def read(code: str) -> Grade:
    """Return the grade a written code such as `2bp` stands for. Raises NotAGrade."""
    scheme = tables.scheme()
    columns = (scheme.sources, scheme.assessments, scheme.handlings)
    pattern = "".join(f"([{''.join(re.escape(one.code) for one in rows)}])" for rows in columns)
    found = re.fullmatch(pattern, code.strip().upper())
    if found is None:
        raise NotAGrade(f"{code} is not a grade like 2BP")
    source, assessment, handling = found.groups()
    return Grade(source=source, assessment=assessment, handling=handling, scheme=scheme.scheme)


def evaluations() -> list[str]:
    """Return every pair of source and assessment: `1A` to `3E`."""
    scheme = tables.scheme()
    return [one.code + other.code for one in scheme.sources for other in scheme.assessments]


def confidence(grade: Grade) -> str:
    """Return the confidence derived from a grade; show it as derived, never as the grade.

    Raises NotAGrade for a grade without source or assessment.
    """
    scheme = tables.scheme()
    known = row(scheme.sources, grade.source) and row(scheme.assessments, grade.assessment)
    if not known:
        raise NotAGrade(f"{grade} has no confidence: it is not complete")
    return scheme.confidence(grade.source, grade.assessment)


def sensitive(grade: Grade) -> bool:
    """Say whether a grade's action code puts a report on the sensitive track."""
    action = row(tables.scheme().actions, grade.action)
    return action is not None and action.sensitive


def second_person(grade: Grade) -> tuple[str, ...]:
    """Return the reasons why a second person has to approve; empty if none."""
    scheme = tables.scheme()
    parts = (
        row(scheme.handlings, grade.handling),
        row(scheme.actions, grade.action),
        row(scheme.sanitisations, grade.sanitisation),
    )
    return tuple(part.second_person for part in parts if part and part.second_person)


def consult(grade: Grade) -> bool:
    """Say whether somebody has to be consulted before a report with this grade goes further."""
    sanitisation = row(tables.scheme().sanitisations, grade.sanitisation)
    return sanitisation is not None and sanitisation.consult


def key() -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Return the key to the grade, for the foot of a report: headings, each with code and words."""
    scheme = tables.scheme()
    return (
        ("Source", tuple((one.code, one.words) for one in scheme.sources)),
        ("Assessment", tuple((one.code, one.words) for one in scheme.assessments)),
        ("Handling", tuple((one.code, one.words) for one in scheme.handlings)),
        ("Action", tuple((one.code, one.words) for one in scheme.actions)),
        ("Sanitisation", tuple((one.code, one.words) for one in scheme.sanitisations)),
    )
