"""Every page of triage, tried by every role and by nobody; and what a GET may not do."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from config.web.access import ANYONE
from domain import audit
from domain.permissions import PERMISSIONS, Role
from tests import addresses, make
from tests.rules.access_triage import TABLE
from triage.needs import GIVE_CODE, SIGNED_IN

MAY_GROW = {"audit_event", "trail_pending", "staff_session"}
"""That somebody looked is recorded, and that they were seen."""


@pytest.fixture
def sent(doors, partner, keyring):
    return make.queued(doors, partner, keyring)


@pytest.fixture
def routes(triage, sent):
    """(page, method, address) of everything in the table."""
    return addresses.of(triage.app, TABLE, reference=sent.reference)


def answer(browser, method, address, token):
    if method == "GET":
        return browser.get(address, follow=False)
    return browser.post(address, {"csrf_token": token}, follow=False)


@pytest.mark.parametrize("role", Role)
def test_a_role_opens_what_it_may_and_nothing_else(triage, routes, role):
    member = make.member(triage.parts.sessions, role, "somebody")
    for endpoint, method, address in routes:
        if endpoint in ("sign_in.out", "sign_in.give_password"):
            continue
        browser = triage.signed_in(member)
        needs = TABLE[endpoint]
        page = answer(browser, method, address, browser.token())
        allowed = needs in (ANYONE, SIGNED_IN, GIVE_CODE) or needs in PERMISSIONS[role]
        assert (page.status != 403) is allowed, f"{role}: {method} {address}: {page.status}"


@pytest.mark.parametrize("confirmed", [None, False])
def test_without_both_factors_nothing_opens(triage, routes, confirmed):
    member = make.member(triage.parts.sessions, Role.SUPERVISOR, "somebody")
    browser = triage.browser() if confirmed is None else triage.signed_in(member, confirmed)
    token = browser.token()
    for endpoint, method, address in routes:
        if TABLE[endpoint] in (ANYONE, GIVE_CODE):
            continue
        page = answer(browser, method, address, token)
        sent_away = page.status == 303 and page.location.startswith("/sign-in")
        assert sent_away or page.status == 401, f"{method} {address}: {page.status}"


def test_without_a_form_token_nothing_is_changed(triage, routes):
    browser = triage.staffed(Role.SUPERVISOR, "somebody")[1]
    for _, method, address in routes:
        if method == "POST":
            # A page that takes files asks who may before it looks for the token in the stream.
            assert browser.post(address, {}, follow=False).status in (400, 403), address


def test_a_get_changes_nothing(triage, routes, connection):
    browsers = [triage.staffed(role, f"s{place}")[1] for place, role in enumerate(Role)]
    before = contents(connection)
    for browser in browsers:
        for _, method, address in routes:
            if method == "GET":
                browser.get(address)
    assert contents(connection) == before


def test_a_disabled_person_is_out_at_the_next_page(triage):
    member, browser = triage.staffed()
    assert browser.get("/queue").status == 200
    with make.unit_of_work(triage.parts.sessions, make.SET_UP, make.NOW) as work:
        kept = work.session.get_one(type(member), member.id)
        kept.disabled_at = make.NOW
        work.record(audit.StaffSessionEnded(kept, because="the account is disabled"))
    assert browser.get("/queue").heading == "Sign in"


def contents(connection):
    """A digest of every table that a GET may not touch."""
    connection.exec_driver_sql("reset role")  # what the last page left set in this transaction
    names = connection.execute(
        text("select tablename from pg_tables where schemaname = 'partnership'")
    ).scalars()
    count = "select count(*), md5(string_agg(t::text, '' order by t::text)) from {} t"
    return {
        name: tuple(connection.execute(text(count.format(name))).one())
        for name in names
        if name not in MAY_GROW
    }
