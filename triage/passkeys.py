"""Passkeys at the door: asking for one after the password or again (step-up), and adding one."""

from __future__ import annotations

from flask import Blueprint, Flask, Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from config.web.access import requires
from domain import passkeys
from domain.passkeys.enrolling import Answer
from domain.relying_parties import Party, PasskeyRefused
from triage import limits, sign_in, step_up
from triage.limits import limiter
from triage.needs import GIVE_CODE, SIGNED_IN
from triage.step_up import fresh
from triage.work import now, parts, session

pages = Blueprint("passkeys", __name__)

REFUSED = "That passkey was not accepted. Try again, or enter a code"
LONGEST_ANSWER = 20_000


@pages.post("/sign-in/passkey/options")
@requires(GIVE_CODE)
def ask_to_sign_in() -> ResponseReturnValue:
    """Say what a passkey has to sign."""
    return _asked()


@pages.post("/sign-in/passkey")
@requires(GIVE_CODE)
@limiter.limit(
    limits.WRONG_CODES, key_func=lambda: str(session().staff_id), deduct_when=limits.was_wrong
)
def give() -> ResponseReturnValue:
    """Take a passkey in place of a code."""
    return sign_in.come_in(_confirmed(), REFUSED)


@pages.post("/confirm/passkey/options")
@requires(SIGNED_IN)
def ask_to_confirm() -> ResponseReturnValue:
    """Say what a passkey has to sign, before what is sensitive."""
    return _asked()


@pages.post("/confirm/passkey")
@requires(SIGNED_IN)
@limiter.limit(
    limits.WRONG_CODES, key_func=lambda: str(session().staff_id), deduct_when=limits.was_wrong
)
def confirm() -> ResponseReturnValue:
    """Take a passkey once more; the session is fresh for a few minutes."""
    return step_up.go_on(_confirmed(), REFUSED)


@pages.get("/your-sign-in/passkey")
@requires(SIGNED_IN)
@fresh
def add() -> ResponseReturnValue:
    """Ask what the new passkey shall be called, and where to keep it."""
    _party()
    return render_template("triage/factors/add_passkey.html", label="", wrong={})


@pages.post("/your-sign-in/passkey/options")
@requires(SIGNED_IN)
@fresh
def ask_to_enrol() -> ResponseReturnValue:
    """Say for whom and for what a passkey is to be made."""
    asked = passkeys.options_to_enrol(parts().sessions, session(), _party(), now())
    return Response(asked, mimetype="application/json")


@pages.post("/your-sign-in/passkey")
@requires(SIGNED_IN)
@fresh
def enrol() -> ResponseReturnValue:
    """Keep the passkey that the browser made."""
    answer = Answer(_answered(), request.form.get("label", ""))
    try:
        passkeys.enrol(parts().sessions, session(), _party(), answer, now())
    except PasskeyRefused as refused:
        wrong = {"label": str(refused)}
        page = render_template("triage/factors/add_passkey.html", label=answer.label, wrong=wrong)
        return page, 422
    return redirect(url_for("factors.show"), 303)


def install(app: Flask) -> None:
    """Let the pages that ask for a second factor offer a passkey to those who have one."""
    app.add_template_global(has_passkey)
    app.jinja_env.globals["passkeys_are_possible"] = lambda: parts().party is not None


def has_passkey() -> bool:
    """Whether whoever is asked could answer with a passkey."""
    if parts().party is None or not current_user.is_authenticated:
        return False
    return passkeys.has_any(parts().sessions, session().staff_id)


def _asked() -> Response:
    asked = passkeys.options_to_confirm(parts().sessions, session(), _party(), now())
    return Response(asked, mimetype="application/json")


def _confirmed() -> str | None:
    return passkeys.confirm(parts().sessions, session(), _party(), _answered(), now())


def _answered() -> str:
    return request.form.get("answer", "")[:LONGEST_ANSWER]


def _party() -> Party:
    return parts().party or abort(404)
