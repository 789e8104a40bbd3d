"""Seeing a submission's matches: lines without content; in words for whoever has it open."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select

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
    query = _newest(submission, FoundMatch.other_id, FoundMatch.kinds, FoundMatch.found_at)
    found = work.session.execute(query).all()
    rows = queue.rows(work, [other for other, _, _ in found])
    return [
        Match(rows[other], tuple(kinds), in_words(kinds), found_at)
        for other, kinds, found_at in found
        if other in rows
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
    others = work.session.scalars(_newest(submission, FoundMatch.other_id)).all()
    return {
        one.submission_id: tuple(
            reason.words for reason in matching.decide(matching.shared_with_held(mine, one.held))
        )
        for one in index.held_by(work, others, mine, keys)
    }


def _newest(submission: Submission, *columns: Any) -> Select[*tuple[Any, ...]]:
    """The question of these columns of its matches, as many as are listed."""
    found = select(*columns).where(FoundMatch.submission_id == submission.id)
    return found.order_by(FoundMatch.other_id.desc()).limit(MOST)
