"""Keeping the registers: requests are registered, opened and answered, each recorded."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast
from uuid import UUID

from sqlalchemy import select

from domain import audit, ids, references, wraps
from domain.permissions import Permission
from domain.problems import NotAccepted
from domain.registers.rules import RULES, Kind, Register, due_on, reasons
from domain.registers.tables import FoiRequest, SubjectRequest
from domain.sealing import Context
from domain.sealing.closing import seal
from domain.sealing.opening import PrivateKeys, open_sealed
from domain.sealing.recipients import Recipients
from domain.unit_of_work import UnitOfWork

LONGEST = 4000
MOST_LISTED = 200
AnyRequest = SubjectRequest | FoiRequest
_TABLES: dict[Register, type[SubjectRequest] | type[FoiRequest]] = {
    Register.SUBJECT: SubjectRequest,
    Register.FOI: FoiRequest,
}


class RequestSettled(Exception):
    """The request was answered already."""


@dataclass(frozen=True)
class NewRequest:
    """A request as it came in. `kind` is for the rights of people alone."""

    received_on: date | None
    who: str
    words: str
    kind: str = ""


def register(
    work: UnitOfWork, which: Register, new: NewRequest, recipients: Recipients
) -> AnyRequest:
    """Enter a request into a register. Raises NotAccepted."""
    work.require(Permission.KEEP_REGISTERS)
    received_on = _checked(work, which, new)
    request_id = ids.new()
    content = {"who": new.who.strip(), "words": new.words.strip()}
    sealed = seal(json.dumps(content).encode(), _context(request_id, "request"), recipients)
    common = {
        "id": request_id,
        "number": f"{RULES[which].prefix}-{references.new()}",
        "received_on": received_on,
        "due_on": due_on(which, received_on),
        "opened_at": work.now,
        "opened_by": work.actor.name,
        "sealed": sealed.sealed,
    }
    wraps.keep(work, request_id, sealed.wraps)
    return _entered(work, which, new.kind, common)


def _entered(work: UnitOfWork, which: Register, kind: str, common: dict[str, Any]) -> AnyRequest:
    if which is Register.FOI:
        foi = FoiRequest(**common, exemptions=[])
        work.session.add(foi)
        work.record(audit.FoiRequestRegistered(foi, due_on=foi.due_on))
        return foi
    subject = SubjectRequest(**common, kind=kind, grounds=[])
    work.session.add(subject)
    work.record(audit.SubjectRequestRegistered(subject, kind=kind, due_on=subject.due_on))
    return subject


def listed(work: UnitOfWork, which: Register) -> Sequence[AnyRequest]:
    """Return a register: what is open before the rest, the soonest due first."""
    work.require(Permission.KEEP_REGISTERS)
    table: Any = _TABLES[which]
    query = select(table).order_by(table.state.desc(), table.due_on).limit(MOST_LISTED)
    return cast(Sequence[AnyRequest], work.session.scalars(query).all())


def find(work: UnitOfWork, which: Register, number: str) -> AnyRequest | None:
    """Return a request by its number, unopened."""
    work.require(Permission.KEEP_REGISTERS)
    table: Any = _TABLES[which]
    found = work.session.scalar(select(table).where(table.number == number))
    return cast("AnyRequest | None", found)


def opened(work: UnitOfWork, request: AnyRequest, keys: PrivateKeys) -> dict[str, str]:
    """Return what a request says, and its answer under `answer`, and record that it was shown."""
    work.require(Permission.KEEP_REGISTERS)
    kept = wraps.of(work.session, request.id)
    place = _context(request.id, "request")
    content: dict[str, str] = json.loads(open_sealed(request.sealed, kept, place, keys))
    if request.sealed_answer is not None:
        place = _context(request.answer_id, "answer")
        kept = wraps.of(work.session, request.answer_id)
        content["answer"] = open_sealed(request.sealed_answer, kept, place, keys).decode()
    if isinstance(request, SubjectRequest):
        work.record(audit.SubjectRequestOpened(request))
    else:
        work.record(audit.FoiRequestOpened(request))
    return content


def answer(
    work: UnitOfWork,
    request: AnyRequest,
    outcome: str,
    because: Sequence[str],
    said: tuple[str, Recipients],
) -> None:
    """Answer a request; a restriction needs its grounds, and always reasons, which are sealed.

    Raises NotAccepted, RequestSettled.
    """
    work.require(Permission.KEEP_REGISTERS)
    if request.state != "open":
        raise RequestSettled(f"{request.title} was answered already.")
    which = Register.SUBJECT if isinstance(request, SubjectRequest) else Register.FOI
    used = _because(which, outcome, because, said[0])
    sealed = seal(said[0].strip().encode(), _context(request.answer_id, "answer"), said[1])
    wraps.keep(work, request.answer_id, sealed.wraps)
    request.sealed_answer, request.outcome, request.state = sealed.sealed, outcome, "answered"
    request.answered_at, request.answered_by = work.now, work.actor.name
    _record_answer(work, request, outcome, used)


def _record_answer(work: UnitOfWork, request: AnyRequest, outcome: str, used: list[str]) -> None:
    if isinstance(request, SubjectRequest):
        request.grounds = used
        work.record(audit.SubjectRequestAnswered(request, outcome=outcome, grounds=tuple(used)))
    else:
        request.exemptions = used
        work.record(audit.FoiRequestAnswered(request, outcome=outcome, exemptions=tuple(used)))


def _because(which: Register, outcome: str, because: Sequence[str], words: str) -> list[str]:
    problems, offered = {}, [one.key for one in reasons(which)]
    used = [key for key in offered if key in because]
    rule = RULES[which]
    if outcome not in rule.outcomes:
        problems["outcome"] = "Select how it is answered"
    elif outcome in rule.restricting and not used:
        problems["because"] = "Select why not all of it is given"
    problems |= _text("words", words, "Enter the reasons")
    if problems:
        raise NotAccepted(problems)
    return used if outcome in rule.restricting else []


def _checked(work: UnitOfWork, which: Register, new: NewRequest) -> date:
    problems = _text("who", new.who, "Enter who asks")
    problems |= _text("words", new.words, "Enter what they ask for")
    if which is Register.SUBJECT and new.kind not in set(Kind):
        problems["kind"] = "Select the right they ask for"
    if new.received_on is None:
        problems["received"] = "Enter the day on which it was received"
    elif new.received_on > work.now.date():
        problems["received"] = "The day on which it was received must be today or earlier"
    if problems or new.received_on is None:
        raise NotAccepted(problems)
    return new.received_on


def _text(field: str, text: str, missing: str) -> dict[str, str]:
    if not text.strip():
        return {field: missing}
    return {field: f"This must be {LONGEST:,} characters or fewer"} if len(text) > LONGEST else {}


def _context(content_id: UUID, part: str) -> Context:
    return Context("register", content_id, None, part)
