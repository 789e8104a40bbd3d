"""What is said about something sent: questions and tips read, answers and more written, sealed.

The portal opens what the police write to the organisation, with a key of its own. What the
organisation writes it seals to the police, and can never show again.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, current_app, request
from flask.typing import ResponseReturnValue
from itsdangerous import BadSignature, URLSafeSerializer

from config.web.access import requires
from domain import ids, messages
from domain.messages import Direction, Kind, NothingThere, Said
from domain.permissions import Permission
from domain.problems import NotAccepted
from domain.sealing import CannotOpen
from domain.unit_of_work import UnitOfWork
from portal import carrying, partners, parts, sent
from portal.responses import page, see

pages = Blueprint("messages", __name__, url_prefix="/sent/<reference>")


@pages.get("/messages/<uuid:message_id>")
@requires(Permission.SEE_OWN_SUBMISSIONS)
def read(reference: str, message_id: UUID) -> ResponseReturnValue:
    """Open a question or a tip, and give the box to answer a question in."""
    return _show_message(reference, message_id)


@pages.post("/messages/<uuid:message_id>")
@requires(Permission.SUBMIT)
def answer(reference: str, message_id: UUID) -> ResponseReturnValue:
    """Seal and send an answer, once."""
    recipients = parts.here().recipients()
    try:
        with partners.working() as work:
            found = sent.theirs(work, reference)
            _asked(work, found.reference, message_id)
            messages.answer(work, message_id, _said(), recipients)
    except NotAccepted as incomplete:
        return _show_message(reference, message_id, incomplete.problems)
    return see("sent.one", reference=found.reference, told=Kind.ANSWER.value)


@pages.get("/add")
@requires(Permission.SEE_OWN_SUBMISSIONS)
def add(reference: str) -> ResponseReturnValue:
    """Ask what is to be added; a submission that is closed can be added to as well."""
    return _show("sent/add.html", reference)


@pages.post("/add")
@requires(Permission.SUBMIT)
def give_more(reference: str) -> ResponseReturnValue:
    """Seal and send what is added, once."""
    recipients = parts.here().recipients()
    try:
        with partners.working() as work:
            found = sent.theirs(work, reference)
            messages.add_information(work, found.reference, _said(), recipients)
    except NotAccepted as incomplete:
        return _show("sent/add.html", reference, incomplete.problems)
    return see("sent.one", reference=found.reference, told=Kind.ADDITION.value)


@pages.get("/withdraw")
@requires(Permission.SEE_OWN_SUBMISSIONS)
def withdraw(reference: str) -> ResponseReturnValue:
    """Stop before a withdrawal: say what it does and does not do, and ask why."""
    return _show("sent/withdraw.html", reference)


@pages.post("/withdraw")
@requires(Permission.SUBMIT)
def ask_to_withdraw(reference: str) -> ResponseReturnValue:
    """Ask for it to be withdrawn, with the reason; an officer decides."""
    recipients = parts.here().recipients()
    try:
        with partners.working() as work:
            found = sent.theirs(work, reference)
            messages.withdraw(work, found.reference, _said(), recipients)
    except NotAccepted as incomplete:
        return _show("sent/withdraw.html", reference, incomplete.problems)
    return see("sent.one", reference=found.reference, told=Kind.WITHDRAWAL.value)


@pages.before_request
def show_what_was_carried() -> ResponseReturnValue | None:
    """Show again, and do not send, what a sign-in page carried here."""
    if not carrying.typed():
        return None
    view = request.view_args or {}
    if request.endpoint == "messages.answer":
        return _show_message(**view)
    template = "add" if request.endpoint == "messages.give_more" else "withdraw"
    return _show(f"sent/{template}.html", **view)


@pages.errorhandler(NothingThere)
def nothing_there(_nothing: NothingThere) -> ResponseReturnValue:
    """Answer for what is another organisation's as for what never was."""
    abort(404)


def _asked(work: UnitOfWork, reference: str, message_id: UUID) -> messages.Line:
    """Return a message to the organisation about this very submission, else 404."""
    found = [
        line
        for line in messages.about(work, reference)
        if line.id == message_id and line.kind.direction is Direction.TO_PARTNER
    ]
    return found[0] if found else abort(404)


def _show_message(
    reference: str, message_id: UUID, problems: dict[str, str] | None = None
) -> ResponseReturnValue:
    with partners.reading() as work:
        found = sent.theirs(work, reference)
        line = _asked(work, found.reference, message_id)
        try:
            words = messages.read(work, message_id, parts.here().own_keys)
        except CannotOpen:
            words = ""
    return _page("sent/message.html", found, problems, line=line, words=words)


def _show(
    template: str, reference: str, problems: dict[str, str] | None = None
) -> ResponseReturnValue:
    with partners.reading() as work:
        found = sent.theirs(work, reference)
    return _page(template, found, problems)


def _page(
    template: str, found: messages.Status, wrong: dict[str, str] | None, **more: Any
) -> ResponseReturnValue:
    return page(
        template,
        422 if wrong else 200,
        sent=found,
        wrong=wrong or {},
        problems=[(words, field) for field, words in (wrong or {}).items()],
        typed=carrying.message(),
        once=request.form.get("once") or _tickets().dumps(str(ids.new())),
        longest=messages.LONGEST,
        **more,
    )


def _said() -> Said:
    """Give what was typed, under the id the form was shown with: sent twice, it is kept once."""
    try:
        wanted = UUID(_tickets().loads(request.form.get("once", "")))
    except BadSignature:
        abort(400)
    return Said(id=wanted, **carrying.message())


def _tickets() -> URLSafeSerializer:
    """Sign ids of messages for this organisation: nobody can try out what ids there are."""
    organisation_id = partners.signed_in().session.organisation_id
    return URLSafeSerializer(current_app.secret_key or b"", salt=f"message {organisation_id}")
