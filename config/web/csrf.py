"""Protection against forged requests, tied to the server-side session.

flask-wtf signs and compares a secret that it looks up in Flask's session. Here that secret is
computed from the cookie of our own session, so that a token dies with its session, nothing is
stored, and no second session lives in the browser.
"""

from __future__ import annotations

import hmac
import secrets
from typing import Any, NoReturn

from flask import Flask, Request, Response, g, session
from flask.sessions import SessionInterface, SessionMixin
from flask_wtf.csrf import CSRFProtect

from config.web import cookies
from config.web.expectations import WebSettings

FIELD = "csrf_token"


class NothingIsKeptHere(TypeError):
    """Code tried to keep something in the browser's session; use the server-side one."""


class BoundSecret(dict[str, Any], SessionMixin):
    """Flask's `session`, holding one thing: the secret that form tokens are made from."""

    def __init__(self, key: bytes, bound_to: str | None) -> None:
        super().__init__()
        self._key, self._made = key, ""
        self.new_visit = None if bound_to else secrets.token_urlsafe(32)
        self._bound_to = (bound_to or self.new_visit or "").encode()
        self.asked = False

    def __contains__(self, key: object) -> bool:
        return key == FIELD or super().__contains__(key)

    def __getitem__(self, key: str) -> Any:
        if key != FIELD:
            return super().__getitem__(key)
        self.asked = True
        self._made = (
            self._made or hmac.digest(self._key, b"forms|" + self._bound_to, "sha256").hex()
        )
        return self._made

    def __setitem__(self, key: str, value: Any) -> NoReturn:
        raise NothingIsKeptHere(f"{key} belongs in the server-side session")

    def bind(self, bound_to: str) -> None:
        """Make the secret that of another session from now on."""
        self._bound_to, self._made = bound_to.encode(), ""
        self.new_visit = None


class BoundSessions(SessionInterface):
    """Opens a `BoundSecret` for each request; sets a visit cookie where one is needed."""

    def open_session(self, app: Flask, request: Request) -> BoundSecret:
        """The secret of this browser's session, or of its visit when it has none."""
        prefix = app.config["COOKIE_PREFIX"]
        sent = request.cookies
        bound_to = sent.get(prefix + cookies.SESSION) or sent.get(prefix + cookies.VISIT)
        return BoundSecret(app.config["SECRET_KEY"], bound_to)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Remember a new visit, but only if the page asked for a token."""
        if isinstance(session, BoundSecret) and session.asked and session.new_visit:
            cookies.put(response, cookies.VISIT, session.new_visit)


def install(app: Flask, settings: WebSettings) -> None:
    """Refuse every change without a token, in every page of the application."""
    app.session_interface = BoundSessions()
    app.config.update(
        WTF_CSRF_FIELD_NAME=FIELD,
        WTF_CSRF_TIME_LIMIT=None,  # the token lives exactly as long as what it is tied to
        # Proxies of public bodies strip the Referer; `origins` looks at Sec-Fetch-Site instead.
        WTF_CSRF_SSL_STRICT=False,
    )
    CSRFProtect(app)


def bind_to(token: str) -> None:
    """Make the form tokens of this page fit the session that its response begins."""
    if isinstance(session, BoundSecret):
        session.bind(token)
    g.pop(FIELD, None)
