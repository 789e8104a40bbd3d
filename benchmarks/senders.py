"""Several clients in one thread, each with a connection of its own and one request at a time.

The requests are ready before, so that as little as can be of the cores they share with what is
measured goes to the clients.
"""

from __future__ import annotations

import selectors
import socket
import time
from collections.abc import Iterator, Sequence

SEEN_OTHER = b"HTTP/1.1 303 "
END_OF_HEAD, LENGTH = b"\r\n\r\n", b"\r\ncontent-length:"


class Client:
    """A connection, and the requests that are still to go over it."""

    def __init__(self, port: int, requests: Sequence[bytes]) -> None:
        """Connect."""
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._left: Iterator[bytes] = iter(requests)
        self._sent_at, self._answer = 0.0, b""

    def send(self) -> bool:
        """Send the next request; False if there is none left."""
        request = next(self._left, None)
        if request is None:
            self.socket.close()
            return False
        self._sent_at, self._answer = time.perf_counter(), b""
        self.socket.sendall(request)
        return True

    def read(self) -> float | None:
        """Read what has come; return how long the answer took (ms) once all of it is here."""
        self._answer += (read := self.socket.recv(65536))
        assert read, "the server hung up"
        head, end, page = self._answer.partition(END_OF_HEAD)
        if not end or len(page) < _length(head):
            return None
        assert head.startswith(SEEN_OTHER), head
        return (time.perf_counter() - self._sent_at) * 1000


def request(path: str, headers: dict[str, str], body: bytes) -> bytes:
    """Return a POST as it goes over the line."""
    given = {"Host": "127.0.0.1", **headers, "Content-Length": str(len(body))}
    lines = [f"POST {path} HTTP/1.1", *(f"{name}: {value}" for name, value in given.items())]
    return "\r\n".join(lines).encode("ascii") + END_OF_HEAD + body


def send_all(port: int, requests: Sequence[bytes], clients: int = 1) -> list[float]:
    """Send all of it from so many clients; return how long each answer took, in milliseconds."""
    taken: list[float] = []
    with selectors.DefaultSelector() as ready:
        for number in range(clients):
            client = Client(port, requests[number::clients])
            if client.send():
                ready.register(client.socket, selectors.EVENT_READ, client)
        while ready.get_map():
            for key, _ in ready.select():
                if (took := key.data.read()) is None:
                    continue
                taken.append(took)
                ready.unregister(key.fileobj)
                if key.data.send():
                    ready.register(key.fileobj, selectors.EVENT_READ, key.data)
    return taken


def _length(head: bytes) -> int:
    return int(head.lower().partition(LENGTH)[2].partition(b"\r")[0] or 0)
