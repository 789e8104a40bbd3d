"""Who asks for passkeys: the door's own address, which a browser ties every passkey to."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

RUBBISH = (ValueError, KeyError, TypeError, AttributeError, RecursionError)
"""What reading an answer may raise, for a browser (or whoever plays one) may send anything."""


@dataclass(frozen=True)
class Party:
    """The relying party of WebAuthn, and the door's own key that seals what is kept."""

    id: str
    origin: str
    name: str
    key: bytes = field(repr=False)


def party(url: str, name: str, key: bytes) -> Party | None:
    """Return the relying party of a door at an address; None where browsers allow no passkeys.

    They want a name, not a number, and TLS unless it is this very machine.
    """
    parts = urlsplit(url)
    host = parts.hostname or ""
    if not host or _is_number(host) or (parts.scheme != "https" and host != "localhost"):
        return None
    return Party(id=host, origin=f"{parts.scheme}://{parts.netloc}", name=name, key=key)


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
