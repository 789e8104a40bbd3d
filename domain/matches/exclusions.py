"""Values that officers exclude: a hostel's address, a switchboard. Sealed, recorded, reversible."""

from __future__ import annotations

import json
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from domain import audit, ids, wraps
from domain.index import SearchKeys
from domain.matches.tables import ExcludedValue
from domain.matches.worthless import Terms, value_terms
from domain.permissions import Permission
from domain.sealing import Context
from domain.sealing.closing import seal
from domain.sealing.opening import PrivateKeys, open_sealed
from domain.sealing.recipients import Recipients
from domain.terms import blind
from domain.unit_of_work import UnitOfWork

LONGEST = 300
LONGEST_REASON = 2_000


class ExclusionRefused(ValueError):
    """A value cannot be excluded; the message says why."""


@dataclass(frozen=True)
class Value:
    """What an officer wants to exclude: a kind of identifier or "address", what was typed, why."""

    kind: str
    typed: str
    reason: str


@dataclass(frozen=True)
class Exclusion:
    """An officer's exclusion, opened."""

    row: ExcludedValue
    value: str
    reason: str


def exclude(
    work: UnitOfWork, value: Value, keys: SearchKeys, recipients: Recipients
) -> ExcludedValue:
    """Have a value join nothing any more. Raises ExclusionRefused.

    What was joined by nothing else comes apart, a little later.
    """
    work.require(Permission.EXCLUDE_VALUES)
    terms = _terms_of(value)
    row = ExcludedValue(
        id=ids.new(),
        kind=value.kind,
        blinded=_blinded(terms, keys),
        key_name=keys.name,
        added_at=work.now,
        added_by=work.actor.name,
    )
    plain = json.dumps({"value": value.typed.strip(), "reason": value.reason.strip()}).encode()
    sealed = seal(plain, _context(row.id), recipients)
    row.sealed = sealed.sealed
    wraps.keep(work, row.id, sealed.wraps)
    work.session.add(row)
    work.record(audit.ValueExcluded(row, kind=value.kind))
    work.defer("apply_exclusion", {"exclusion_id": str(row.id)})
    return row


def include(work: UnitOfWork, row: ExcludedValue) -> None:
    """Let a value count again. Raises ExclusionRefused."""
    work.require(Permission.EXCLUDE_VALUES)
    if row.ended_at is not None:
        raise ExclusionRefused("This value counts again already")
    row.ended_at, row.ended_by = work.now, work.actor.name
    work.record(audit.ValueIncluded(row, kind=row.kind))
    work.defer("apply_exclusion", {"exclusion_id": str(row.id)})


def exclusions(work: UnitOfWork, keys: PrivateKeys) -> list[Exclusion]:
    """Return what officers have excluded, the newest first, ended ones too."""
    work.require(Permission.EXCLUDE_VALUES)
    query = select(ExcludedValue).order_by(ExcludedValue.id.desc())
    return [_opened(work, row, keys) for row in work.session.scalars(query)]


def terms_of(work: UnitOfWork, row: ExcludedValue, keys: PrivateKeys) -> Terms:
    """Return the terms that an exclusion is about: for the service, which follows it up."""
    work.require(Permission.PROCESS_SUBMISSIONS)
    return value_terms(row.kind, _opened(work, row, keys).value)


def rehash(work: UnitOfWork, private_keys: PrivateKeys, keys: SearchKeys) -> int:
    """Hash exclusions again that were hashed under another key; return how many there were."""
    work.require(Permission.PROCESS_SUBMISSIONS)
    rows = list(
        work.session.scalars(select(ExcludedValue).where(ExcludedValue.key_name != keys.name))
    )
    for row in rows:
        row.blinded = _blinded(terms_of(work, row, private_keys), keys)
        row.key_name = keys.name
        work.record(audit.ExclusionRehashed(row))
    return len(rows)


def _terms_of(value: Value) -> Terms:
    if not value.reason.strip():
        raise ExclusionRefused("Enter why this value joins nothing")
    if len(value.typed) > LONGEST or len(value.reason) > LONGEST_REASON:
        raise ExclusionRefused(f"A value has {LONGEST} characters at most, a reason 2,000")
    if terms := value_terms(value.kind, value.typed):
        return terms
    raise ExclusionRefused("No match is looked for by a value like this")


def _blinded(terms: Terms, keys: SearchKeys) -> list[bytes]:
    return sorted(blind(keys.current, term) for term in terms)


def _opened(work: UnitOfWork, row: ExcludedValue, keys: PrivateKeys) -> Exclusion:
    kept = wraps.of(work.session, row.id)
    said = json.loads(open_sealed(row.sealed, kept, _context(row.id), keys))
    return Exclusion(row, said["value"], said["reason"])


def _context(row_id: UUID) -> Context:
    return Context("exclusion", row_id, None, "value")
