"""One organisation at another's things: each answers as what never was, in status and in words."""

from __future__ import annotations

import io
import re

import pytest
from itsdangerous import URLSafeSerializer
from sqlalchemy import select, text

from domain import references
from domain.organisations import Organisation
from domain.unit_of_work import reading
from portal import create_app
from tests import make
from tests.file_samples import picture
from tests.portal import conversing
from tests.portal.browser import Browser, Page

SAID = {"text": "A white van", "name": "Marek Oakes-Whitby", "once": ""}
LIMITED = text("select count(*) from audit_event where name = 'PartnerLimited'")
LOOKS = ("", "/receipt", "/proof", "/add", "/withdraw", "/messages/{message}")
WRITES = ("/add", "/withdraw", "/messages/{message}")


@pytest.fixture
def theirs(doors, secrets_of, keyring):
    """What another organisation has sent, and the question it was asked about it."""
    other = make.partner(doors, *secrets_of, name="Fernclough Academy")
    unit = conversing.unit(doors, other, keyring)
    return unit, unit.ask()


def told(page: Page, *own: object) -> tuple[int, str]:
    """The answer without what was asked for, and without the form's token."""
    body = re.sub(r'name="csrf_token" value="[^"]*"', "", page.html)
    for each in own:
        body = body.replace(str(each), "…")
    return page.status, body


def alike(browser, visit, real, never):
    """The pages of what is another's and of what never was say the same."""
    asked = told(visit(browser, *real), *real)
    assert asked == told(visit(browser, *never), *never)
    return asked


@pytest.mark.parametrize("place", LOOKS)
def test_looking_at_anothers_is_looking_at_nothing(browser, theirs, place):
    unit, question = theirs

    def look(browser, reference, message):
        return browser.get(f"/sent/{reference}{place.format(message=message)}")

    status, body = alike(
        browser, look, (unit.reference, question.id), (references.new(), make.ids.new())
    )
    assert status == 404
    assert "Page not found" in body


@pytest.mark.parametrize("place", WRITES)
def test_writing_about_anothers_is_writing_about_nothing(browser, theirs, doors, place):
    unit, question = theirs
    own = SAID | {"once": mark(browser)}

    def write(browser, reference, message):
        return browser.post(f"/sent/{reference}{place.format(message=message)}", own)

    status, _ = alike(
        browser, write, (unit.reference, question.id), (references.new(), make.ids.new())
    )
    assert status == 404
    with doors.worker.begin() as session:
        assert session.scalar(text("select count(*) from message")) == 1


def mark(browser):
    """What a form of the organisation's own is shown with."""
    secret = browser.client.application.secret_key
    salt = f"message {browser.organisation_id}"
    return URLSafeSerializer(secret, salt=salt).dumps(str(make.ids.new()))


@pytest.fixture
def browser(app, partner):
    opened = Browser(app)
    opened.sign_in(partner.url_token, partner.password)
    opened.organisation_id = partner.organisation.id
    return opened


def test_a_question_of_anothers_is_not_read_by_way_of_ones_own(browser, theirs, doors, keyring):
    unit, question = theirs
    mine = conversing.unit(doors, unit_of(browser, doors), keyring, username="q.jones")

    def look(browser, _, message):
        return browser.get(f"/sent/{mine.reference}/messages/{message}")

    status, _ = alike(browser, look, ("x", question.id), ("x", make.ids.new()))
    assert status == 404
    with doors.worker.begin() as session:
        assert session.scalar(text("select read_at from message")) is None


def unit_of(browser, doors):
    with doors.triage.begin() as session:
        session.expire_on_commit = False
        mine = select(Organisation).where(Organisation.id == browser.organisation_id)
        return make.Partner(session.scalars(mine).one(), "")


def test_anothers_file_is_neither_removed_nor_told_of(browser, theirs, doors, app, secrets_of):
    other = make.partner(doors, *secrets_of, name="Whitby Hospital")
    elsewhere = Browser(app)
    elsewhere.sign_in(other.url_token, other.password)
    data = {"csrf_token": elsewhere.token(), "file": (io.BytesIO(picture()), "a.jpg"), "more": "y"}
    elsewhere.client.post("/submit/files", data=data, base_url=elsewhere.base)
    with doors.worker.begin() as session:
        file_id = session.scalar(text("select id from file"))

    def remove(browser, wanted):
        return browser.post(f"/submit/files/{wanted}/remove")

    alike(browser, remove, (file_id,), (make.ids.new(),))
    assert "a.jpg" in elsewhere.get("/submit/files").text()
    assert "a.jpg" not in browser.get("/submit/files").html


def test_anothers_session_is_not_ended(browser, doors, app, secrets_of):
    other = make.partner(doors, *secrets_of, name="Whitby Hospital")
    elsewhere = Browser(app)
    elsewhere.sign_in(other.url_token, other.password)
    with doors.triage.begin() as session:
        asked = text("select id from partner_session where organisation_id = :id")
        found = session.scalar(asked, {"id": other.organisation.id})

    def end(browser, wanted):
        return browser.post("/log-on/sessions", {"session": str(wanted)})

    alike(browser, end, (found,), (make.ids.new(),))
    assert elsewhere.get("/home").status == 200


@pytest.mark.parametrize("table", ["submission", "message", "file", "draft", "partner_session"])
def test_a_query_without_its_condition_gives_ones_own_alone(doors, theirs, partner, table):
    with reading(doors.portal, partner.actor(), make.NOW) as work:
        asked = text(f"select count(*) from {table} where organisation_id <> :own")  # our own words
        assert work.session.scalar(asked, {"own": partner.organisation.id}) == 0
    with doors.portal.begin() as session:
        assert session.scalar(text(f"select count(*) from {table}")) == 0


def test_the_functions_that_answer_doors_answer_for_ones_own(doors, theirs, partner):
    unit, question = theirs
    with doors.triage.begin() as session:
        asked = text("select id from submission where reference = :reference")
        submission_id = session.scalar(asked, {"reference": unit.reference})
    with reading(doors.portal, partner.actor(), make.NOW) as work:
        for call, given in (
            ("read_message(:id, now())", question.id),
            ("received_event(:id)", submission_id),
        ):
            found = work.session.execute(text(f"select * from {call}"), {"id": given}).all()
            assert found == []


def test_a_flood_slows_its_own_organisation_alone_and_is_flagged(settings, parts, partner, doors):
    app = create_app(settings, parts)
    app.config["SENDS"] = 2
    flood = Browser(app)
    flood.sign_in(partner.url_token, partner.password)
    for _ in range(2):
        assert flood.post("/submit/check", {}).status in (200, 422)
    for _ in range(3):
        page = flood.post("/submit/check", {})
        assert page.status == 429
        assert "You can try again in" in page.text()
    other = make.partner(doors, parts.passwords, parts.url_tokens, name="Fernclough Academy")
    elsewhere = Browser(app)
    elsewhere.sign_in(other.url_token, other.password)
    assert elsewhere.post("/submit/check", {}).status in (200, 422)
    with doors.worker.begin() as session:
        assert session.scalar(LIMITED) == 1
