"""A Redis of our own, in which several processes count their limits: for figures and tests."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

SECONDS_TO_START = 30.0


class DidNotStart(RuntimeError):
    """The server ended, or did not answer in time."""


@dataclass(frozen=True)
class Store:
    """A running Redis, which keeps nothing on a disk."""

    url: str
    popen: subprocess.Popen[bytes]

    def stop(self) -> None:
        """End it, and all that was counted."""
        self.popen.terminate()
        self.popen.wait()


def program() -> str | None:
    """Where Redis is, or Valkey, which speaks as it does; None: neither is installed."""
    return shutil.which("redis-server") or shutil.which("valkey-server")


def start(folder: Path) -> Store:
    """Start one at a socket in a folder, so that no port is taken. Raises DidNotStart."""
    place, found = folder / "redis.sock", program()
    if found is None:
        raise DidNotStart("neither Redis nor Valkey is installed")
    popen = subprocess.Popen(
        [found, "--port", "0", "--unixsocket", str(place), "--save", "", "--appendonly", "no",
         "--dir", str(folder), "--daemonize", "no"],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    until = time.monotonic() + SECONDS_TO_START
    while not _answers(place):
        if popen.poll() is not None or time.monotonic() > until:
            popen.kill()
            popen.wait()
            raise DidNotStart(f"{found} did not start")
        time.sleep(0.02)
    return Store(f"redis+unix://{place}", popen)


@contextmanager
def lent(folder: Path) -> Iterator[Store]:
    """A store for as long as a `with` block lasts."""
    store = start(folder)
    try:
        yield store
    finally:
        store.stop()


def _answers(place: Path) -> bool:
    with suppress(OSError), socket.socket(socket.AF_UNIX) as line:
        line.connect(str(place))
        line.sendall(b"PING\r\n")
        return line.recv(16).startswith(b"+PONG")
    return False
