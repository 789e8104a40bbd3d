"""The folder that an embedded server keeps its data in, and who may use it at a time."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import secrets
import shutil
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import psutil

from operations.postgres import programs as postgres_programs
from operations.postgres.programs import Programs

ADMINISTRATOR = "postgres"
SECONDS_TO_END = 30


class InUse(Exception):
    """Another process runs a server on this data folder."""


@dataclass(frozen=True)
class Cluster:
    """Where one server's files are. `folder` holds the others."""

    folder: Path

    @property
    def data(self) -> Path:
        """What PostgreSQL calls the data directory."""
        return self.folder / "cluster"

    @property
    def log(self) -> Path:
        """What the server says, from its last start on."""
        return self.folder / "server.log"

    @property
    def process_file(self) -> Path:
        """Where a running server writes its process id, port and status."""
        return self.data / "postmaster.pid"

    @property
    def password_file(self) -> Path:
        """Where the superuser's password is kept, for the owner alone."""
        return self.folder / "superuser-password"


def home(data_folder: Path) -> Path:
    """Where the server for a data folder keeps its files.

    That is the folder itself, except for root: what root owns may be closed to the user that the
    server has to run as, so it gets a folder under the system's state folder.
    """
    whole = data_folder.resolve()
    if os.geteuid() != 0:
        return whole
    return postgres_programs.STATE / hashlib.sha256(os.fsencode(whole)).hexdigest()[:16]


@contextlib.contextmanager
def holding(data_folder: Path) -> Iterator[Cluster]:
    """The cluster of a data folder, for one process at a time; a killed process holds nothing.

    Raises InUse while another holds it.
    """
    folder = home(data_folder)
    if os.geteuid() == 0:
        postgres_programs.make_folder(postgres_programs.STATE, 0o755)
    postgres_programs.make_folder(folder, 0o711 if os.geteuid() == 0 else 0o700)
    with (folder / "lock").open("ab") as lock:
        _take(lock, data_folder)
        yield Cluster(folder)


def _take(lock: IO[bytes], data_folder: Path) -> None:
    with contextlib.suppress(BlockingIOError):
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.fstat(lock.fileno()).st_nlink:  # otherwise it was erased a moment ago
            return
    raise InUse(
        f"another process uses the database in {data_folder}: stop it, or give another folder"
    )


def prepare(cluster: Cluster, programs: Programs) -> str:
    """Have a cluster that no server runs on, a new one where there is none.

    Returns the superuser's password. A making that was cut short is begun anew.
    """
    end_leftover(cluster)
    if not cluster.data.is_dir():
        _create(cluster, programs)
    return cluster.password_file.read_text("utf-8").strip()


def _create(cluster: Cluster, programs: Programs) -> None:
    """Make a cluster: UTF-8, sorted alike on every machine, and nobody in without a password."""
    new = cluster.folder / "cluster.new"
    shutil.rmtree(new, ignore_errors=True)
    cluster.password_file.unlink(missing_ok=True)
    with open(os.open(cluster.password_file, os.O_CREAT | os.O_WRONLY, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(24) + "\n")
    programs.own(cluster.password_file)
    new.mkdir(mode=0o700)
    programs.own(new)
    programs.run(
        "initdb",
        f"--pgdata={new}",
        f"--username={ADMINISTRATOR}",
        f"--pwfile={cluster.password_file}",
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--no-sync",
        folder=cluster.folder,
    )
    new.rename(cluster.data)


def end_leftover(cluster: Cluster) -> None:
    """End a server that outlived the process that started it, and forget one that is dead.

    The lock is held, so whatever server is here is nobody's. A process id may have gone to a
    stranger since: only a process that works in this cluster's folder is ended.
    """
    try:
        process = psutil.Process(int(cluster.process_file.read_text("utf-8").split("\n")[0]))
        if Path(process.cwd()) == cluster.data.resolve():
            process.send_signal(signal.SIGINT)  # a fast shutdown: it waits for nobody
            process.wait(SECONDS_TO_END)
    except (FileNotFoundError, ValueError, psutil.NoSuchProcess, psutil.AccessDenied):
        pass  # no server, none any more, or the process of somebody else
    cluster.process_file.unlink(missing_ok=True)


def erase(data_folder: Path) -> None:
    """Delete a data folder's database for good. Raises InUse while a server runs on it."""
    if not home(data_folder).is_dir():
        return
    with holding(data_folder) as cluster:
        end_leftover(cluster)
        for path in (cluster.data, cluster.folder / "cluster.new"):
            shutil.rmtree(path, ignore_errors=True)
        for path in (cluster.password_file, cluster.log, cluster.folder / "lock"):
            path.unlink(missing_ok=True)
        if cluster.folder != data_folder.resolve():
            cluster.folder.rmdir()
