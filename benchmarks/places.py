"""A portal to measure: this process, a real PostgreSQL of its own, one organisation."""

from __future__ import annotations

import re
import socket
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import psycopg

from config import brands, database
from config.settings import PortalSettings
from domain import keys, organisations
from domain.actors import Actor, ActorKind
from domain.organisations import Particulars
from domain.permissions import Permission
from domain.unit_of_work import unit_of_work
from domain.url_tokens import UrlTokens
from operations import database as databases
from operations import postgres
from operations.database.grants import LOGINS, PORTAL, TRIAGE
from portal import Parts, create_app, set_up

PASSWORD = "lamp tiger cloud mosaic"
SET_UP = Actor(
    kind=ActorKind.SERVICE,
    name="set-up",
    permissions=frozenset({Permission.MANAGE_ORGANISATIONS, Permission.MANAGE_STAFF}),
)


class Place:
    """A portal with one organisation, and what CPU was used so far."""

    def __init__(self, folder: Path, superuser_url: str) -> None:
        """Prepare the database and the application."""
        databases.prepare(superuser_url, dict.fromkeys(LOGINS, "bench"))
        self.admin = psycopg.connect(superuser_url, autocommit=True)
        self._superuser_url = superuser_url
        urls = {role: self.url(role) for role in LOGINS}
        keys.create(folder / "keys", datetime.now(UTC))
        settings = PortalSettings(
            database_url=urls[PORTAL],
            keys=folder / "keys/portal",
            public_keys=folder / "keys/public",
            name="portal",
            secret_key=b"a key for measuring, 32 bytes...",
            brand=brands.load(),
            requests_per_minute=10_000_000,
            session_pages_per_minute=10_000_000,
            sends_per_hour=10_000_000,
        )
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port: int = free.getsockname()[1]
        self.folder, self.database_url = folder, urls[PORTAL]
        self.parts = set_up.parts(settings)
        hash_key = keys.load_secret(settings.keys / "url-token.json")
        self.organisation_id, self.url_token = _onboard(urls[TRIAGE], self.parts, hash_key)
        self.app = create_app(settings, self.parts)

    def url(self, role: str) -> str:
        """Return the URL with which a role logs in."""
        return re.sub(r"//[^@/]*@", f"//{role}:bench@", self._superuser_url)

    def cpu(self) -> tuple[float, float]:
        """Milliseconds of CPU so far: of this process, and of the portal's backends."""
        rows = self.admin.execute(
            "select pid from pg_stat_activity where usename = %s", [PORTAL]
        ).fetchall()
        return time.process_time() * 1000, sum(process_ms(row[0]) for row in rows)


@contextmanager
def place() -> Iterator[Place]:
    """A server of our own, for as long as this lasts."""
    with (
        tempfile.TemporaryDirectory() as folder,
        postgres.lent(Path(folder) / "postgres") as server,
    ):
        yield Place(Path(folder), server.superuser_url)


def process_ms(pid: int) -> float:
    """Return the CPU that a process has used so far, from /proc (Linux): of all its threads."""
    threads = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(thread.read_text("ascii").split()[0]) for thread in threads) / 1e6


def _onboard(triage_url: str, parts: Parts, hash_key: bytes) -> tuple[UUID, str]:
    particulars = Particulars(
        name="Ravensike Homes", sector="private and voluntary bodies", kind="housing association",
        district="Kirklees", mailbox="partnership@ravensike.example", contact_name="D A",
        contact_role="Manager", phone="01632 960112", agreement_reference="ISA/1",
        agreement_purpose="prevention of crime", agreement_in_force=date(2024, 3, 1),
        agreement_review=date(2027, 3, 1), agreement_owner="Head",
        agreement_signed_copy="records store",
    )  # fmt: skip
    with unit_of_work(database.session_maker(triage_url), SET_UP) as work:
        made = organisations.onboard(work, particulars)
        work.session.flush()
        # Triage has the same key to hash a token with, and one of its own to seal it.
        token = organisations.issue_url(work, made, UrlTokens(hash_key, b"s" * 32))
        organisations.choose_password(work, made, parts.passwords, PASSWORD)
    return made.id, token
