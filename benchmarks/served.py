"""The portal as it is served: gunicorn, eight threads a process, a PostgreSQL of its own.

Start-up, memory, and sends a second from eight clients on the same cores. Run with
`python -m benchmarks.served`; prints one JSON line per figure.
"""

from __future__ import annotations

import http.client
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from benchmarks import senders, stores
from benchmarks.browsers import named_in, token_in
from benchmarks.figures import say
from benchmarks.places import Place, place, process_ms
from domain import answers, drafts, organisations, questions
from domain.actors import Actor, ActorKind
from domain.organisations import sessions
from domain.permissions import PARTNER
from domain.unit_of_work import unit_of_work
from operations import scenarios
from operations.demo import processes

CLIENTS = 8
SENDS_EACH = 60
WARMING = 96
"""Sends before those that are counted: until then a connection's statements are not prepared."""
COOKIE = "__Host-portal-session"


def main() -> None:
    """Print every figure: for one process and, where there is a Redis, for two."""
    with place() as here:
        with serving(here) as server:
            _figures(here, server, {"processes": 1})
        if stores.program() is None:
            return
        with stores.lent(here.folder) as store, serving(here, store) as server:
            _figures(here, server, {"processes": 2, "limits": "in Redis"}, store.popen.pid)


@contextmanager
def serving(here: Place, store: stores.Store | None = None) -> Iterator[processes.Process]:
    """The portal behind gunicorn, started as the demo starts it, without its limits.

    In two processes if there is a store in which they count together.
    """
    environ = {
        "PARTNERSHIP_KEYS": str(here.folder / "keys"),
        "PARTNERSHIP_PORTAL_DATABASE_URL": here.database_url,
        "PARTNERSHIP_REQUESTS_PER_MINUTE": "10000000",
        "PARTNERSHIP_SESSION_PAGES": "10000000",
        "PARTNERSHIP_SENDS_PER_HOUR": "10000000",
    }
    if store:
        environ |= {"PARTNERSHIP_LIMITS_STORE": store.url, "WEB_CONCURRENCY": "2"}
    begun = time.perf_counter()
    arguments = processes.gunicorn("portal", here.port)
    server = processes.start("portal", arguments, environ, here.folder)
    try:
        processes.wait_until_it_answers(server, f"http://127.0.0.1:{here.port}")
        say("served.start", time.perf_counter() - begun, "s", what="until the first answer")
        yield server
    finally:
        server.stop()


def _figures(
    here: Place, server: processes.Process, of: dict[str, Any], store: int | None = None
) -> None:
    pids = family(server.popen.pid)
    _memory("served.memory", pids, "before the first page", of)
    _sends(here, [*pids, store] if store else pids, of)
    _memory("served.memory.busy", pids, "after the sends", of)


def _memory(name: str, pids: list[int], when: str, of: dict[str, Any]) -> None:
    resident = sum(_resident_mb(pid) for pid in pids[1:])
    say(name, resident, "MB", what=f"resident, what serves, {when}", **of)


def _sends(here: Place, pids: list[int], of: dict[str, Any]) -> None:
    """Sends a second and their CPU: `server` is gunicorn, and the store where there is one."""
    senders.send_all(here.port, [ready_to_send(here) for _ in range(WARMING)], CLIENTS)
    ready = [ready_to_send(here) for _ in range(CLIENTS * SENDS_EACH)]
    served, backend, clients = sum(map(process_ms, pids)), here.cpu()[1], time.process_time()
    begun = time.perf_counter()
    taken = senders.send_all(here.port, ready, CLIENTS)
    whole = time.perf_counter() - begun
    clients = (time.process_time() - clients) * 1000 / len(ready)
    own = (sum(map(process_ms, pids)) - served) / len(ready)
    theirs = (here.cpu()[1] - backend) / len(ready)
    say("served.sends", len(ready) / whole, "a second", clients=CLIENTS, **of,
        what="sealed, stored, recorded, handed to intake; clients on the same cores")  # fmt: skip
    say("served.send.p95", statistics.quantiles(taken, n=20)[18], "ms", clients=CLIENTS, **of)
    say("served.send.cpu", own + theirs, "ms", server=round(own, 2), database=round(theirs, 2),
        clients=round(clients, 2), **of)  # fmt: skip


def ready_to_send(here: Place, filled_in: answers.Document | None = None) -> bytes:
    """Make a session with a whole draft in it; return its last post."""
    with unit_of_work(here.parts.sessions, _partner(here, None)) as work:
        organisation = organisations.find(work, here.organisation_id)
        session, token = sessions.start(work, organisation, "192.0.2.7", "benchmark")
        work.session.flush()
    with unit_of_work(here.parts.sessions, _partner(here, session.id)) as work:
        drafts.change(work, token, lambda _: filled_in or document())
    cookie = {"Cookie": f"{COOKIE}={token}"}
    connection = http.client.HTTPConnection("127.0.0.1", here.port)
    connection.request("GET", "/submit/check", headers=cookie)
    page = connection.getresponse().read().decode()
    connection.close()
    fields = {"csrf_token": token_in(page), "send_key": named_in(page, "send_key")}
    body = urlencode(fields | {"declaration": "yes"}).encode()
    headers = cookie | {"Content-Type": "application/x-www-form-urlencoded"}
    return senders.request("/submit/check", headers, body)


def _partner(here: Place, session_id: UUID | None) -> Actor:
    return Actor(
        kind=ActorKind.PARTNER,
        name="Ravensike Homes",
        permissions=PARTNER,
        id=here.organisation_id,
        organisation_id=here.organisation_id,
        session_id=session_id,
    )


def document() -> answers.Document:
    """Return a whole draft, as its screens would leave it."""
    filled_in: answers.Document = {}
    for key, fields in scenarios.posts_of(scenarios.scenarios()[0])[:-1]:
        screen = questions.BY_KEY[key]
        filled_in = answers.put(filled_in, screen, answers.parse(screen, fields))
    return filled_in


def family(pid: int) -> list[int]:
    """Return a process and its children."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    return [pid, *map(int, children)]


def _resident_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text("utf-8")
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


if __name__ == "__main__":
    main()
