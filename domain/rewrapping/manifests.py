"""That keys were changed is recorded when the service first sees the ones that are new.

Manifests are signed where the offline keys are, and there is no database. The keys of the log, of
its witnesses and of the index are in no manifest: their ids are compared with the last recorded.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from domain import audit
from domain.actors import ActorKind
from domain.audit import AuditEvent
from domain.keys import files, published
from domain.keys.manifests import Manifest
from domain.permissions import Permission
from domain.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class OtherKeys:
    """The ids of the keys that no manifest lists."""

    log: str
    witnesses: tuple[str, ...]
    search: str


def other_keys(own: Path, public: Path) -> OtherKeys:
    """Read the ids from the worker's folder and the published one. Raises KeyFileRefused."""
    return OtherKeys(
        log=published.log_keys(public)[0].name,
        witnesses=tuple(sorted(key.name for key in published.witness_keys(public))),
        search=files.inspect(own / "search.json").key_id,
    )


def take_up(work: UnitOfWork, manifest: Manifest) -> bool:
    """Record a manifest that is newer than the last one recorded; say whether it was."""
    work.require(Permission.PROCESS_SUBMISSIONS)
    last = _last(work, audit.ManifestTakenUp)
    if last and last.facts["version"] >= manifest.version:
        return False
    entries = manifest.entries
    work.record(
        audit.ManifestTakenUp(
            audit.THE_KEYS,
            version=manifest.version,
            in_force=tuple(e.recipient.key_id for e in entries if not e.retired_at),
            retired=tuple(e.recipient.key_id for e in entries if e.retired_at),
        )
    )
    return True


def take_up_others(work: UnitOfWork, found: OtherKeys) -> bool:
    """Record keys that are not those recorded last; say whether they were others."""
    work.require(Permission.PROCESS_SUBMISSIONS)
    last = _last(work, audit.OtherKeysTakenUp)
    if last and _same(last, found):
        return False
    log, witnesses, search = found.log, found.witnesses, found.search
    happened = audit.OtherKeysTakenUp(audit.THE_KEYS, log=log, witnesses=witnesses, search=search)
    work.record(happened)
    return True


def _same(last: AuditEvent, found: OtherKeys) -> bool:
    facts = last.facts
    known = OtherKeys(facts["log"], tuple(facts["witnesses"]), facts["search"])
    return known == found


def _last(work: UnitOfWork, kind: type[audit.Event]) -> AuditEvent | None:
    # No other actor takes keys up: what a door might have written is not relied on.
    own = AuditEvent.name == kind.__name__, AuditEvent.actor_kind == ActorKind.SERVICE
    query = select(AuditEvent).where(*own)
    return work.session.scalar(query.order_by(AuditEvent.id.desc()).limit(1))
