"""The drill: a dump of long ago, opened with the keys of today, after a disposal and a year's keys.

pg_dump and pg_restore themselves: somebody has kept a copy that is not ours to delete.
"""

from __future__ import annotations

import subprocess

import psycopg
import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

from domain import keys, wraps
from domain.actors import system
from domain.retention import agree, history, propose
from domain.rewrapping.places import COLUMNS, EVERY_PLACE
from domain.sealing import CannotOpen, Context
from domain.sealing.unwrapping import unwrap
from domain.unit_of_work import unit_of_work
from operations import backup
from operations.backup import BackupRefused, programs
from operations.worker import disposal
from tests import cases
from tests.cases import SEVEN_YEARS_ON

PLACES = text(f"select p.* from ({EVERY_PLACE}) as p {COLUMNS}")
LATER = SEVEN_YEARS_ON


@pytest.fixture
def case(committed_doors, own, store, secrets_of):
    made = cases.whole(committed_doors, own, store, secrets_of)
    cases.decided(made)
    return made


def run(program, url, *more):
    options, environ = programs.connection(url)
    with psycopg.connect(url) as connection:
        server = connection.info.server_version // 10000
    command = [programs.found(program, server), *options, "--no-password", *map(str, more)]
    subprocess.run(command, env=environ, check=True, capture_output=True)


def dumped(url, file):
    run("pg_dump", url, "--format", "custom", "--schema", "partnership", "--file", file)


def restored(url, file):
    """Put a dump into an empty database, as its administrator would."""
    run("pg_restore", url, "--no-privileges", "--no-owner", file)
    return url


def opening(url, private):
    """Try every content that a database holds; how many opened, of how many."""
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with Session(engine) as session:
        session.execute(text("set search_path = partnership"))
        rows = session.execute(PLACES).all()
        kept = wraps.of_many(session, [row.content_id for row in rows])
    engine.dispose()
    opened = 0
    for row in rows:
        place = Context(row.purpose, row.row_id, row.organisation_id, row.part)
        try:
            unwrap(kept[row.content_id], place, private)
            opened += 1
        except CannotOpen:
            continue
    return opened, len(rows)


def dispose_of(case):
    casework = case.unit.keyring.casework
    said = ("no longer needed", "Nobody needs it.", casework)
    case.does(case.unit.supervisor, propose, *said, at=LATER)
    case.does(case.manager, agree, at=LATER)
    (review,) = case.does(case.manager, history, at=LATER)
    assert disposal.dispose(case.unit.doors.worker, case.desk.store, review.id, LATER)


def a_years_keys(type_, own):
    """Change the triage key as docs/keys.md says, and delete the old one."""
    (old,) = keys.load_private_keys(own.folder / "triage").by_id
    for words in (["rotate", "begin"], ["rewrap"], ["rotate", "finish"], ["delete-old-wraps"]):
        done = type_(*words)
        assert done.exit_code == 0, done.output
    for holder in ("triage", "worker"):
        (own.folder / holder / f"{old}.json").unlink()


def test_an_old_dump_opened_with_the_keys_of_today_gives_nothing(
    case, committed, empty, type_, own
):
    folder = own.folder.parent
    before = keys.load_private_keys(own.folder / "triage")
    dumped(committed.admin_url, folder / "dump")
    copy = backup.take(committed.admin_url, own.manifest, folder / "backup")
    dispose_of(case)
    a_years_keys(type_, own)
    today = keys.load_private_keys(own.folder / "triage")

    url = restored(empty.admin_url, folder / "dump")
    opened, held = opening(url, before)
    assert opened == held > 10
    assert opening(url, today) == (0, held)
    assert opening(committed.admin_url, today)[0] > 0
    with pytest.raises(BackupRefused):
        backup.restore(empty.admin_url, folder / "backup", today, {})
    assert copy.digest


def test_what_was_put_back_from_an_old_dump_finds_no_wraps(case, committed):
    """Not even with the keys of that day: the sealed bytes alone are worth nothing."""
    with psycopg.connect(committed.admin_url) as thief:
        sealed = thief.execute("select id, sealed from partnership.submission").fetchall()
    dispose_of(case)
    assert sealed
    with unit_of_work(case.unit.doors.worker, system("test")) as work:
        for content_id, _bytes in sealed:
            assert wraps.of(work.session, content_id) == ()
