"""What one whole submission costs: sign in, every screen opened and posted, check, send, receipt.

The portal runs in this process against a real PostgreSQL; its backends' CPU is read from /proc, so
this runs on Linux alone. Run with `python -m benchmarks.journey`; prints one JSON line per figure.
"""

from __future__ import annotations

import cProfile
import gc
import json
import os
import pstats
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import psycopg
from flask.testing import FlaskClient

from config import brands, database
from config.settings import PortalSettings
from domain import keys, organisations
from domain.actors import Actor, ActorKind
from domain.organisations import Particulars
from domain.passwords import Passwords
from domain.passwords.costs import Cost
from domain.permissions import Permission
from domain.unit_of_work import unit_of_work
from domain.url_tokens import UrlTokens
from operations import database as databases
from operations import postgres, scenarios
from operations.database.grants import LOGINS, PORTAL, TRIAGE
from portal import Parts, create_app

JOURNEYS = 30
BASE = "https://localhost"
PASSWORD = "lamp tiger cloud mosaic"
SET_UP = Actor(
    kind=ActorKind.SERVICE,
    name="set-up",
    permissions=frozenset({Permission.MANAGE_ORGANISATIONS}),
)


class Place:
    """A portal with one organisation, and what CPU was used so far."""

    def __init__(self, folder: Path, superuser_url: str) -> None:
        """Prepare the database and the application."""
        logins = {role: "bench" for role in LOGINS}
        databases.prepare(superuser_url, logins)
        self.admin = psycopg.connect(superuser_url, autocommit=True)
        urls = {role: _url(superuser_url, role) for role in LOGINS}
        keys.create(folder / "keys", datetime.now(UTC))
        settings = PortalSettings(
            database_url=urls[PORTAL],
            keys=folder / "keys/portal",
            public_keys=folder / "keys/public",
            name="portal",
            secret_key=b"a key for measuring, 32 bytes...",
            brand=brands.load(),
            requests_per_minute=10_000_000,
            sends_per_hour=10_000_000,
        )
        self.parts = _parts(settings)
        self.url_token = _onboard(urls[TRIAGE], self.parts)
        self.app = create_app(settings, self.parts)

    def cpu(self) -> tuple[float, float]:
        """Milliseconds of CPU so far: of this process, and of the portal's backends."""
        rows = self.admin.execute(
            "select pid from pg_stat_activity where usename = %s", [PORTAL]
        ).fetchall()
        return time.process_time() * 1000, sum(_backend_ms(row[0]) for row in rows)


def figures(place: Place) -> Iterator[tuple[str, float, str, str]]:
    """(name, value, unit, context) of everything measured here."""
    posts = scenarios.posts_of(scenarios.scenarios()[0])
    client = place.app.test_client()
    _sign_in(client, place.url_token)
    for _ in range(5):
        journey(client, posts)
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)  # as wsgi.py does
    before = place.cpu()
    for _ in range(JOURNEYS):
        journey(client, posts)
    app, backend = ((b - a) / JOURNEYS for a, b in zip(before, place.cpu(), strict=True))
    context = "scenario 1, all screens opened and posted, check, send, receipt"
    yield "journey.cpu", app + backend, "ms", context + "; application + PostgreSQL"
    yield "journey.cpu.application", app, "ms", context
    yield "journey.cpu.database", backend, "ms", context
    yield from _pages(client, posts)


def journey(client: FlaskClient, posts: list[tuple[str, dict[str, list[str]]]]) -> None:
    """Fill in one form from the home page to the receipt."""
    _get(client, "/home")
    for key, fields in posts[:-1]:
        page = _get(client, f"/submit/{key}")
        _post(client, f"/submit/{key}", {**fields, "csrf_token": _token(page)})
    page = _get(client, "/submit/check")
    found = re.search(r'name="send_key" value="([^"]+)"', page)
    assert found, "the check page has no form to send"
    fields = {"declaration": "yes", "send_key": found[1], "csrf_token": _token(page)}
    _get(client, _post(client, "/submit/check", fields))


def _pages(client: FlaskClient, posts: list) -> Iterator[tuple[str, float, str, str]]:
    """The CPU of the application for each page opened and each screen posted, half filled in."""
    token = _token(_get(client, "/home"))
    for key, fields in posts[:-1]:
        post = lambda key=key, fields=fields: _post(  # noqa: E731  # bound to this screen
            client, f"/submit/{key}", {**fields, "csrf_token": token}
        )
        yield f"post.{key}", _ms(post), "ms", "application CPU"
    for path in ("/", "/home", "/submit", *(f"/submit/{key}" for key, _ in posts)):
        page = _get(client, path)
        name = path.strip("/").replace("/", ".") or "front"
        yield f"page.{name}", _ms(lambda path=path: _get(client, path)), "ms", "application CPU"
        yield f"page.{name}.bytes", len(page.encode()), "B", "HTML"


def _ms(work: Callable[[], object], times: int = 20) -> float:
    taken = []
    for _ in range(times):
        start = time.process_time()
        work()
        taken.append((time.process_time() - start) * 1000)
    return statistics.median(taken)


def _sign_in(client: FlaskClient, url_token: str) -> None:
    client.get(f"/o/{url_token}", base_url=BASE)
    token = _token(_get(client, "/sign-in"))
    _post(client, "/sign-in", {"password": PASSWORD, "csrf_token": token})


def _get(client: FlaskClient, path: str) -> str:
    response = client.get(path, base_url=BASE)
    assert response.status_code == 200, (path, response.status_code)
    return response.get_data(as_text=True)


def _post(client: FlaskClient, path: str, fields: dict) -> str:
    response = client.post(path, data=fields, base_url=BASE)
    assert response.status_code == 303, (path, response.get_data(as_text=True))
    return response.headers["Location"]


def _token(page: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found, "no form on the page"
    return found[1]


def _backend_ms(pid: int) -> float:
    text = Path(f"/proc/{pid}/stat").read_text("ascii").rsplit(")", 1)[1].split()
    return (int(text[11]) + int(text[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def _url(superuser_url: str, role: str) -> str:
    return re.sub(r"//[^@/]*@", f"//{role}:bench@", superuser_url)


def _parts(settings: PortalSettings) -> Parts:
    sessions = database.session_maker(settings.database_url)
    signer = keys.load_verifying_key(settings.public_keys / "manifest-signer.json")
    manifest = keys.load_manifest(settings.public_keys / "manifest.json", signer, datetime.now(UTC))
    return Parts(
        sessions=sessions,
        lookups=database.lookup_maker(settings.database_url),
        passwords=Passwords({1: b"p" * 32}, Cost(memory_kib=8, rounds=1), below_floor=True),
        url_tokens=UrlTokens(b"h" * 32, b"s" * 32),
        recipients=lambda: manifest.recipients_for("submission", datetime.now(UTC)),
    )


def _onboard(triage_url: str, parts: Parts) -> str:
    particulars = Particulars(
        name="Ravensike Homes", sector="private and voluntary bodies", kind="housing association",
        district="Kirklees", mailbox="partnership@ravensike.example", contact_name="D A",
        contact_role="Manager", phone="01632 960112", agreement_reference="ISA/1",
        agreement_purpose="prevention of crime", agreement_in_force=date(2024, 3, 1),
        agreement_review=date(2027, 3, 1), agreement_owner="Head",
    )  # fmt: skip
    with unit_of_work(database.session_maker(triage_url), SET_UP) as work:
        made = organisations.onboard(work, particulars)
        work.session.flush()
        token = organisations.issue_url(work, made, parts.url_tokens)
        organisations.choose_password(work, made, parts.passwords, PASSWORD)
    return token


@contextmanager
def place() -> Iterator[Place]:
    """A server of our own, for as long as this lasts."""
    with (
        tempfile.TemporaryDirectory() as folder,
        postgres.start(Path(folder) / "postgres", durable=False) as server,
    ):
        yield Place(Path(folder), server.superuser_url)


def profile(place: Place) -> None:
    """Say where the application's time goes: for whoever makes it faster."""
    posts = scenarios.posts_of(scenarios.scenarios()[0])
    client = place.app.test_client()
    _sign_in(client, place.url_token)
    journey(client, posts)
    with cProfile.Profile() as taken:
        for _ in range(10):
            journey(client, posts)
    pstats.Stats(taken).sort_stats("tottime").print_stats(45)


def main() -> None:
    """Print the figures as JSON lines; `--profile` prints where the time goes instead."""
    with place() as measured:
        if "--profile" in sys.argv:
            profile(measured)
            return
        for name, value, unit, context in figures(measured):
            line = {"name": name, "value": round(value, 3), "unit": unit, "context": context}
            print(json.dumps(line))


if __name__ == "__main__":
    main()
