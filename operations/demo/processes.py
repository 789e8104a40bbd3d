"""The demo's processes: started together, watched, stopped together."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SECONDS_TO_ANSWER = 30.0
SECONDS_TO_STOP = 25.0


class DidNotStart(RuntimeError):
    """A process ended, or did not answer in time; the message says where its log is."""


@dataclass(frozen=True)
class Process:
    """A running process of the demo."""

    name: str
    log: Path
    popen: subprocess.Popen[bytes]

    def stop(self) -> None:
        """End it as whoever runs it would, and less gently if that does not help."""
        if self.popen.poll() is None:
            self.popen.send_signal(signal.SIGTERM)
            try:
                self.popen.wait(SECONDS_TO_STOP)
            except subprocess.TimeoutExpired:
                self.popen.kill()
                self.popen.wait()


def start(name: str, arguments: list[str], environ: Mapping[str, str], logs: Path) -> Process:
    """Start a process with nothing in its environment but what it needs."""
    log = logs / f"{name}.log"
    kept = {key: os.environ[key] for key in ("PATH", "HOME", "LANG", "TZ") if key in os.environ}
    with log.open("ab") as output:
        popen = subprocess.Popen(
            [sys.executable, "-m", *arguments],
            cwd=ROOT,
            env=kept | dict(environ),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C reaches the demo alone, which stops them in order
        )
    return Process(name, log, popen)


def check_port(port: int) -> None:
    """Check that a door may open there. Raises DidNotStart, with what to do instead."""
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the door's server does
        try:
            trial.bind(("127.0.0.1", port))
        except OSError as problem:
            instead = "choose others: make run PORT_PORTAL=8080 PORT_TRIAGE=8081"
            said = f"port {port} cannot be used ({problem.strerror})"
            raise DidNotStart(f"{said}; {instead}") from None


def gunicorn(door: str, port: int) -> list[str]:
    """Return the arguments that serve a door on this machine alone."""
    return [
        "gunicorn", "--config", "config/gunicorn.py",
        "--bind", f"127.0.0.1:{port}", f"wsgi:{door}()",
    ]  # fmt: skip


def wait_until_it_answers(process: Process, url: str) -> None:
    """Wait for a door's health page. Raises DidNotStart."""
    deadline = time.monotonic() + SECONDS_TO_ANSWER
    while time.monotonic() < deadline and process.popen.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/health", timeout=2):  # noqa: S310  # our own URL
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise DidNotStart(f"{process.name} did not start; its log is {process.log}")
