"""Files with a draft, and then with a submission: kept, removed, sent.

What the partner sees of a file before sending is in the draft's document, under `files`, as sealed
as the draft: the rows hold neither names nor exact sizes in clear.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, func, select

from domain import audit, drafts, wraps
from domain.files.kinds import FileNotTaken, rules
from domain.files.receiving import Taken
from domain.files.tables import File
from domain.permissions import Permission
from domain.submissions import Submission
from domain.unit_of_work import UnitOfWork

_SENT_AS = (
    select(File)
    .join(Submission, Submission.id == File.submission_id)
    .where(
        Submission.reference == bindparam("reference"),
        File.organisation_id == bindparam("organisation"),
    )
    .order_by(File.number)
)

DraftFile = Mapping[str, Any]
"""A file in a draft's document: id, name, description, kind, length (bytes)."""


def in_draft(document: drafts.Answers) -> list[DraftFile]:
    """Return the files of a draft, in the order they were added."""
    return list(document.get("files") or [])


def check_room(work: UnitOfWork, document: drafts.Answers) -> None:
    """Raise FileNotTaken if no further file may be added: asked before any byte is read."""
    work.require(Permission.SUBMIT)
    if len(in_draft(document)) >= rules().limits.files:
        raise FileNotTaken("count")
    unsent = select(func.count(), func.coalesce(func.sum(File.size), 0)).where(
        File.organisation_id == work.actor.organisation_id, File.submission_id.is_(None)
    )
    count, size = work.session.execute(unsent).one()
    if count >= rules().limits.unsent_files or size >= rules().limits.unsent_bytes:
        raise FileNotTaken("unsent")


def keep(work: UnitOfWork, token: str, taken: Taken) -> None:
    """Keep a taken file with the draft of the actor's session. Raises FileNotTaken."""
    work.require(Permission.SUBMIT)
    drafts.change(work, token, lambda document: _with(document, taken))
    file = File(
        id=taken.id,
        organisation_id=taken.organisation_id,
        draft_key=drafts.kept(work, token).send_key,
        kind=taken.kind.key,
        size_class=rules().size_class(taken.length),
        size=taken.size,
        digest=taken.digest,
        label_id=taken.label_id,
        sealed_label=taken.sealed_label.sealed,
        created_at=work.now,
    )
    work.session.add(file)
    wraps.keep(work, taken.id, taken.wraps)
    wraps.keep(work, taken.label_id, taken.sealed_label.wraps)
    work.record(audit.FileAdded(file, kind=file.kind, size=file.size_class, digest=file.digest))


def remove(work: UnitOfWork, token: str, file_id: UUID) -> bool:
    """Remove a file from the draft of the actor's session; False if the draft has no such file.

    What opens it goes at once, with its row; its sealed bytes go with the next sweep.
    """
    work.require(Permission.SUBMIT)
    if str(file_id) not in {file["id"] for file in in_draft(drafts.kept(work, token).document)}:
        return False
    drafts.change(work, token, lambda document: _without(document, file_id))
    _forget(work, [file_id])
    return True


def discard(work: UnitOfWork, draft_files: Sequence[DraftFile]) -> None:
    """Remove all files of a draft that is given up."""
    work.require(Permission.SUBMIT)
    _forget(work, [UUID(file["id"]) for file in draft_files])


def attach(work: UnitOfWork, draft_files: Sequence[DraftFile], submission_id: UUID) -> None:
    """Send a draft's files (its document's `files`) with a submission received in this work.

    The worker checks each as soon as this is committed. Raises FileNotTaken if one is gone.
    """
    work.require(Permission.SUBMIT)
    if not draft_files:
        return
    work.session.flush()
    found = {file.id: file for file in _unsent(work, [UUID(file["id"]) for file in draft_files])}
    first = 1 + (
        work.session.scalar(
            select(func.max(File.number)).where(File.submission_id == submission_id)
        )
        or 0
    )
    for number, listed in enumerate(draft_files, first):
        file = found.get(UUID(listed["id"]))
        if file is None:
            raise FileNotTaken("missing")
        file.submission_id, file.number = submission_id, number
        file.sent_at, file.draft_key = work.now, None
        work.record(audit.FileSent(file, submission=str(submission_id), number=number))
        work.defer("check_file", {"file_id": str(file.id)})


def sent_with(work: UnitOfWork, submission_id: UUID) -> Sequence[File]:
    """Return the files of a submission that the actor may see, in order: never their names."""
    query = select(File).where(File.submission_id == submission_id)
    return work.session.scalars(query.order_by(File.number)).all()


def sent_as(work: UnitOfWork, reference: str) -> Sequence[File]:
    """Return the files that the actor's organisation sent under a reference: never their names."""
    work.require(Permission.SEE_OWN_SUBMISSIONS)
    asked = {"reference": reference, "organisation": work.actor.organisation_id}
    return work.session.scalars(_SENT_AS, asked).all()


def _with(document: drafts.Answers, taken: Taken) -> drafts.Answers:
    files = in_draft(document)
    if len(files) >= rules().limits.files:
        raise FileNotTaken("count")
    if sum(file["length"] for file in files) + taken.length > rules().limits.all_files:
        raise FileNotTaken("total")
    return {**document, "files": [*files, {"id": str(taken.id), **asdict(taken.label)}]}


def _without(document: drafts.Answers, file_id: UUID) -> drafts.Answers:
    left = [file for file in in_draft(document) if file["id"] != str(file_id)]
    return {**document, "files": left}


def _unsent(work: UnitOfWork, file_ids: Sequence[UUID]) -> Sequence[File]:
    query = select(File).where(
        File.id.in_(file_ids),
        File.organisation_id == work.actor.organisation_id,
        File.submission_id.is_(None),
    )
    return work.session.scalars(query.with_for_update()).all()


def _forget(work: UnitOfWork, file_ids: Sequence[UUID]) -> None:
    for file in _unsent(work, file_ids):
        work.session.delete(file)
        work.record(audit.FileRemoved(file))
