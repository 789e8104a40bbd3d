"""Making the index anew: of one submission after a change, of all under a new key or extractor."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from domain import entities, index, matches, openings
from domain.index import Progress, SearchKeys
from domain.matches import ExcludedValue
from domain.messages import threads
from domain.permissions import Permission
from domain.sealing import CannotOpen
from domain.sealing.opening import PrivateKeys
from domain.submissions import Submission
from domain.unit_of_work import UnitOfWork

BATCH = 50
MOST_HOLDERS = 500
"""How many submissions an exclusion is followed up in; it is made for what few of them prove."""


@dataclass(frozen=True)
class ReindexingKeys:
    """What it takes: to open what submissions hold, and to hash what is found in them."""

    private: PrivateKeys
    search: SearchKeys


def again(work: UnitOfWork, submission_id: UUID, keys: ReindexingKeys) -> bool:
    """Index one submission anew and find its matches; safe to do twice.

    Returns False, and changes nothing, if it was disposed of, or never taken in.
    """
    work.require(Permission.PROCESS_SUBMISSIONS)
    query = select(Submission).where(Submission.id == submission_id)
    submission = work.session.scalar(query.with_for_update())
    if submission is None or not index.holds(work, submission_id):
        return False
    try:
        answers = openings.answers_of(work, submission, keys.private)
    except CannotOpen:
        index.forget(work, submission_id)
        return False
    answers = threads.with_messages(work, submission, answers, keys.private)
    known = entities.of(work, submission, answers, keys.private)
    terms = entities.terms_held(answers, known.values())
    index.write(work, submission, terms, keys.search)
    matches.find_again(work, submission, terms, keys.search)
    return True


def rebuild(work: UnitOfWork, keys: ReindexingKeys, most: int = BATCH) -> int:
    """Index the next batch of another generation anew; return how many, 0 once all is done.

    Meanwhile both generations are searched, given the former key (`SearchKeys.former`). Killed at
    any point it goes on where it was; several may do it at once.
    """
    matches.rehash(work, keys.private, keys.search)
    waiting = index.outdated(work, keys.search, most)
    for submission_id in waiting:
        again(work, submission_id, keys)
    return len(waiting)


def progress(work: UnitOfWork, keys: SearchKeys) -> Progress:
    """Say how far `rebuild` has come."""
    return index.progress(work, keys)


def apply_exclusion(work: UnitOfWork, exclusion_id: UUID, keys: ReindexingKeys) -> int:
    """Take apart, or join again, what an exclusion was about; return of how many submissions."""
    work.require(Permission.PROCESS_SUBMISSIONS)
    row = work.session.get_one(ExcludedValue, exclusion_id)
    about = matches.terms_of(work, row, keys.private)
    holders = {
        holder for term in about for holder in index.holders(work, term, keys.search, MOST_HOLDERS)
    }
    for submission_id in sorted(holders):
        again(work, submission_id, keys)
    return len(holders)
