"""Who may open a page: every page names the permission it needs; one that names none is refused.

What a permission is, and who has it, is the domain's affair: here it is only a name.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import Forbidden

from config.web.apps import PUBLIC_ENDPOINTS

ANYONE = "anyone"
View = TypeVar("View", bound=Callable[..., Any])
Check = Callable[[str], ResponseReturnValue | None]


def requires(permission: str) -> Callable[[View], View]:
    """Say which permission a page needs: `@requires(Permission.SUBMIT)` under the route."""

    def mark(view: View) -> View:
        view.permission = permission  # type: ignore[attr-defined]  # read again by `needed`
        return view

    return mark


def public(view: View) -> View:
    """Say that anybody may open a page, signed in or not."""
    return requires(ANYONE)(view)


def needed(app: Flask, endpoint: str) -> str | None:
    """The permission that a page needs; None if it names none, and is refused to everybody."""
    if endpoint in PUBLIC_ENDPOINTS:
        return ANYONE
    return getattr(app.view_functions[endpoint], "permission", None)


def install(app: Flask, check: Check) -> None:
    """Ask `check` before each page that is not for anybody; what it returns is the answer."""

    @app.before_request
    def _refuse_by_default() -> ResponseReturnValue | None:
        if request.endpoint is None:
            return None  # no such page: the 404 says so
        permission = needed(app, request.endpoint)
        if permission is None:
            raise Forbidden
        return None if permission == ANYONE else check(permission)
