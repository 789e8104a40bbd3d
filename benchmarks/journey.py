"""What one whole submission costs: sign in, every screen opened and posted, check, send, receipt.

The portal runs in this process against a real PostgreSQL; its backends' CPU is read from /proc, so
this runs on Linux alone. Run with `python -m benchmarks.journey`; prints one JSON line per figure.
"""

from __future__ import annotations

import cProfile
import gc
import json
import pstats
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterator

from flask.testing import FlaskClient

from benchmarks.places import PASSWORD, Place, place
from operations import scenarios

JOURNEYS = 30
BASE = "https://localhost"


def figures(place: Place) -> Iterator[tuple[str, float, str, str]]:
    """(name, value, unit, context) of everything measured here."""
    posts = scenarios.posts_of(scenarios.scenarios()[0])
    client = place.app.test_client()
    _sign_in(client, place.url_token)
    for _ in range(5):
        journey(client, posts)
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)  # as wsgi.py does
    before = place.cpu()
    for _ in range(JOURNEYS):
        journey(client, posts)
    app, backend = ((b - a) / JOURNEYS for a, b in zip(before, place.cpu(), strict=True))
    context = "scenario 1, all screens opened and posted, check, send, receipt"
    yield "journey.cpu", app + backend, "ms", context + "; application + PostgreSQL"
    yield "journey.cpu.application", app, "ms", context
    yield "journey.cpu.database", backend, "ms", context
    yield from _pages(client, posts)


def journey(client: FlaskClient, posts: list[tuple[str, dict[str, list[str]]]]) -> None:
    """Fill in one form from the home page to the receipt."""
    _get(client, "/home")
    for key, fields in posts[:-1]:
        page = _get(client, f"/submit/{key}")
        _post(client, f"/submit/{key}", {**fields, "csrf_token": _token(page)})
    page = _get(client, "/submit/check")
    found = re.search(r'name="send_key" value="([^"]+)"', page)
    assert found, "the check page has no form to send"
    fields = {"declaration": "yes", "send_key": found[1], "csrf_token": _token(page)}
    _get(client, _post(client, "/submit/check", fields))


def _pages(client: FlaskClient, posts: list) -> Iterator[tuple[str, float, str, str]]:
    """The CPU of the application for each page opened and each screen posted, half filled in."""
    token = _token(_get(client, "/home"))
    for key, fields in posts[:-1]:
        post = lambda key=key, fields=fields: _post(  # noqa: E731  # bound to this screen
            client, f"/submit/{key}", {**fields, "csrf_token": token}
        )
        yield f"post.{key}", _ms(post), "ms", "application CPU"
    for path in ("/", "/home", "/submit", *(f"/submit/{key}" for key, _ in posts)):
        page = _get(client, path)
        name = path.strip("/").replace("/", ".") or "front"
        yield f"page.{name}", _ms(lambda path=path: _get(client, path)), "ms", "application CPU"
        yield f"page.{name}.bytes", len(page.encode()), "B", "HTML"


def _ms(work: Callable[[], object], times: int = 20) -> float:
    taken = []
    for _ in range(times):
        start = time.process_time()
        work()
        taken.append((time.process_time() - start) * 1000)
    return statistics.median(taken)


def _sign_in(client: FlaskClient, url_token: str) -> None:
    client.get(f"/o/{url_token}", base_url=BASE)
    token = _token(_get(client, "/sign-in"))
    _post(client, "/sign-in", {"password": PASSWORD, "csrf_token": token})


def _get(client: FlaskClient, path: str) -> str:
    response = client.get(path, base_url=BASE)
    assert response.status_code == 200, (path, response.status_code)
    return response.get_data(as_text=True)


def _post(client: FlaskClient, path: str, fields: dict) -> str:
    response = client.post(path, data=fields, base_url=BASE)
    assert response.status_code == 303, (path, response.get_data(as_text=True))
    return response.headers["Location"]


def _token(page: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found, "no form on the page"
    return found[1]


def profile(place: Place) -> None:
    """Say where the application's time goes: for whoever makes it faster."""
    posts = scenarios.posts_of(scenarios.scenarios()[0])
    client = place.app.test_client()
    _sign_in(client, place.url_token)
    journey(client, posts)
    with cProfile.Profile() as taken:
        for _ in range(10):
            journey(client, posts)
    pstats.Stats(taken).sort_stats("tottime").print_stats(45)


def main() -> None:
    """Print the figures as JSON lines; `--profile` prints where the time goes instead."""
    with place() as measured:
        if "--profile" in sys.argv:
            profile(measured)
            return
        for name, value, unit, context in figures(measured):
            line = {"name": name, "value": round(value, 3), "unit": unit, "context": context}
            print(json.dumps(line))


if __name__ == "__main__":
    main()
