"""Finding what matches a submission, and keeping it both ways round."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import delete, or_, select, text

from domain import audit, index, matching
from domain.index import SearchKeys
from domain.matches import turns
from domain.matches.tables import FoundMatch
from domain.matches.worthless import Terms, excluded_terms
from domain.permissions import Permission
from domain.submissions.tables import Submission
from domain.unit_of_work import UnitOfWork

_KEEP = text("""
insert into found_match (submission_id, other_id, kinds, found_at)
select one, other, string_to_array(kinds, ' '), :now
from unnest(cast(:others as uuid[]), cast(:kinds as text[])) found(theirs, kinds),
lateral (values (cast(:id as uuid), theirs), (theirs, cast(:id as uuid))) pair(one, other)
on conflict (submission_id, other_id) do update set kinds = excluded.kinds
""")

Kinds = tuple[str, ...]


def find(work: UnitOfWork, submission: Submission, terms: Terms, keys: SearchKeys) -> None:
    """Find what a submission with these terms matches. It is in the index already."""
    work.require(Permission.PROCESS_SUBMISSIONS)
    mine = terms - excluded_terms(work, terms, keys)
    turns.among(work, mine, keys)
    _change(work, submission, _decided(work, submission, mine, keys))


def find_again(work: UnitOfWork, submission: Submission, terms: Terms, keys: SearchKeys) -> None:
    """Find matches after a change of terms or exclusions; what matches no more comes apart."""
    work.require(Permission.PROCESS_SUBMISSIONS)
    turns.alone(work)
    mine = terms - excluded_terms(work, terms, keys)
    _change(work, submission, _decided(work, submission, mine, keys))


def forget(work: UnitOfWork, submission_id: UUID) -> None:
    """Take all matches of a submission away (disposal); safe to do twice."""
    work.require(Permission.PROCESS_SUBMISSIONS)
    query = select(FoundMatch.other_id).where(FoundMatch.submission_id == submission_id)
    _part(work, submission_id, set(work.session.scalars(query)))


def _change(work: UnitOfWork, submission: Submission, found: Mapping[UUID, Kinds]) -> None:
    """Keep what was found, take apart what was not, and record what is new."""
    query = select(FoundMatch.other_id, FoundMatch.kinds).where(
        FoundMatch.submission_id == submission.id
    )
    before = {other: tuple(kinds) for other, kinds in work.session.execute(query)}
    _part(work, submission.id, before.keys() - found.keys())
    changed = {other: kinds for other, kinds in found.items() if before.get(other) != kinds}
    _keep(work, submission.id, changed)
    _record(work, submission, {o: k for o, k in changed.items() if o not in before})


def _decided(
    work: UnitOfWork, submission: Submission, mine: Terms, keys: SearchKeys
) -> dict[UUID, Kinds]:
    found: dict[UUID, Kinds] = {}
    for candidate in index.candidates(work, submission.id, mine, keys):
        reasons = matching.decide(matching.shared_with_held(mine, candidate.held))
        if reasons:
            found[candidate.submission_id] = tuple(dict.fromkeys(one.kind for one in reasons))
    return found


def _keep(work: UnitOfWork, submission_id: UUID, found: Mapping[UUID, Kinds]) -> None:
    if found:
        kinds = [" ".join(one) for one in found.values()]
        said = {"id": submission_id, "others": list(found), "kinds": kinds, "now": work.now}
        work.session.execute(_KEEP, said)


def _part(work: UnitOfWork, submission_id: UUID, others: set[UUID]) -> None:
    if not others:
        return
    one, two = FoundMatch.submission_id, FoundMatch.other_id
    there = (one == submission_id) & two.in_(others)
    back = (two == submission_id) & one.in_(others)
    work.session.execute(delete(FoundMatch).where(or_(there, back)))


def _record(work: UnitOfWork, submission: Submission, new: Mapping[UUID, Kinds]) -> None:
    if not new:
        return
    query = select(Submission.reference).where(Submission.id.in_(new.keys()))
    others = tuple(sorted(work.session.scalars(query)))
    kinds = tuple(sorted({kind for kinds in new.values() for kind in kinds}))
    work.record(audit.MatchesFound(submission, others=others, kinds=kinds))
