"""Signing in again in the same browser: the draft and what was typed last come along."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import make_response, request
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from config.web import csrf
from domain import answers, drafts
from domain.organisations import sessions as partner_sessions
from domain.questions import Screen
from domain.unit_of_work import UnitOfWork
from portal import carrying, partners, parts
from portal.partners import Partner
from portal.responses import plain


def settle(token: str, old_token: str | None) -> None:
    """Bring into the session just opened what the browser left in its last, or still carries."""
    screen = carrying.screen_of(request.form.get("back", ""))
    typed = carrying.typed()
    if not (old_token or (screen and typed)):
        return
    partner = partners.of_token(token)
    if partner is None:
        return
    with partners.working(partner) as work:
        if old_token:
            _take_over(work, partner, old_token)
        if screen and typed:
            keep(work, partner, screen, answers.parse(screen, typed))


def place() -> str:
    """Return where to go on after signing in, when the session ended before this was posted."""
    path = request.path
    return path if path.startswith("/submit") or carrying.is_message(path) else "/home"


def onward(token: str, back: str) -> Response:
    """Send the browser back to where it was.

    A message has no draft to keep it in: it is carried through one more page to its own, where it
    is shown again. Only the partner sends it.
    """
    kept = carrying.on()
    if kept and carrying.is_message(back):
        csrf.bind_to(token)
        return make_response(plain("signed-in.html", back=back, kept=kept))
    return redirect(back, 303)


def keep(work: UnitOfWork, partner: Partner, screen: Screen, values: Any) -> answers.Document:
    """Save the answers to one screen among those given so far."""
    return drafts.change(work, partner.token, partial(answers.put, screen=screen, values=values))


def save(partner: Partner, screen: Screen, values: Any) -> answers.Document:
    """Do what `keep` does, in one message where no other tab has changed the draft meanwhile."""
    edit, here = partial(answers.put, screen=screen, values=values), parts.here()
    saved = partner.draft and drafts.save(
        here.lookups, partner.token, partner.draft, edit, here.now()
    )
    if saved:
        return saved
    with partners.working(partner) as work:
        return drafts.change(work, partner.token, edit)


def _take_over(work: UnitOfWork, partner: Partner, old_token: str) -> None:
    old = partner_sessions.earlier(work, old_token)
    if old is None:
        return
    drafts.adopt(work, old, old_token, partner.token)
    partner_sessions.end(work, old, "signed in again in the same browser")
