"""What share of a sign-in is Argon2, at both doors: of giving the right password.

Run with `python -m benchmarks.sign_in`; prints one JSON line per figure. CPU of the application.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

from flask import Flask

from benchmarks.browsers import Browser, token_in
from benchmarks.figures import say
from benchmarks.journey import as_in_service
from benchmarks.places import PASSWORD, SET_UP, Place, place
from config import brands
from config.settings import TriageSettings
from domain import staff
from domain.passwords import Passwords
from domain.permissions import Role
from domain.unit_of_work import unit_of_work
from operations.database.grants import TRIAGE
from triage import create_app, set_up

FIRST, TIMES = 6, 30
"""Sign-ins that are not counted (statements are prepared in them), and those that are."""


def main() -> None:
    """Print the figures of both doors."""
    with place() as here:
        triage, passwords = _triage(here)
        as_in_service()
        _say("portal", here.parts.passwords, lambda: _partner(here))
        _say("triage", passwords, lambda: _officer(triage))


def _say(door: str, passwords: Passwords, ready: Callable[[], Callable[[], object]]) -> None:
    hashed = passwords.hashed(PASSWORD)
    for _ in range(FIRST):
        ready()()
    whole, alone = [], []
    for _ in range(TIMES):
        whole.append(_milliseconds(ready()))
        alone.append(_milliseconds(lambda: passwords.matches(hashed, PASSWORD)))
    once, argon2 = statistics.median(whole), statistics.median(alone)
    say(f"sign-in.{door}.cpu", once, "ms", best=round(min(whole), 2), argon2_ms=round(argon2, 2))
    say(f"sign-in.{door}.argon2", 100 * argon2 / once, "%",
        of_the_best=round(100 * min(alone) / min(whole), 1))  # fmt: skip


def _milliseconds(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return (time.process_time() - begun) * 1000


def _partner(here: Place) -> Callable[[], object]:
    browser = Browser(here.app)
    browser.follow(f"/o/{here.url_token}")
    fields: dict[str, str | list[str]] = {
        "password": PASSWORD,
        "csrf_token": token_in(browser.get("/sign-in")),
    }
    return lambda: browser.post("/sign-in", fields)


def _officer(app: Flask) -> Callable[[], object]:
    browser = Browser(app)
    token = token_in(browser.get("/sign-in"))
    fields: dict[str, str | list[str]] = {
        "username": "o.officer",
        "password": PASSWORD,
        "csrf_token": token,
    }
    return lambda: browser.post("/sign-in", fields)


def _triage(here: Place) -> tuple[Flask, Passwords]:
    """The officers' door on the same database, with one officer."""
    settings = TriageSettings(
        database_url=here.url(TRIAGE),
        keys=here.folder / "keys/triage",
        public_keys=here.folder / "keys/public",
        name="triage",
        secret_key=b"a key for measuring, 32 bytes...",
        brand=brands.load(),
        portal_url="https://portal.example",
    )
    parts = set_up.parts(settings)
    account = staff.NewAccount(
        username="o.officer",
        name="O Officer",
        roles=(Role.TRIAGE_OFFICER,),
        password_hash=parts.passwords.hashed(PASSWORD),
    )
    with unit_of_work(parts.sessions, SET_UP) as work:
        staff.create(work, account)
    return create_app(settings, parts), parts.passwords


if __name__ == "__main__":
    main()
