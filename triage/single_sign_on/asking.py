"""Asking another machine over HTTP: never for long, never for much, never on to somewhere else."""

from __future__ import annotations

import contextlib
import io
import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from requests import PreparedRequest, RequestException, Response, Session
from requests.adapters import HTTPAdapter
from urllib3.exceptions import HTTPError

TO_CONNECT, TO_ANSWER, IN_ALL = 3.05, 5.0, 10.0
"""Seconds: to be reached, between two pieces of an answer, and for the whole of it."""
LARGEST = 256 * 1024
MOST_AT_ONCE = 4
"""A provider that hangs holds so many of our threads, and the others go on serving."""

_PLACES = threading.BoundedSemaphore(MOST_AT_ONCE)


class ProviderAway(Exception):
    """The provider does not answer, or not as a provider does; the message is for the log."""


class Bounded(HTTPAdapter):
    """What carries requests: it gives up in time, and reads no more than so much."""

    def send(self, request: PreparedRequest, *_: Any, **more: Any) -> Response:
        """Send a request and read the whole answer. Raises ProviderAway."""
        began = time.monotonic()
        more |= {"stream": True, "timeout": (TO_CONNECT, TO_ANSWER)}
        response = super().send(request, **more)
        with contextlib.closing(response.raw) as raw:
            # What is read is what came: nothing is unpacked, so nothing small becomes large.
            response.raw = io.BytesIO(_read(raw, began + IN_ALL))
        return response


def prepare(session: Session, ca_file: Path | None) -> None:
    """Have a session ask within bounds, and take nothing from the environment."""
    session.trust_env = False
    session.max_redirects = 0
    session.headers["Accept-Encoding"] = "identity"
    session.verify = str(ca_file) if ca_file else True
    for scheme in ("https://", "http://"):
        session.mount(scheme, Bounded())


@contextlib.contextmanager
def carefully() -> Iterator[None]:
    """Turn whatever goes wrong while a provider is asked into ProviderAway."""
    if not _PLACES.acquire(blocking=False):
        raise ProviderAway("so many requests to the provider are waiting already")
    try:
        yield
    except (RequestException, HTTPError, OSError, ValueError, RecursionError) as trouble:
        raise ProviderAway(f"{type(trouble).__name__} while the provider was asked") from trouble
    finally:
        _PLACES.release()


def document(address: str, ca_file: Path | None) -> dict[str, Any]:
    """Return a JSON object that stands at an address. Raises ProviderAway."""
    with carefully(), Session() as session:
        prepare(session, ca_file)
        response = session.get(address, headers={"Accept": "application/json"})
        found = json.loads(response.content) if response.status_code == 200 else None
    if not isinstance(found, dict):
        raise ProviderAway(f"{address} answered {response.status_code}, or with no JSON object")
    return found


def _read(raw: Any, until: float) -> bytes:
    whole = bytearray()
    while piece := raw.read1(16_384, decode_content=False):
        whole += piece
        if len(whole) > LARGEST or time.monotonic() > until:
            raise ProviderAway("the provider's answer is too long, or takes too long")
    return bytes(whole)
