"""Who may open a page: sessions of staff kept on the server, and what each page needs.

A session that only a password opened is good for the page that asks for the code, and no other.
"""

from __future__ import annotations

from flask import Flask, Response, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, UserMixin, current_user
from werkzeug.exceptions import Forbidden

from config.web import access, cookies, errors
from config.web.preferences import this_page
from domain import staff
from domain.actors import NotPermitted
from domain.permissions import Permission
from domain.staff import sessions as staff_sessions
from domain.staff.sessions import Current
from triage import sign_in
from triage.needs import GIVE_CODE, SIGNED_IN
from triage.work import now, parts, session

QUIET = frozenset({"queue.arrivals", "submissions.here"})
"""Pages that the browser asks for by itself: they never count as activity."""

LANDINGS: tuple[tuple[Permission, str], ...] = (
    (Permission.SEE_QUEUE, "queue.listed"),
    (Permission.MANAGE_ORGANISATIONS, "organisations.listed"),
    (Permission.READ_TRAIL, "trail.listed"),
)
"""Where somebody begins: the first page that their roles allow."""


class SignedIn(UserMixin):  # type: ignore[misc]  # flask-login ships no types
    """A member of staff at a browser, as flask-login wants to see one."""

    def __init__(self, session: Current) -> None:
        self.session = session

    def get_id(self) -> str:
        """The session's id: one person may have several."""
        return str(self.session.id)


def install(app: Flask) -> None:
    """Look for the session of each request, and refuse what it does not allow."""
    manager = LoginManager(app)
    manager.session_protection = None  # its own checks belong to cookies that we do not use
    manager.request_loader(_from_cookie)
    access.install(app, _check)
    app.register_error_handler(NotPermitted, _not_permitted)


def landing() -> str:
    """The address at which whoever is signed in begins."""
    may = session().actor.may
    return next((url_for(page) for needed, page in LANDINGS if may(needed)), "/sign-in")


def _from_cookie(_request: object) -> SignedIn | None:
    token = cookies.read(cookies.SESSION)
    if not token:
        return None
    seen = request.endpoint not in QUIET
    found = staff_sessions.current(parts().lookups, token, now(), seen)
    return SignedIn(found) if found else None


def _check(needed: str) -> ResponseReturnValue | None:
    if not current_user.is_authenticated:
        return _not_signed_in()
    if needed == GIVE_CODE:
        return redirect(landing(), 303) if session().confirmed else None
    if not session().confirmed:
        return redirect(url_for("sign_in.code", next=_wanted()), 303)
    if needed == SIGNED_IN or session().actor.may(Permission(needed)):
        return None
    _record_refusal(needed)
    raise Forbidden


def _not_signed_in() -> ResponseReturnValue:
    """Ask to sign in; what was typed into a form stays in the page that asks."""
    if request.endpoint in QUIET:
        return jsonify(signed_in=False), 401
    if request.method == "POST":
        return sign_in.ask_again()
    return redirect(url_for("sign_in.password", next=_wanted()), 303)


def _wanted() -> str | None:
    return this_page() if request.method == "GET" and request.path != "/" else None


def _not_permitted(refused: NotPermitted) -> Response:
    _record_refusal(str(refused))
    return errors.show(Forbidden())


def _record_refusal(wanted: str) -> None:
    staff.refused(parts().sessions, session().actor, wanted, now())
