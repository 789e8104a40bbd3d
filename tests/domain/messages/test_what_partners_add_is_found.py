"""What a partner adds, or answers, is searched and matched like what they sent at first."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from domain import entities, matches, messages, openings, reindexing, search
from domain.actors import system
from domain.messages import Said, threads
from domain.reindexing import ReindexingKeys
from domain.search import Query
from domain.unit_of_work import reading, unit_of_work
from operations import scenarios
from operations.worker import messages as jobs
from tests import make

ADDED = "He now drives a red Seat, YJ19 KLM, and rings from 07700 900631"
OTHER = make.ANSWERS | {
    "what": make.ANSWERS["what"] | {"facts": "A red Seat YJ19KLM waits there", "opinion": ""},
    "people": [],
    "places": [],
    "vehicles": [],
    "things": [],
}


@pytest.fixture
def added(unit, asked):
    """A question was answered; what the answer says was raised and indexed."""
    with unit.portal() as work:
        said = Said(ADDED, "Denise Ackroyd-Shaw", "01632 960112")
        messages.answer(work, asked.id, said, unit.keyring.recipients)
    with reading(unit.doors.worker, jobs.RAISER, unit.now) as work:
        query = text("select id from message where direction = 'to-police'")
        message_id = work.session.scalars(query).one()
    jobs.raise_one(unit.doors.worker, message_id, unit.keyring.triage, unit.now)
    return unit


def indexed(unit):
    keys = ReindexingKeys(unit.keyring.triage, unit.keyring.search)
    with unit.police() as work:
        submission_id = unit.find(work).id
    with unit_of_work(unit.doors.worker, system("index"), unit.now) as work:
        reindexing.again(work, submission_id, keys)


@pytest.mark.parametrize("wanted", ["YJ19KLM", "YJ19 ???", "07700 900631", "seat"])
def test_it_is_found_by_search(added, wanted):
    indexed(added)
    with added.police() as work:
        query = Query(text=wanted, purpose="a test")
        page = search.find(work, query, added.keyring.search, added.keyring.casework)
    assert added.reference in {row.reference for row in page.rows}


def test_raising_it_has_the_index_follow(added, connection):
    deferred = "select count(*) from procrastinate_jobs where task_name = 'index_submission'"
    assert connection.exec_driver_sql(deferred).scalar_one() == 1


def test_it_matches_what_another_says(added, doors, partner, keyring):
    other = make.queued(doors, partner, keyring, OTHER)
    indexed(added)
    with added.police() as work:
        [match] = matches.of(work, added.find(work))
    assert (match.other.id, match.words) == (other.id, ("same vehicle",))


def known(unit):
    with unit.police() as work:
        submission = unit.find(work)
        openings.open_(work, submission)
        answers = openings.answers_of(work, submission, unit.keyring.triage)
        said = threads.with_messages(work, submission, answers, unit.keyring.triage)
        found = entities.of(work, submission, said, unit.keyring.triage)
        return {one.identifier.normalised for one in found.values()}


def test_its_identifiers_are_listed_once_somebody_has_asked_to_read_it(added):
    assert "YJ19KLM" not in known(added)
    with added.police() as work:
        threads.read(work, added.find(work))
    assert {"YJ19KLM", "07700900631"} <= known(added)


def test_what_was_sent_at_first_stays_as_it_was(added):
    with added.police() as work:
        submission = added.find(work)
        openings.open_(work, submission)
        answers = openings.answers_of(work, submission, added.keyring.triage)
    assert answers == scenarios.answers_of(scenarios.scenarios()[0])
