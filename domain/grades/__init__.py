"""The police grade, 3x5x2: codes and meanings as data, its rules, and what follows from it.

`grades.problems(grade)` and `grades.check(grade)` say what is wrong; the tables are in
`config/grades.toml`.
"""

from __future__ import annotations

from domain.grades.meanings import (
    NotAGrade,
    confidence,
    consult,
    evaluations,
    key,
    read,
    second_person,
    sensitive,
)
from domain.grades.rules import Grade, check, of, problems
from domain.grades.suggestions import Because, Suggestion, suggest
from domain.grades.tables import Scheme, scheme

__all__ = [
    "Because",
    "Grade",
    "NotAGrade",
    "Scheme",
    "Suggestion",
    "check",
    "confidence",
    "consult",
    "evaluations",
    "key",
    "of",
    "problems",
    "read",
    "scheme",
    "second_person",
    "sensitive",
    "suggest",
]
