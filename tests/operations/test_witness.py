"""The witness: what it cosigns, what it refuses, and what it does after a crash."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest
from click.testing import CliRunner

from config.database import session_maker
from domain.sequencing.notes import latest
from domain.trail import checkpoints, notes, witnesses
from domain.trail.checkpoints import Checkpoint
from domain.trail.witnesses import WitnessRefused
from operations import witness
from operations.command import partnership
from operations.database.grants import WITNESS
from operations.witness import Looked, Memory, MemoryLost


def environment(logged):
    return {
        "PARTNERSHIP_WITNESS_DATABASE_URL": logged.database.url(WITNESS),
        "PARTNERSHIP_KEYS": str(logged.keyring.folder),
        "PARTNERSHIP_WITNESS_FOLDER": str(logged.memory.folder),
    }


@pytest.fixture
def once(logged, monkeypatch):
    """Have the command look once."""
    for name, value in environment(logged).items():
        monkeypatch.setenv(name, value)
    return lambda *words: CliRunner().invoke(partnership, ["witness", "--once", *words])


def test_it_cosigns_what_continues_what_it_saw(logged):
    assert logged.look() is Looked.EMPTY
    for _ in range(3):
        logged.send(2)
        logged.sequence()
        assert logged.look() is Looked.COSIGNED
        assert logged.look() is Looked.SAME
    kept = checkpoints.several(logged.memory.checkpoints.read_text())
    assert len(kept) == 3
    for note in kept:
        opened = checkpoints.open_signed(note, logged.log, [logged.witness().key])
        assert list(opened.witnesses) == [logged.witness().name]


def test_killed_before_its_line_was_handed_out_it_gives_it_again(logged):
    logged.send()
    logged.sequence()
    with logged.doors.triage.begin() as session:
        note = latest(session, logged.log.name)
    opened = checkpoints.read(note.text)
    seen = witnesses.Seen(opened.size, opened.root)
    logged.memory.save({logged.log.name: seen})
    assert logged.look() is Looked.COSIGNED
    assert logged.look() is Looked.SAME


def test_it_does_not_begin_afresh_when_its_memory_is_gone(logged, once):
    logged.grow()
    logged.memory.state.unlink()
    said = once()
    assert (said.exit_code, "memory was lost" in said.output) == (2, True)
    assert once("--begin").exit_code == 2
    logged.memory.state.write_text("{}")
    assert "damaged" in once().output


def test_its_memory_comes_back_from_the_checkpoints_it_cosigned(logged, once):
    logged.grow()
    logged.grow()
    before = logged.memory.recall()
    logged.memory.state.unlink()
    said = once("--from", str(logged.memory.checkpoints))
    assert said.exit_code == 0, said.output
    assert logged.memory.recall() == before


def test_checkpoints_of_somebody_else_are_no_memory(logged, tmp_path):
    logged.grow()
    with logged.doors.triage.begin() as session:
        note = latest(session, logged.log.name)
    bare = str(notes.Note(note.text, note.signatures[:1]))
    with pytest.raises(MemoryLost, match="none of those"):
        Memory(tmp_path).restore(bare, [logged.log], logged.witness().key)


def rewind(logged, size):
    logged.superuser(
        f"delete from trail_leaf where position >= {size}",
        f"delete from trail_checkpoint where size > {size}",
        "delete from trail_hash",
        "alter table trail_cosignature disable trigger user",
        f"delete from trail_cosignature where size > {size}",
    )


def test_a_log_that_was_rewound_is_refused_in_every_way_there_is(logged, once):
    logged.grow(1)
    size = logged.memory.recall()[logged.log.name].size
    logged.grow(2)
    rewind(logged, size)
    said = once()
    assert said.exit_code == 3
    assert "REFUSED (rewound)" in said.output
    assert '"rule": "rewound"' in logged.memory.alarms.read_text()
    logged.sequence()
    assert "WitnessRefusedLog" in logged.export().read_text()


def test_a_fork_with_the_logs_own_signature_is_refused(logged, once):
    logged.grow(2)
    seen = logged.memory.recall()[logged.log.name]
    forged = checkpoints.sign(Checkpoint(logged.log.name, seen.size + 5, b"f" * 32), logged.private)
    row = f"('{logged.log.name}', {seen.size + 5}, now(), '{forged}')"
    logged.superuser(f"insert into trail_checkpoint values {row}")
    said = once()
    assert (said.exit_code, "forked" in said.output) == (3, True)
    assert logged.memory.recall()[logged.log.name] == seen


def test_a_checkpoint_by_another_key_is_refused(logged):
    logged.grow()
    other = checkpoints.sign(Checkpoint(logged.log.name, 99, b"f" * 32), logged.witness().private)
    row = f"('{logged.log.name}', 99, now(), '{other}')"
    logged.superuser(f"insert into trail_checkpoint values {row}")
    with pytest.raises(WitnessRefused) as refused:
        logged.look()
    assert refused.value.rule in ("signature", "forked")


def test_two_witnesses_vouch_side_by_side(logged, tmp_path):
    logged.grow()
    first, second = logged.witness(), logged.witness()
    object.__setattr__(second, "name", "witness-of-another-force")
    (tmp_path / "other").mkdir()
    other = Memory(tmp_path / "other")
    other.begin()
    sessions = session_maker(logged.database.url(WITNESS))
    assert witness.look(sessions, second, other) is Looked.COSIGNED
    sessions.kw["bind"].dispose()
    with logged.doors.triage.begin() as session:
        note = latest(session, logged.log.name, cosigned=True)
    assert {line.name for line in note.signatures[1:]} == {first.name, second.name}


def test_the_process_watches_until_it_is_told_to_stop(logged):
    logged.send()
    logged.sequence()
    process = subprocess.Popen(
        [sys.executable, "-m", "operations.command", "witness"],
        env=os.environ | environment(logged),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 20
    while not logged.memory.checkpoints.exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    process.send_signal(signal.SIGTERM)
    assert process.wait(10) == 0
    assert logged.memory.checkpoints.exists()
