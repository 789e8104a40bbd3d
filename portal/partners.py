"""Who is here: the organisation whose session the browser shows, for flask-login and the domain."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import datetime
from typing import cast

from flask import Flask, Request
from flask_login import LoginManager, UserMixin, current_user

from config.web import cookies
from domain import drafts, visits
from domain.actors import Actor
from domain.drafts import Kept, Stored
from domain.unit_of_work import UnitOfWork
from domain.unit_of_work import reading as read_as
from domain.unit_of_work import unit_of_work as work_as
from domain.visits import Visit
from portal import parts


class Partner(UserMixin):  # type: ignore[misc]  # flask-login ships no types
    """The organisation that is signed in, with the token that only its browser has."""

    def __init__(self, visit: Visit, token: str) -> None:
        """Take the session, the draft in it and what it stands on, as they are now."""
        self.session = visit.session
        self.agreement = visit.agreement
        self.draft: Stored | None = visit.draft
        self.limits = visit.limits
        self.token = token
        self.actor: Actor = visit.session.as_actor()

    @property
    def name(self) -> str:
        """The organisation's name."""
        return self.session.organisation_name

    def kept(self) -> Kept:
        """Return the draft as this request found it, opened."""
        return drafts.opened(self.draft, self.token)

    def seconds_left(self, now: datetime) -> int:
        """Return how long this page may be left alone before the session ends."""
        return self.session.seconds_left(now)


def install(app: Flask) -> None:
    """Let flask-login ask our server-side sessions, and keep nothing of its own."""
    manager = LoginManager()
    manager.session_protection = None
    # Not in every template: an error page has to do without the database.
    manager.init_app(app, add_context_processor=False)
    manager.request_loader(_of_request)


def _of_request(request: Request) -> Partner | None:
    token = request.cookies.get(cookies.name(cookies.SESSION))
    return of_token(token) if token else None


def of_token(token: str) -> Partner | None:
    """Return the partner whose session has this token, if it is open."""
    stands_on = parts.here()
    found = visits.of(stands_on.lookups, token, stands_on.now())
    return Partner(found, token) if found else None


def here() -> Partner | None:
    """Return the partner who is signed in, or None."""
    user = current_user._get_current_object()
    return user if isinstance(user, Partner) else None


def signed_in() -> Partner:
    """Return the partner on a page that only those signed in can reach."""
    return cast(Partner, current_user._get_current_object())


def reading() -> AbstractContextManager[UnitOfWork]:
    """Look as the partner who is signed in."""
    stands_on = parts.here()
    return read_as(stands_on.sessions, signed_in().actor, stands_on.now())


def working(partner: Partner | None = None) -> AbstractContextManager[UnitOfWork]:
    """Do one thing as the partner who is signed in, or has just been."""
    stands_on = parts.here()
    return work_as(stands_on.sessions, (partner or signed_in()).actor, stands_on.now())
