"""The two pages of single sign-on: leaving for the provider, and coming back from it."""

from __future__ import annotations

import logging

from flask import (
    Blueprint,
    Flask,
    Response,
    abort,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue

from config.web import cookies
from config.web.access import public
from config.web.preferences import own_address
from domain.staff import single_sign_on
from domain.staff.single_sign_on import Admitted, Vouched
from triage import limits
from triage.limits import limiter
from triage.single_sign_on import goings, id_tokens
from triage.single_sign_on.asking import ProviderAway
from triage.single_sign_on.goings import Going
from triage.single_sign_on.id_tokens import Expected, IdTokenRefused
from triage.single_sign_on.providers import CodeRefused, Provider
from triage.work import now, parts

pages = Blueprint("single_sign_on", __name__, url_prefix="/sign-in/single")
log = logging.getLogger(__name__)

LONGEST_CODE, LONGEST_NEXT = 4_000, 2_000
NOT_BEGUN = "the answer belongs to no sign-on that this browser began"
NO_CODE = "the provider let nobody in"
OTHER_ISSUER = "the answer came from another provider"


class AnswerRefused(ValueError):
    """What came back from the provider is no answer to what this browser began."""


@pages.get("")
@public
def begin() -> ResponseReturnValue:
    """Send the browser to the provider, with secrets that only it can bring back."""
    going = goings.begin(now(), own_address(request.args.get("next", "")[:LONGEST_NEXT]))
    provider = _provider()
    # Where its second factor stands for ours, it must have asked for it just now.
    recent = int(id_tokens.OLDEST.total_seconds())
    more = {"max_age": recent} if provider.settings.trusted else {}
    try:
        there = provider.address(going.state, going.nonce, going.verifier, **more)
    except ProviderAway as away:
        return _away(away)
    response = redirect(there, 303)
    goings.remember(response, going, parts().field_key)
    return response


@pages.get("/back")
@public
@limiter.limit(limits.WRONG_BY_ADDRESS, key_func=limits.address, deduct_when=limits.was_wrong)
@limiter.limit(limits.WRONG_AT_ALL, key_func=limits.everybody, deduct_when=limits.was_wrong)
def back() -> ResponseReturnValue:
    """Take the provider's answer: a session begins, good for the page that asks for a code."""
    provider = _provider()
    going = goings.of_browser(parts().field_key, now())
    try:
        admitted = single_sign_on.admit(parts().sessions, _vouched(provider, going))
    except (AnswerRefused, CodeRefused, IdTokenRefused) as refused:
        single_sign_on.refused(parts().sessions, limits.address(), str(refused), now())
        return _refused()
    except ProviderAway as away:
        return _away(away)
    return _let_in(admitted, going.back_to) if admitted and going else _refused()


def install(app: Flask) -> None:
    """Let the page that asks to sign in offer it, where it is set up."""
    app.jinja_env.globals["single_sign_on"] = lambda: parts().provider and _provider().settings


def _provider() -> Provider:
    return parts().provider or abort(404)


def _vouched(provider: Provider, going: Going | None) -> Vouched:
    """Return whom the answer is about, once everything in it is checked."""
    answer = request.args
    if going is None or not going.fits(answer.get("state", "")):
        raise AnswerRefused(NOT_BEGUN)
    issuer = answer.get("iss", None if provider.names_itself() else provider.settings.issuer)
    if issuer != provider.settings.issuer:
        raise AnswerRefused(OTHER_ISSUER)
    code = answer.get("code", "")
    if not code or "error" in answer or len(code) > LONGEST_CODE:
        raise AnswerRefused(NO_CODE)
    tokens = provider.tokens(code, going.verifier)
    expected = Expected(provider.settings, going.nonce, tokens.get("access_token"), now())
    person = id_tokens.person(tokens.get("id_token"), provider.keys, expected)
    return Vouched(
        issuer=provider.settings.issuer,
        subject=person.subject,
        username=person.username,
        state=going.state,
        second_factor=person.second_factor,
        address=limits.address(),
        device=request.headers.get("User-Agent", "")[:200],
        at=now(),
    )


def _let_in(admitted: Admitted, back_to: str) -> ResponseReturnValue:
    """Go where one was going, by way of the page that asks for a second factor of ours."""
    there = back_to if admitted.confirmed else url_for("sign_in.code", next=back_to)
    response = make_response(redirect(there, 303))
    cookies.put(response, cookies.SESSION, admitted.token)
    cookies.forget(response, goings.COOKIE)
    return response


def _refused() -> ResponseReturnValue:
    return _said("refused.html", limits.WRONG)


def _away(away: ProviderAway) -> ResponseReturnValue:
    log.warning("single sign-on: %s", away)
    response = _said("away.html", 503)
    response.headers["Retry-After"] = "60"
    return response


def _said(template: str, status: int) -> Response:
    """Say why nobody is signed in; the sign-on that was begun serves no longer."""
    response = make_response(render_template(f"triage/single_sign_on/{template}"), status)
    cookies.forget(response, goings.COOKIE)
    return response
