"""A partner's receipt: made from what the portal's role may read, and from nothing else."""

from __future__ import annotations

from sqlalchemy import select, text

from domain.permissions import Permission
from domain.sequencing.hashes import DatabaseHashes
from domain.sequencing.notes import cosigned_from, signed_from
from domain.submissions.tables import Submission
from domain.trail import checkpoints, proofs, receipts
from domain.unit_of_work import UnitOfWork

_RECEIVED = text("select canonical, place from received_event(:submission)")


class NotSequencedYet(Exception):
    """The event has no place in a signed log yet: that takes a second. Ask again then."""


def proof(work: UnitOfWork, reference: str) -> bytes | None:
    """Return the receipt file of a submission of the actor's own organisation, if it is theirs.

    The first checkpoint that a witness cosigned is taken if there is one; before, the log's own,
    which proves less. Raises NotSequencedYet.
    """
    work.require(Permission.SEE_OWN_SUBMISSIONS)
    own = select(Submission.id).where(
        Submission.reference == reference,
        Submission.organisation_id == work.actor.organisation_id,
    )
    submission_id = work.session.scalar(own)
    if submission_id is None:
        return None
    event, place = work.session.execute(_RECEIVED, {"submission": submission_id}).one()
    note = None
    if place is not None:
        note = cosigned_from(work.session, place + 1) or signed_from(work.session, place + 1)
    if note is None:
        raise NotSequencedYet("the log does not hold this yet; ask again in a few seconds")
    size = checkpoints.read(note.text).size
    shown = proofs.inclusion(DatabaseHashes(work.session), place, size)
    return receipts.issue(event, place, shown, note)
