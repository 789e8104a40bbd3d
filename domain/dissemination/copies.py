"""The bytes that were handed over, kept sealed: a copy made later is the same, to the byte."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from sqlalchemy import select

from domain import audit, ids, wraps
from domain.dissemination import proposals
from domain.dissemination.notices import recalled
from domain.dissemination.proposals import Proposal
from domain.dissemination.tables import Dissemination, DisseminationState
from domain.exports import FORMATS, Format
from domain.permissions import Permission
from domain.sealing import Context
from domain.sealing.closing import seal
from domain.sealing.opening import PrivateKeys, open_sealed
from domain.sealing.recipients import Recipients
from domain.unit_of_work import UnitOfWork


class NothingToCopy(ValueError):
    """Nothing was handed over under this line of the ledger."""


class CopyDamaged(Exception):
    """What is kept is not what was handed over: its hash is another."""


@dataclass(frozen=True)
class Copy:
    """A file to hand over. `recalled`: everybody who has it was told not to rely on it."""

    content: bytes = field(repr=False)
    name: str
    media_type: str
    digest: str
    recalled: bool


def copy(work: UnitOfWork, line: Dissemination, keys: PrivateKeys) -> Copy:
    """Return the bytes that were disseminated, the first time and every time after.

    Each copy is recorded as a disclosure to the line's recipients. Raises NothingToCopy.
    """
    work.require(Permission.DISSEMINATE)
    if line.state != DisseminationState.DISSEMINATED or line.digest is None:
        raise NothingToCopy(f"{line.title} is {line.state}.")
    kept = _opened(work, line, keys)
    if hashlib.sha256(kept).digest() != line.digest:
        raise CopyDamaged(line.title)
    rule, digest = FORMATS[Format(line.format)], line.digest.hex()
    names = tuple(sorted(one.name for one in line.recipients))
    work.record(audit.CopyPrinted(line, recipients=names, digest=digest))
    return Copy(kept, f"{line.number}{rule.suffix}", rule.media_type, digest, recalled(work, line))


def words_of(work: UnitOfWork, line: Dissemination, keys: PrivateKeys) -> Proposal:
    """Return purpose, caveat, conditions and who was consulted, to those who may disseminate."""
    work.require(Permission.DISSEMINATE)
    return proposal_of(work, line, keys)


def refusal_of(work: UnitOfWork, line: Dissemination, keys: PrivateKeys) -> str | None:
    """Return why a second person refused a dissemination; None if none did."""
    work.require(Permission.DISSEMINATE)
    if line.state != DisseminationState.REFUSED:
        return None
    return _opened(work, line, keys).decode()


def proposal_of(work: UnitOfWork, line: Dissemination, keys: PrivateKeys) -> Proposal:
    """Return what was proposed; whoever calls this has checked who asks."""
    sealed = work.session.scalars(
        select(Dissemination.sealed).where(Dissemination.id == line.id)
    ).one()
    kept = wraps.of(work.session, line.id)
    return proposals.read(open_sealed(sealed, kept, _context(line, "proposal"), keys))


def seal_proposal(
    work: UnitOfWork, line: Dissemination, proposal: Proposal, recipients: Recipients
) -> None:
    """Seal the words of a proposal into its line."""
    sealed = seal(proposal.as_bytes(), _context(line, "proposal"), recipients)
    line.sealed = sealed.sealed
    wraps.keep(work, line.id, sealed.wraps)


def keep(work: UnitOfWork, line: Dissemination, content: bytes, recipients: Recipients) -> None:
    """Seal what was handed over, or why nothing was, into its line."""
    line.copy_id = ids.new()
    sealed = seal(content, _context(line, "copy"), recipients)
    line.sealed_copy = sealed.sealed
    wraps.keep(work, line.copy_id, sealed.wraps)


def _opened(work: UnitOfWork, line: Dissemination, keys: PrivateKeys) -> bytes:
    sealed = work.session.scalars(
        select(Dissemination.sealed_copy).where(Dissemination.id == line.id)
    ).one()
    if sealed is None or line.copy_id is None:
        raise NothingToCopy(line.title)
    kept = wraps.of(work.session, line.copy_id)
    return open_sealed(sealed, kept, _context(line, "copy"), keys)


def _context(line: Dissemination, part: str) -> Context:
    return Context("dissemination", line.id, None, part)
