"""Every page of the portal with what it needs. A new page is written down here too."""

from __future__ import annotations

from typing import Any, cast

from flask import Flask

from config import brands
from config.settings import PortalSettings
from config.web.access import ANYONE
from domain.permissions import Permission
from portal import Parts, create_app
from tests.letters import LINK_KEYS


def app(keyring: Any, passwords: Any, url_tokens: Any) -> Flask:
    """The door, with no database behind it."""
    settings = PortalSettings(
        database_url="",
        keys=keyring.folder / "portal",
        public_keys=keyring.folder / "public",
        name="portal",
        secret_key=b"a key for tests only, 32 bytes..",
        brand=brands.load(),
        testing=True,
    )
    nothing = cast(Any, None)
    parts = Parts(
        sessions=nothing,
        lookups=nothing,
        passwords=passwords,
        url_tokens=url_tokens,
        link_keys=LINK_KEYS,
        recipients=lambda: keyring.recipients,
        store=nothing,
        own_keys=nothing,
        receipt_keys=nothing,
    )
    return create_app(settings, parts)


TABLE: dict[str, str] = {
    "information.front": ANYONE,
    "information.cookies": ANYONE,
    "information.accessibility": ANYONE,
    "policies.listed": ANYONE,
    "policies.show": ANYONE,
    "policies.whole": ANYONE,
    "policies.pdf": ANYONE,
    "requests.ask": ANYONE,
    "requests.give": ANYONE,
    "requests.sent": ANYONE,
    "requests.waiting": ANYONE,
    "requests.look": ANYONE,
    "requests.confirm": ANYONE,
    "mailboxes.confirmed": ANYONE,
    "mailboxes.look": ANYONE,
    "mailboxes.confirm": ANYONE,
    "passwords.look": ANYONE,
    "passwords.choose": ANYONE,
    "passwords.strength": ANYONE,
    "passwords.forgotten": ANYONE,
    "passwords.send_link": ANYONE,
    "passwords.link_sent": ANYONE,
    "passwords.chosen": Permission.KEEP_LOG_ON,
    "log_on.show": Permission.KEEP_LOG_ON,
    "log_on.end": Permission.KEEP_LOG_ON,
    "log_on.password": Permission.KEEP_LOG_ON,
    "log_on.change_password": Permission.KEEP_LOG_ON,
    "log_on.password_changed": Permission.KEEP_LOG_ON,
    "log_on.ask_colleague_left": Permission.KEEP_LOG_ON,
    "log_on.colleague_left": Permission.KEEP_LOG_ON,
    "passkeys.ask": ANYONE,
    "passkeys.give": ANYONE,
    "passkeys.add": Permission.KEEP_LOG_ON,
    "passkeys.ask_to_add": Permission.KEEP_LOG_ON,
    "passkeys.keep": Permission.KEEP_LOG_ON,
    "passkeys.remove": Permission.KEEP_LOG_ON,
    "guidance.listed": Permission.SUBMIT,
    "guidance.show": Permission.SUBMIT,
    "guidance.leaflet": Permission.SUBMIT,
    "doors.arrive": ANYONE,
    "doors.sign_in": ANYONE,
    "doors.give_password": ANYONE,
    "doors.signed_out": ANYONE,
    "doors.timed_out": ANYONE,
    "doors.sign_out": Permission.SUBMIT,
    "doors.stay": Permission.SUBMIT,
    "home.home": Permission.SEE_OWN_SUBMISSIONS,
    "screens.stop": ANYONE,
    "screens.tasks": Permission.SUBMIT,
    "screens.ask": Permission.SUBMIT,
    "screens.answer": Permission.SUBMIT,
    "sending.check": Permission.SUBMIT,
    "sending.send": Permission.SUBMIT,
    "sending.receipt": Permission.SEE_OWN_SUBMISSIONS,
    "sent.listed": Permission.SEE_OWN_SUBMISSIONS,
    "sent.led_to": Permission.SEE_OWN_SUBMISSIONS,
    "sent.one": Permission.SEE_OWN_SUBMISSIONS,
    "messages.read": Permission.SEE_OWN_SUBMISSIONS,
    "messages.answer": Permission.SUBMIT,
    "messages.add": Permission.SEE_OWN_SUBMISSIONS,
    "messages.give_more": Permission.SUBMIT,
    "messages.withdraw": Permission.SEE_OWN_SUBMISSIONS,
    "messages.ask_to_withdraw": Permission.SUBMIT,
    "receipts.proof": Permission.SEE_OWN_SUBMISSIONS,
    "receipts.ask": ANYONE,
    "receipts.check": ANYONE,
    "files.show": Permission.SUBMIT,
    "files.add": Permission.SUBMIT,
    "files.remove": Permission.SUBMIT,
}
