"""What every page does first: who is asking, when, and a unit of work to do it in."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import datetime
from typing import cast

from flask import current_app, g
from flask_login import current_user

from domain import unit_of_work as units
from domain.actors import Actor
from domain.staff.sessions import Current
from domain.unit_of_work import UnitOfWork
from triage.parts import Parts


def parts() -> Parts:
    """The parts that the application was given."""
    return cast(Parts, current_app.extensions["parts"])


def now() -> datetime:
    """The time of this request: one for everything that is done in it."""
    if "now" not in g:
        g.now = parts().now()
    return cast(datetime, g.now)


def session() -> Current:
    """The session of whoever asks. Only for pages that nobody opens without one."""
    return cast(Current, current_user.session)


def actor() -> Actor:
    """Whoever asks, as somebody who acts."""
    return session().actor


def reading() -> AbstractContextManager[UnitOfWork]:
    """A unit of work that only looks."""
    return units.reading(parts().sessions, actor(), now())


def changing() -> AbstractContextManager[UnitOfWork]:
    """A unit of work that changes something."""
    return units.unit_of_work(parts().sessions, actor(), now())
