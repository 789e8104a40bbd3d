"""A triage door on a database of its own, with members of staff signed in: for other benchmarks."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import psycopg
from flask.testing import FlaskClient
from sqlalchemy import Engine, make_url

from benchmarks.timing import Meter
from config import brands, database
from config.settings import TriageSettings
from domain import ids, index, keys
from domain.files import FolderStore
from domain.links import LinkKeys
from domain.passwords import Passwords
from domain.passwords.costs import Cost
from domain.permissions import Role
from domain.unit_of_work import Sessions
from domain.url_tokens import UrlTokens
from operations import database as databases
from operations.database.grants import LOGINS, SCHEMA, TRIAGE
from tests import make
from tests.triage.door import COOKIE, token_of
from triage import Parts, create_app
from triage.limits import limiter

BASE = "https://localhost"
PASSWORD = "bench"  # of a database that lives as long as the benchmark
ORGANISATIONS = 40


class Desk:
    """A triage door, the administrator's connection beside it, and some organisations."""

    def __init__(self, folder: Path, superuser_url: str) -> None:
        """Prepare the database, its keys and the application; safe on one prepared before."""
        self.url = superuser_url
        databases.prepare(superuser_url, dict.fromkeys(LOGINS, PASSWORD))
        self.admin = psycopg.connect(
            superuser_url, autocommit=True, options=f"-c search_path={SCHEMA}"
        )
        self.keys = folder / "keys"
        if not self.keys.exists():
            keys.create(self.keys, datetime.now(UTC))
        self.lookups = database.lookups(self.reached(TRIAGE))
        self.parts = _parts(self.keys, database.session_maker(self.reached(TRIAGE)), self.lookups)
        self.app = create_app(_settings(folder), self.parts)
        limiter.enabled = False
        self.organisations = _organisations(self.admin)
        self.meter = Meter(self.admin, TRIAGE)

    def reached(self, role: str) -> str:
        """The database's URL for a role."""
        url = make_url(self.url).set(username=role, password=PASSWORD)
        return url.render_as_string(hide_password=False)

    def sessions(self, role: str) -> Sessions:
        """Sessions of another process than triage."""
        return database.session_maker(self.reached(role))

    def client(self, role: Role = Role.TRIAGE_OFFICER) -> FlaskClient:
        """A browser in which somebody has signed in."""
        member = make.member(self.parts.sessions, role, f"o{ids.new()}")
        client = self.app.test_client()
        client.set_cookie(COOKIE, token_of(self.parts, member), secure=True, path="/")
        return client

    def close(self) -> None:
        """Let go of the database."""
        self.parts.sessions.kw["bind"].dispose()
        self.lookups.dispose()
        self.admin.close()


def got(client: FlaskClient, path: str) -> None:
    """Get a page that is there."""
    answer = client.get(path, base_url=BASE)
    if answer.status_code != 200:
        raise SystemExit(f"{path} answered {answer.status}")


def _parts(folder: Path, sessions: Sessions, lookups: Engine) -> Parts:
    manifest = keys.load_manifest(
        folder / "public/manifest.json",
        keys.load_verifying_key(folder / "public/manifest-signer.json"),
        datetime.now(UTC),
    )
    return Parts(
        sessions=sessions,
        lookups=lookups,
        passwords=Passwords({1: b"p" * 32}, Cost(memory_kib=8, rounds=1), below_floor=True),
        field_key=b"f" * 32,
        private_keys=keys.load_private_keys(folder / "triage"),
        recipients=lambda: manifest.recipients_for("casework", datetime.now(UTC)),
        to_partners=lambda: manifest.recipients_for("message", datetime.now(UTC)),
        search_keys=index.load_search_keys(folder / "triage"),
        store=FolderStore(folder / "files"),
        url_tokens=UrlTokens(b"h" * 32, b"s" * 32),
        link_keys=LinkKeys(b"h" * 32, b"l" * 32),
    )


def _organisations(admin: psycopg.Connection[tuple[UUID]]) -> list[UUID]:
    admin.execute(
        "insert into organisation (id, name, sector, kind, district, mailbox, contact_name,"
        " contact_role, phone, agreement_reference, agreement_purpose, agreement_in_force,"
        " agreement_review, agreement_owner, standing, failures, created_at, version)"
        " select gen_random_uuid(), 'Organisation ' || n, '', '', '', '', '', '', '', '', '',"
        " now(), now(), '', 'active', 0, now(), 1 from generate_series(0, %s) n"
        " on conflict do nothing",
        [ORGANISATIONS - 1],
    )
    return [found for (found,) in admin.execute("select id from organisation order by name")]


def _settings(folder: Path) -> TriageSettings:
    return TriageSettings(
        database_url="",
        keys=folder,
        public_keys=folder,
        name="triage",
        secret_key=b"a key for measuring, 32 bytes...",
        brand=brands.load(),
        portal_url="https://portal.example",
    )
