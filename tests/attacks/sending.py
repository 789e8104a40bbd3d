"""A partner who sends over HTTP, and sends again whatever was not acknowledged."""

from __future__ import annotations

import http.client
import re
import threading
from dataclasses import dataclass, field
from urllib.parse import urlencode

from domain import drafts, organisations
from domain.organisations import sessions
from domain.unit_of_work import unit_of_work
from tests import make

COOKIE = "__Host-portal-session"
TRY_AGAIN_SECONDS = 0.1
NOT_THERE = (OSError, http.client.HTTPException)


@dataclass
class Sender:
    """One browser. `acknowledged`: reference by the key under which it was sent."""

    logged: object
    port: int
    acknowledged: dict[str, str] = field(default_factory=dict)
    answers_lost: int = 0
    wrong: list[str] = field(default_factory=list)

    def __post_init__(self):
        """Sign in as the portal does once the password is right."""
        self.organisation = self.logged.partner.organisation.id
        with unit_of_work(self.logged.doors.portal, self.logged.partner.actor()) as work:
            found = organisations.find(work, self.organisation)
            session, self.token = sessions.start(work, found, "192.0.2.7", "a browser")
            work.session.flush()
            self.session_id = session.id

    def run(self, stop: threading.Event):
        """Send one after the other; each is posted until the portal said that it has it."""
        while not stop.is_set():
            key, body = self._form(stop)
            while key and key not in self.acknowledged and not stop.is_set():
                self._post(key, body, stop)

    def _form(self, stop):
        """Fill in a draft, and open the page from which it is sent: its key, and what is posted."""
        with unit_of_work(self.logged.doors.portal, self._actor()) as work:
            drafts.change(work, self.token, lambda _: make.ANSWERS)
        answered = self._ask("GET", None)
        while answered is None or answered[0] != 200:
            if stop.wait(TRY_AGAIN_SECONDS):
                return None, b""
            answered = self._ask("GET", None)
        csrf, key = (_named(answered[2], name) for name in ("csrf_token", "send_key"))
        fields = {"csrf_token": csrf, "send_key": key, "declaration": "yes"}
        return key, urlencode(fields).encode()

    def _post(self, key, body, stop):
        answered = self._ask("POST", body)
        if answered is None:
            self.answers_lost += 1
            stop.wait(TRY_AGAIN_SECONDS)
        elif answered[0] == 303:
            found = re.search(r"/sent/([^/]+)/receipt", answered[1])
            self.acknowledged[key] = found[1] if found else answered[1]
        else:
            self.wrong.append(f"{answered[0]} {answered[2][:200]}")
            stop.wait(TRY_AGAIN_SECONDS)

    def _ask(self, method, body):
        """Return status, where it leads, and the page; None if the portal was gone meanwhile."""
        headers = {"Cookie": f"{COOKIE}={self.token}"}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=15)
        try:
            connection.request(method, "/submit/check", body, headers)
            answer = connection.getresponse()
            return answer.status, answer.getheader("Location", ""), answer.read().decode()
        except NOT_THERE:
            return None
        finally:
            connection.close()

    def _actor(self):
        return self.logged.partner.actor(session_id=self.session_id)


def _named(page, name):
    found = re.search(rf'name="{name}" value="([^"]+)"', page)
    assert found, f"the page has no {name}"
    return found[1]
