"""Whoever tries passkeys at the partners' door learns nothing of who takes part or has one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from domain.organisations import Organisation, standing
from domain.partner_passkeys import end_of, of_organisation
from domain.unit_of_work import unit_of_work
from portal import create_app
from tests import make
from tests.attacks.test_enumeration import ADMINISTRATOR, BASE, STEP, Visitor, check_alike, clocked
from tests.portal import passkeys

assert clocked  # a fixture
REASON = "a test"
TRIES = 30
"""Of each kind, in turn; two requests each."""


def test_unknown_suspended_and_ended_passkeys_are_answered_alike(
    settings, parts, doors, secrets_of, clocked
):
    made = {
        name: make.partner(doors, *secrets_of, name=name)
        for name in ("open", "other", "shut", "ended")
    }
    desk = passkeys.desk(create_app, settings, parts, doors)
    held = {name: desk.add(desk.browser(partner)) for name, partner in made.items()}
    with unit_of_work(doors.triage, ADMINISTRATOR, make.NOW) as work:
        shut, ended = (
            work.session.get_one(Organisation, made[name].organisation.id)
            for name in ("shut", "ended")
        )
        standing.suspend(work, shut, REASON)
        (passkey,) = of_organisation(work, ended)
        end_of(work, ended, passkey.id, REASON)
    own = {
        "nobody's address": ("no-such-token", held["open"]),
        "unknown": (made["open"].url_token, passkeys.device()),
        "another's": (made["other"].url_token, held["ended"]),
        "suspended": (made["shut"].url_token, held["shut"]),
        "ended": (made["ended"].url_token, held["ended"]),
    }
    desk.app.extensions["parts"] = replace(desk.app.extensions["parts"], refusals_take=STEP)
    visitors = {name: Visitor(desk.app, f"/o/{token}") for name, (token, _) in own.items()}

    def attempt(name, _number, address):
        visitor, device = visitors[name], own[name][1]
        asked = visitor.client.post(
            "/sign-in/passkey/options",
            data={"csrf_token": visitor.token},
            base_url=BASE,
            environ_overrides={"REMOTE_ADDR": address},
        )
        fields = {"answer": device.get(asked.get_data(as_text=True))}
        return visitor.give(fields, address, clocked, "/sign-in/passkey")

    def later(_number):
        parts.now.now += timedelta(minutes=1)

    check_alike(own, attempt, later, TRIES)
