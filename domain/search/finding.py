"""Making a search, and going on with it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from uuid import UUID

from domain import audit, index, queue, references
from domain.index import Limits, SearchKeys
from domain.permissions import Permission
from domain.sealing.opening import PrivateKeys
from domain.sealing.recipients import Recipients
from domain.search import queries, records
from domain.search.queries import Query
from domain.unit_of_work import UnitOfWork

PAGE = 25


@dataclass(frozen=True)
class Page:
    """A page of what was found, the newest first; `next` is what `continued` goes on from."""

    search_id: UUID
    rows: list[queue.Row]
    next: int | None


def find(work: UnitOfWork, query: Query, keys: SearchKeys, recipients: Recipients) -> Page:
    """Search, and record it (consultation, DPA 2018 s.62). Raises NotAccepted.

    What was looked for, and why, is sealed; the trail says by which fields.
    """
    work.require(Permission.SEARCH)
    reference = references.parse(query.text)
    if reference is None:
        queries.check(query, work.actor.cleared)
    record = records.keep(work, query, keys, recipients)
    page = _by_reference(work, reference, record.id) or _looked_up(work, query, keys, record.id)
    work.record(
        audit.SearchMade(
            record,
            fields=("reference",) if reference else query.used,
            shown=len(page.rows),
            purposeful=bool(query.purpose.strip()),
            own_name=_names(query, work.actor.name),
        )
    )
    return page


def continued(
    work: UnitOfWork,
    search_id: UUID,
    keys: SearchKeys,
    private_keys: PrivateKeys,
    after: int | None = None,
) -> Page:
    """Return a further page (or, `after` None, the first again) of a search of the actor's own.

    Changes nothing but the trail, so `reading(...)` is enough. Raises NotYourSearch.
    """
    work.require(Permission.SEARCH)
    record = records.mine(work, search_id)
    query = records.opened(work, record, private_keys)
    reference = references.parse(query.text)
    page = _by_reference(work, reference, search_id) or _looked_up(
        work, query, keys, search_id, after
    )
    work.record(audit.SearchContinued(record, shown=len(page.rows)))
    return page


def query_of(work: UnitOfWork, search_id: UUID, private_keys: PrivateKeys) -> Query:
    """Return what the actor looked for, to show it in the form again. Raises NotYourSearch."""
    work.require(Permission.SEARCH)
    return records.opened(work, records.mine(work, search_id), private_keys)


def _names(query: Query, person: str) -> bool:
    """Say whether a search has somebody's family name in it: an auditor may ask why."""
    family = re.split(r"[\s.]+", person.strip().casefold())[-1]
    typed = re.findall(r"[\w'-]+", f"{query.text} {query.words} {query.name}".casefold())
    return bool(family) and family in typed


def _by_reference(work: UnitOfWork, reference: str | None, search_id: UUID) -> Page | None:
    found = queue.find(work, reference) if reference else None
    if found is None:
        return Page(search_id, [], None) if reference else None
    return Page(search_id, list(queue.rows(work, [found.id]).values()), None)


def _looked_up(
    work: UnitOfWork, query: Query, keys: SearchKeys, search_id: UUID, after: int | None = None
) -> Page:
    limits = Limits(query.state, query.since, query.until, after)
    found = index.newest(work, queries.groups(query), limits, keys, PAGE + 1)
    rows = queue.rows(work, [one.submission_id for one in found[:PAGE]])
    shown = [rows[one.submission_id] for one in found[:PAGE] if one.submission_id in rows]
    return Page(search_id, shown, found[PAGE - 1].ordinal if len(found) > PAGE else None)
