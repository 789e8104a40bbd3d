"""Signing in again in the same browser: the draft and what was typed last come along."""

from __future__ import annotations

from typing import Any

from flask import request

from domain import answers, drafts
from domain.organisations import sessions as partner_sessions
from domain.questions import Screen
from domain.unit_of_work import UnitOfWork
from portal import carrying, partners
from portal.partners import Partner


def settle(token: str, old_token: str | None) -> None:
    """Bring into the session just opened what the browser left in its last, or still carries."""
    partner = partners.of_token(token)
    screen = carrying.screen_of(request.form.get("back", ""))
    typed = carrying.typed()
    if partner is None or not (old_token or (screen and typed)):
        return
    with partners.working(partner) as work:
        if old_token:
            _take_over(work, partner, old_token)
        if screen and typed:
            keep(work, partner, screen, answers.parse(screen, typed))


def keep(work: UnitOfWork, partner: Partner, screen: Screen, values: Any) -> answers.Document:
    """Save the answers to one screen among those given so far."""

    def edit(document: answers.Document) -> answers.Document:
        return answers.put(document, screen, values)

    if partner.draft:
        return drafts.change_seen(work, partner.token, partner.draft, edit)
    return drafts.change(work, partner.token, edit)


def _take_over(work: UnitOfWork, partner: Partner, old_token: str) -> None:
    old = partner_sessions.earlier(work, old_token)
    if old is None:
        return
    drafts.adopt(work, old, old_token, partner.token)
    partner_sessions.end(work, old, "signed in again in the same browser")
