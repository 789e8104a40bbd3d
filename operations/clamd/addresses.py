"""Where the scanner is: `unix:///run/clamav/clamd.sock` or `tcp://scanner.example:3310`."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

PORT = 3310


class AddressInvalid(ValueError):
    """The URL names no scanner; the message says what it should look like."""


@dataclass(frozen=True)
class Address:
    """A socket in the file system (`path`), or a host and port."""

    path: str = ""
    host: str = ""
    port: int = PORT

    def connect(self, seconds: float) -> socket.socket:
        """Connect, waiting so long for this and for each answer. Raises OSError."""
        if not self.path:
            return socket.create_connection((self.host, self.port), timeout=seconds)
        connected = socket.socket(socket.AF_UNIX)
        try:
            connected.settimeout(seconds)
            connected.connect(self.path)
        except OSError:
            connected.close()
            raise
        return connected


def address(url: str) -> Address:
    """Read the URL of a scanner. Raises AddressInvalid."""
    try:
        parts = urlsplit(url)
        if parts.scheme == "unix" and not parts.netloc and parts.path:
            return Address(path=parts.path)
        if parts.scheme == "tcp" and parts.hostname:
            return Address(host=parts.hostname, port=parts.port or PORT)
    except ValueError as error:
        raise AddressInvalid(f"{url!r}: {error}") from error
    raise AddressInvalid(f"{url!r} is neither unix:///path/to/clamd.sock nor tcp://host:{PORT}")
