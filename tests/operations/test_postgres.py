from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from operations import postgres
from operations.postgres import clusters, programs

ROOT = Path(__file__).resolve().parents[2]

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root needs another user")

# Starts a server, says where it is and who runs it, and then waits to be killed.
STARTER = """
import sys, time, pathlib
from operations import postgres
server = postgres.start(pathlib.Path(sys.argv[1]), durable=False)
print(server.cluster.process_file.read_text().split()[0], flush=True)
time.sleep(600)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A data folder whose database is gone afterwards, wherever it was."""
    yield tmp_path / "private" / "data"
    postgres.erase(tmp_path / "private" / "data")


def answer(server: postgres.Server, statement: str) -> object:
    """The first value that a statement gives."""
    with psycopg.connect(server.superuser_url, autocommit=True) as connection:
        cursor = connection.execute(statement.encode())
        row = cursor.fetchone() if cursor.description else None
        return row and row[0]


def started_and_killed(folder: Path) -> psutil.Process:
    """The server of a process that was killed without a chance to stop it."""
    command = [sys.executable, "-c", STARTER, str(folder)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as starter:
        assert starter.stdout is not None
        server = psutil.Process(int(starter.stdout.readline()))
        starter.kill()
    return server


def modes_above(path: Path) -> dict[Path, int]:
    return {above: stat.S_IMODE(above.stat().st_mode) for above in path.parents if above.exists()}


def test_a_server_starts_answers_and_keeps_its_data_over_a_restart(folder: Path) -> None:
    with postgres.start(folder) as server:
        assert int(str(answer(server, "SHOW server_version_num"))) >= 150000
        assert answer(server, "SHOW server_encoding") == "UTF8"
        assert answer(server, "SHOW fsync") == "on"
        answer(server, "CREATE TABLE kept AS SELECT 42 AS value")
    with postgres.start(folder) as server:
        assert answer(server, "SELECT value FROM kept") == 42


def test_tests_trade_durability_for_speed_and_settings_can_be_given(folder: Path) -> None:
    with postgres.start(folder, durable=False, settings={"shared_buffers": "32MB"}) as server:
        assert answer(server, "SHOW fsync") == "off"
        assert answer(server, "SHOW synchronous_commit") == "off"
        assert answer(server, "SHOW shared_buffers") == "32MB"


def test_nobody_gets_in_without_the_password(folder: Path) -> None:
    with postgres.start(folder, durable=False) as server:
        wrong = f"postgresql://postgres:wrong@127.0.0.1:{server.port}/postgres"
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(wrong)
        secret = server.cluster.password_file
        assert stat.S_IMODE(secret.stat().st_mode) == 0o600
        assert (
            str(answer(server, "SELECT rolpassword FROM pg_authid WHERE rolpassword <> ''"))[:13]
            == "SCRAM-SHA-256"
        )


def test_the_log_keeps_no_word_of_a_statement_or_row_that_fails(folder: Path) -> None:
    with postgres.start(folder, durable=False) as server:
        answer(server, "CREATE TABLE kept (value text CHECK (value = ''))")
        with pytest.raises(psycopg.errors.CheckViolation):
            answer(server, "INSERT INTO kept VALUES ('whispered')")
        assert "violates check constraint" in server.cluster.log.read_text()
        assert "whispered" not in server.cluster.log.read_text()


def test_a_folder_in_use_is_refused_and_free_again_after_the_stop(folder: Path) -> None:
    with postgres.start(folder, durable=False) as server:
        with pytest.raises(postgres.InUse, match="another process uses the database"):
            postgres.start(folder, durable=False)
        with pytest.raises(postgres.InUse):
            postgres.erase(folder)
        assert answer(server, "SELECT 1") == 1
        server.stop()
        server.stop()
        with postgres.start(folder, durable=False) as another:
            assert answer(another, "SELECT 1") == 1


def test_two_folders_have_two_servers_at_once(folder: Path) -> None:
    other = folder.with_name("other")
    with (
        postgres.start(folder, durable=False) as one,
        postgres.start(other, durable=False) as two,
    ):
        assert one.port != two.port
        assert answer(one, "SHOW data_directory") != answer(two, "SHOW data_directory")
    postgres.erase(other)


def test_a_server_ends_with_the_process_that_started_it_even_a_killed_one(folder: Path) -> None:
    server = started_and_killed(folder)
    server.wait(20)
    with postgres.start(folder, durable=False) as again:
        assert answer(again, "SELECT 1") == 1


def test_a_server_that_still_runs_after_a_kill_is_replaced(folder: Path) -> None:
    server = started_and_killed(folder)
    with postgres.start(folder, durable=False) as again:
        # Ended; whoever inherited it may not have noticed yet.
        assert not server.is_running() or server.status() == psutil.STATUS_ZOMBIE
        assert answer(again, "SELECT 1") == 1


def test_a_server_killed_itself_recovers_at_the_next_start(folder: Path) -> None:
    with postgres.start(folder) as server:
        answer(server, "CREATE TABLE kept AS SELECT 42 AS value")
        os.kill(int(server.cluster.process_file.read_text().split()[0]), signal.SIGKILL)
    with postgres.start(folder) as server:
        assert answer(server, "SELECT value FROM kept") == 42


def test_a_process_id_that_now_is_a_strangers_harms_nobody(folder: Path) -> None:
    with postgres.start(folder, durable=False) as server:
        file = server.cluster.process_file
    file.write_text(f"{os.getpid()}\n{file.parent}\n")
    with postgres.start(folder, durable=False) as server:
        assert answer(server, "SELECT 1") == 1


def test_a_making_that_was_cut_short_is_begun_anew(folder: Path) -> None:
    with clusters.holding(folder) as cluster:
        (cluster.folder / "cluster.new").mkdir()
        (cluster.folder / "cluster.new" / "PG_VERSION").write_text("18")
        cluster.password_file.write_text("half")
    with postgres.start(folder, durable=False) as server:
        assert answer(server, "SELECT 1") == 1


def test_data_that_the_server_refuses_is_told_in_its_own_words(folder: Path) -> None:
    with postgres.start(folder, durable=False) as server:
        version = server.cluster.data / "PG_VERSION"
    version.write_text("12\n")
    with pytest.raises(postgres.DidNotStart, match="incompatible with server"):
        postgres.start(folder, durable=False)


def test_no_folder_above_the_data_or_the_programs_changes_its_mode(folder: Path) -> None:
    folder.parent.mkdir(mode=0o700)
    carried = programs.find().folder / "postgres"
    before = modes_above(folder), modes_above(carried)
    with postgres.start(folder, durable=False):
        assert stat.S_IMODE(folder.parent.stat().st_mode) == 0o700
        assert (modes_above(folder), modes_above(carried)) == before


@as_root
def test_programs_in_a_private_home_are_copied_to_where_the_system_user_reaches_them(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = programs.find().folder.parents[1]
    libraries = f"{package.name}.libs"
    folder.parent.mkdir(mode=0o700)
    (folder.parent / package.name).symlink_to(package)
    (folder.parent / libraries).symlink_to(package.with_name(libraries))
    private = folder.parent / package.name / programs.INSTALLATION
    with tempfile.TemporaryDirectory(dir="/var/tmp") as state:
        Path(state).chmod(0o755)
        monkeypatch.setattr(programs, "STATE", Path(state))
        monkeypatch.setattr(programs, "_carried", lambda: private)
        assert programs.find().folder.is_relative_to(state)
        with postgres.start(folder, durable=False) as server:
            assert answer(server, "SELECT 1") == 1
        assert programs.find() == programs.find()
    assert stat.S_IMODE(folder.parent.stat().st_mode) == 0o700


@as_root
def test_for_root_the_server_runs_as_a_user_of_its_own(folder: Path) -> None:
    with postgres.start(folder, durable=False) as server:
        running = psutil.Process(int(server.cluster.process_file.read_text().split()[0]))
        assert running.username() == programs.ACCOUNT
        assert not folder.exists()
        assert server.cluster.folder.is_relative_to(programs.STATE)


def test_a_machine_without_the_wheel_is_told_what_to_give_instead(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(programs, "WHEEL", "no_such_wheel")
    with pytest.raises(postgres.NoServerPrograms, match="PARTNERSHIP_DATABASE_ADMIN_URL"):
        postgres.start(folder)


def test_erasing_leaves_no_data_and_erasing_nothing_is_no_error(folder: Path) -> None:
    postgres.erase(folder)
    with postgres.start(folder, durable=False) as server:
        answer(server, "CREATE TABLE kept AS SELECT 42 AS value")
    postgres.erase(folder)
    assert not server.cluster.password_file.exists()
    with postgres.start(folder, durable=False) as server, pytest.raises(psycopg.Error):
        answer(server, "SELECT value FROM kept")


def test_a_lent_server_takes_its_data_with_it_also_when_its_borrower_fails(folder: Path) -> None:
    with pytest.raises(psycopg.errors.UndefinedTable), postgres.lent(folder) as server:
        answer(server, "SELECT value FROM kept")
    assert not server.cluster.data.exists()
    assert not server.cluster.password_file.exists()
