"""Who takes part and who works here cannot be found out, nor can guessing shut an office out."""

from __future__ import annotations

import re
import statistics
import time
from dataclasses import replace

import pytest

from domain import organisations, staff
from domain.letters import Kind
from domain.organisations import Organisation, Standing, standing
from domain.passwords import Passwords
from domain.permissions import Role
from domain.staff import StaffMember, rights
from domain.unit_of_work import reading, unit_of_work
from portal import create_app
from tests import letters, make
from tests.triage.conftest import triage, triage_app
from triage.limits import limiter

assert triage
assert triage_app  # fixtures
TRIES = 25
"""Of each kind; an organisation is not tried thirty times in five minutes."""
BASE = "https://localhost"
PASSWORD = make.PASSWORD
ADMINISTRATOR = make.officer(Role.ADMINISTRATOR, "A Winterburn")


@pytest.fixture
def real() -> Passwords:
    """A hasher at its true cost."""
    return Passwords({1: b"p" * 32})


def answer(app, path, fields, address, first=None):
    """Status and body of a form sent from an address, and how long it took, in seconds."""
    client = app.test_client()
    there = {"base_url": BASE, "environ_overrides": {"REMOTE_ADDR": address}}
    if first:
        client.get(first, **there)
    page = client.get(path, **there).get_data(as_text=True)
    token = re.search(r'name="csrf_token" value="([^"]+)"', page).group(1)
    began = time.perf_counter()
    got = client.post(path, data=fields | {"csrf_token": token}, **there)
    took = time.perf_counter() - began
    body = got.get_data(as_text=True)
    for typed in fields.values():
        body = body.replace(f'value="{typed}"', 'value="typed"')
    return got.status_code, re.sub(r'(csrf_token" value=)"[^"]+"', r"\1", body), took


def check_alike(kinds, attempt):
    """Every kind in turn, again and again, each time from another address."""
    took = {name: [] for name in kinds}
    seen = set()
    for number in range(TRIES):
        for place, name in enumerate(kinds):
            status, body, seconds = attempt(name, f"198.51.{100 + place}.{number + 1}")
            took[name].append(seconds)
            seen.add((status, body))
    assert len(seen) == 1, {status for status, _ in seen}
    medians = [statistics.median(each) for each in took.values()]
    assert max(medians) <= 1.1 * min(medians), dict(zip(took, medians, strict=True))


def test_unknown_suspended_and_valid_organisations_are_answered_alike(
    settings, parts, doors, real, url_tokens
):
    valid = make.partner(doors, real, url_tokens)
    stopped = make.partner(doors, real, url_tokens, name="Fernclough Academy")
    with unit_of_work(doors.triage, ADMINISTRATOR, make.NOW) as work:
        found = work.session.get_one(Organisation, stopped.organisation.id)
        standing.suspend(work, found, "a test")
    app = create_app(settings, replace(parts, passwords=real, refusals_take=0.1))
    kinds = {
        "unknown": ("no-such-token", PASSWORD),
        "suspended": (stopped.url_token, PASSWORD),
        "valid": (valid.url_token, "not the password"),
    }

    def attempt(name, address):
        token, password = kinds[name]
        return answer(app, "/sign-in", {"password": password}, address, f"/o/{token}")

    check_alike(kinds, attempt)


def test_known_unknown_and_disabled_names_of_staff_are_answered_alike(triage, real):
    sessions, hashed = triage.parts.sessions, real.hashed(PASSWORD)
    make.member(sessions, password_hash=hashed)
    gone = make.member(sessions, username="k.khan", password_hash=hashed)
    make.member(sessions, Role.ADMINISTRATOR, "a.admin", password_hash=hashed)
    with unit_of_work(sessions, ADMINISTRATOR, make.NOW) as work:
        rights.disable(work, work.session.get_one(StaffMember, gone.id), "left")
    changed = replace(triage.parts, passwords=real, refusals_take=0.1)
    triage.app.extensions["parts"] = changed
    kinds = {"p.jones": "not the password", "nobody": PASSWORD, "k.khan": PASSWORD}

    def attempt(name, address):
        fields = {"username": name, "password": kinds[name]}
        return answer(triage.app, "/sign-in", fields, address)

    check_alike(kinds, attempt)


def test_a_forged_forwarding_header_wins_no_further_guess(triage, passwords):
    make.member(triage.parts.sessions, password_hash=passwords.hashed(PASSWORD))
    with triage.app.app_context():
        limiter.reset()
    browser = triage.browser()
    wrong = {"username": "p.jones", "password": "not the password"}
    seen = []
    for number in range(11):
        forged = {"X-Forwarded-For": f"203.0.113.{number}", "Forwarded": f"for=203.0.113.{number}"}
        fields = wrong | {"csrf_token": browser.token()}
        own = {"Sec-Fetch-Site": "same-origin", "X-Real-IP": f"203.0.113.{number}"}
        got = browser.client.post("/sign-in", data=fields, base_url=BASE, headers=forged | own)
        seen.append(got.status_code)
    assert seen == [422] * 10 + [429]


def test_a_hundred_wrong_passwords_of_staff_stop_them_tell_them_and_are_lifted(doors, passwords):
    member = make.member(
        doors.triage, email="j@police.example", password_hash=passwords.hashed(PASSWORD)
    )

    def attempt(password):
        tried = staff.Attempt("p.jones", password, "192.0.2.7", "Firefox", make.NOW)
        return staff.give_password(doors.triage, passwords, tried)

    for _ in range(100):
        assert attempt("not the password") is None
    assert attempt(PASSWORD) is None
    assert letters.kinds(doors).count(Kind.STAFF_STOPPED) == 1
    with reading(doors.triage, ADMINISTRATOR, make.NOW) as work:
        assert [each.id for each in rights.stopped(work)] == [member.id]
    with unit_of_work(doors.triage, ADMINISTRATOR, make.NOW) as work:
        rights.unlock(work, work.session.get_one(StaffMember, member.id), "spoke to them")
    assert attempt(PASSWORD)


def test_a_hundred_wrong_passwords_of_partners_stop_them_tell_them_and_are_lifted(
    doors, passwords, url_tokens
):
    partner = make.partner(doors, passwords, url_tokens)
    door = url_tokens.hashed(partner.url_token)

    def attempt(password):
        tried = organisations.Attempt(door, password, "192.0.2.7", "Firefox", make.NOW)
        return organisations.admit(doors.portal, passwords, tried)

    for _ in range(100):
        assert attempt("not the password") is None
    assert attempt(partner.password) is None
    assert letters.kinds(doors).count(Kind.LOG_ON_STOPPED) == 1
    with unit_of_work(doors.triage, ADMINISTRATOR, make.NOW) as work:
        found = work.session.get_one(Organisation, partner.organisation.id)
        assert found.standing == Standing.ACTIVE
        standing.unlock(work, found, "spoke to them")
    assert attempt(partner.password)
