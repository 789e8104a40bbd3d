"""Where the links in letters to staff lead: a first or another password, or back.

A GET only looks at a link: scanners of mail open them. The form behind it uses it, once.
"""

from __future__ import annotations

import time
from typing import Any

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from config.web import cookies, forms
from config.web.access import public
from domain import links
from domain.links import LinkUnusable, Purpose
from domain.passwords import passphrases
from domain.passwords.policy import PasswordRefused
from domain.staff import invitations, own_passwords, recovery
from domain.staff.invitations import Acceptance
from domain.staff.own_passwords import Choice
from domain.staff.recovery import Return
from triage import limits
from triage.administration.staff_forms import (
    FirstPasswordForm,
    ForgottenForm,
    PresentPasswordForm,
)
from triage.limits import limiter
from triage.work import now, parts

pages = Blueprint("joining", __name__)
ASKED_BY_ADDRESS = "20 per 5 minutes"
FIRST, ANOTHER, FACTOR = "first-password", "new-password", "second-factor"
PURPOSES = {
    FIRST: Purpose.STAFF_ACTIVATION,
    ANOTHER: Purpose.STAFF_RENEWAL,
    FACTOR: Purpose.STAFF_RECOVERY,
}
ROUTE = "/<any('first-password','new-password','second-factor'):what>/<token>"


@pages.get(ROUTE)
@public
@limiter.limit(limits.WRONG_BY_ADDRESS, key_func=limits.address, deduct_when=limits.was_wrong)
def arrive(what: str, token: str) -> ResponseReturnValue:
    """Look at a link, and ask for what it is for."""
    try:
        links.look_at(parts().sessions, parts().link_keys, PURPOSES[what], token, now())
    except LinkUnusable:
        return _unusable()
    return _page(what, _form(what)())


@pages.post(ROUTE)
@public
@limiter.limit(limits.WRONG_BY_ADDRESS, key_func=limits.address, deduct_when=limits.was_wrong)
def choose(what: str, token: str) -> ResponseReturnValue:
    """Use a link: choose a password by it, or come back to enrol a factor again."""
    form = _form(what)(request.form)
    if not form.validate():
        return _page(what, form, forms.problems(form)), 422
    try:
        return {FIRST: _accept, ANOTHER: _renew, FACTOR: _return}[what](token, form.password.data)
    except PasswordRefused as refused:
        form.password.errors = [refused.reasons[0]]
        return _page(what, form, [(why, "password") for why in refused.reasons]), 422
    except LinkUnusable:
        return _unusable()


@pages.get("/forgotten-password")
@public
def ask_forgotten() -> ResponseReturnValue:
    """Ask whose password was forgotten."""
    return _forgotten_page(ForgottenForm())


@pages.post("/forgotten-password")
@public
@limiter.limit(ASKED_BY_ADDRESS, key_func=limits.address)
def forgotten() -> ResponseReturnValue:
    """Send a link, if there is such an account; the answer is the same if there is none."""
    form, began = ForgottenForm(request.form), time.monotonic()
    if not form.validate():
        return _forgotten_page(form, forms.problems(form)), 422
    own_passwords.forgotten(
        parts().sessions, parts().link_keys, (form.username.data or "")[:200], now()
    )
    if step := parts().refusals_take:
        time.sleep(step - (time.monotonic() - began) % step)
    return render_template("triage/administration/link_sent.html")


def _form(what: str) -> Any:
    return PresentPasswordForm if what == FACTOR else FirstPasswordForm


def _accept(token: str, password: str) -> ResponseReturnValue:
    given = Acceptance(token=token, password=password, at=now(), context=_context(), **_whence())
    opened = invitations.accept(parts().sessions, parts().passwords, parts().link_keys, given)
    return _to_enrol(opened)


def _renew(token: str, password: str) -> ResponseReturnValue:
    choice = Choice(token=token, password=password, at=now(), context=_context())
    own_passwords.choose(parts().sessions, parts().passwords, parts().link_keys, choice)
    return render_template("triage/administration/password_chosen.html")


def _return(token: str, password: str) -> ResponseReturnValue:
    given = Return(token=token, password=password, at=now(), **_whence())
    opened = recovery.come_back(parts().sessions, parts().passwords, parts().link_keys, given)
    if opened is None:
        form = PresentPasswordForm()
        form.password.errors = ["The password is wrong"]
        return _page(FACTOR, form, [("The password is wrong", "password")]), 422
    return _to_enrol(opened)


def _to_enrol(token: str) -> ResponseReturnValue:
    response = redirect(url_for("enrolling.enrol"), 303)
    cookies.put(response, cookies.SESSION, token)
    return response


def _whence() -> dict[str, str]:
    device = request.headers.get("User-Agent", "")[:200]
    return {"address": limits.address(), "device": device}


def _context() -> tuple[str, ...]:
    """Words that the service's own passwords may not be made of."""
    brand: Any = current_app.jinja_env.globals["brand"]
    return (brand.force_name, brand.portal_name, brand.unit_name)


def _page(what: str, form: Any, problems: Any = ()) -> str:
    return render_template(
        "triage/administration/by_link.html",
        what=what,
        form=form,
        problems=problems,
        idea="" if what == FACTOR else passphrases.passphrase(),
    )


def _forgotten_page(form: ForgottenForm, problems: Any = ()) -> str:
    return render_template("triage/administration/forgotten.html", form=form, problems=problems)


def _unusable() -> ResponseReturnValue:
    return render_template("triage/administration/unusable.html"), 410
