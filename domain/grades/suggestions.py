"""A grade suggested from the partner's own answers, with why; it is never filled in by itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from domain.grades import tables
from domain.grades.rules import Grade
from domain.grades.tables import Scheme
from domain.wordings.passages import answer


@dataclass(frozen=True)
class Because:
    """An answer that bears on the grade: where it is, what the partner said, what it points to."""

    where: str
    said: str
    words: str


@dataclass(frozen=True)
class Suggestion:
    """A grade an officer may consider, and the answers it rests on. Parts may be empty."""

    grade: Grade
    explanation: tuple[Because, ...]


def suggest(answers: Mapping[str, object]) -> Suggestion:
    """Return what the partner's answers point to; the officer decides (partners never grade)."""
    scheme = tables.scheme()
    explanation = [Because("", "", _of_partners(scheme))]
    how = str(answer(answers, "how_known.how") or "")
    pointed = next((row for row in scheme.suggestions if row.how == how), None)
    if pointed:
        explanation.append(Because("how_known.how", how, pointed.words))
    handling = ""
    for bearing in scheme.bearings:
        said = str(answer(answers, bearing.where) or "").strip()
        if said and not _denies(said):
            explanation.append(Because(bearing.where, said, bearing.words))
            handling = handling or bearing.handling
    grade = Grade(
        source=scheme.partner_source,
        assessment=pointed.assessment if pointed else "",
        handling=handling,
        scheme=scheme.scheme,
    )
    return Suggestion(grade, tuple(explanation))


def _of_partners(scheme: Scheme) -> str:
    words = {source.code: source.words for source in scheme.sources}[scheme.partner_source]
    return f"What a partner sends begins as source {scheme.partner_source}: {words.lower()}."


def _denies(said: str) -> bool:
    first = re.split(r"[,.;!]", said.casefold(), maxsplit=1)[0].strip()
    return first in tables.scheme().denials
