"""Enrolling a first authenticator app, in the session that a one-time link opened."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from config.web import cookies, csrf
from config.web.access import requires
from domain import second_factors
from domain.staff import enrolments, factors
from domain.staff.enrolments import EnrolmentKeys, NotEnrolling
from domain.staff.factors import CodeWrong, Offer, Proof
from triage import limits
from triage.administration.staff_forms import EnrolmentForm
from triage.limits import limiter
from triage.needs import GIVE_CODE
from triage.work import now, parts, reading, session

pages = Blueprint("enrolling", __name__)


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
    csrf.bind_to(done.token)
    page = render_template("triage/administration/codes.html", codes=done.codes)
    response = make_response(page)
    cookies.put(response, cookies.SESSION, done.token)
    return response


def _again(form: EnrolmentForm, words: str) -> str:
    """Show the same offer again; a new one where it is too old."""
    try:
        key, staff_id = parts().field_key, session().staff_id
        offer = factors.offered_again(staff_id, key, form.sealed.data or "", now())
    except CodeWrong:
        offer = factors.offer(session().staff_id, parts().field_key, now())
    form.code.errors = [words]
    return _enrol_page(offer, form, [(words, "code")])


def _enrol_page(offer: Offer, form: EnrolmentForm, problems: Any = ()) -> str:
    issuer = current_app.jinja_env.globals["brand"].portal_name  # type: ignore[attr-defined]
    uri = second_factors.provisioning_uri(offer.secret, session().name, issuer)
    return render_template(
        "triage/administration/enrol.html",
        offer=offer,
        form=form,
        # Drawn by us from our own words; nothing typed is in it.
        picture=Markup(second_factors.qr_svg(uri)),  # noqa: S704
        problems=problems,
    )
