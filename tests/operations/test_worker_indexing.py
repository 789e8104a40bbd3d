"""The worker's jobs of the index, as the queue of jobs calls them: by name, with texts."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import procrastinate
import pytest
from procrastinate.testing import InMemoryConnector
from sqlalchemy import select, text

from domain import entities, ids, matches, openings, queue
from domain.actors import system
from domain.index import SearchKeys
from domain.matches import Value
from domain.permissions import Role
from domain.unit_of_work import reading, unit_of_work
from operations import scenarios
from operations.worker import indexing
from tests import make

SLUGS = {one["slug"]: scenarios.answers_of(one) for one in scenarios.scenarios()}
CLUSTER = ("county-lines-bus-station-boy", "prison-phonecalls-kez")


@pytest.fixture
def cluster(doors, partner, keyring):
    return [make.queued(doors, partner, keyring, SLUGS[slug]) for slug in CLUSTER]


@pytest.fixture
def worker(doors, keyring):
    """Parts of a worker, and its jobs by name."""
    parts: Any = SimpleNamespace(
        sessions=doors.worker, private_keys=keyring.triage, search_keys=keyring.search
    )
    app = procrastinate.App(connector=InMemoryConnector())
    indexing.add_to(app, parts)
    return SimpleNamespace(parts=parts, jobs=app.tasks)


def run(worker, name, **given):
    worker.jobs[name].func(**given)


def matched(doors):
    with reading(doors.worker, system("index"), make.NOW) as work:
        return len(work.session.scalars(select(matches.FoundMatch.other_id)).all())


def test_an_exclusion_is_followed_up_and_taken_back(doors, worker, cluster, keyring):
    supervisor = make.officer(Role.SUPERVISOR)
    value = Value("phone", "07700 900117", "a call box")
    with unit_of_work(doors.triage, supervisor, make.NOW) as work:
        row = matches.exclude(work, value, keyring.search, keyring.casework)
    assert matched(doors) == 2
    run(worker, "apply_exclusion", exclusion_id=str(row.id))
    run(worker, "apply_exclusion", exclusion_id=str(row.id))
    assert matched(doors) == 0
    with unit_of_work(doors.triage, supervisor, make.NOW) as work:
        matches.include(work, matches.exclusions(work, keyring.triage)[0].row)
    run(worker, "apply_exclusion", exclusion_id=str(row.id))
    assert matched(doors) == 2


def test_an_identifier_that_an_officer_adds_joins_what_has_it_too(
    doors, worker, partner, keyring, cluster
):
    plain = make.queued(doors, partner, keyring, SLUGS["moor-edge-fly-tip"])
    officer = make.member(doors.triage).as_actor(ids.new())
    with unit_of_work(doors.triage, officer, make.NOW) as work:
        submission = queue.find(work, plain.reference)
        openings.open_(work, submission)
        work.session.flush()
        entities.add(work, submission, "phone", "07700 900117", keyring.casework)
    run(worker, "index_submission", submission_id=str(plain.id))
    with reading(doors.triage, officer, make.NOW) as work:
        found = matches.of(work, queue.find(work, plain.reference))
    assert {one.other.id for one in found} == {one.id for one in cluster}


def test_a_submission_that_is_not_there_is_passed_over(worker, cluster, connection):
    def kept():
        asked = "select (select count(*) from index_entry), (select count(*) from audit_event)"
        return connection.execute(text(asked)).one()

    before = kept()
    run(worker, "index_submission", submission_id=str(ids.new()))
    assert kept() == before


def test_everything_is_made_anew_under_another_key_and_then_nothing(
    doors, worker, cluster, keyring, connection
):
    worker.parts.search_keys = SearchKeys(b"n" * 32, former=(keyring.search.current,))
    keys = indexing.ReindexingKeys(keyring.triage, worker.parts.search_keys)
    assert indexing.rebuild(worker.parts, keys) == len(cluster)
    assert indexing.rebuild(worker.parts, keys) == 0
    generations = connection.execute(text("select count(distinct generation) from index_entry"))
    assert generations.scalar_one() == 1
    assert matched(doors) == 2
