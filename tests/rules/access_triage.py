"""Every page of the triage door with what it needs. A new page is written down here too."""

from __future__ import annotations

from typing import Any

from flask import Flask

from config.web.access import ANYONE
from domain.permissions import Permission
from tests.triage import door
from triage.needs import GIVE_CODE, SIGNED_IN


def app(keyring: Any, passwords: Any, url_tokens: Any) -> Flask:
    """The door, with no database behind it."""
    return door.app(keyring, door.parts(None, keyring, passwords, url_tokens))


TABLE: dict[str, str] = {
    "staff.home": SIGNED_IN,
    "sign_in.password": ANYONE,
    "sign_in.give_password": ANYONE,
    "sign_in.code": GIVE_CODE,
    "sign_in.give_code": GIVE_CODE,
    "sign_in.out": ANYONE,
    "sign_in.ended": ANYONE,
    "sign_in.stay": SIGNED_IN,
    "step_up.ask": SIGNED_IN,
    "step_up.give": SIGNED_IN,
    "queue.listed": Permission.SEE_QUEUE,
    "queue.arrivals": Permission.SEE_QUEUE,
    "queue.take_next": Permission.WORK_QUEUE,
    "submissions.show": Permission.SEE_QUEUE,
    "submissions.step": Permission.SEE_QUEUE,
    "submissions.claim": Permission.WORK_QUEUE,
    "submissions.release": Permission.WORK_QUEUE,
    "submissions.open_": Permission.READ_SUBMISSIONS,
    "submissions.close": Permission.READ_SUBMISSIONS,
    "submissions.screen": Permission.SCREEN_FOR_SAFETY,
    "submissions.decide": Permission.DECIDE_OUTCOMES,
    "submissions.reopen": Permission.DECIDE_OUTCOMES,
    "submissions.read_messages": Permission.READ_SUBMISSIONS,
    "submissions.hand_over": Permission.WORK_QUEUE,
    "submissions.take_over": Permission.TAKE_OVER,
    "submissions.here": Permission.SEE_QUEUE,
    "selected.preview": Permission.WORK_QUEUE,
    "selected.do": Permission.WORK_QUEUE,
    "selected.nothing_chosen": Permission.WORK_QUEUE,
    "saved_views.listed": Permission.SEE_QUEUE,
    "saved_views.save": Permission.SEE_QUEUE,
    "saved_views.remove": Permission.SEE_QUEUE,
    "numbers.listed": Permission.SEE_NUMBERS,
    "numbers.safety": Permission.SEE_NUMBERS,
    "numbers.download": Permission.SEE_NUMBERS,
    "numbers.no_file": Permission.SEE_NUMBERS,
    "submissions.note": Permission.WORK_QUEUE,
    "submissions.tip": Permission.GIVE_FEEDBACK,
    "submissions.feedback": Permission.GIVE_FEEDBACK,
    "reports.begin": Permission.WRITE_REPORTS,
    "reports.draft": Permission.WRITE_REPORTS,
    "reports.listed": Permission.READ_REPORTS,
    "reports.show": Permission.READ_REPORTS,
    "reports.step": Permission.READ_REPORTS,
    "reports.open_": Permission.READ_REPORTS,
    "reports.close": Permission.READ_REPORTS,
    "reports.edit": Permission.WRITE_REPORTS,
    "reports.save": Permission.WRITE_REPORTS,
    "reports.open_words": Permission.READ_SUBMISSIONS,
    "reports.check": Permission.WRITE_REPORTS,
    "reports.send": Permission.WRITE_REPORTS,
    "reports.approve": Permission.APPROVE_REPORTS,
    "reports.return_": Permission.APPROVE_REPORTS,
    "reports.correct": Permission.WRITE_REPORTS,
    "reports.withdraw": Permission.WRITE_REPORTS,
    "reports.regroup": Permission.WRITE_REPORTS,
    "reports.compare": Permission.READ_REPORTS,
    "dissemination.propose": Permission.DISSEMINATE,
    "dissemination.give": Permission.DISSEMINATE,
    "dissemination.listed": Permission.READ_REPORTS,
    "dissemination.show": Permission.READ_REPORTS,
    "dissemination.step": Permission.READ_REPORTS,
    "dissemination.copy": Permission.DISSEMINATE,
    "dissemination.authorise": Permission.AUTHORISE_DISSEMINATION,
    "dissemination.refuse": Permission.AUTHORISE_DISSEMINATION,
    "dissemination.write_notice": Permission.DISSEMINATE,
    "dissemination.issue": Permission.DISSEMINATE,
    "dissemination.notice": Permission.DISSEMINATE,
    "dissemination.acknowledge": Permission.DISSEMINATE,
    "dissemination.acknowledged": Permission.DISSEMINATE,
    "organisations.listed": Permission.MANAGE_ORGANISATIONS,
    "trail.listed": Permission.READ_TRAIL,
}
