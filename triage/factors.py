"""'Your sign-in': one's own second factors, recovery codes and password."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from flask import Blueprint, Flask, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from werkzeug.exceptions import NotFound

from config.brands import Brand
from config.web import devices, errors
from config.web.access import requires
from domain.actors import NotPermitted
from domain.passwords import passphrases
from domain.passwords.policy import Change
from domain.second_factors import provisioning_uri, qr_svg
from domain.staff import factors, own_passwords, own_sessions, recovery_codes
from domain.staff.factors import CodeWrong, LastFactor, Proof
from domain.staff.tables import StaffMember
from domain.unit_of_work import UnitOfWork
from triage import limits
from triage.limits import limiter
from triage.needs import SIGNED_IN
from triage.step_up import fresh
from triage.work import actor, changing, now, parts, reading, session

pages = Blueprint("factors", __name__, url_prefix="/your-sign-in")

LONGEST_PASSWORD = 1_000


@pages.get("")
@requires(SIGNED_IN)
def show() -> ResponseReturnValue:
    """Show with what one signs in, and where one is signed in now."""
    with reading() as work:
        return render_template(
            "triage/factors/list.html",
            factors=factors.listed(work, session().staff_id),
            codes_left=recovery_codes.left(work, session().staff_id),
            sessions=own_sessions.listed(work),
            own=session().id,
        )


@pages.get("/factors/<uuid:factor_id>")
@requires(SIGNED_IN)
def factor(factor_id: UUID) -> ResponseReturnValue:
    """Ask for another name, or whether to remove it."""
    return _factor_page(factor_id, ())


@pages.post("/factors/<uuid:factor_id>/name")
@requires(SIGNED_IN)
def rename(factor_id: UUID) -> ResponseReturnValue:
    """Give a factor another name."""
    with changing() as work:
        factors.rename(work, _member(work), factor_id, request.form.get("label", ""))
    return redirect(url_for("factors.show"), 303)


@pages.post("/factors/<uuid:factor_id>/remove")
@requires(SIGNED_IN)
@fresh
def revoke(factor_id: UUID) -> ResponseReturnValue:
    """End a factor at once, if another is left."""
    try:
        with changing() as work:
            factors.revoke(work, _member(work), factor_id)
    except LastFactor as last:
        return _factor_page(factor_id, ((str(last), "label"),)), 422
    return redirect(url_for("factors.show"), 303)


@pages.get("/app")
@requires(SIGNED_IN)
@fresh
def add_app() -> ResponseReturnValue:
    """Offer a secret to put into an authenticator app."""
    return _app_page({})


@pages.post("/app")
@requires(SIGNED_IN)
@fresh
@limiter.limit(
    limits.WRONG_CODES, key_func=lambda: str(session().staff_id), deduct_when=limits.was_wrong
)
def enrol_app() -> ResponseReturnValue:
    """Keep the secret, once a code has proved that the app has it."""
    typed = request.form
    proof = Proof(typed.get("sealed", ""), typed.get("code", ""), typed.get("label", ""))
    try:
        with changing() as work:
            factors.enrol(work, _member(work), parts().field_key, proof)
    except CodeWrong as wrong:
        return _app_page({"code": str(wrong)}, proof.sealed), limits.WRONG
    return redirect(url_for("factors.show"), 303)


@pages.post("/codes")
@requires(SIGNED_IN)
@fresh
def renew_codes() -> ResponseReturnValue:
    """Make new recovery codes; this page shows them, and none after it."""
    with changing() as work:
        codes = recovery_codes.renew(work, parts().passwords, _member(work))
    return render_template("triage/factors/codes.html", codes=codes)


@pages.get("/password")
@requires(SIGNED_IN)
@fresh
def password() -> ResponseReturnValue:
    """Ask for the present password and another."""
    return _password_page(())


@pages.post("/password")
@requires(SIGNED_IN)
@fresh
@limiter.limit(
    limits.WRONG_CODES, key_func=lambda: str(session().staff_id), deduct_when=limits.was_wrong
)
def change_password() -> ResponseReturnValue:
    """Change one's own password; every other session ends."""
    whose = _brand()
    change = Change(
        current=request.form.get("password", "")[:LONGEST_PASSWORD],
        new=request.form.get("new_password", "")[:LONGEST_PASSWORD],
        address=limits.address(),
        at=now(),
        context=(whose.force_name, whose.unit_name, whose.portal_name),
    )
    reasons = own_passwords.change(parts().sessions, parts().passwords, actor(), change)
    if reasons:
        return _password_page(reasons), limits.WRONG
    return redirect(url_for("factors.show"), 303)


@pages.errorhandler(NotPermitted)
def not_there(_refused: NotPermitted) -> ResponseReturnValue:
    """Answer for what is somebody else's as for what never was."""
    return errors.show(NotFound())


def install(app: Flask) -> None:
    """Let the list of sessions say which browser each one is."""
    app.add_template_global(devices.words, "device_words")


def _brand() -> Brand:
    return cast(Brand, current_app.jinja_env.globals["brand"])


def _member(work: UnitOfWork) -> StaffMember:
    return work.session.get_one(StaffMember, session().staff_id)


def _factor_page(factor_id: UUID, problems: tuple[tuple[str, str], ...]) -> str:
    with reading() as work:
        found = factors.own(work, factor_id)
        return render_template("triage/factors/factor.html", factor=found, problems=problems)


def _app_page(wrong: dict[str, str], sealed: str = "") -> str:
    """Offer a secret: the same again after a wrong code, a new one where that is too old."""
    key, staff_id = parts().field_key, session().staff_id
    try:
        offered = factors.offered_again(staff_id, key, sealed, now())
    except CodeWrong:
        offered = factors.offer(staff_id, key, now())
    address = provisioning_uri(offered.secret, session().name, _brand().portal_name)
    return render_template(
        "triage/factors/add_app.html",
        offered=offered,
        picture=Markup(qr_svg(address)),  # noqa: S704  # drawn by us: squares alone
        label=request.form.get("label", ""),
        wrong=wrong,
    )


def _password_page(reasons: tuple[str, ...]) -> str:
    of_present = {own_passwords.WRONG: "password"}
    problems = [(reason, of_present.get(reason, "new_password")) for reason in reasons]
    return render_template(
        "triage/factors/password.html",
        problems=problems,
        wrong={target: words for words, target in reversed(problems)},
        offered=passphrases.passphrase(),
    )
