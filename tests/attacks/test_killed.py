"""kill -9 of every kind of process at random instants under load: nothing acknowledged is lost.

Gunicorn, `partnership worker` (with the sequencer in it) and `partnership witness` run as they are
run in earnest, and browsers send over HTTP. KILL_SECONDS=60 says for how long they are killed; the
default keeps the suite short. KILL_SEED=7 makes chance choose again as it did.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from collections import Counter

import pytest
from sqlalchemy import text

from domain import intake
from domain.actors import system
from domain.unit_of_work import unit_of_work
from tests.attacks.crews import Crew

SECONDS = float(os.environ.get("KILL_SECONDS", "5"))
SEED = os.environ.get("KILL_SEED") or str(time.time_ns())


@pytest.fixture
def harassed(logged):
    crew = Crew(logged)
    try:
        crew.begin()
        crew.harass(SECONDS, random.Random(SEED))
        crew.rest()
    finally:
        crew.end()
    return crew


def test_nothing_acknowledged_is_lost_or_doubled_and_the_tree_is_whole(logged, harassed):
    acknowledged = harassed.acknowledged
    finish(logged)
    with logged.doors.worker.begin() as session:
        found = session.execute(text("select reference, idempotency_key::text from submission"))
        held = {row.idempotency_key: row.reference for row in found}
        events = Counter(session.scalars(_EVENTS))
        positions = session.scalars(text("select position from trail_leaf order by 1")).all()
        wraps = session.scalar(_WRAPS)
        rows = session.scalar(text("select count(*) from submission"))
    figures(harassed, rows, len(positions))
    assert [words for one in harassed.senders for words in one.wrong] == []
    assert {key: held.get(key) for key in acknowledged} == acknowledged
    assert len(set(held.values())) == len(held) == rows
    assert events == Counter(dict.fromkeys(held.values(), 1))
    assert wraps == 0
    assert positions == list(range(len(positions)))
    assert logged.verified(kept=True).named == []


def figures(crew, rows, events):
    """Say what was done: chance chooses anew each time, the seed brings it back."""
    said = {"seconds": SECONDS, "seed": SEED, "acknowledged": len(crew.acknowledged)}
    said |= {"answers_lost": sum(one.answers_lost for one in crew.senders)}
    said |= {"submissions": rows, "events": events, "killed": dict(crew.killed)}
    sys.stdout.write(json.dumps({"name": "killed", **said}) + "\n")


_EVENTS = text(
    "select s.reference from audit_event e join submission s on s.id = e.subject_id"
    " where e.name = 'SubmissionReceived'"
)
_WRAPS = text(
    "select count(*) from submission s where (select count(*) from wrap w"
    " where w.content_id = s.id) <> 2"
)
_TWICE = text(
    "select subject_id from audit_event where name = 'SubmissionTakenIn'"
    " group by 1 having count(*) > 1"
)


def finish(logged):
    """Let what was under way come to its end: intake, sequencing, the witness's look."""
    given = (logged.keyring.triage, logged.keyring.casework, logged.keyring.search)
    with logged.doors.worker.begin() as session:
        left = session.scalars(text("select id from submission where state = 'arrived'")).all()
    for submission_id in left:
        with unit_of_work(logged.doors.worker, system("intake")) as work:
            assert intake.take_in(work, submission_id, *given)
    with logged.doors.worker.begin() as session:
        assert session.scalars(_TWICE).all() == []
    while True:
        with logged.doors.worker.begin() as session:
            if not session.scalar(text("select count(*) from trail_pending")):
                break
        logged.sequence()
    logged.look()
