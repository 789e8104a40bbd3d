"""Using a one-time link: looked at as often as one likes (a scanner of mail does), used once.

A GET only looks; the POST behind it uses. A link gives nobody a session by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text

from domain.links.making import LinkKeys
from domain.links.purposes import Purpose
from domain.unit_of_work import Sessions, UnitOfWork

_AT = text(
    "select id, purpose, organisation_id, staff_id, request_id from link_at(:token_hash, :now)"
)
_USE = text(
    "select id, purpose, organisation_id, staff_id, request_id"
    " from use_link(:token_hash, :purpose, :now)"
)


class LinkUnusable(ValueError):
    """The link is unknown, has been used, was replaced by a newer one, or is too old."""


@dataclass(frozen=True)
class Link:
    """A link that can be used: what for and by whom."""

    id: UUID
    purpose: Purpose
    organisation_id: UUID | None
    staff_id: UUID | None
    request_id: UUID | None


def look_at(
    sessions: Sessions, keys: LinkKeys, purpose: Purpose, token: str, now: datetime
) -> Link:
    """Return a link that can be used, without using it. Raises LinkUnusable."""
    with sessions.begin() as session:
        asked = {"token_hash": keys.hashed(purpose, token), "now": now}
        row = session.execute(_AT, asked).first()
    return _link(row, purpose)


def use(work: UnitOfWork, keys: LinkKeys, purpose: Purpose, token: str) -> Link:
    """Use a link up. Of those who try at once, one succeeds. Raises LinkUnusable.

    What it allows is done in the same unit of work: if that fails, the link is still good.
    """
    asked = {"token_hash": keys.hashed(purpose, token), "purpose": purpose, "now": work.now}
    return _link(work.session.execute(_USE, asked).first(), purpose)


def _link(row: Any, purpose: Purpose) -> Link:
    if row is None or row.purpose != purpose:
        raise LinkUnusable("This link has been used, replaced by a newer one, or is too old")
    return Link(row.id, purpose, row.organisation_id, row.staff_id, row.request_id)
