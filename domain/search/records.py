"""What is kept of a search: by whom, when and by which fields in clear, the rest sealed."""

from __future__ import annotations

import json
from datetime import datetime
from hashlib import blake2b
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from domain import ids, wraps
from domain.index import SearchKeys
from domain.sealing import Context
from domain.sealing.closing import seal
from domain.sealing.opening import PrivateKeys, open_sealed
from domain.sealing.recipients import Recipients
from domain.search.queries import Query
from domain.tables import Audited, Table
from domain.unit_of_work import UnitOfWork


class SearchRecord(Audited, Table):
    """A search that was made. `fingerprint` is the same for the same search, and says no more."""

    __tablename__ = "search_record"
    __table_args__ = (Index(None, "staff_id", "id"),)

    staff_id: Mapped[UUID | None]
    searched_at: Mapped[datetime]
    fields: Mapped[list[str]]
    fingerprint: Mapped[bytes]
    sealed: Mapped[bytes]

    @property
    def title(self) -> str:
        """How the audit trail names it."""
        return f"search {self.id}"


class NotYourSearch(LookupError):
    """There is no such search of the actor's."""


def keep(work: UnitOfWork, query: Query, keys: SearchKeys, recipients: Recipients) -> SearchRecord:
    """Keep a search."""
    plain = json.dumps(query.plain(), sort_keys=True).encode()
    search_id = ids.new()
    sealed = seal(plain, _context(search_id), recipients)
    looked_for = {key: said for key, said in query.plain().items() if key != "purpose"}
    record = SearchRecord(
        id=search_id,
        staff_id=work.actor.id,
        searched_at=work.now,
        fields=list(query.used),
        fingerprint=_fingerprint(looked_for, keys),
        sealed=sealed.sealed,
    )
    work.session.add(record)
    wraps.keep(work, search_id, sealed.wraps)
    return record


def mine(work: UnitOfWork, search_id: UUID) -> SearchRecord:
    """Return a search of the actor's own. Raises NotYourSearch."""
    record = work.session.get(SearchRecord, search_id)
    if record is None or work.actor.id is None or record.staff_id != work.actor.id:
        raise NotYourSearch(f"there is no search {search_id} of yours")
    return record


def opened(work: UnitOfWork, record: SearchRecord, keys: PrivateKeys) -> Query:
    """Return what was looked for."""
    kept = wraps.of(work.session, record.id)
    return Query.of_plain(json.loads(open_sealed(record.sealed, kept, _context(record.id), keys)))


def _fingerprint(looked_for: dict[str, str], keys: SearchKeys) -> bytes:
    plain = json.dumps(looked_for, sort_keys=True).casefold().encode()
    return blake2b(plain, digest_size=16, key=keys.current, person=b"search").digest()


def _context(search_id: UUID) -> Context:
    return Context("search", search_id, None, "query")
