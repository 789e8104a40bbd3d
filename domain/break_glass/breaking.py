"""Breaking the glass: with a reason, recorded, and a second person told in the same transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from domain import audit, ids, letters, openings, reference, references, reports, wraps
from domain.break_glass import reaching
from domain.break_glass.tables import BrokenGlass
from domain.letters import EVERYBODY, Kind
from domain.openings import NotOpen
from domain.permissions import Permission
from domain.problems import NotAccepted
from domain.reports import Report, ReportNotOpen
from domain.reports.numbers import Prefix
from domain.reports.numbers import parse as numbered
from domain.sealing import Context
from domain.sealing.closing import seal
from domain.sealing.recipients import Recipients
from domain.submissions import Submission
from domain.unit_of_work import UnitOfWork

SHORTEST_REASON, LONGEST_REASON = 20, 2000


@dataclass(frozen=True)
class BreakGlass:
    """`config/break_glass.toml`."""

    version: str
    minutes: int
    warning: str


def terms() -> BreakGlass:
    """Return for how long a broken glass opens, and the warning. Raises ReferenceDataInvalid."""
    return reference.read("break_glass.toml", BreakGlass)


def reference_of(typed: str) -> str | None:
    """Return the reference of a submission or a report in its own form; None if it is neither."""
    if typed.strip().upper().startswith(Prefix.REPORT):
        return numbered(Prefix.REPORT, typed)
    return references.parse(typed)


def break_(work: UnitOfWork, typed: str, reason: str, recipients: Recipients) -> BrokenGlass:
    """Open the item of a reference to the acting officer for a while, and tell a second person.

    What is recorded, written and answered is the same whether or not there is such an item: nobody
    learns from trying, unseen, what exists. Raises NotAccepted.
    """
    work.require(Permission.BREAK_GLASS)
    wanted, said = _checked(typed, reason)
    glass = _keep(work, wanted, said, recipients)
    work.record(audit.GlassBroken(glass, reference=wanted, ends_at=glass.ends_at))
    letters.write(work, Kind.GLASS_BROKEN, EVERYBODY, {"at": work.now})
    work.session.flush()
    _open(work, glass)
    return glass


def _keep(work: UnitOfWork, wanted: str, said: str, recipients: Recipients) -> BrokenGlass:
    if work.actor.id is None or work.actor.session_id is None:
        raise NotAccepted({"reference": "Only a member of staff, in a session, breaks a glass"})
    glass_id = ids.new()
    sealed = seal(said.encode(), context(glass_id), recipients)
    wraps.keep(work, glass_id, sealed.wraps)
    glass = BrokenGlass(
        id=glass_id,
        staff_id=work.actor.id,
        staff_name=work.actor.name,
        session_id=work.actor.session_id,
        reference=wanted,
        broken_at=work.now,
        ends_at=work.now + timedelta(minutes=terms().minutes),
        sealed=sealed.sealed,
    )
    work.session.add(glass)
    return glass


def context(glass_id: UUID) -> Context:
    """Where the reason of a broken glass belongs, so that it cannot be moved to another."""
    return Context("broken-glass", glass_id, None, "reason")


def problems(typed: str, reason: str) -> dict[str, str]:
    """Say what is missing for a glass to be broken, by field."""
    found, said = {}, _said(reason)
    if reference_of(typed) is None:
        found["reference"] = "Enter the reference of a submission or a report"
    if len(said) < SHORTEST_REASON:
        found["reason"] = "Enter why it cannot wait for somebody who is cleared"
    elif len(said) > LONGEST_REASON:
        found["reason"] = f"The reason must be {LONGEST_REASON:,} characters or fewer"
    return found


def _checked(typed: str, reason: str) -> tuple[str, str]:
    wanted, missing = reference_of(typed), problems(typed, reason)
    if wanted is None or missing:
        raise NotAccepted(missing)
    return wanted, _said(reason)


def _said(reason: str) -> str:
    return reason.replace("\r\n", "\n").strip()


def _open(work: UnitOfWork, glass: BrokenGlass) -> None:
    """Record on the item itself that it was opened, where there is one that can be."""
    item = reaching.reach(work, glass.reference)
    try:
        if isinstance(item, Submission):
            openings.open_(work, item)
        elif isinstance(item, Report):
            reports.open_(work, item)
    except (NotOpen, ReportNotOpen):
        return  # disposed of: there is nothing left to read
    if item is not None:
        work.record(audit.OpenedByBreakGlass(item, ends_at=glass.ends_at))
