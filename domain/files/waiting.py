"""Files that wait: for the scanner to be back, or to be taken back because they were never sent."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.dialects.postgresql import insert

from domain import audit
from domain.drafts import Draft
from domain.files.stores import Store
from domain.files.tables import File, FileState, FileWait
from domain.permissions import Permission
from domain.unit_of_work import UnitOfWork

FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=30)
UNSENT_FOR = timedelta(hours=24)
AT_ONCE = 100


def again(work: UnitOfWork, file_id: UUID, why: str) -> None:
    """Note that a file could not be checked: it is tried again, each time after twice the wait."""
    work.require(Permission.PROCESS_SUBMISSIONS)
    before = work.session.get(FileWait, file_id)
    attempts = before.attempts + 1 if before else 1
    wait = min(FIRST_WAIT * 2 ** min(attempts - 1, 10), LONGEST_WAIT)
    noted = {"attempts": attempts, "why": why[:300], "again_at": work.now + wait}
    row = insert(FileWait).values(file_id=file_id, **noted)
    changed = row.on_conflict_do_update(index_elements=["file_id"], set_=noted)
    work.session.execute(changed, execution_options={"synchronize_session": False})


def over(work: UnitOfWork, file_id: UUID) -> None:
    """Note that a file waits no longer."""
    if wait := work.session.get(FileWait, file_id):
        work.session.delete(wait)


def due(work: UnitOfWork) -> list[UUID]:
    """Return held files whose wait is over, or whose job was lost, longest held first."""
    work.require(Permission.PROCESS_SUBMISSIONS)
    query = (
        select(File.id)
        .outerjoin(FileWait, FileWait.file_id == File.id)
        .where(
            File.state == FileState.HELD,
            File.sent_at < work.now - timedelta(minutes=1),
            or_(FileWait.again_at.is_(None), FileWait.again_at <= work.now),
        )
    )
    return list(work.session.scalars(query.order_by(File.sent_at).limit(AT_ONCE)))


def forget_unsent(work: UnitOfWork) -> int:
    """Remove files that were added over a day ago and whose draft is gone; return how many.

    A draft that somebody still writes on keeps its files.
    """
    work.require(Permission.PROCESS_SUBMISSIONS)
    long_ago = work.now - UNSENT_FOR
    written_on = select(Draft.send_key).where(Draft.saved_at > long_ago)
    query = select(File).where(
        File.submission_id.is_(None),
        File.created_at < long_ago,
        File.draft_key.not_in(written_on),
    )
    forgotten = work.session.scalars(query.limit(AT_ONCE).with_for_update()).all()
    for file in forgotten:
        work.session.delete(file)
        work.record(audit.FileRemoved(file))
    return len(forgotten)


def sweep(work: UnitOfWork, store: Store) -> int:
    """Remove sealed bytes, over a day old, that no row knows any more; return how many."""
    work.require(Permission.PROCESS_SUBMISSIONS)
    removed, batch = 0, []
    for stored_id in store.older_than(work.now - UNSENT_FOR):
        batch.append(stored_id)
        if len(batch) == AT_ONCE:
            removed += _removed(work, store, batch)
            batch = []
    return removed + _removed(work, store, batch)


def _removed(work: UnitOfWork, store: Store, stored_ids: Collection[UUID]) -> int:
    rows = select(File.id, File.rendition_id).where(
        or_(File.id.in_(stored_ids), File.rendition_id.in_(stored_ids))
    )
    known = {known_id for row in work.session.execute(rows) for known_id in row}
    gone = set(stored_ids) - known
    for stored_id in gone:
        store.remove(stored_id)
    return len(gone)
