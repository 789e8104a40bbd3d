"""The portal as it is served: gunicorn, one process, eight threads, a PostgreSQL of its own.

Start-up, memory, and sends a second from eight clients on the same cores. Run with
`python -m benchmarks.served`; prints one JSON line per figure.
"""

from __future__ import annotations

import http.client
import statistics
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from urllib.parse import urlencode
from uuid import UUID

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
COOKIE = "__Host-portal-session"


def main() -> None:
    """Print every figure."""
    with place() as here, serving(here) as server:
        pids = family(server.popen.pid)
        say("served.memory", sum(_resident_mb(pid) for pid in pids[1:]), "MB",
            what="resident, the worker process, before the first page")  # fmt: skip
        _sends(here, pids)
        say("served.memory.busy", sum(_resident_mb(pid) for pid in pids[1:]), "MB",
            what="resident, the worker process, after the sends")  # fmt: skip


@contextmanager
def serving(here: Place) -> Iterator[processes.Process]:
    """The portal behind gunicorn, started as the demo starts it, without its limits."""
    environ = {
        "PARTNERSHIP_KEYS": str(here.folder / "keys"),
        "PARTNERSHIP_PORTAL_DATABASE_URL": here.database_url,
        "PARTNERSHIP_REQUESTS_PER_MINUTE": "10000000",
        "PARTNERSHIP_SESSION_PAGES": "10000000",
        "PARTNERSHIP_SENDS_PER_HOUR": "10000000",
    }
    begun = time.perf_counter()
    arguments = processes.gunicorn("portal", here.port)
    server = processes.start("portal", arguments, environ, here.folder)
    try:
        processes.wait_until_it_answers(server, f"http://127.0.0.1:{here.port}")
        say("served.start", time.perf_counter() - begun, "s", what="until the first answer")
        yield server
    finally:
        server.stop()


def _sends(here: Place, pids: list[int]) -> None:
    ready = [ready_to_send(here) for _ in range(CLIENTS * SENDS_EACH)]
    shares = [ready[number::CLIENTS] for number in range(CLIENTS)]
    served, backend = sum(map(process_ms, pids)), here.cpu()[1]
    begun = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as clients:
        taken = [one for each in clients.map(partial(send_all, here.port), shares) for one in each]
    whole = time.perf_counter() - begun
    own = (sum(map(process_ms, pids)) - served) / len(ready)
    theirs = (here.cpu()[1] - backend) / len(ready)
    say("served.sends", len(ready) / whole, "a second", clients=CLIENTS,
        what="sealed, stored, recorded, handed to intake; clients on the same cores")  # fmt: skip
    say("served.send.p95", statistics.quantiles(taken, n=20)[18], "ms", clients=CLIENTS)
    say("served.send.cpu", own + theirs, "ms", server=round(own, 2), database=round(theirs, 2))


def ready_to_send(
    here: Place, filled_in: answers.Document | None = None
) -> tuple[dict[str, str], bytes]:
    """Make a session with a whole draft in it; return its last post: headers and body."""
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
    return cookie | {"Content-Type": "application/x-www-form-urlencoded"}, body


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


def send_all(port: int, posts: list[tuple[dict[str, str], bytes]]) -> list[float]:
    """Post each to the portal; return how long each took, in milliseconds."""
    connection, taken = http.client.HTTPConnection("127.0.0.1", port), []
    for headers, body in posts:
        begun = time.perf_counter()
        connection.request("POST", "/submit/check", body, headers)
        answer = connection.getresponse()
        answer.read()
        taken.append((time.perf_counter() - begun) * 1000)
        assert answer.status == 303, answer.status
    connection.close()
    return taken


def family(pid: int) -> list[int]:
    """Return a process and its children."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    return [pid, *map(int, children)]


def _resident_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text("utf-8")
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


if __name__ == "__main__":
    main()
