"""Coming in by single sign-on in a test: the door, and a browser that goes to the provider."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pyotp
import requests
from joserfc import jwt
from sqlalchemy import text

from domain import staff
from domain.staff import StaffMember
from domain.unit_of_work import unit_of_work
from tests import make
from tests.database import Doors
from tests.providers import LocalProvider
from tests.triage.browser import Browser, Page
from tests.triage.door import FIELD_KEY, Door
from triage.single_sign_on.providers import Provider

HERE = "https://localhost/sign-in/single"
BACK, LEFT = f"{HERE}/back", f"{HERE}/left"
JONES = {"sub": "5f1c", "preferred_username": "P.Jones"}


@dataclass(frozen=True)
class SignOn:
    """A door that believes a provider on this machine."""

    door: Door
    provider: LocalProvider
    doors: Doors

    def set(self, **more: Any) -> None:
        """Give the door other settings."""
        parts = replace(self.door.parts, provider=Provider(self.provider.settings(**more), HERE))
        self.door.app.extensions["parts"] = parts

    def begin(self, browser: Browser, at: str = "/sign-in/single") -> Page:
        """Leave for the provider."""
        return browser.get(at, follow=False)

    def answer(self, leaving: Page) -> str:
        """What the provider has the browser bring back: our address with a code."""
        assert leaving.status == 303, leaving.text()
        given = requests.get(leaving.location, timeout=5, allow_redirects=False)
        assert given.status_code == 302, given.text
        return given.headers["Location"]

    def come(self, browser: Browser, follow: bool = True, at: str = "/sign-in/single") -> Page:
        """Go all the way: there, and back with the answer."""
        return self.bring(browser, self.answer(self.begin(browser, at)), follow)

    def bring(self, browser: Browser, answer: str, follow: bool = True, **more: str) -> Page:
        """Bring an answer back; some of it changed."""
        told = {name: values[0] for name, values in parse_qs(urlsplit(answer).query).items()}
        query = "&".join(f"{name}={value}" for name, value in (told | more).items() if value)
        return browser.get(f"/sign-in/single/back?{query}", follow)

    def enrolled(self, username: str = "p.jones", **more: Any) -> tuple[StaffMember, pyotp.TOTP]:
        """Somebody with a second factor of ours."""
        sessions = self.door.parts.sessions
        member = make.member(sessions, username=username, **more)
        with unit_of_work(sessions, make.SET_UP, make.NOW) as work:
            secret = staff.add_totp(work, member, FIELD_KEY, "phone")
        return member, pyotp.TOTP(secret)

    def bound(self, browser: Browser, codes: pyotp.TOTP) -> Page:
        """Come in the first time, with a second factor of ours."""
        page = self.come(browser)
        return browser.press(page, "/sign-in/code", code=codes.at(make.NOW))

    def member(self, before: StaffMember) -> StaffMember:
        """An account as it is now."""
        with self.doors.triage.begin() as session:
            return session.get_one(StaffMember, before.id)

    def failures(self, username: str) -> int:
        """How many failures in a row an account has."""
        asked = text("select failures from staff_member where username = :username")
        with self.doors.triage.begin() as session:
            return int(session.scalar(asked, {"username": username}))

    @staticmethod
    def signed_with(key: Any, alg: str = "RS256", **header: Any) -> Any:
        """What signs ID tokens with another key, or in another way."""
        told = {"alg": alg, "kid": key.kid} | header
        return lambda claims: jwt.encode(told, claims, key, algorithms=[alg])


def events(doors: Doors) -> list[str]:
    """The names of what the trail holds, in order."""
    with doors.triage.begin() as session:
        return list(session.scalars(text("select name from audit_event order by id")))


def check_refused(page: Page, happened: Any, event: str = "SignOnRefused") -> None:
    """Nobody is let in, which the page says and the trail holds."""
    assert (page.status, page.heading) == (422, "You are not signed in")
    assert "triage-session" not in str(page.headers)
    assert happened()[-1] == event
