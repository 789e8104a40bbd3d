"""Making links, undoing them, and seeing them from either end."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select, text

from domain import audit, ids, openings, queue, writings
from domain.permissions import Permission
from domain.problems import NotAccepted
from domain.relations import sayings
from domain.relations.kinds import KINDS, RelationKind
from domain.relations.sayings import Link
from domain.relations.tables import Relation
from domain.sealing.opening import PrivateKeys
from domain.sealing.recipients import Recipients
from domain.submissions.tables import Submission
from domain.unit_of_work import UnitOfWork
from domain.writings import WritingKind

_MERGED = text("""
with recursive together(id) as (
    select cast(:id as uuid)
    union
    select case when r.submission_id = t.id then r.other_id else r.submission_id end
    from relation r join together t on t.id in (r.submission_id, r.other_id)
    where r.kind = :merged and r.undone_at is null
)
select t.id from together t join submission s on s.id = t.id where t.id <> :id
""")


@dataclass(frozen=True)
class Related:
    """A link as seen from one end. `other` is the line of the other, without content."""

    relation: Relation
    words: str
    other: queue.Row


def relate(
    work: UnitOfWork, submission: Submission, other: Submission, link: Link, recipients: Recipients
) -> Relation:
    """Link a submission that the officer has open to another (combination, DPA 2018 s.62).

    Raises NotAccepted and openings.NotOpen.
    """
    work.require(Permission.RELATE)
    openings.require_open(work, submission)
    _check(work, submission, other, link)
    content = {"relation": link.kind, "other": other.reference, "reason": link.whole_reason}
    writing = writings.write(work, submission, WritingKind.RELATION, content, recipients)
    relation = _made(work, link, writing)
    relation.submission_id, relation.other_id = submission.id, other.id
    work.session.add(relation)
    for one, two in ((submission, other), (other, submission)):
        words = _words(relation, one.id)
        said = {"relation": words, "sources": relation.sources, "writing": str(writing)}
        work.record(audit.SubmissionRelated(one, other=two.reference, **said))
    return relation


def _made(work: UnitOfWork, link: Link, writing: UUID) -> Relation:
    return Relation(
        id=ids.new(),
        kind=link.kind,
        sources=link.sources or "",
        made_at=work.now,
        maker_id=work.actor.id,
        maker_name=work.actor.name,
        writing_id=writing,
    )


def undo(work: UnitOfWork, relation: Relation, reason: str, recipients: Recipients) -> None:
    """Take a link back, with a reason; both submissions say so. Raises NotAccepted."""
    work.require(Permission.RELATE)
    if relation.undone_at is not None:
        raise NotAccepted({"reason": "This link was undone already"})
    sayings.check_reason(reason)
    ends = [
        work.session.get_one(Submission, i) for i in (relation.submission_id, relation.other_id)
    ]
    content = {"relation": relation.kind, "other": ends[1].reference, "undone": reason}
    writing = writings.write(work, ends[0], WritingKind.RELATION, content, recipients)
    relation.undone_at, relation.undone_by = work.now, work.actor.name
    relation.undone_writing_id = writing
    for one, two in (ends, ends[::-1]):
        said = {"relation": _words(relation, one.id), "writing": str(writing)}
        work.record(audit.RelationUndone(one, other=two.reference, **said))


def of(work: UnitOfWork, submission: Submission, undone: bool = False) -> list[Related]:
    """Return a submission's links, oldest first, from its own end; undone ones too if asked."""
    work.require(Permission.SEE_QUEUE)
    ends = or_(Relation.submission_id == submission.id, Relation.other_id == submission.id)
    query = select(Relation).where(ends).order_by(Relation.made_at, Relation.id)
    if not undone:
        query = query.where(Relation.undone_at.is_(None))
    found = list(work.session.scalars(query))
    rows = queue.rows(work, {_other(relation, submission.id) for relation in found})
    return [
        Related(relation, _words(relation, submission.id), rows[_other(relation, submission.id)])
        for relation in found
        if _other(relation, submission.id) in rows
    ]


def merged_with(work: UnitOfWork, submission: Submission) -> list[queue.Row]:
    """Return what is worked on as one with a submission, however many links away."""
    work.require(Permission.SEE_QUEUE)
    asked = {"id": submission.id, "merged": RelationKind.MERGED.value}
    rows = queue.rows(work, work.session.scalars(_MERGED, asked).all())
    return sorted(rows.values(), key=lambda row: row.received_at)


def reason_of(work: UnitOfWork, relation: Relation, keys: PrivateKeys) -> str:
    """Return why a link was made; the submission it was made from has to be open.

    Raises openings.NotOpen.
    """
    submission = work.session.get_one(Submission, relation.submission_id)
    openings.require_open(work, submission)
    for one in writings.written(work, submission, [WritingKind.RELATION], keys):
        if one.id == relation.writing_id:
            return str(one.content["reason"])
    return ""


def linked(work: UnitOfWork, submission: Submission, other: Submission, kind: RelationKind) -> bool:
    """Say whether two submissions are linked like that, either way round."""
    same = select(Relation.id).where(_same(submission, other, kind))
    return work.session.scalar(same) is not None


def _check(work: UnitOfWork, submission: Submission, other: Submission, link: Link) -> None:
    sayings.check(link, submission, other)
    if link.kind is RelationKind.MERGED:
        together = {row.id for row in merged_with(work, submission)}
        if other.id in together:
            raise NotAccepted({"other": "These two are worked on as one already"})
    if linked(work, submission, other, link.kind):
        raise NotAccepted({"other": "These two are linked like that already"})


def _same(submission: Submission, other: Submission, kind: RelationKind) -> ColumnElement[bool]:
    """Either way round: of two submissions, each cannot be a duplicate of the other."""
    pairs = ((submission.id, other.id), (other.id, submission.id))
    ends = [and_(Relation.submission_id == one, Relation.other_id == two) for one, two in pairs]
    return and_(Relation.kind == kind, Relation.undone_at.is_(None), or_(*ends))


def _other(relation: Relation, seen_from: UUID) -> UUID:
    return relation.other_id if relation.submission_id == seen_from else relation.submission_id


def _words(relation: Relation, seen_from: UUID) -> str:
    kind = KINDS[RelationKind(relation.kind)]
    words = kind.words if relation.submission_id == seen_from else kind.from_other
    return words[0].lower() + words[1:]
