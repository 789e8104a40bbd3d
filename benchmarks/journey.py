"""What one whole submission costs: sign in, every screen opened and posted, check, send, receipt.

The portal runs in this process against a real PostgreSQL; its backends' CPU is read from /proc, so
this runs on Linux alone. Run with `python -m benchmarks.journey`; prints one JSON line per figure.
"""

from __future__ import annotations

import cProfile
import gc
import pstats
import statistics
import sys
import time
from collections.abc import Callable, Iterator

from benchmarks.browsers import Browser, named_in, token_in
from benchmarks.figures import say
from benchmarks.places import PASSWORD, Place, place
from operations import scenarios

JOURNEYS = 60
TIMES = 25
Posts = list[tuple[str, dict[str, list[str]]]]


def figures(place: Place) -> Iterator[tuple[str, float, str, str]]:
    """(name, value, unit, context) of everything measured here."""
    posts = scenarios.posts_of(scenarios.scenarios()[0])
    browser = signed_in(place)
    for _ in range(5):
        journey(browser, posts)
    as_in_service()
    taken, before = [], place.cpu()[1]
    for _ in range(JOURNEYS):
        start = time.process_time()
        journey(browser, posts)
        taken.append((time.process_time() - start) * 1000)
    backend = (place.cpu()[1] - before) / JOURNEYS
    app = statistics.median(taken)
    context = "scenario 1, all screens opened and posted, check, send, receipt"
    yield "journey.cpu", app + backend, "ms", context + "; application + PostgreSQL"
    yield "journey.cpu.application", app, "ms", f"{context}; best of {JOURNEYS} {min(taken):.1f}"
    yield "journey.cpu.database", backend, "ms", context
    yield from _pages(browser, posts)
    yield "send.cpu", _send(browser, posts), "ms", "application CPU of the last post alone"


def as_in_service() -> None:
    """Leave alone what was made at the start, as wsgi.py does."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


def signed_in(place: Place) -> Browser:
    """Return a browser in which the organisation has signed in."""
    browser = Browser(place.app)
    browser.follow(f"/o/{place.url_token}")
    token = token_in(browser.get("/sign-in"))
    browser.post("/sign-in", {"password": PASSWORD, "csrf_token": token})
    return browser


def journey(browser: Browser, posts: Posts) -> None:
    """Fill in one form from the home page to the receipt."""
    browser.get("/home")
    for key, fields in posts[:-1]:
        page = browser.get(f"/submit/{key}")
        browser.post(f"/submit/{key}", {**fields, "csrf_token": token_in(page)})
    browser.get(browser.post("/submit/check", _declared(browser.get("/submit/check"))))


def _declared(page: str) -> dict[str, str | list[str]]:
    return {
        "declaration": "yes",
        "send_key": named_in(page, "send_key"),
        "csrf_token": token_in(page),
    }


def _fill_in(browser: Browser, posts: Posts) -> None:
    token = token_in(browser.get("/home"))
    for key, fields in posts[:-1]:
        browser.post(f"/submit/{key}", {**fields, "csrf_token": token})


def _pages(browser: Browser, posts: Posts) -> Iterator[tuple[str, float, str, str]]:
    """The CPU of the application for each screen posted and each page opened, all filled in."""
    _fill_in(browser, posts)
    token = token_in(browser.get("/home"))
    for key, fields in posts[:-1]:
        posted = {**fields, "csrf_token": token}
        taken = _ms(lambda key=key, posted=posted: browser.post(f"/submit/{key}", posted))
        yield f"post.{key}", taken, "ms", "application CPU"
    for path in ("/", "/home", "/submit", *(f"/submit/{key}" for key, _ in posts)):
        name = path.strip("/").replace("/", ".") or "front"
        yield f"page.{name}", _ms(lambda path=path: browser.get(path)), "ms", "application CPU"
        yield f"page.{name}.bytes", len(browser.get(path).encode()), "B", "HTML"


def _send(browser: Browser, posts: Posts) -> float:
    """Median CPU of sending what is filled in."""
    taken = []
    for _ in range(TIMES):
        _fill_in(browser, posts)
        fields = _declared(browser.get("/submit/check"))
        start = time.process_time()
        browser.post("/submit/check", fields)
        taken.append((time.process_time() - start) * 1000)
    return statistics.median(taken)


def _ms(work: Callable[[], object]) -> float:
    taken = []
    for _ in range(TIMES):
        start = time.process_time()
        work()
        taken.append((time.process_time() - start) * 1000)
    return statistics.median(taken)


def profile(place: Place) -> None:
    """Say where the application's time goes: for whoever makes it faster."""
    posts = scenarios.posts_of(scenarios.scenarios()[0])
    browser = signed_in(place)
    journey(browser, posts)
    with cProfile.Profile(time.process_time) as taken:
        for _ in range(10):
            journey(browser, posts)
    pstats.Stats(taken).sort_stats("cumtime").print_stats(60)


def main() -> None:
    """Print the figures as JSON lines; `--profile` prints where the time goes instead."""
    with place() as measured:
        if "--profile" in sys.argv:
            profile(measured)
            return
        for name, value, unit, context in figures(measured):
            say(name, value, unit, what=context)


if __name__ == "__main__":
    main()
