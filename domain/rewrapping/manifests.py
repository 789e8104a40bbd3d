"""That keys were changed is recorded when the service first sees the manifest that says so.

Manifests are signed where the offline keys are, and there is no database.
"""

from __future__ import annotations

from sqlalchemy import select

from domain import audit
from domain.audit import AuditEvent
from domain.keys.manifests import Manifest
from domain.permissions import Permission
from domain.unit_of_work import UnitOfWork


def take_up(work: UnitOfWork, manifest: Manifest) -> bool:
    """Record a manifest that is newer than the last one recorded; say whether it was."""
    work.require(Permission.PROCESS_SUBMISSIONS)
    last = work.session.scalar(
        select(AuditEvent)
        .where(AuditEvent.name == audit.ManifestTakenUp.__name__)
        .order_by(AuditEvent.id.desc())
        .limit(1)
    )
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
