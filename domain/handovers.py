"""Handing over: to a colleague with a note; or taken over by a supervisor, with a reason."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from sqlalchemy import any_, literal, or_, select

from domain import audit, queue, writings
from domain.messages.kinds import checked
from domain.outcomes import State
from domain.permissions import PERMISSIONS, Permission
from domain.sealing.recipients import Recipients
from domain.staff.tables import StaffMember
from domain.submissions import Submission
from domain.unit_of_work import UnitOfWork
from domain.writings import WritingKind

LASTS = timedelta(hours=2)
"""How long somebody who was handed a submission has before it is anybody's again."""

_MAY_WORK = tuple(role for role, may in PERMISSIONS.items() if Permission.WORK_QUEUE in may)


class CannotHandOver(ValueError):
    """It cannot be handed to that person, or by this one; the message says why."""


def colleagues(work: UnitOfWork) -> dict[UUID, str]:
    """Return who can be handed a submission: name by id, in the order of names."""
    work.require(Permission.WORK_QUEUE)
    roles = or_(*(literal(role.value) == any_(StaffMember.roles) for role in _MAY_WORK))
    query = select(StaffMember.id, StaffMember.name).where(
        StaffMember.disabled_at.is_(None), roles, StaffMember.id != work.actor.id
    )
    rows = work.session.execute(query.order_by(StaffMember.name))
    return {staff_id: name for staff_id, name in rows}


def problem(work: UnitOfWork, submission: Submission) -> str:
    """Say why the actor cannot hand it over: it is not theirs or nobody's. Empty if they can."""
    owner = submission.owner_at(work.now)
    if submission.state in (State.CLOSED, State.WITH_PARTNER):
        return f"It is {submission.state}"
    if owner in (None, work.actor.id) or work.actor.may(Permission.TAKE_OVER):
        return ""
    return f"{submission.owner.name if submission.owner else 'Somebody else'} has it"


def hand_over(
    work: UnitOfWork, submission: Submission, to: UUID, note: str, recipients: Recipients
) -> None:
    """Give it to a colleague with a sealed note. Raises CannotHandOver, NotAccepted."""
    work.require(Permission.WORK_QUEUE)
    queue.lock(work, submission)
    if why := problem(work, submission):
        raise CannotHandOver(why)
    if to not in colleagues(work):
        raise CannotHandOver("Select who gets it")
    colleague = work.session.get_one(StaffMember, to)
    if submission.restricted and not colleague.cleared:
        raise CannotHandOver("They may not see it")
    text = checked("note", note, "Enter what they need to know")
    submission.owner_id, submission.lease_until = to, work.now + LASTS
    content = {"to": colleague.name, "note": text}
    writing = writings.write(work, submission, WritingKind.HANDOVER, content, recipients)
    work.record(
        audit.SubmissionHandedOver(
            submission, to=colleague.name, lease_until=work.now + LASTS, writing=str(writing)
        )
    )


def take_over(
    work: UnitOfWork, submission: Submission, reason: str, recipients: Recipients
) -> None:
    """Take it from whoever has it, with a reason that is sealed. Raises NotAccepted."""
    work.require(Permission.TAKE_OVER)
    queue.lock(work, submission)
    owner_id = submission.owner_at(work.now)
    if owner_id in (None, work.actor.id):
        raise CannotHandOver("Nobody else has it")
    text = checked("reason", reason, "Enter why you are taking it over")
    before = submission.owner.name if submission.owner else "somebody"
    submission.owner_id, submission.lease_until = work.actor.id, work.now + queue.LEASE
    content = {"from": before, "reason": text}
    writing = writings.write(work, submission, WritingKind.HANDOVER, content, recipients)
    work.record(audit.SubmissionTakenOver(submission, before=before, writing=str(writing)))
