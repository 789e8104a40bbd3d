"""Running the demo: set up what is missing, start the processes, say what to open, stop."""

from __future__ import annotations

import contextlib
import json
import shutil
import signal
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from types import FrameType
from typing import Any

import psycopg
from sqlalchemy.engine import make_url

from config.settings import process_settings
from domain import keys
from operations import database, postgres
from operations.demo import processes, seeding
from operations.demo.places import Places, write_private
from operations.demo.processes import Process

NAME = "partnership"
Say = Callable[[str], None]


@dataclass(frozen=True)
class Ports:
    """Where the two doors are."""

    portal: int
    triage: int

    @property
    def portal_url(self) -> str:
        """Where partners go."""
        return f"http://127.0.0.1:{self.portal}"

    @property
    def triage_url(self) -> str:
        """Where police staff go."""
        return f"http://127.0.0.1:{self.triage}"


def run(places: Places, ports: Ports, with_data: bool, say: Say) -> None:
    """Run the demo until SIGINT or SIGTERM. Raises DidNotStart, or what PostgreSQL had to say."""
    try:
        places.make()
    except OSError as problem:
        said = f"{problem.filename} cannot be made ({problem.strerror})"
        raise processes.DidNotStart(
            f"{said}; choose another folder: make run DATA=/tmp/demo"
        ) from None
    with contextlib.ExitStack() as stack:
        say("Starting PostgreSQL")
        server = stack.enter_context(postgres.start(places.postgres))
        for port in (ports.portal, ports.triage):
            processes.check_port(port)
        environ = prepare(places, ports, server.superuser_url, say)
        write_private(places.triage, _own(environ, "triage"))
        if with_data and not places.credentials.exists():
            say("Loading fictional organisations, staff and submissions")
            seed(places, ports, environ)
        say("Starting the portal, triage, the worker and a witness")
        running = _start(places, ports, environ, stack)
        say(words(places, ports))
        _watch(running)
        say("Stopping; what was begun is finished first.")
    say("Stopped.")


def reset(places: Places) -> None:
    """Forget everything the demo has kept."""
    postgres.erase(places.postgres)
    for folder in places.kept():
        shutil.rmtree(folder, ignore_errors=True)


def prepare(places: Places, ports: Ports, server_url: str, say: Say) -> dict[str, str]:
    """Make database, roles and keys where they are missing; return the processes' environment."""
    admin_url = _database(server_url)
    passwords = places.role_passwords()
    say("Bringing the database up to date")
    database.prepare(admin_url, passwords)
    if not places.keys.exists():
        say("Making keys")
        keys.create(places.keys, datetime.now(UTC))
    urls = {
        f"{role.upper()}_DATABASE_URL": make_url(admin_url)
        .set(username=role, password=password)
        .render_as_string(hide_password=False)
        for role, password in passwords.items()
    }
    return urls | {
        "PARTNERSHIP_KEYS": str(places.keys.resolve()),
        "PARTNERSHIP_PORTAL_URL": ports.portal_url,
        "PARTNERSHIP_TRIAGE_URL": ports.triage_url,
        "PARTNERSHIP_MAIL_URL": f"file://{places.mail.resolve()}",
        "PARTNERSHIP_WITNESS_FOLDER": str(places.witness.resolve()),
        "PARTNERSHIP_DEMO": "yes",
        "PARTNERSHIP_DEMO_MAIL": str(places.mail.resolve()),
    }


def seed(places: Places, ports: Ports, environ: Mapping[str, str]) -> None:
    """Load the fictional data and write down what to sign in with."""
    triage, portal = process_settings("triage", environ), process_settings("portal", environ)
    made = seeding.seed(triage, portal, ports.portal_url)
    doors = {"portal": ports.portal_url, "triage": ports.triage_url}
    write_private(places.credentials, doors | made)


def words(places: Places, ports: Ports) -> str:
    """Say what to open, and with what."""
    lines = ["", f"Portal   {ports.portal_url}", f"Triage   {ports.triage_url}"]
    lines.append(f"Letters  {ports.portal_url}/demo/letters (nothing is sent to anybody)")
    if places.credentials.exists():
        lines += _credentials(json.loads(places.credentials.read_text("utf-8")), places)
    return "\n".join([*lines, "", "Ctrl-C stops everything."])


def _credentials(found: Mapping[str, Any], places: Places) -> list[str]:
    partner = found["organisations"][0]
    lines = ["", f"As a partner ({partner['name']}):", f"  open      {partner['url']}"]
    lines += [f"  password  {partner['password']}", "", "As police staff:"]
    lines += [f"  {p['role']:21} {p['username']:16} {p['password']}" for p in found["staff"]]
    return [
        *lines,
        f"  The six-digit code:   .venv/bin/partnership demo --data {places.data} code USERNAME",
        "",
        f"The rest of the organisations are in {places.credentials}.",
    ]


def _start(
    places: Places, ports: Ports, environ: Mapping[str, str], stack: contextlib.ExitStack
) -> list[Process]:
    """Start the processes, each with its own database role and nobody else's."""
    doors = (("portal", ports.portal, ports.portal_url), ("triage", ports.triage, ports.triage_url))
    running = []
    for name, port, _ in (*doors, ("worker", 0, ""), ("witness", 0, "")):
        own = _own(environ, name)
        wanted = processes.gunicorn(name, port) if port else ["operations.command", name]
        if name == "witness" and not any(places.witness.iterdir()):
            wanted.append("--begin")
        process = processes.start(name, wanted, own, places.logs)
        stack.callback(process.stop)
        running.append(process)
    for process, (_, _, url) in zip(running, doors, strict=False):
        processes.wait_until_it_answers(process, url)
    return running


def _own(environ: Mapping[str, str], name: str) -> dict[str, str]:
    own = f"PARTNERSHIP_{name.upper()}_DATABASE_URL"
    return {k: v for k, v in environ.items() if not k.endswith("_DATABASE_URL") or k == own}


def _watch(running: list[Process]) -> None:
    """Wait until told to stop. Raises DidNotStart if a process ends by itself."""
    with _told_to_stop() as told:
        while not told:
            for process in running:
                if process.popen.poll() is not None:
                    raise processes.DidNotStart(f"{process.name} ended; its log is {process.log}")
            time.sleep(0.2)


@contextlib.contextmanager
def _told_to_stop() -> Iterator[list[int]]:
    told: list[int] = []

    def note(number: int, _frame: FrameType | None) -> None:
        told.append(number)

    before = {number: signal.signal(number, note) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield told
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _database(server_url: str) -> str:
    with psycopg.connect(server_url, autocommit=True) as administrator:
        query = "select 1 from pg_database where datname = %s"
        if not administrator.execute(query, [NAME]).fetchone():
            administrator.execute(f"create database {NAME}")
    return make_url(server_url).set(database=NAME).render_as_string(hide_password=False)
