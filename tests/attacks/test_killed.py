"""kill -9 of every kind of process at random instants under load: nothing acknowledged is lost.

KILL_SECONDS=60 says for how long; the default keeps the suite short.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import time
from collections import Counter

import pytest
from sqlalchemy import text

from config.settings import witness_settings, worker_settings
from domain import intake
from domain.actors import system
from domain.unit_of_work import unit_of_work
from operations.database.grants import PORTAL, WITNESS, WORKER
from tests.attacks import sending

SECONDS = float(os.environ.get("KILL_SECONDS", "15"))


CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(["tests.attacks.sending"])


class Crew:
    """Processes that are killed and started again."""

    def __init__(self, logged):
        keys, folder = logged.keyring.folder, logged.folder
        urls = {role: logged.database.url(role) for role in (PORTAL, WORKER, WITNESS)}
        sender = (urls[PORTAL], str(keys), str(logged.partner.organisation.id))
        self.acknowledged = [folder / "sent-1", folder / "sent-2"]
        environ = {
            "PARTNERSHIP_WORKER_DATABASE_URL": urls[WORKER],
            "PARTNERSHIP_WITNESS_DATABASE_URL": urls[WITNESS],
            "PARTNERSHIP_WITNESS_FOLDER": str(logged.memory.folder),
            "PARTNERSHIP_KEYS": str(keys),
            "PARTNERSHIP_MAIL_URL": f"file://{folder / 'mail'}",
            "PARTNERSHIP_TRIAGE_URL": "http://127.0.0.1:1",
            "PARTNERSHIP_PORTAL_URL": "http://127.0.0.1:2",
        }
        (folder / "mail").mkdir()
        self.work = {
            "portal 1": (sending.send, (*sender, str(self.acknowledged[0]))),
            "portal 2": (sending.send, (*sender, str(self.acknowledged[1]))),
            "sequencer": (sending.sequence, (urls[WORKER], str(keys))),
            "worker": (sending.work, (worker_settings(environ),)),
            "witness": (sending.watch, (witness_settings(environ),)),
        }
        self.running = {name: self.start(name) for name in self.work}
        self.killed = Counter()

    def start(self, name):
        target, given = self.work[name]
        process = CONTEXT.Process(target=target, args=given, daemon=True)
        process.start()
        return process

    def wait(self):
        """Until all are at work."""
        end = time.monotonic() + 60
        while time.monotonic() < end and not all(path.exists() for path in self.acknowledged):
            time.sleep(0.2)

    def kill(self, name):
        self.running[name].kill()
        self.running[name].join()
        self.killed[name] += 1

    def harass(self, seconds, chance):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            time.sleep(chance.uniform(0.1, 1.4))
            name = chance.choice(list(self.running))
            self.kill(name)
            self.running[name] = self.start(name)

    def end(self):
        for process in self.running.values():
            process.kill()
            process.join()


@pytest.fixture
def harassed(logged):
    crew = Crew(logged)
    try:
        crew.wait()
        crew.harass(SECONDS, random.Random())
    finally:
        crew.end()
    return crew


def test_nothing_acknowledged_is_lost_or_doubled_and_the_tree_is_whole(logged, harassed):
    acknowledged = [
        line.split()
        for path in harassed.acknowledged
        if path.exists()
        for line in path.read_text().splitlines()
        if len(line.split()) == 2
    ]
    finish(logged)
    with logged.doors.worker.begin() as session:
        found = session.execute(text("select reference, idempotency_key::text from submission"))
        held = {row.reference: row.idempotency_key for row in found}
        events = Counter(session.scalars(_EVENTS))
        positions = session.scalars(text("select position from trail_leaf order by 1")).all()
        wraps = session.scalar(_WRAPS)
    assert len(acknowledged) > SECONDS
    assert sum(harassed.killed.values()) > SECONDS / 3
    assert {reference: held.get(reference) for reference, _ in acknowledged} == dict(acknowledged)
    assert len(set(held.values())) == len(held)
    assert events == Counter(dict.fromkeys(held, 1))
    assert wraps == 0
    assert positions == list(range(len(positions)))
    assert logged.verified(kept=True).named == []


_EVENTS = text(
    "select s.reference from audit_event e join submission s on s.id = e.subject_id"
    " where e.name = 'SubmissionReceived'"
)
_WRAPS = text(
    "select count(*) from submission s where (select count(*) from wrap w"
    " where w.content_id = s.id) <> 2"
)


def finish(logged):
    """Let what was under way come to its end: intake, sequencing, the witness's look."""
    ring = logged.keyring
    with unit_of_work(logged.doors.worker, system("intake")) as work:
        query = text("select id from submission where state = 'arrived' limit 50")
        left = list(work.session.scalars(query))
    for submission_id in left:
        with unit_of_work(logged.doors.worker, system("intake")) as work:
            given = (ring.triage, ring.casework, ring.search)
            assert intake.take_in(work, submission_id, *given)
            assert not intake.take_in(work, submission_id, *given)
    with logged.doors.worker.begin() as session:
        twice = session.scalars(
            text(
                "select subject_id from audit_event where name = 'SubmissionTakenIn'"
                " group by 1 having count(*) > 1"
            )
        ).all()
    assert twice == []
    while True:
        with logged.doors.worker.begin() as session:
            if not session.scalar(text("select count(*) from trail_pending")):
                break
        logged.sequence()
    logged.look()
