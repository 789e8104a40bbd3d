"""Everything written that no index holds, opened one after the other and shown to nobody.

Reports, messages, what officers wrote, names of files, notices, other requests. A search for all
that is held on somebody has to look into them; what is in the index is found there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text

from domain import wraps
from domain.sealing import CannotOpen, Context
from domain.sealing.opening import PrivateKeys, open_sealed
from domain.sealing.recipients import Wrap
from domain.unit_of_work import UnitOfWork

MOST = 5_000
"""How many are opened for one search, the newest first; the page says if there are more."""
AT_A_TIME = 200

_EVERY = text("""
    select * from (
        select w.id, 'writing', s.organisation_id, w.kind, w.sealed, w.submission_id,
            'in what we wrote about it'
        from writing w join submission s on s.id = w.submission_id
        union all
        select id, 'message', organisation_id, direction, sealed, submission_id, 'in a message'
        from message
        union all
        select label_id, 'file', organisation_id, 'label', sealed_label, submission_id,
            'in what a file is called' from file where submission_id is not null
        union all
        select w.id, 'report', null, w.kind || ':' || w.report_id, w.sealed, r.submission_id,
            'in report ' || r.reference from report_writing w join report r on r.id = w.report_id
        union all
        select n.id, 'notice', null, 'words', n.sealed, r.submission_id, 'in notice ' || n.number
        from notice n join report r on r.id = n.report_id
        union all
        select id, 'register', null, 'request', sealed, null, number
        from subject_request where id <> :own
    ) t (id, purpose, organisation_id, part, sealed, submission_id, place)
    where sealed <> '' order by id desc limit :most
""")
_PUNCTUATION = re.compile(r'["{}\[\]:,\\]+')


@dataclass(frozen=True)
class SealedText:
    """One of them. `words` is None if no key opens it; `submission_id` None for a request."""

    submission_id: UUID | None
    place: str
    words: str | None


def every(work: UnitOfWork, own: UUID, keys: PrivateKeys) -> Iterator[SealedText]:
    """Open all that the actor may see but the request at hand, `MOST` + 1 at most."""
    rows = work.session.execute(_EVERY, {"own": own, "most": MOST + 1}).all()
    for start in range(0, len(rows), AT_A_TIME):
        some = rows[start : start + AT_A_TIME]
        kept = wraps.of_many(work.session, [row.id for row in some])
        for row in some:
            yield SealedText(row.submission_id, row.place, _opened(row, kept[row.id], keys))


def _opened(row: Row[Any], kept: list[Wrap], keys: PrivateKeys) -> str | None:
    place = Context(row.purpose, row.id, row.organisation_id, row.part)
    try:
        plain = open_sealed(row.sealed, kept, place, keys)
    except CannotOpen:
        return None
    return _PUNCTUATION.sub(" ", plain.decode("utf-8", "replace").replace("\\n", " "))
