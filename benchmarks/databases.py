"""A database of its own, durable as in production, for benchmarks."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from sqlalchemy.engine import make_url

from config.database import session_maker
from domain.unit_of_work import Sessions
from operations import database, postgres
from operations.database.grants import LOGINS, PORTAL, TRIAGE, WORKER


@dataclass(frozen=True)
class Prepared:
    """Sessions as each process has them, and the administrator's URL."""

    admin_url: str
    portal: Sessions
    triage: Sessions
    worker: Sessions


@contextmanager
def prepared(folder: Path) -> Iterator[Prepared]:
    """Start a server, prepare a database, and stop it at the end."""
    with postgres.lent(folder / "postgres", durable=True) as server:
        with psycopg.connect(server.superuser_url, autocommit=True) as administrator:
            administrator.execute("create database benchmark")
        admin = make_url(server.superuser_url).set(database="benchmark")
        admin_url = admin.render_as_string(hide_password=False)
        passwords = {role: secrets.token_hex(8) for role in LOGINS}
        database.prepare(admin_url, passwords)
        urls = [
            admin.set(username=role, password=passwords[role]).render_as_string(False)
            for role in (PORTAL, TRIAGE, WORKER)
        ]
        makers = [session_maker(url) for url in urls]
        yield Prepared(admin_url, *makers)
        for maker in makers:
            maker.kw["bind"].dispose()
