"""Making a one-time link and posting it; a new one ends those made before for the same purpose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, select, update

from domain import ids, letters, tokens
from domain.letters import Kind, Sealed, To
from domain.letters.writing import Fact
from domain.links.purposes import LIFETIMES, Purpose
from domain.links.tables import OneTimeLink
from domain.unit_of_work import UnitOfWork

HASHED_FOR = "one-time-link:"


@dataclass(frozen=True)
class LinkKeys:
    """The keys of links: one hashes tokens (`url-token`), one seals letters (`letters`)."""

    hash_key: bytes = field(repr=False)
    letters_key: bytes = field(repr=False)

    def hashed(self, purpose: Purpose, token: str) -> bytes:
        """Return what is kept of a token; a hash for one purpose means nothing for another."""
        return tokens.keyed_hash(self.hash_key, HASHED_FOR + purpose, token)


@dataclass(frozen=True, kw_only=True)
class Holder:
    """Whose link it is: exactly one of the three."""

    organisation_id: UUID | None = None
    staff_id: UUID | None = None
    request_id: UUID | None = None


@dataclass(frozen=True)
class Posting:
    """The letter that carries a link: its kind, where it goes, what else it says and seals."""

    kind: Kind
    address: str | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict)
    secrets: Mapping[str, str] = field(default_factory=dict)


def send(
    work: UnitOfWork, keys: LinkKeys, purpose: Purpose, holder: Holder, posting: Posting
) -> datetime:
    """Make a link, end older ones, and write the letter with it; return when the link expires.

    The token is in the sealed letter and nowhere else: nobody who asks for a link sees it.
    """
    if not _is_for_a_request(holder):
        revoke(work, purpose, holder)
    token, expires_at = tokens.new_url_token(), work.now + LIFETIMES[purpose]
    work.session.flush()
    work.session.add(_link(work, purpose, holder, keys.hashed(purpose, token)))
    sealed = Sealed(keys.letters_key, {letters.LINK: token, **posting.secrets})
    facts = {**posting.facts, "expires_at": expires_at}
    to = To(**asdict(holder), address=posting.address)
    letters.write_sealed(work, posting.kind, to, facts, sealed)
    return expires_at


def revoke(work: UnitOfWork, purpose: Purpose, holder: Holder) -> None:
    """End the links of a holder, for one purpose, that have not been used."""
    open_ones = (OneTimeLink.used_at.is_(None), OneTimeLink.revoked_at.is_(None))
    work.session.execute(
        update(OneTimeLink)
        .where(OneTimeLink.purpose == purpose, _held_by(holder), *open_ones)
        .values(revoked_at=work.now)
        .execution_options(synchronize_session=False)
    )


def made_since(work: UnitOfWork, purpose: Purpose, holder: Holder, since: datetime) -> int:
    """Return how many links a holder was sent since then: a mailbox must not be flooded."""
    query = select(func.count(OneTimeLink.id)).where(
        OneTimeLink.purpose == purpose, _held_by(holder), OneTimeLink.made_at > since
    )
    return work.session.scalar(query) or 0


def _link(work: UnitOfWork, purpose: Purpose, holder: Holder, token_hash: bytes) -> OneTimeLink:
    return OneTimeLink(
        id=ids.new(),
        purpose=purpose,
        **asdict(holder),
        token_hash=token_hash,
        made_at=work.now,
        expires_at=work.now + LIFETIMES[purpose],
    )


def _is_for_a_request(holder: Holder) -> bool:
    # A request is made together with its only link; whoever asks may not see any.
    return holder.request_id is not None


def _held_by(holder: Holder) -> ColumnElement[bool]:
    if holder.organisation_id:
        return OneTimeLink.organisation_id == holder.organisation_id
    if holder.staff_id:
        return OneTimeLink.staff_id == holder.staff_id
    return OneTimeLink.request_id == holder.request_id
