"""Signing in and out: a password, then a code, and back to where one was going."""

from __future__ import annotations

import time

from flask import (
    Blueprint,
    Response,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_login import current_user

from config.web import cookies, csrf
from config.web.access import public, requires
from config.web.preferences import own_address
from domain import staff
from domain.staff import Attempt, recovery_codes
from triage import kept, limits
from triage.limits import limiter
from triage.needs import GIVE_CODE, SIGNED_IN
from triage.single_sign_on import leaving
from triage.work import now, parts, session

pages = Blueprint("sign_in", __name__)

WRONG_PASSWORD = "Enter a correct username and password"  # noqa: S105  # words, no password
WRONG_CODE = "Enter the six digits your app shows now. Each code works once"
LONGEST_CODE, LONGEST_TYPED = 8, 100
OUT, SINGLE = "out", "single"
"""Why nobody is signed in any more: because they asked, in a session of single sign-on or not."""


@pages.get("/sign-in")
@public
def password() -> ResponseReturnValue:
    """Ask for name and password."""
    if current_user.is_authenticated and session().confirmed:
        return redirect("/", 303)
    return render_template(
        "triage/sign_in.html", username="", next=request.args.get("next", ""), kept="", wrong={}
    )


@pages.post("/sign-in")
@public
@limiter.limit(limits.WRONG_BY_NAME, key_func=limits.name_and_address, deduct_when=limits.was_wrong)
@limiter.limit(limits.WRONG_BY_ADDRESS, key_func=limits.address, deduct_when=limits.was_wrong)
@limiter.limit(limits.WRONG_AT_ALL, key_func=limits.everybody, deduct_when=limits.was_wrong)
def give_password() -> ResponseReturnValue:
    """Take name and password; a session that is good for the code page alone begins."""
    wrong = _missing()
    passed = None
    began = time.monotonic()
    if not wrong:
        passed = staff.give_password(parts().sessions, parts().passwords, _attempt())
        wrong = {} if passed else {"username": WRONG_PASSWORD}
    if passed is None:
        _take_your_time(began)
        return _password_page(wrong), limits.WRONG
    return _with_session(_to_code_page(passed.token), passed.token)


@pages.get("/sign-in/code")
@requires(GIVE_CODE)
def code() -> ResponseReturnValue:
    """Ask for the code."""
    return _code_page(request.args.get("next", ""), "", {})


@pages.post("/sign-in/code")
@requires(GIVE_CODE)
@limiter.limit(
    limits.WRONG_CODES, key_func=lambda: str(session().staff_id), deduct_when=limits.was_wrong
)
def give_code() -> ResponseReturnValue:
    """Take the code; the session gets a new token and is good for everything its roles allow."""
    typed = request.form.get("code", "")
    # A code from paper has letters, and is three times as long as one from an app.
    if sum(character.isalnum() for character in typed) > LONGEST_CODE:
        token = recovery_codes.confirm(
            parts().sessions, session(), parts().passwords, typed[:LONGEST_TYPED], now()
        )
    else:
        token = staff.confirm(parts().sessions, session(), parts().field_key, typed, now())
    return come_in(token, WRONG_CODE)


def come_in(token: str | None, words: str) -> ResponseReturnValue:
    """Go where one was going, with a session that a second factor has confirmed; or say why not."""
    going = request.form.get("next", "")
    if token is None:
        return _code_page(going, request.form.get(kept.FIELD, ""), {"code": words}), limits.WRONG
    csrf.bind_to(token)
    unsent = kept.opened(request.form.get(kept.FIELD, ""))
    if unsent:
        return _with_session(
            make_response(render_template("triage/resume.html", kept=unsent)), token
        )
    return _with_session(redirect(own_address(going), 303), token)


@pages.post("/sign-out")
@public
def out() -> ResponseReturnValue:
    """End the session, here and in the browser."""
    single = current_user.is_authenticated and leaving.end(session().actor)
    response = make_response(redirect(url_for("sign_in.ended", why=SINGLE if single else OUT), 303))
    cookies.forget(response, cookies.SESSION)
    # Not "cookies": that would reach the other door, where both stand on one host.
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@pages.get("/signed-out")
@public
def ended() -> ResponseReturnValue:
    """Say that nobody is signed in any more, and why; offer to sign out at the provider too."""
    why = request.args.get("why")
    offered = why == SINGLE and leaving.is_offered()
    return render_template(
        "triage/signed_out.html", by_choice=why in (OUT, SINGLE), there_too=False, offered=offered
    )


@pages.post("/stay")
@requires(SIGNED_IN)
def stay() -> ResponseReturnValue:
    """Keep the session: somebody pressed the button of the warning."""
    return jsonify(seconds_left=session().seconds_left(now()))


def ask_again() -> ResponseReturnValue:
    """Ask to sign in where a form was sent without a session; what was typed stays in the page."""
    page = render_template(
        "triage/sign_in.html", username="", next="", kept=kept.of_request(), wrong={}
    )
    return page, 401


def _missing() -> dict[str, str]:
    asked = {"username": "Enter your username", "password": "Enter your password"}
    return {name: words for name, words in asked.items() if not request.form.get(name, "").strip()}


def _take_your_time(began: float) -> None:
    """Wait for the next whole step, so that known and unknown names are refused after as long."""
    step = parts().refusals_take
    if step:
        time.sleep(step - (time.monotonic() - began) % step)


def _attempt() -> Attempt:
    return Attempt(
        username=request.form["username"][:200],
        password=request.form["password"][:1000],
        address=limits.address(),
        device=request.headers.get("User-Agent", "")[:200],
        at=now(),
        only=parts().password_only_for,
    )


def _password_page(wrong: dict[str, str]) -> str:
    return render_template(
        "triage/sign_in.html",
        username=request.form.get("username", ""),
        next=request.form.get("next", ""),
        kept=request.form.get(kept.FIELD, ""),
        wrong=wrong,
    )


def _to_code_page(token: str) -> ResponseReturnValue:
    """On to the code page; the same answer carries it where typed text has to come along."""
    going, carried = request.form.get("next", ""), request.form.get(kept.FIELD, "")
    if not carried:
        return redirect(url_for("sign_in.code", next=going or None), 303)
    csrf.bind_to(token)
    return _code_page(going, carried, {})


def _code_page(going: str, carried: str, wrong: dict[str, str]) -> str:
    return render_template("triage/code.html", next=going, kept=carried, wrong=wrong)


def _with_session(answer: ResponseReturnValue, token: str) -> Response:
    response = make_response(answer)
    cookies.put(response, cookies.SESSION, token)
    return response
