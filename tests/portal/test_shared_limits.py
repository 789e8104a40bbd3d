"""Limits that several processes count together in a real Redis, and what if it is lost."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import ExitStack
from dataclasses import replace

import pytest

from benchmarks import stores
from operations.database.grants import PORTAL
from operations.demo import processes
from portal import create_app
from tests.portal.browser import Browser

REDIRECTED, TOO_MANY = 303, 429


@pytest.fixture
def store(tmp_path):
    with stores.lent(tmp_path) as lent:
        yield lent


class Unfollowed(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def asked(port):
    """The status of a page that sends strangers to the sign-in."""
    opener = urllib.request.build_opener(Unfollowed)
    try:
        with opener.open(f"http://127.0.0.1:{port}/guidance", timeout=30) as page:
            return page.status
    except urllib.error.HTTPError as answer:
        with answer:
            return answer.code


def statuses(app, times=4):
    return [Browser(app).get("/guidance", follow=False).status for _ in range(times)]


@pytest.mark.redis
def test_two_processes_count_together(committed, keyring, tmp_path, store):
    environ = {
        "PARTNERSHIP_KEYS": str(keyring.folder),
        "PARTNERSHIP_PORTAL_DATABASE_URL": committed.url(PORTAL),
        "PARTNERSHIP_PORTAL_URL": "http://127.0.0.1:2",
        "PARTNERSHIP_REQUESTS_PER_MINUTE": "5",
        "PARTNERSHIP_LIMITS_STORE": store.url,
    }
    ports = [free_port() for _ in range(2)]
    with ExitStack() as running:
        doors = [
            processes.start(f"portal-{port}", processes.gunicorn("portal", port), environ, tmp_path)
            for port in ports
        ]
        for door in doors:
            running.callback(door.stop)
        for door, port in zip(doors, ports, strict=True):
            processes.wait_until_it_answers(door, f"http://127.0.0.1:{port}")
        found = [asked(ports[number % 2]) for number in range(7)]
    assert found == [REDIRECTED] * 5 + [TOO_MANY] * 2


@pytest.mark.redis
def test_a_store_that_is_lost_leaves_each_process_its_own_limits_until_it_is_back(
    settings,
    parts,
    tmp_path,
    store,
    monkeypatch,
):
    shared = replace(settings, requests_per_minute=3, limits_store=store.url)
    one, other = create_app(shared, parts), create_app(shared, parts)
    assert statuses(one) == [REDIRECTED] * 3 + [TOO_MANY]
    assert statuses(other, 1) == [TOO_MANY]
    store.stop()
    assert statuses(one) == [REDIRECTED] * 3 + [TOO_MANY]
    assert statuses(other) == [REDIRECTED] * 3 + [TOO_MANY]
    with stores.lent(tmp_path):
        for app in (one, other):  # it looks for its store again after a while
            monkeypatch.setattr(app.extensions["limits"], "_Limiter__last_check_backend", 0.0)
        assert statuses(one, 2) == [REDIRECTED] * 2
        assert statuses(other, 2) == [REDIRECTED, TOO_MANY]


@pytest.fixture
def mute():
    """The URL of a store that takes connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"redis://127.0.0.1:{server.getsockname()[1]}"


def test_a_store_that_does_not_answer_holds_nobody_up(settings, parts, mute):
    app = create_app(replace(settings, requests_per_minute=3, limits_store=mute), parts)
    assert statuses(app) == [REDIRECTED] * 3 + [TOO_MANY]


def test_without_its_store_a_door_lets_people_in_and_still_slows_them_down(
    settings, parts, partner, mute
):
    shared = replace(settings, session_pages_per_minute=8, limits_store=mute)
    browser = Browser(create_app(shared, parts))
    browser.sign_in(partner.url_token, "not the password at all")
    browser.sign_in(partner.url_token, partner.password)
    pages = [browser.get("/home").status for _ in range(9)]
    assert pages[0] == 200
    assert pages[-1] == TOO_MANY


def test_several_processes_that_would_each_allow_everything_do_not_start():
    environ = {"PATH": os.environ["PATH"], "WEB_CONCURRENCY": "2"}
    begun = subprocess.run(
        [sys.executable, "-m", *processes.gunicorn("portal", free_port())],
        cwd=processes.ROOT, env=environ, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert begun.returncode == 3
    assert begun.stderr.startswith("Error: 2 processes need a store of limits that they share")


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]
