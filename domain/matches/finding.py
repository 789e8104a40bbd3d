"""Finding what matches a submission, and keeping it both ways round."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from uuid import UUID

from sqlalchemy import delete, or_, select

from domain import audit, index, matching
from domain.index import SearchKeys
from domain.matches import turns
from domain.matches.tables import FoundMatch
from domain.matches.worthless import Terms, excluded_terms
from domain.permissions import Permission
from domain.submissions.tables import Submission
from domain.unit_of_work import UnitOfWork

_KEEP = """
insert into found_match (submission_id, other_id, kinds, found_at)
select one, other, string_to_array(kinds, ' '), %(now)s
from unnest(%(mine)s::uuid[], %(others)s::uuid[], %(kinds)s::text[]) found(mine, theirs, kinds),
lateral (values (mine, theirs), (theirs, mine)) pair(one, other)
on conflict (submission_id, other_id) do update set kinds = excluded.kinds
"""
_BEFORE = (
    "select submission_id, other_id, kinds from found_match where submission_id = any(%(ids)s)"
)
_REFERENCES = "select id, reference from submission where id = any(%(ids)s)"

Kinds = tuple[str, ...]
Found = Mapping[UUID, Kinds]
"""Who matches a submission, and by what."""


def find(work: UnitOfWork, submission: Submission, terms: Terms, keys: SearchKeys) -> None:
    """Find what a submission with these terms matches. It is in the index already."""
    find_all(work, [(submission, terms)], keys)


def find_all(work: UnitOfWork, held: Sequence[tuple[Submission, Terms]], keys: SearchKeys) -> None:
    """Find what several submissions match: the same as one after the other in this order."""
    work.require(Permission.PROCESS_SUBMISSIONS)
    excluded = excluded_terms(work, frozenset().union(*(terms for _, terms in held)), keys)
    mine = {submission.id: terms - excluded for submission, terms in held}
    turns.among(work, frozenset().union(*mine.values()), keys)
    candidates = index.candidates_of_all(work, mine, keys)
    later = set(mine)
    found = []
    for submission, _ in held:
        later.remove(submission.id)
        earlier = [one for one in candidates[submission.id] if one.submission_id not in later]
        found.append((submission, _decided(mine[submission.id], earlier)))
    _change(work, found)


def find_again(work: UnitOfWork, submission: Submission, terms: Terms, keys: SearchKeys) -> None:
    """Find matches after a change of terms or exclusions; what matches no more comes apart."""
    work.require(Permission.PROCESS_SUBMISSIONS)
    turns.alone(work)
    mine = terms - excluded_terms(work, terms, keys)
    candidates = index.candidates(work, submission.id, mine, keys)
    _change(work, [(submission, _decided(mine, candidates))])


def forget(work: UnitOfWork, submission_id: UUID) -> None:
    """Take all matches of a submission away (disposal); safe to do twice."""
    work.require(Permission.PROCESS_SUBMISSIONS)
    query = select(FoundMatch.other_id).where(FoundMatch.submission_id == submission_id)
    _part(work, submission_id, set(work.session.scalars(query)))


def _change(work: UnitOfWork, found: Sequence[tuple[Submission, Found]]) -> None:
    """Keep what was found, take apart what was not, and record what is new."""
    before: dict[UUID, dict[UUID, Kinds]] = {submission.id: {} for submission, _ in found}
    for submission_id, other, kinds in work.ask(_BEFORE, {"ids": list(before)}):
        before[submission_id][other] = tuple(kinds)
    changed = []
    for submission, matching_it in found:
        known = before[submission.id]
        _part(work, submission.id, known.keys() - matching_it.keys())
        new = {other: kinds for other, kinds in matching_it.items() if known.get(other) != kinds}
        changed += [(submission.id, other, kinds) for other, kinds in new.items()]
    _keep(work, changed)
    _record(work, found, before)


def _decided(mine: Terms, candidates: Iterable[index.Candidate]) -> Found:
    found: dict[UUID, Kinds] = {}
    for candidate in candidates:
        reasons = matching.decide(matching.shared_with_held(mine, candidate.held))
        if reasons:
            found[candidate.submission_id] = tuple(dict.fromkeys(one.kind for one in reasons))
    return found


def _keep(work: UnitOfWork, changed: Sequence[tuple[UUID, UUID, Kinds]]) -> None:
    if changed:
        mine, others, kinds = zip(*changed, strict=True)
        said = {"mine": list(mine), "others": list(others), "now": work.now}
        work.say(_KEEP, said | {"kinds": [" ".join(one) for one in kinds]})


def _part(work: UnitOfWork, submission_id: UUID, others: Set[UUID]) -> None:
    if not others:
        return
    one, two = FoundMatch.submission_id, FoundMatch.other_id
    there = (one == submission_id) & two.in_(others)
    back = (two == submission_id) & one.in_(others)
    work.session.execute(delete(FoundMatch).where(or_(there, back)))


def _record(
    work: UnitOfWork,
    found: Sequence[tuple[Submission, Found]],
    before: Mapping[UUID, Mapping[UUID, Kinds]],
) -> None:
    new = [(one, [o for o in matching_it if o not in before[one.id]]) for one, matching_it in found]
    asked = {other for _, others in new for other in others}
    if not asked:
        return
    references = dict(tuple(row) for row in work.ask(_REFERENCES, {"ids": list(asked)}))
    for (submission, others), (_, kinds) in zip(new, found, strict=True):
        if others:
            said = tuple(sorted(references[other] for other in others))
            shared = tuple(sorted({kind for other in others for kind in kinds[other]}))
            work.record(audit.MatchesFound(submission, others=said, kinds=shared))
