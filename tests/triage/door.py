"""The triage door for tests: settings, parts, and browsers signed in as whoever it takes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from flask import Flask

from config import brands
from config.settings import TriageSettings
from domain.actors import Actor, ActorKind
from domain.files import FolderStore
from domain.permissions import Role
from domain.staff import StaffMember
from domain.staff import sessions as staff_sessions
from domain.unit_of_work import Sessions, unit_of_work
from tests import make
from tests.keys import Keyring
from tests.letters import LINK_KEYS
from tests.triage.browser import Browser
from triage import Parts, create_app

FIELD_KEY = b"f" * 32
COOKIE = "__Host-triage-session"


def settings(keyring: Keyring) -> TriageSettings:
    """Settings of a door that runs in a test."""
    return TriageSettings(
        database_url="",
        keys=keyring.folder / "triage",
        public_keys=keyring.folder / "public",
        name="triage",
        secret_key=b"a key for tests only, 32 bytes..",
        brand=brands.load(),
        testing=True,
        portal_url="https://portal.example",
    )


def parts(sessions: Sessions, keyring: Keyring, passwords: Any, url_tokens: Any) -> Parts:
    """Parts whose clock stands at the time of the tests' data."""
    return Parts(
        sessions=sessions,
        lookups=sessions,
        passwords=passwords,
        field_key=FIELD_KEY,
        private_keys=keyring.triage,
        recipients=lambda: keyring.casework,
        to_partners=lambda: keyring.messages,
        search_keys=keyring.search,
        store=FolderStore(keyring.folder / "files"),
        url_tokens=url_tokens,
        link_keys=LINK_KEYS,
        now=lambda: make.NOW,
        refusals_take=0,
    )


def app(keyring: Keyring, made: Parts) -> Flask:
    """The application."""
    return create_app(settings(keyring), made)


@dataclass(frozen=True)
class Door:
    """The application with what is behind it, and ways in."""

    app: Flask

    @property
    def parts(self) -> Parts:
        return self.app.extensions["parts"]

    def at(self, moment: datetime) -> None:
        """Set the clock of the application."""
        assert moment.tzinfo is UTC
        self.app.extensions["parts"] = replace(self.parts, now=lambda: moment)

    def browser(self) -> Browser:
        """A browser that nobody has signed in with."""
        return Browser(self.app)

    def signed_in(self, member: StaffMember, confirmed: bool = True) -> Browser:
        """A browser with a session of that person."""
        browser = self.browser()
        browser.client.set_cookie(
            COOKIE, token_of(self.parts, member, confirmed), secure=True, path="/"
        )
        return browser

    def staffed(self, role: Role = Role.TRIAGE_OFFICER, name: str = "p.jones", **more: Any):
        """A new member of staff and a browser with their session."""
        member = make.member(self.parts.sessions, role, name, **more)
        return member, self.signed_in(member)


def token_of(parts: Parts, member: StaffMember, confirmed: bool = True) -> str:
    """The token of a session that was opened for somebody."""
    now = parts.now()
    visitor = Actor(kind=ActorKind.STAFF, name=member.name, id=member.id)
    with unit_of_work(parts.sessions, visitor, now) as work:
        token = staff_sessions.start(work, member.id, "192.0.2.7", "a browser")
    found = staff_sessions.current(parts.sessions, token, now)
    if not confirmed or found is None:
        return token
    with unit_of_work(parts.sessions, visitor, now) as work:
        return staff_sessions.confirm(work, found.id)
