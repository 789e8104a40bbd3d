"""What whoever sets the service up stands on: triage's role and keys, and an actor of their own."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from config.database import session_maker
from config.settings import ProcessSettings
from domain import keys
from domain.actors import Actor, ActorKind
from domain.passwords import Cost, Passwords
from domain.permissions import Permission
from domain.unit_of_work import Sessions
from domain.url_tokens import UrlTokens

PEPPER_VERSION = 1


@dataclass(frozen=True)
class SetUp:
    """Sessions as triage, and what turns secrets into what is kept of them."""

    sessions: Sessions
    passwords: Passwords
    partner_passwords: Passwords | None
    url_tokens: UrlTokens
    field_key: bytes


def set_up(triage: ProcessSettings, portal: ProcessSettings | None = None) -> SetUp:
    """Make it from triage's settings; partners' passwords can be set only with the portal's keys.

    Raises KeyFileRefused or CostBelowFloor.
    """
    field_key = keys.load_secret(triage.keys / "triage-field.json")
    hash_key = keys.load_secret(triage.keys / "url-token.json")
    return SetUp(
        sessions=session_maker(triage.database_url),
        passwords=_passwords(triage, "triage"),
        partner_passwords=_passwords(portal, "portal") if portal else None,
        url_tokens=UrlTokens(hash_key, field_key),
        field_key=field_key,
    )


@contextmanager
def sessions_as(process: ProcessSettings) -> Iterator[Sessions]:
    """Return sessions in a process's role, for a command that ends; its connections are closed."""
    with sessions_at(process.database_url) as sessions:
        yield sessions


@contextmanager
def sessions_at(url: str) -> Iterator[Sessions]:
    """Return sessions at an address, the administrator's too; its connections are closed."""
    sessions = session_maker(url)
    try:
        yield sessions
    finally:
        sessions.kw["bind"].dispose()


def whoever_types() -> Actor:
    """Return the person at the machine, who may set up organisations and staff."""
    return Actor(
        kind=ActorKind.SERVICE,
        name=f"set-up by {getpass.getuser()}",
        permissions=frozenset({Permission.MANAGE_ORGANISATIONS, Permission.MANAGE_STAFF}),
    )


def auditing() -> Actor:
    """Return the person at the machine, who reads the trail."""
    return Actor(
        kind=ActorKind.SERVICE,
        name=f"{getpass.getuser()} at the machine",
        permissions=frozenset({Permission.READ_TRAIL}),
    )


def _passwords(process: ProcessSettings, door: str) -> Passwords:
    cost = Cost.of(process.password_mib, process.password_rounds)
    return Passwords({PEPPER_VERSION: keys.load_secret(process.keys / f"{door}-pepper.json")}, cost)
