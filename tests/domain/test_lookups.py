"""Single questions outside any transaction, as the portal's process asks them."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from config import database
from domain import drafts, lookups, visits
from domain.organisations import sessions
from domain.unit_of_work import unit_of_work
from operations.database.grants import PORTAL
from tests import make

DOCUMENT = {"what": {"facts": "A white van"}}


@pytest.fixture
def engine(committed):
    opened = database.lookups(committed.url(PORTAL))
    yield opened
    opened.dispose()


@pytest.fixture
def token(committed_doors, passwords, url_tokens):
    """The token of a session with a draft in it."""
    partner = make.partner(committed_doors, passwords, url_tokens)
    with unit_of_work(committed_doors.portal, partner.actor(), make.NOW) as work:
        session, token = sessions.start(work, partner.organisation, "192.0.2.7", "tests")
    with unit_of_work(committed_doors.portal, partner.actor(session.id), make.NOW) as work:
        drafts.change(work, token, lambda _: DOCUMENT)
    return token


def test_a_draft_that_was_seen_is_saved_once_and_not_over_another_tab(engine, token):
    seen = visits.of(engine, token, make.NOW).draft
    other = {"what": {"facts": "Two vans"}}
    assert drafts.save(engine, token, seen, lambda _: other, make.NOW) == other
    assert drafts.save(engine, token, seen, lambda _: DOCUMENT, make.NOW) is None
    assert drafts.opened(visits.of(engine, token, make.NOW).draft, token).document == other


def test_nothing_is_saved_in_a_session_that_has_ended(engine, token, committed_doors):
    seen = visits.of(engine, token, make.NOW).draft
    with committed_doors.triage.begin() as session:
        session.execute(text("update partner_session set ended_at = now()"))
    assert drafts.save(engine, token, seen, lambda _: {}, make.NOW) is None


def test_a_server_that_went_away_is_said_to_be_away_and_then_found_again(engine, committed_doors):
    assert lookups.first(engine, "select 1", {}) == (1,)
    with pytest.raises(OperationalError):
        lookups.first(engine, "select pg_terminate_backend(pg_backend_pid())", {})
    assert lookups.first(engine, "select 1", {}) == (1,)


def test_a_server_that_is_not_there_is_said_to_be_away():
    nowhere = database.lookups("postgresql://nobody@127.0.0.1:1/none")
    with pytest.raises(OperationalError):
        lookups.first(nowhere, "select 1", {})
