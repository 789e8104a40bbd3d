"""The drill: a backup taken while partners send, restored elsewhere, proven; an older one told."""

from __future__ import annotations

import json
import shutil
import threading

import psycopg
import pytest
from click.testing import CliRunner

from config.database import session_maker
from domain.trail.witnesses import WitnessRefused
from operations import backup
from operations.backup import BackupRefused
from operations.command import partnership
from operations.database.grants import LOGINS, PORTAL, TRIAGE, WORKER
from tests.database import Doors


@pytest.fixture
def type_(empty, logged, monkeypatch):
    """Type a command of `partnership`; `use` says of which database."""

    def use(database):
        for role in LOGINS:
            monkeypatch.setenv(f"{role.upper()}_DATABASE_URL", database.url(role))
        monkeypatch.setenv("PARTNERSHIP_DATABASE_ADMIN_URL", database.admin_url)

    monkeypatch.setenv("PARTNERSHIP_KEYS", str(logged.keyring.folder))
    use(empty)

    def typed(*words):
        return CliRunner().invoke(partnership, [str(word) for word in words])

    typed.use = use
    return typed


def taken(logged, name="copy.partnership"):
    file = logged.folder / name
    backup.take(logged.database.admin_url, logged.keyring.manifest, file)
    return file


def moved(logged, database):
    """The same service on another database."""
    makers = [session_maker(database.url(role)) for role in (PORTAL, TRIAGE, WORKER)]
    logged.database, logged.doors = database, Doors(*makers)
    return makers


def test_a_backup_under_load_restores_to_a_log_and_receipts_that_hold(logged, type_, empty):
    references = logged.grow(5)
    receipt = logged.folder / "receipt.txt"
    receipt.write_bytes(logged.receipt(references[0]))
    kept = logged.folder / "kept.txt"
    shutil.copy(logged.memory.checkpoints, kept)
    stop = threading.Event()

    def load():
        while not stop.is_set():
            logged.send()

    thread = threading.Thread(target=load)
    thread.start()
    type_.use(logged.database)
    file = logged.folder / "copy.partnership"
    said = type_("backup", file)
    stop.set()
    thread.join()
    assert said.exit_code == 0, said.output
    type_.use(empty)
    restored = type_("restore", file, "--verify", "--kept", kept, "--receipt", receipt)
    report = json.loads(restored.stdout)
    waits = {f["kind"] for f in report["findings"]} - {"unsequenced"}
    assert waits == set(), report
    assert report["receipts"] == 1
    makers = moved(logged, empty)
    logged.sequence()
    assert logged.found(kept=True) == set()
    assert "BackupRestored" in logged.export().read_text()
    for maker in makers:
        maker.kw["bind"].dispose()


def test_an_older_copy_is_told_by_the_witness_and_by_what_it_kept(logged, type_, empty):
    logged.grow(3)
    file = taken(logged)
    references = logged.grow(3)
    receipt = logged.folder / "receipt.txt"
    receipt.write_bytes(logged.receipt(references[0]))
    words = ("--kept", logged.memory.checkpoints, "--receipt", receipt)
    said = type_("restore", file, "--verify", *words)
    assert said.exit_code == 1
    report = json.loads(said.stdout)
    assert "rewound" in report["counts"]
    assert "does not hold it" in report["receipts_refused"]["receipt.txt"]
    makers = moved(logged, empty)
    with pytest.raises(WitnessRefused) as refused:
        logged.look()
    assert refused.value.rule == "rewound"
    logged.send()
    logged.sequence()
    logged.send(8)
    logged.sequence()
    with pytest.raises(WitnessRefused) as refused:
        logged.look()
    assert refused.value.rule == "forked"
    for maker in makers:
        maker.kw["bind"].dispose()


def test_a_backup_tells_nothing_of_who_takes_part(logged):
    logged.grow(2)
    held = taken(logged).read_bytes()
    for word in (b"Ravensike", b"ravensike.example", b"submission", b"PGDMP"):
        assert word not in held


def test_that_a_backup_was_taken_is_in_the_trail(logged):
    logged.grow()
    taken(logged)
    logged.sequence()
    assert "BackupTaken" in logged.export().read_text()


@pytest.mark.parametrize("damage", ["cut", "changed", "another", "relabelled"])
def test_a_damaged_backup_is_refused_and_nothing_is_restored(logged, type_, empty, damage):
    logged.grow()
    file = taken(logged)
    held = bytearray(file.read_bytes())
    if damage == "cut":
        held = held[:-500]
    elif damage == "changed":
        held[len(held) // 2] ^= 1
    elif damage == "relabelled":
        held = held.replace(b'"events": ', b'"events": 1', 1)
    else:
        held = bytearray(b"something else")
    if damage == "relabelled":
        length = int.from_bytes(held[-8:], "big") + 1
        held[-8:] = length.to_bytes(8, "big")
    file.write_bytes(held)
    said = type_("restore", file)
    assert said.exit_code == 1
    assert "Error:" in said.output
    with psycopg.connect(empty.admin_url) as connection:
        there = connection.execute("select to_regnamespace('partnership')").fetchone()
    assert there == (None,)


def test_a_backup_is_not_restored_over_a_record(logged, type_):
    logged.grow()
    file = taken(logged)
    type_.use(logged.database)
    said = type_("restore", file)
    assert said.exit_code == 1
    assert "holds a record already" in said.output


def test_a_file_that_is_no_backup_says_so(tmp_path):
    file = tmp_path / "x"
    file.write_bytes(b"partnership backup 1\n\0\0\0\0\0\0\0\0")
    with pytest.raises(BackupRefused, match="no backup"):
        backup.read_about(file)
