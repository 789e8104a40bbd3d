"""Starting and stopping an embedded PostgreSQL server."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from operations.postgres import clusters, programs
from operations.postgres.clusters import ADMINISTRATOR, Cluster
from operations.postgres.programs import Programs

ADDRESS = "127.0.0.1"
SECONDS_TO_START = 30.0
SECONDS_TO_STOP = 30.0
ATTEMPTS = 3
READY_LINE = 7  # of postmaster.pid, counted from 0: the eighth line tells the status

# What a server of the demo's or the tests' size needs; a caller's own settings come after these.
SETTINGS = {
    "shared_buffers": "128MB",
    "max_connections": "100",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # What people typed does not get into the log: neither a failing statement nor a failing row.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}
# For tests: what a power cut would lose does not matter.
NOT_DURABLE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}

# Ends the server when the other end of its standard input is closed, by whatever death.
KEEPER = 'cat >/dev/null; kill -INT "$1"'


class DidNotStart(Exception):
    """The server ended, or said nothing, instead of taking connections."""


@dataclass
class Server:
    """A running server. Stop it with `stop()`, or leave the `with` block it was given to."""

    superuser_url: str
    port: int
    cluster: Cluster
    _process: subprocess.Popen[bytes]
    _keeper: subprocess.Popen[bytes]
    _held: contextlib.ExitStack

    def stop(self) -> None:
        """Stop the server; connections that are still open are closed. Twice is as good as once."""
        with self._held:
            _end(self._keeper, signal.SIGKILL)
            _end(self._process, signal.SIGINT)

    def __enter__(self) -> Server:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()


def start(
    data_folder: Path, *, durable: bool = True, settings: Mapping[str, str] | None = None
) -> Server:
    """Start a server on a data folder, which is made if need be, and wait until it answers.

    `settings` are PostgreSQL's own (`{"shared_buffers": "512MB"}`). `durable=False` is for tests:
    faster, and a power cut would cost the data. Raises NoServerPrograms, InUse, ProgramFailed or
    DidNotStart, each with words for people.
    """
    found = programs.find()
    wanted = SETTINGS | ({} if durable else NOT_DURABLE) | dict(settings or {})
    with contextlib.ExitStack() as stack:
        cluster = stack.enter_context(clusters.holding(data_folder))
        password = clusters.prepare(cluster, found)
        port, process = _launch(cluster, found, wanted)
        url = f"postgresql://{ADMINISTRATOR}:{password}@{ADDRESS}:{port}/postgres"
        keeper = found.spawn(
            ["/bin/sh", "-c", KEEPER, "keeper", str(process.pid)],
            folder=cluster.folder,
            output=subprocess.DEVNULL,
        )
        return Server(url, port, cluster, process, keeper, stack.pop_all())


@contextlib.contextmanager
def lent(
    data_folder: Path, *, durable: bool = False, settings: Mapping[str, str] | None = None
) -> Iterator[Server]:
    """A server for as long as a `with` block lasts, for tests and figures: its data goes with it.

    Started by root it has a folder elsewhere, which deleting `data_folder` alone would leave.
    """
    try:
        with start(data_folder, durable=durable, settings=settings) as server:
            yield server
    finally:
        clusters.erase(data_folder)


def _launch(
    cluster: Cluster, found: Programs, settings: Mapping[str, str]
) -> tuple[int, subprocess.Popen[bytes]]:
    """Run the server at a free port; if somebody takes the port first, at another one."""
    options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    listen = ["-c", f"listen_addresses={ADDRESS}", "-c", "unix_socket_directories="]
    for _ in range(ATTEMPTS):
        port = _free_port()
        command = [str(found.folder / "postgres"), "-D", str(cluster.data), "-p", str(port)]
        with open(os.open(cluster.log, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as log:
            process = found.spawn([*command, *options, *listen], folder=cluster.folder, output=log)
        if _answers(cluster, process):
            return port, process
        _end(process, signal.SIGQUIT)
        said = cluster.log.read_text("utf-8", errors="replace")
        if "could not bind" not in said:
            break
    raise DidNotStart(f"PostgreSQL did not start on {cluster.data}. It said:\n{said[-2000:]}")


def _answers(cluster: Cluster, process: subprocess.Popen[bytes]) -> bool:
    """Wait until the server takes connections (True), ends, or takes too long (False)."""
    latest = time.monotonic() + SECONDS_TO_START
    while process.poll() is None and time.monotonic() < latest:
        with contextlib.suppress(FileNotFoundError):
            lines = cluster.process_file.read_text("utf-8").split("\n")
            ready = len(lines) > READY_LINE and lines[READY_LINE].strip() == "ready"
            if ready and lines[0] == str(process.pid):
                return True
        time.sleep(0.01)
    return False


def _end(process: subprocess.Popen[bytes], how: signal.Signals) -> None:
    """End a process of ours and wait for it; one that does not heed the signal is killed."""
    process.send_signal(how)
    try:
        process.wait(SECONDS_TO_STOP)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdin:
        process.stdin.close()


def _free_port() -> int:
    """A port of 127.0.0.1 that nobody listens at."""
    with socket.socket() as probe:
        probe.bind((ADDRESS, 0))
        return int(probe.getsockname()[1])
