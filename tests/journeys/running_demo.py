"""The demo as `make run` starts it: four processes of its own, for journeys across doors."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy.engine import make_url

from operations import postgres
from operations.postgres.clusters import Cluster

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Demo:
    """A demo that runs: where its doors are, and what is needed to look behind them."""

    portal: str
    triage: str
    data: Path
    scratch: Path
    process: subprocess.Popen[str]

    @property
    def credentials(self) -> dict[str, Any]:
        """What to sign in with."""
        found: dict[str, Any] = json.loads((self.data / "demo/credentials.json").read_text())
        return found

    def staff(self, role: str) -> dict[str, str]:
        """Somebody of a role."""
        return next(person for person in self.credentials["staff"] if person["role"] == role)

    def dump(self) -> Iterator[tuple[str, bytes]]:
        """Every table, whole, as its administrator may copy it."""
        cluster = Cluster(postgres.home(self.data / "postgres"))
        password = cluster.password_file.read_text().strip()
        port = int((cluster.data / "postmaster.pid").read_text().splitlines()[3])
        url = make_url("postgresql://postgres@127.0.0.1/partnership").set(
            password=password, port=port
        )
        with psycopg.connect(url.render_as_string(hide_password=False)) as connection:
            for (table,) in connection.execute(
                "select format('%I.%I', schemaname, tablename) from pg_tables"
                " where schemaname = 'partnership'"
            ).fetchall():
                with connection.cursor().copy(f"copy {table} to stdout") as copied:
                    yield table, b"".join(bytes(piece) for piece in copied)


@contextmanager
def running(data: Path) -> Iterator[Demo]:
    """Start the demo and wait until it says what to open; stop it as Ctrl-C would."""
    ports = _free_ports()
    scratch = Path(tempfile.mkdtemp(prefix="scratch", dir=data.parent))
    process = subprocess.Popen(
        [sys.executable, "-m", "operations.command", "demo", "--data", str(data)]
        + ["--port-portal", str(ports[0]), "--port-triage", str(ports[1])],
        cwd=ROOT,
        env=os.environ | {"TMPDIR": str(scratch), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    doors = [f"http://127.0.0.1:{port}" for port in ports]
    try:
        _wait_until_it_says_what_to_open(process)
        yield Demo(doors[0], doors[1], data, scratch, process)
    finally:
        process.send_signal(signal.SIGINT)
        said, _ = process.communicate(timeout=60)
        postgres.erase(data / "postgres")
    assert process.returncode == 0, said


def _wait_until_it_says_what_to_open(process: subprocess.Popen[str]) -> None:
    said = []
    assert process.stdout
    for line in process.stdout:
        said.append(line)
        if "Ctrl-C" in line:
            return
    raise AssertionError("".join(said))


def _free_ports() -> tuple[int, int]:
    with socket.socket() as one, socket.socket() as other:
        one.bind(("127.0.0.1", 0))
        other.bind(("127.0.0.1", 0))
        return one.getsockname()[1], other.getsockname()[1]
