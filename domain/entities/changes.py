"""Officers' changes to identifiers: each sealed, recorded, and followed by the index."""

from __future__ import annotations

from typing import Any

from domain import audit, identifiers, ids, openings, writings
from domain.entities import known, reading
from domain.entities.known import Entity
from domain.identifiers import Answers, Kind
from domain.permissions import Permission
from domain.sealing.opening import PrivateKeys
from domain.sealing.recipients import Recipients
from domain.submissions.tables import Submission
from domain.unit_of_work import UnitOfWork
from domain.writings import WritingKind

LONGEST = 300
LONGEST_REASON = 2_000


class ChangeRefused(ValueError):
    """An identifier cannot be changed like that; the message says why."""


class NotAnIdentifier(ChangeRefused):
    """What was typed cannot be an identifier of that kind."""


def of(
    work: UnitOfWork, submission: Submission, answers: Answers, keys: PrivateKeys
) -> dict[str, Entity]:
    """Return a submission's identifiers by key, rejected ones too, with what officers changed.

    `answers` are those of the submission, opened. Raises openings.NotOpen, unless the service asks.
    """
    if not work.actor.may(Permission.PROCESS_SUBMISSIONS):
        openings.require_open(work, submission)
    entities = known.found(identifiers.extract(answers))
    for written in writings.written(work, submission, [WritingKind.IDENTIFIERS], keys):
        change = written.content
        entities = known.changed(entities, change, written.author_name, written.written_at)
    return entities


def add(
    work: UnitOfWork, submission: Submission, kind: Kind, typed: str, recipients: Recipients
) -> Entity:
    """Add an identifier that intake missed, or that an officer knows of. Raises ChangeRefused."""
    return _written_in(work, submission, _new(work, kind, typed) | {"change": "added"}, recipients)


def correct(
    work: UnitOfWork, submission: Submission, wrong: Entity, typed: str, recipients: Recipients
) -> Entity:
    """Put a right value beside a wrong one, which stays as rejected. Raises ChangeRefused."""
    _check(not wrong.rejected, "This identifier was rejected already")
    change = _new(work, wrong.identifier.kind, typed) | {"change": "corrected"}
    return _written_in(work, submission, change | {"target": wrong.key}, recipients)


def reject(
    work: UnitOfWork, submission: Submission, wrong: Entity, reason: str, recipients: Recipients
) -> None:
    """Say that something is no identifier, or not this one; it is kept, and finds nothing more."""
    _check(not wrong.rejected, "This identifier was rejected already")
    _check(bool(reason.strip()), "Enter why this is wrong")
    change = {"change": "rejected", "target": wrong.key, "kind": wrong.identifier.kind}
    _write(work, submission, change | {"reason": _short(reason, LONGEST_REASON)}, recipients)


def restore(
    work: UnitOfWork, submission: Submission, rejected: Entity, recipients: Recipients
) -> None:
    """Take back a rejection."""
    _check(rejected.rejected, "This identifier was not rejected")
    change = {"change": "restored", "target": rejected.key, "kind": rejected.identifier.kind}
    _write(work, submission, change | {"reason": ""}, recipients)


def _new(work: UnitOfWork, kind: Kind, typed: str) -> dict[str, Any]:
    _check(kind in reading.KINDS, "Choose what it is")
    said = _short(typed.strip(), LONGEST)
    if not said:
        raise NotAnIdentifier("Enter the identifier")
    value = reading.normalised(kind, said, work.now.date())
    if value is None:
        raise NotAnIdentifier(f"{said!r} cannot be read as {_KIND_WORDS.get(kind, kind)}")
    shown = value if kind == "card" else said
    return {"key": str(ids.new()), "kind": kind, "as_typed": shown, "normalised": value} | {
        "reason": ""
    }


def _written_in(
    work: UnitOfWork, submission: Submission, change: dict[str, Any], recipients: Recipients
) -> Entity:
    _write(work, submission, change, recipients)
    return known.changed({}, change, work.actor.name, work.now)[change["key"]]


def _write(
    work: UnitOfWork, submission: Submission, change: dict[str, Any], recipients: Recipients
) -> None:
    """Write a change down, and have the worker make the index and the matches follow."""
    work.require(Permission.RELATE)
    openings.require_open(work, submission)
    writing = writings.write(work, submission, WritingKind.IDENTIFIERS, change, recipients)
    work.record(
        audit.IdentifierChanged(
            submission, change=change["change"], kind=change["kind"], writing=str(writing)
        )
    )
    work.defer("index_submission", {"submission_id": str(submission.id)})


def _check(holds: bool, otherwise: str) -> None:
    if not holds:
        raise ChangeRefused(otherwise)


def _short(text: str, longest: int) -> str:
    _check(len(text) <= longest, f"This must be {longest:,} characters or fewer")
    return text


_KIND_WORDS: dict[str, str] = {
    "vrm": "a registration", "vin": "a vehicle identification number", "phone": "a phone number",
    "imei": "an IMEI", "nino": "a National Insurance number", "pnc": "a PNC ID",
    "cro": "a CRO number", "prison": "a prison number", "postcode": "a postcode", "uprn": "a UPRN",
    "what3words": "three words of what3words", "bank_account": "a sort code and account number",
    "card": "a card number", "email": "an email address", "url": "a web address",
    "ip": "an IP address", "social": "a social media account", "dob": "a date of birth",
    "name": "a full name",
}  # fmt: skip
