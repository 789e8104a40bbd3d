"""Writing a letter: recorded and deferred in the transaction of what it is about, sent later."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from domain import audit, ids
from domain.letters.kinds import KINDS, Audience, Kind
from domain.letters.tables import Letter
from domain.sealing import Context
from domain.sealing.symmetric import open_field, seal_field
from domain.unit_of_work import UnitOfWork

Fact = str | int | date | datetime
"""What a letter may say: a word or two, a number, a day or a moment (aware)."""

LONGEST_FACT = 200
LONGEST_ADDRESS = 254
_ADDRESS = re.compile(r"[^\s@<>(),;:\\\"\[\]]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")


class FactsWrong(ValueError):
    """A letter was given other facts or secrets than its kind has, or none of its recipients."""


class AddressUnusable(ValueError):
    """That is no address a letter can be sent to."""


@dataclass(frozen=True, kw_only=True)
class To:
    """Whom a letter is for; `address` only where the letter does not go to their present one."""

    organisation_id: UUID | None = None
    staff_id: UUID | None = None
    request_id: UUID | None = None
    address: str | None = None


EVERYBODY = To()
"""For letters to all administrators or all supervisors."""


def checked_address(typed: str) -> str:
    """Return an address as it is kept. Raises AddressUnusable; nothing that breaks a header."""
    address = unicodedata.normalize("NFC", typed.strip())
    plain = address.isascii() and len(address) <= LONGEST_ADDRESS
    if not plain or not _ADDRESS.fullmatch(address) or ".." in address:
        raise AddressUnusable("Enter an email address like team@example.org")
    name, _, host = address.rpartition("@")
    return f"{name}@{host.lower()}"


def write(work: UnitOfWork, kind: Kind, to: To, facts: Mapping[str, Fact] | None = None) -> Letter:
    """Write a letter that carries no secret. Raises FactsWrong."""
    return _write(work, kind, to, facts or {}, None)


def write_sealed(
    work: UnitOfWork, kind: Kind, to: To, facts: Mapping[str, Fact], secrets: Sealed
) -> Letter:
    """Write a letter with secrets (the token of a link), sealed until it is sent."""
    return _write(work, kind, to, facts, secrets)


@dataclass(frozen=True)
class Sealed:
    """Secrets of a letter and the key (`letters` of the inventory) they are sealed under."""

    key: bytes
    secrets: Mapping[str, str]


def opened(letter: Letter, key: bytes) -> dict[str, str]:
    """Return the secrets of a letter that has not been sent yet."""
    if letter.sealed is None:
        return {}
    secrets: dict[str, str] = json.loads(open_field(key, letter.sealed, _context(letter.id)))
    return secrets


def _write(
    work: UnitOfWork, kind: Kind, to: To, facts: Mapping[str, Fact], sealed: Sealed | None
) -> Letter:
    _check(kind, to, facts, sealed)
    letter_id = ids.new()
    letter = Letter(
        id=letter_id,
        kind=kind,
        audience=KINDS[kind].audience,
        address=checked_address(to.address) if to.address else None,
        organisation_id=to.organisation_id,
        staff_id=to.staff_id,
        request_id=to.request_id,
        facts={name: _plain(fact) for name, fact in facts.items()},
        sealed=_seal(sealed, letter_id) if sealed else None,
        written_at=work.now,
    )
    work.session.flush()
    work.add(audit.LetterWritten(letter, kind=kind))
    work.defer("send_letter", {"letter_id": str(letter_id)})
    return letter


def _check(kind: Kind, to: To, facts: Mapping[str, Fact], sealed: Sealed | None) -> None:
    row = KINDS[kind]
    secrets = set(sealed.secrets) if sealed else set()
    if set(facts) != row.facts or secrets != row.secrets:
        raise FactsWrong(f"“{kind}” says {sorted(row.facts)} and seals {sorted(row.secrets)}")
    wanted = {
        Audience.MAILBOX: to.organisation_id,
        Audience.STAFF: to.staff_id,
        Audience.ADDRESS: to.address,
    }
    if row.audience in wanted and wanted[row.audience] is None:
        raise FactsWrong(f"“{kind}” goes to a {row.audience}, and none was given")


def _plain(fact: Fact) -> str | int:
    if isinstance(fact, datetime):
        return fact.astimezone(UTC).isoformat(timespec="seconds")
    if isinstance(fact, date):
        return fact.isoformat()
    return fact if isinstance(fact, int) else _one_line(fact)


def _one_line(text: str) -> str:
    """Return text that cannot start a header, turn the reading direction, or fill a page."""
    kept = (" " if unicodedata.category(letter)[0] in "CZ" else letter for letter in text)
    return " ".join("".join(kept).split())[:LONGEST_FACT]


def _seal(sealed: Sealed, letter_id: UUID) -> bytes:
    return seal_field(sealed.key, json.dumps(dict(sealed.secrets)).encode(), _context(letter_id))


def _context(letter_id: UUID) -> Context:
    return Context("letter", letter_id, None, "secrets")
