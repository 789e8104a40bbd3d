"""Every page of both doors, tried by every role, by a partner and by nobody.

The matrix is made from the tables of pages (tests/rules/access_*.py) and the permission table: a
page that is not in them, or a permission that a role does not hold, is refused.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from config.web.access import ANYONE
from domain.organisations import Organisation
from domain.organisations import sessions as partner_sessions
from domain.permissions import PARTNER, PERMISSIONS, Permission, Role
from domain.unit_of_work import unit_of_work
from tests import addresses, make
from tests.rules import access_portal, access_triage
from triage.needs import GIVE_CODE, SIGNED_IN

BASE = "https://localhost"
NOT_TRIED = {"sign_in.out", "sign_in.give_password"}
"""They end the session, or count as a failure, whoever asks."""
OWN = {"Sec-Fetch-Site": "same-origin"}


def allowed(needs, held):
    return needs in (ANYONE, SIGNED_IN, GIVE_CODE) or needs in held


def ask(browser, method, address):
    if method == "GET":
        return browser.get(address, follow=False)
    return browser.post(address, {"csrf_token": browser.token()}, follow=False)


@pytest.mark.parametrize("role", Role)
def test_each_role_opens_in_triage_what_the_permission_table_gives_it(triage, role):
    member = make.member(triage.parts.sessions, role, "somebody")
    wrong = []
    for page, method, address in addresses.of(triage.app, access_triage.TABLE):
        if page in NOT_TRIED:
            continue
        status = ask(triage.signed_in(member), method, address).status
        if (status != 403) is not allowed(access_triage.TABLE[page], PERMISSIONS[role]):
            wrong.append(f"{method} {address}: {status}")
    assert not wrong, f"{role}: {wrong}"


@pytest.mark.parametrize("both_factors", [None, False])
def test_nobody_opens_anything_in_triage_without_both_factors(triage, both_factors):
    member = make.member(triage.parts.sessions, Role.SUPERVISOR, "somebody")
    browser = triage.browser() if both_factors is None else triage.signed_in(member, False)
    for page, method, address in addresses.of(triage.app, access_triage.TABLE):
        if access_triage.TABLE[page] in (ANYONE, GIVE_CODE):
            continue
        answer = ask(browser, method, address)
        turned_away = answer.status == 401 or (
            answer.status == 303 and answer.location.startswith("/sign-in")
        )
        assert turned_away, f"{method} {address}: {answer.status}"


def test_a_session_of_one_door_opens_nothing_in_the_other(
    triage,
    doors,
    keyring,
    passwords,
    url_tokens,
):
    member = make.member(triage.parts.sessions, Role.SUPERVISOR, "somebody")
    token = triage.signed_in(member).client.get_cookie("__Host-triage-session", path="/").value
    portal = access_portal.app(keyring, passwords, url_tokens)
    portal.extensions["parts"] = _on(portal, doors.portal)
    client = portal.test_client()
    client.set_cookie("__Host-portal-session", token, secure=True, path="/")
    for page, method, address in addresses.of(portal, access_portal.TABLE):
        if access_portal.TABLE[page] in PARTNER and method == "GET":
            answer = client.get(address, base_url=BASE)
            assert answer.status_code in (303, 401), f"{address}: {answer.status_code}"


def test_a_visitor_opens_nothing_of_a_partner(doors, keyring, passwords, url_tokens):
    portal = access_portal.app(keyring, passwords, url_tokens)
    portal.extensions["parts"] = _on(portal, doors.portal)
    for page, method, address in addresses.of(portal, access_portal.TABLE):
        if access_portal.TABLE[page] not in PARTNER:
            continue
        client = portal.test_client()
        answer = client.get(address, base_url=BASE) if method == "GET" else _post(client, address)
        assert answer.status_code in (303, 400, 401), f"{method} {address}: {answer.status_code}"


def test_a_partner_opens_in_the_portal_what_the_permission_table_gives_it(app, doors, passwords):
    partner = make.partner(doors, passwords, app.extensions["parts"].url_tokens)
    wrong = []
    for page, method, address in addresses.of(app, access_portal.TABLE):
        client = _visiting(app, doors, partner)
        answer = client.get(address, base_url=BASE) if method == "GET" else _post(client, address)
        refused = answer.status_code in (401, 403) or _is_sent_away(answer.headers, page)
        if refused is allowed(access_portal.TABLE[page], PARTNER):
            wrong.append(f"{method} {address}: {answer.status_code}")
    assert not wrong, wrong


def test_a_partners_session_opens_nothing_in_triage(triage, doors, passwords, url_tokens):
    partner = make.partner(doors, passwords, url_tokens)
    token = _session(doors, partner)
    for page, method, address in addresses.of(triage.app, access_triage.TABLE):
        if access_triage.TABLE[page] == ANYONE or method != "GET":
            continue
        browser = triage.browser()
        browser.client.set_cookie("__Host-triage-session", token, secure=True, path="/")
        answer = browser.get(address, follow=False)
        turned_away = answer.status == 401 or _is_sent_away(answer.headers, page)
        assert turned_away, f"{address}: {answer.status}"


def test_no_page_of_the_portal_needs_what_no_partner_has():
    needs = set(access_portal.TABLE.values()) - {ANYONE}
    assert needs <= PARTNER
    assert not set(access_triage.TABLE.values()) & PARTNER
    assert set(access_triage.TABLE.values()) - {ANYONE, SIGNED_IN, GIVE_CODE} <= set(Permission)


def _is_sent_away(headers, page):
    """Whether somebody has to sign in first. A unique URL leads there whoever opens it."""
    return page != "doors.arrive" and (headers.get("Location") or "").startswith("/sign-in")


def _session(doors, partner):
    """The token of a session that was opened for a partner."""
    with unit_of_work(doors.portal, partner.actor(), make.NOW) as work:
        organisation = work.session.get_one(Organisation, partner.organisation.id)
        return partner_sessions.start(work, organisation, "192.0.2.7", "Firefox")[1]


def _visiting(app, doors, partner):
    client = app.test_client()
    token = _session(doors, partner)
    client.set_cookie("__Host-portal-session", token, secure=True, path="/")
    return client


def _post(client, address):
    return client.post(address, data={}, base_url=BASE, headers=OWN)


def _on(portal, sessions):
    return replace(portal.extensions["parts"], sessions=sessions, lookups=sessions)
