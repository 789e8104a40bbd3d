"""Deleting the wraps for retired keys, once nothing depends on them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import CursorResult, text

from domain import audit
from domain.keys.manifests import Manifest
from domain.permissions import Permission
from domain.sealing.recipients import Recipients
from domain.unit_of_work import UnitOfWork

KEPT = "portal"
"""What is sealed to a portal key is opened with the key it was sealed to, while that is there."""

_ONLY = text("""
    select count(*) from (
        select content_id from wrap group by content_id
        having bool_or(key_id = :old) and not array_agg(key_id) @> cast(:wanted as text[])
    ) held
""")
_DELETE = text("delete from wrap where key_id = :old")


class StillNeeded(Exception):
    """Contents are there that only the retired key opens; re-wrap them first."""


def retired_in(manifest: Manifest) -> list[str]:
    """Return the retired keys whose wraps may go: all but the portal's."""
    return [e.recipient.key_id for e in manifest.entries if e.retired_at and e.purpose != KEPT]


def delete_wraps(work: UnitOfWork, old: str, recipients: Recipients) -> int:
    """Delete the wraps for a retired key and record that; return how many. Raises StillNeeded."""
    work.require(Permission.PROCESS_SUBMISSIONS)
    wanted = [member.key_id for member in recipients.members]
    if held := work.session.scalar(_ONLY, {"old": old, "wanted": wanted}):
        raise StillNeeded(f"{held} contents still need {old}: re-wrap them first")
    deleted: CursorResult[Any] = work.session.execute(_DELETE, {"old": old})  # type: ignore[assignment]  # a delete's is one
    if deleted.rowcount:
        work.record(audit.OldWrapsDeleted(audit.THE_KEYS, key_id=old, wraps=deleted.rowcount))
    return deleted.rowcount
