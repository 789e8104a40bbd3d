"""Seeing a submission's matches: lines without content; in words for whoever has it open."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from domain import entities, index, matching, openings, queue
from domain.entities import Entity
from domain.index import SearchKeys
from domain.matches.tables import FoundMatch
from domain.matches.words import in_words
from domain.matches.worthless import excluded_terms
from domain.permissions import Permission
from domain.submissions.tables import Submission
from domain.unit_of_work import UnitOfWork

MOST = 200
"""How many matches of one submission are listed, the newest first."""


@dataclass(frozen=True)
class Match:
    """A submission that matches; `words` say what kind of thing is shared, never what it is."""

    other: queue.Row
    kinds: tuple[str, ...]
    words: tuple[str, ...]
    found_at: datetime


def of(work: UnitOfWork, submission: Submission) -> list[Match]:
    """Return what matches a submission, the newest first; what may not be seen is absent."""
    work.require(Permission.SEE_QUEUE)
    query = select(FoundMatch).where(FoundMatch.submission_id == submission.id)
    found = work.session.scalars(query.order_by(FoundMatch.other_id.desc()).limit(MOST)).all()
    rows = queue.rows(work, [one.other_id for one in found])
    return [
        Match(rows[one.other_id], tuple(one.kinds), in_words(one.kinds), one.found_at)
        for one in found
        if one.other_id in rows
    ]


def count(work: UnitOfWork, submission: Submission) -> int:
    """Count what matches a submission, of what the actor may see."""
    return counts(work, [submission.id]).get(submission.id, 0)


def counts(work: UnitOfWork, submission_ids: Collection[UUID]) -> dict[UUID, int]:
    """Count the matches of several submissions at once, for the lines of a list; none is absent."""
    work.require(Permission.SEE_QUEUE)
    query = (
        select(FoundMatch.submission_id, func.count())
        .join(Submission, Submission.id == FoundMatch.other_id)
        .where(FoundMatch.submission_id.in_(list(submission_ids)))
        .group_by(FoundMatch.submission_id)
    )
    return {one: number for one, number in work.session.execute(query)}


def explained(
    work: UnitOfWork,
    submission: Submission,
    answers: dict[str, Any],
    known: Collection[Entity],
    keys: SearchKeys,
) -> dict[UUID, tuple[str, ...]]:
    """Say for each match, by its id, what is shared, in words that name it ("same phone: 07…").

    `known` are its identifiers (`entities.of`). For whoever has it open; the others stay closed,
    and nothing of them is read but whether they hold what this one says. Raises openings.NotOpen.
    """
    openings.require_open(work, submission)
    terms = entities.terms_held(answers, known)
    mine = terms - excluded_terms(work, terms, keys)
    others = [match.other.id for match in of(work, submission)]
    return {
        one.submission_id: tuple(
            reason.words for reason in matching.decide(matching.shared_with_held(mine, one.held))
        )
        for one in index.held_by(work, others, mine, keys)
    }
