"""Enrolling a first second factor, in the session that a one-time link opened: app or passkey."""

from __future__ import annotations

from typing import Any

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_login import current_user
from markupsafe import Markup

from config.web import cookies, csrf
from config.web.access import requires
from domain import passkeys, second_factors
from domain.passkeys.enrolling import Answer
from domain.relying_parties import Party, PasskeyRefused
from domain.staff import enrolments, factors
from domain.staff.enrolments import Enrolled, EnrolmentKeys, NotEnrolling
from domain.staff.factors import CodeWrong, Offer, Proof
from triage import limits
from triage.administration.staff_forms import EnrolmentForm
from triage.limits import limiter
from triage.needs import GIVE_CODE
from triage.work import now, parts, reading, session

pages = Blueprint("enrolling", __name__)
LONGEST_ANSWER = 20_000


@pages.get("/enrol")
@requires(GIVE_CODE)
def enrol() -> ResponseReturnValue:
    """Offer a first second factor, in a session that a link opened."""
    with reading() as work:
        if not enrolments.is_enrolling(work, session().id):
            return redirect(url_for("sign_in.code"), 303)
    offer = factors.offer(session().staff_id, parts().field_key, now())
    return _enrol_page(offer, EnrolmentForm())


@pages.post("/enrol")
@requires(GIVE_CODE)
@limiter.limit(
    limits.WRONG_CODES, key_func=lambda: str(session().staff_id), deduct_when=limits.was_wrong
)
def prove() -> ResponseReturnValue:
    """Keep the factor that a code proves; show the recovery codes, this once."""
    form, given = EnrolmentForm(request.form), parts()
    proof = Proof(form.sealed.data or "", form.code.data or "", form.label.data or "")
    keys = EnrolmentKeys(given.passwords, given.field_key)
    try:
        done = enrolments.enrol_first(given.sessions, session(), keys, proof, now())
    except CodeWrong as wrong:
        return _again(form, str(wrong)), 422
    except NotEnrolling:
        return redirect(url_for("sign_in.code"), 303)
    return _joined(done)


@pages.post("/enrol/passkey/options")
@requires(GIVE_CODE)
def ask_for_passkey() -> ResponseReturnValue:
    """Say for whom and for what a first passkey is to be made."""
    with reading() as work:
        if not enrolments.is_enrolling(work, session().id):
            abort(409)
    asked = passkeys.options_to_enrol(parts().sessions, session(), _party(), now())
    return Response(asked, mimetype="application/json")


@pages.post("/enrol/passkey")
@requires(GIVE_CODE)
@limiter.limit(
    limits.WRONG_CODES, key_func=lambda: str(session().staff_id), deduct_when=limits.was_wrong
)
def prove_passkey() -> ResponseReturnValue:
    """Keep the passkey that the browser made; show the recovery codes, this once."""
    given, answer = parts(), Answer(_answered(), request.form.get("passkey_label", ""))
    try:
        keep = passkeys.checked(given.sessions, session(), _party(), answer, now())
        done = enrolments.enrol_first_by(given.sessions, session(), given.passwords, keep, now())
    except PasskeyRefused as refused:
        return _again(EnrolmentForm(), str(refused), "passkey_label"), 422
    except NotEnrolling:
        return redirect(url_for("sign_in.code"), 303)
    return _joined(done)


def has_no_factor() -> bool:
    """Whether somebody gave their password and has nothing to give beside it."""
    if not current_user.is_authenticated:
        return False
    with reading() as work:
        return not factors.listed(work, session().staff_id)


def _joined(done: Enrolled) -> ResponseReturnValue:
    csrf.bind_to(done.token)
    page = render_template("triage/administration/codes.html", codes=done.codes)
    response = make_response(page)
    cookies.put(response, cookies.SESSION, done.token)
    return response


def _answered() -> str:
    return request.form.get("answer", "")[:LONGEST_ANSWER]


def _party() -> Party:
    return parts().party or abort(404)


def _again(form: EnrolmentForm, words: str, where: str = "code") -> str:
    """Show the same offer again; a new one where it is too old."""
    try:
        key, staff_id = parts().field_key, session().staff_id
        offer = factors.offered_again(staff_id, key, form.sealed.data or "", now())
    except CodeWrong:
        offer = factors.offer(session().staff_id, parts().field_key, now())
    if where == "code":
        form.code.errors = [words]
    return _enrol_page(offer, form, [(words, where)])


def _enrol_page(offer: Offer, form: EnrolmentForm, problems: Any = ()) -> str:
    brand: Any = current_app.jinja_env.globals["brand"]
    uri = second_factors.provisioning_uri(offer.secret, session().name, brand.portal_name)
    return render_template(
        "triage/administration/enrol.html",
        offer=offer,
        form=form,
        picture=Markup(second_factors.qr_svg(uri)),  # noqa: S704  # drawn by us: nothing typed
        problems=problems,
    )
