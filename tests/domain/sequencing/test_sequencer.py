"""The sequencer: every event its place, none passed over, whatever happens in between."""

from __future__ import annotations

import threading
from datetime import timedelta

import psycopg
import pytest
from sqlalchemy import text

from domain import sequencing as sequences
from domain.actors import system
from domain.audit import AuditEvent
from domain.keys import load_signing_key
from domain.sequencing import LogDamaged, Sequencer
from domain.sequencing.hashes import DatabaseHashes
from domain.sequencing.notes import latest
from domain.trail import checkpoints, proofs, tree
from domain.unit_of_work import unit_of_work
from tests import make
from tests.domain.sequencing.conftest import Sequencing


def positions(sessions):
    with sessions.begin() as session:
        query = "select l.position, l.hash, e.canonical from trail_leaf l join audit_event e"
        return session.execute(text(f"{query} on e.id = l.event_id order by 1")).all()


def test_every_event_gets_its_place_in_the_order_of_its_id(doors, sequencing, partner):
    assert sequencing.advance().placed > 2
    rows = positions(doors.worker)
    assert [row.position for row in rows] == list(range(len(rows)))
    assert [row.hash for row in rows] == [tree.leaf_hash(row.canonical) for row in rows]
    assert sequencing.advance().placed == 0


def test_what_is_signed_is_the_root_over_the_bytes_as_stored(
    doors, sequencing, partner, keyring, log_key
):
    kept = sequencing.sequencer()
    for _ in range(3):
        make.submission(doors, partner, keyring)
        advanced = sequencing.advance(kept, batch=2)
    with doors.worker.begin() as session:
        note = latest(session, log_key.name)
        root = proofs.root_at(DatabaseHashes(session), advanced.size)
    opened = checkpoints.open_signed(str(note), log_key).checkpoint
    frontier = tree.Frontier()
    frontier.extend(row.hash for row in positions(doors.worker))
    assert (opened.size, opened.root) == (advanced.size, frontier.root())
    assert root == frontier.root()


def test_a_sequencer_that_begins_again_goes_on_where_the_last_one_was(doors, sequencing, partner):
    fill(doors, 700)
    sizes = [sequencing.advance(batch=97).size for _ in range(9)]
    assert sizes[-1] > 700
    frontier = tree.Frontier()
    runs = frontier.extend(row.hash for row in positions(doors.worker))
    with doors.worker.begin() as session:
        stored = DatabaseHashes(session)
        assert proofs.root_at(stored, frontier.size) == frontier.root()
        eighth = next(run for run in runs if run.level == 8)
        assert stored.read(8, 0, 3) == eighth.hashes


def fill(doors, count):
    """Events as triage records most, straight into the table."""
    with doors.triage.begin() as session:
        session.execute(
            text(
                "insert into audit_event (id, at, name, actor_kind, actor_name, subject_kind,"
                " subject_id, canonical) select gen_random_uuid(), now(), 'SubmissionOpened',"
                " 'staff', 'x', 'submission', gen_random_uuid(), convert_to('{}' || n, 'utf8')"
                " from generate_series(1, :count) n"
            ),
            {"count": count},
        )


def test_an_event_committed_late_is_not_passed_over(committed, committed_doors, keyring, log_key):
    sequencing = committed_sequencing(committed_doors, keyring, log_key)
    late = committed_doors.worker()
    row = {"at": make.NOW, "subject_id": make.ids.new(), "canonical": b'{"late":1}'}
    row |= {"name": "LetterSent", "actor_kind": "service", "actor_name": "x"}
    row |= {"subject_kind": "letter"}
    late.add(AuditEvent(id=make.ids.new(), **row))
    late.flush()
    with committed_doors.worker.begin() as session:
        session.add(AuditEvent(id=make.ids.new(), **row | {"canonical": b'{"early":1}'}))
    assert sequencing.advance().placed == 1
    late.commit()
    late.close()
    assert sequencing.advance().placed == 1
    assert [row.canonical for row in positions(committed_doors.worker)] == [
        b'{"early":1}',
        b'{"late":1}',
    ]


def committed_sequencing(doors, keyring, log_key):
    key = load_signing_key(keyring.folder / "worker" / "trail-log.json")
    return Sequencing(doors.worker, key, log_key.name)


def test_one_sequencer_leads_and_the_others_wait(committed_doors, keyring, log_key, committed):
    sequencing = committed_sequencing(committed_doors, keyring, log_key)
    fill(committed_doors, 50)
    with unit_of_work(committed_doors.worker, system("sequencing")) as work:
        assert sequencing.sequencer().advance(work, 10).placed == 10
        assert sequencing.advance() is None
    assert sequencing.advance().size == 50


def test_several_at_once_leave_no_gap_and_no_double(committed_doors, keyring, log_key, committed):
    sequencing = committed_sequencing(committed_doors, keyring, log_key)
    fill(committed_doors, 1_000)

    def work_on():
        mine = sequencing.sequencer()
        for _ in range(40):
            sequencing.advance(mine, batch=40)

    threads = [threading.Thread(target=work_on) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    while sequencing.advance().placed:
        pass
    found = [row.position for row in positions(committed_doors.worker)]
    assert found == list(range(1_000))


def test_a_batch_that_fails_leaves_nothing(doors, sequencing, partner):
    with (
        pytest.raises(ZeroDivisionError),
        unit_of_work(doors.worker, system("sequencing")) as work,
    ):
        sequencing.sequencer().advance(work)
        raise ZeroDivisionError
    assert positions(doors.worker) == []
    assert sequencing.advance().placed > 2


def test_nothing_is_signed_over_a_tree_that_was_altered(
    committed, committed_doors, keyring, log_key
):
    sequencing = committed_sequencing(committed_doors, keyring, log_key)
    fill(committed_doors, 20)
    sequencing.advance()
    with psycopg.connect(committed.admin_url) as superuser:
        superuser.execute("alter table partnership.trail_leaf disable trigger all")
        superuser.execute("update partnership.trail_leaf set hash = sha256('x') where position = 7")
    fill(committed_doors, 1)
    with pytest.raises(LogDamaged, match="altered or cut back"):
        sequencing.advance()


def test_an_alarm_is_recorded_once_until_the_log_has_caught_up(doors, sequencing, partner, log_key):
    def note(now):
        with unit_of_work(doors.worker, system("sequencing"), now) as work:
            return sequences.note_backlog(work, 0)

    def count(name):
        with doors.worker.begin() as session:
            query = text("select count(*) from audit_event where name = :name")
            return session.scalar(query, {"name": name})

    soon, late = make.NOW + timedelta(seconds=5), make.NOW + timedelta(minutes=5)
    assert [note(soon), note(late), note(late)] == [False, True, True]
    assert count("TrailFellBehind") == 1
    with unit_of_work(doors.worker, system("sequencing"), late) as work:
        assert sequences.backlog(work, log_key.name).is_behind(late)
    sequencing.advance()
    assert not note(late)
    assert count("TrailCaughtUp") == 1


def test_a_sequencer_needs_permission(doors, sequencing):
    with pytest.raises(Exception, match="may not"), unit_of_work(doors.worker, make.SET_UP) as work:
        Sequencer(sequencing.key, sequencing.origin).advance(work)
