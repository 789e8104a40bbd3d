"""The worker's jobs about files, as the worker runs them."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import procrastinate
import pytest
from procrastinate.testing import InMemoryConnector

from domain import files
from domain.files import FileState, waiting
from operations.worker import scanning
from tests.file_samples import EICAR, picture

CONTENT = {"shed.jpg": picture(), "note.txt": EICAR}


@pytest.fixture
def jobs(desk):
    """Run a job of a worker whose scanner is at a URL."""

    def run(task, scanner_url="", **given):
        settings = SimpleNamespace(files=desk.store.folder, clamd_url=scanner_url)
        parts = SimpleNamespace(
            settings=settings,
            sessions=desk.doors.worker,
            private_keys=desk.keyring.triage,
            casework=lambda: desk.keyring.casework,
        )
        app = procrastinate.App(connector=InMemoryConnector())
        scanning.add_to(app, parts)
        return app.tasks[task](**given)

    return run


@pytest.mark.clamav
@pytest.mark.parametrize(
    ("name", "state"), [("shed.jpg", FileState.CLEAN), ("note.txt", FileState.REFUSED)]
)
def test_a_sent_file_is_checked_by_its_job(desk, jobs, scanner_url, name, state):
    file_id = desk.add(name, CONTENT[name])
    desk.send()
    jobs("check_file", scanner_url, file_id=str(file_id))
    assert desk.file(file_id).state == state


@pytest.mark.clamav
def test_a_file_held_while_the_scanner_was_away_is_checked_once_it_is_back(
    desk, jobs, scanner_url, monkeypatch
):
    monkeypatch.setattr(waiting, "FIRST_WAIT", timedelta(0))
    file_id = desk.add("shed.jpg", picture())
    desk.send()
    jobs("check_file", "unix:///nowhere/clamd.sock", file_id=str(file_id))
    assert desk.file(file_id).state == FileState.HELD
    jobs("check_held_files", scanner_url, timestamp=0)
    assert desk.file(file_id).state == FileState.CLEAN


@pytest.mark.clamav
def test_one_file_that_breaks_the_check_does_not_keep_the_others_waiting(
    desk, jobs, scanner_url, monkeypatch
):
    broken, sound = desk.add("one.jpg", CONTENT["shed.jpg"]), desk.add("2.jpg", CONTENT["shed.jpg"])
    desk.send()
    whole = files.FolderStore.open

    def open_unless_broken(store, stored_id):
        if stored_id == broken:
            raise PermissionError("the disk says no")
        return whole(store, stored_id)

    monkeypatch.setattr(files.FolderStore, "open", open_unless_broken)
    jobs("check_held_files", scanner_url, timestamp=0)
    assert desk.file(broken).state == FileState.HELD
    assert desk.file(sound).state == FileState.CLEAN


def test_sweeping_leaves_what_was_sent(desk, jobs):
    file_id = desk.add("shed.jpg", picture())
    desk.send()
    jobs("sweep_files", timestamp=0)
    assert desk.file(file_id) is not None
    desk.store.open(file_id).close()
