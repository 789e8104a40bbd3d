"""What nobody must get out of partners' passkeys, at the door and inside."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import psycopg
import pytest
from sqlalchemy import text

from domain.organisations import Organisation, standing
from domain.permissions import Role
from domain.unit_of_work import unit_of_work
from operations.database.grants import PORTAL, TRIAGE, WORKER
from portal import create_app
from tests import make
from tests.portal import passkeys
from tests.portal.passkeys import WHO, device

ADMINISTRATOR = make.officer(Role.ADMINISTRATOR, "A Winterburn")


@pytest.fixture
def desk(settings, parts, doors):
    return passkeys.desk(create_app, settings, parts, doors)


@pytest.fixture
def own(desk, partner):
    """The device of somebody at the organisation."""
    return desk.add(desk.browser(partner))


@pytest.fixture
def other(doors, secrets_of):
    return make.partner(doors, *secrets_of, name="Fernclough Academy")


def told(page, token=r'csrf_token" value="[^"]*"'):
    return page.status, re.sub(token, "", page.html)


def test_whatever_is_wrong_looks_alike_and_so_does_what_is_asked(desk, partner, other, own, doors):
    stopped = make.partner(doors, *secrets(desk), name="Whitby Hospital")
    theirs = desk.add(desk.browser(stopped))
    with unit_of_work(doors.triage, ADMINISTRATOR, make.NOW) as work:
        found = work.session.get_one(Organisation, stopped.organisation.id)
        standing.suspend(work, found, "a test")
    answers, asked = set(), set()
    for url_token, holder in (
        ("no-such-token", own),
        (other.url_token, own),
        (partner.url_token, device()),
        (stopped.url_token, theirs),
    ):
        browser = desk.at_door(url_token)
        options = desk.options(browser)
        asked.add(re.sub(r'"challenge": ?"[^"]*"', "", options))
        answers.add(told(desk.give(browser, holder, options)))
    assert len(answers) == len(asked) == 1
    assert '"allowCredentials": []' in asked.pop()


def secrets(desk):
    made = desk.app.extensions["parts"]
    return made.passwords, replace(made.url_tokens, sealing_key=b"s" * 32)


def test_the_sign_in_page_does_not_tell_who_has_passkeys(desk, partner, other, own):
    pages = {told(desk.at_door(each.url_token).get("/sign-in")) for each in (partner, other)}
    assert len(pages) == 1


@pytest.mark.parametrize(
    "lie",
    [
        {"origin": "https://localhost.evil.example"},
        {"origin": "http://localhost"},
        {"host": "evil.example"},
        {"verifies": False},
        {"id": b"another"},
    ],
    ids=lambda lie: next(iter(lie)),
)
def test_what_comes_from_elsewhere_opens_nothing(desk, partner, own, lie):
    page = desk.give(desk.at_door(partner.url_token), replace(own, **lie))
    assert page.status == 422
    assert desk.events()[-1] == "PartnerPasskeyRefused"


def test_a_challenge_opens_one_session_and_a_signed_cookie_brought_back_none(desk, partner, own):
    browser = desk.at_door(partner.url_token)
    options = desk.options(browser)
    cookie = browser.cookie("passkey")
    answer = own.get(options)
    assert browser.post("/sign-in/passkey", {"answer": answer}).status == 200
    browser.client.set_cookie("__Host-portal-passkey", cookie, secure=True)
    again = replace(own, count=own.count + 5).get(options)
    assert browser.post("/sign-in/passkey", {"answer": again}).status == 422
    assert desk.events()[-1] == "PartnerPasskeyRefused"


def test_another_browsers_challenge_and_an_old_one_open_nothing(desk, partner, own, clock):
    one, another = desk.at_door(partner.url_token), desk.at_door(partner.url_token)
    desk.options(another)
    assert another.post("/sign-in/passkey", {"answer": own.get(desk.options(one))}).status == 422
    answer = own.get(desk.options(one))
    clock.now += timedelta(minutes=5, seconds=1)
    assert one.post("/sign-in/passkey", {"answer": answer}).status == 422


@pytest.mark.parametrize("cookie", ["", "AAAA", "A" * 88])
def test_a_made_up_challenge_opens_nothing(desk, partner, own, cookie):
    browser = desk.at_door(partner.url_token)
    browser.client.set_cookie("__Host-portal-passkey", cookie, secure=True)
    answer = own.get('{"challenge": ""}')
    assert browser.post("/sign-in/passkey", {"answer": answer}).status == 422


def test_a_counter_that_goes_back_ends_the_passkey_and_its_sessions(desk, partner, own):
    browser = desk.at_door(partner.url_token)
    assert desk.give(browser, own).status == 200
    copied = replace(own, count=own.count - 1)
    assert desk.give(desk.at_door(partner.url_token), copied).status == 422
    assert "PartnerPasskeyEnded" in desk.events()
    assert browser.get("/home").heading == "Sign in"
    assert desk.give(desk.at_door(partner.url_token), own).status == 422


def test_a_suspended_organisation_is_refused_and_a_reinstated_one_is_not(desk, partner, own, doors):
    steps = ((standing.suspend, 422), (standing.reinstate, 200), (standing.close, 422))
    for step, status in steps:
        with unit_of_work(doors.triage, ADMINISTRATOR, make.NOW) as work:
            step(work, work.session.get_one(Organisation, partner.organisation.id), "a test")
        assert desk.give(desk.at_door(partner.url_token), own).status == status


def test_a_passkey_put_into_another_organisation_by_hand_opens_nothing(desk, other, own, doors):
    with doors.triage.begin() as session:
        session.connection().exec_driver_sql("reset role")
        moved = text("update partnership.partner_passkey set organisation_id = :other")
        session.execute(moved, {"other": other.organisation.id})
    assert desk.give(desk.at_door(other.url_token), own).status == 422


def test_anothers_passkey_is_neither_removed_nor_told_of(desk, other, own, partner, doors):
    with doors.triage.begin() as session:
        session.connection().exec_driver_sql("reset role")
        wanted = session.scalar(text("select id from partnership.partner_passkey"))
    there = desk.browser(other)
    pages = [there.post("/log-on/passkeys", {"passkey": str(x)}) for x in (wanted, make.ids.new())]
    assert {told(page) for page in pages} == {told(pages[0])}
    assert pages[0].status == 404
    there.post("/log-on/colleague-left", {"passkey": str(wanted)})
    assert desk.give(desk.at_door(partner.url_token), own).status == 200


def test_one_session_cannot_use_the_challenge_that_another_was_given(desk, partner):
    one, another = desk.browser(partner), desk.browser(partner)
    options = desk.asked(one).get_data(as_text=True)
    made = device().create(options)
    assert another.post("/log-on/passkey", WHO | {"answer": made}).status == 422
    assert one.post("/log-on/passkey", WHO | {"answer": made}).heading == "Your log-on"
    assert one.post("/log-on/passkey", WHO | {"answer": made}).status == 422


@pytest.mark.parametrize("answer", ["", "[]", "null", '{"id": 3}', '{"id": "é"}', "[" * 9999])
def test_rubbish_is_refused_and_breaks_nothing(desk, partner, own, answer):
    browser = desk.at_door(partner.url_token)
    desk.options(browser)
    assert browser.post("/sign-in/passkey", {"answer": answer}).status == 422
    inside = desk.browser(partner)
    desk.asked(inside)
    assert inside.post("/log-on/passkey", WHO | {"answer": answer}).status == 422


def test_nobody_learns_from_adding_one_that_another_has_it(desk, partner, other, own):
    answers = set()
    for number, holder in enumerate((own, device())):
        inside = desk.browser(other)
        options = desk.asked(inside).get_data(as_text=True)
        answer = holder.create(options) if number == 0 else "{}"
        answers.add(told(inside.post("/log-on/passkey", WHO | {"answer": answer})))
    assert len(answers) == 1
    assert answers.pop()[0] == 422


def test_wrong_passkeys_and_wrong_passwords_are_slowed_down_together(desk, partner, clock):
    browser = desk.at_door(partner.url_token)
    for _ in range(4):
        assert desk.give(browser, device()).status == 422
    page = browser.submit(browser.get("/sign-in"), {"password": partner.password}, "/sign-in")
    assert page.status == 429
    assert "Retry-After" in page.headers


@pytest.mark.parametrize(
    ("role", "statement"),
    [
        (PORTAL, "delete from partner_passkey"),
        (PORTAL, "update partner_passkey set public_key = public_key"),
        (PORTAL, "update partner_passkey set organisation_id = organisation_id"),
        (PORTAL, "update partner_session set passkey_id = null"),
        (PORTAL, "update partner_session set answered = null"),
        (TRIAGE, "select * from partner_passkey"),
        (TRIAGE, "select public_key from partner_passkey"),
        (TRIAGE, "update partner_passkey set organisation_id = organisation_id"),
        (TRIAGE, "update partner_passkey set sign_count = 0"),
        (TRIAGE, "delete from partner_passkey"),
        (WORKER, "select * from partner_passkey"),
    ],
)
def test_what_the_database_refuses(committed, role, statement):
    with (
        psycopg.connect(committed.url(role), options="-c search_path=partnership") as connection,
        pytest.raises(psycopg.Error, match="permission denied"),
    ):
        connection.execute(statement)


def test_a_query_without_its_condition_gives_ones_own_alone(desk, own, other, doors):
    with doors.portal.begin() as session:
        asked = text("select count(*) from partner_passkey")
        assert session.scalar(asked) == 0
        limit = text("select set_config('partnership.organisation', :id, true)")
        session.execute(limit, {"id": str(other.organisation.id)})
        assert session.scalar(asked) == 0
