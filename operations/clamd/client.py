"""Asking clamd: one connection for each question, bytes in chunks with their length in front."""

from __future__ import annotations

import socket
import struct
from dataclasses import dataclass
from typing import BinaryIO

from operations.clamd.addresses import Address

SECONDS = 120.0
"""How long clamd may think about a file; its own limits end long before."""
_CHUNK = 65536
_LONGEST_ANSWER = 4096
_END = b"\0"


class NoAnswer(Exception):
    """clamd was not there, went away, or could not scan; the message says which, for operators."""


@dataclass(frozen=True)
class Verdict:
    """What clamd found: the name of the malware, empty where it found none."""

    malware: str


def scan(to: Address, reader: BinaryIO, seconds: float = SECONDS) -> Verdict:
    """Have clamd scan what a reader holds. Raises NoAnswer."""
    answer = _ask(to, b"INSTREAM", seconds, reader)
    if answer == "stream: OK":
        return Verdict("")
    if answer.startswith("stream: ") and answer.endswith(" FOUND"):
        return Verdict(answer.removeprefix("stream: ").removesuffix(" FOUND"))
    raise NoAnswer(f"clamd: {answer or 'went away without an answer'}")


def ping(to: Address, seconds: float = 5.0) -> bool:
    """Say whether clamd is there."""
    try:
        return _ask(to, b"PING", seconds) == "PONG"
    except NoAnswer:
        return False


def version(to: Address, seconds: float = 5.0) -> str:
    """Give clamd's version and that of its signatures. Raises NoAnswer."""
    return _ask(to, b"VERSION", seconds)


def _ask(to: Address, command: bytes, seconds: float, reader: BinaryIO | None = None) -> str:
    try:
        with to.connect(seconds) as connected:
            connected.sendall(b"z" + command + _END)
            if reader is not None:
                _stream(connected, reader)
            return _answer(connected)
    except OSError as error:
        raise NoAnswer(f"clamd cannot be reached: {error}") from error


def _stream(connected: socket.socket, reader: BinaryIO) -> None:
    try:
        while chunk := reader.read(_CHUNK):
            connected.sendall(struct.pack("!I", len(chunk)) + chunk)
        connected.sendall(struct.pack("!I", 0))
    except (BrokenPipeError, ConnectionResetError):
        return  # it had enough, and its answer says why


def _answer(connected: socket.socket) -> str:
    answer = b""
    while not answer.endswith(_END) and len(answer) < _LONGEST_ANSWER:
        more = connected.recv(_LONGEST_ANSWER)
        if not more:
            break
        answer += more
    return answer.rstrip(_END).decode("utf-8", "replace").strip()
