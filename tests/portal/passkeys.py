"""A portal at an address that allows passkeys, and a device at it, made of software."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import text

from domain.relying_parties import party
from tests import make
from tests.authenticators import Authenticator
from tests.database import Doors
from tests.portal.browser import Browser, Page

ORIGIN, HOST = "https://localhost", "localhost"
PARTY = party(ORIGIN, "The portal", b"f" * 32)
WHO = {"your_name": "Ann Other", "device": "front desk"}


def device(**more: Any) -> Authenticator:
    """Somebody's device."""
    return Authenticator(ORIGIN, HOST, **more)


@dataclass(frozen=True)
class Desk:
    """A portal with passkeys, and how people use them there."""

    app: Any
    doors: Doors

    def browser(self, partner: make.Partner) -> Browser:
        """A browser in which the password was given."""
        opened = Browser(self.app)
        opened.sign_in(partner.url_token, partner.password)
        return opened

    def at_door(self, url_token: str) -> Browser:
        """A browser that came by an address."""
        opened = Browser(self.app)
        opened.get(f"/o/{url_token}")
        return opened

    def asked(self, browser: Browser, **fields: str) -> Any:
        """The answer to the question what a new passkey has to sign."""
        return browser.client.post(
            "/log-on/passkey/options",
            data=WHO | {"password": make.PASSWORD, "csrf_token": browser.token()} | fields,
            base_url=browser.base,
        )

    def add(self, browser: Browser, own: Authenticator | None = None, **more: Any) -> Authenticator:
        """Somebody adds a passkey; the device that holds it."""
        own = own or device(**more)
        options = self.asked(browser).get_data(as_text=True)
        page = browser.post("/log-on/passkey", WHO | {"answer": own.create(options)})
        assert page.heading == "Your log-on", page.text()
        return own

    def options(self, browser: Browser) -> str:
        """What a passkey is asked at the door."""
        data = {"csrf_token": browser.token()}
        return browser.client.post(
            "/sign-in/passkey/options", data=data, base_url=browser.base
        ).get_data(as_text=True)

    def give(self, browser: Browser, own: Authenticator, options: str = "") -> Page:
        """Somebody signs in with a passkey."""
        answer = own.get(options or self.options(browser))
        return browser.post("/sign-in/passkey", {"answer": answer})

    def events(self) -> list[str]:
        """The names of what the trail holds, in order."""
        with self.doors.triage.begin() as session:
            return list(session.scalars(text("select name from audit_event order by id")))


def desk(app_of: Any, settings: Any, parts: Any, doors: Doors) -> Desk:
    """A portal whose address allows passkeys."""
    return Desk(app_of(settings, replace(parts, party=PARTY)), doors)
