"""Checking the answers, sending them, and the receipt."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from flask import Blueprint, abort, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from config.web.access import requires
from domain import answers, drafts, files, nudges, questions, references, submissions
from domain.answers import Problem
from domain.drafts import Kept
from domain.permissions import Permission
from domain.sealing import Recipients
from domain.unit_of_work import UnitOfWork
from portal import agreements, boxes, hints, partners, parts, times
from portal.boxes import Marks
from portal.responses import page, see, sending_is_open

pages = Blueprint("sending", __name__)
CHECK = questions.BY_KEY["check"]
TITLES = {screen.key: screen.title for screen in questions.SCREENS}


@pages.get("/submit/check")
@requires(Permission.SUBMIT)
def check() -> ResponseReturnValue:
    """Lay everything out as it was asked, a way to change each, and the declaration."""
    return _show(partners.signed_in().kept())


@pages.post("/submit/check")
@requires(Permission.SUBMIT)
def send() -> ResponseReturnValue:
    """Seal and send what is in the draft, once; sent again, it shows the same receipt."""
    recipients = parts.here().recipients()
    with partners.working() as work:
        kept = drafts.held(work, partners.signed_in().token)
        key = _key(kept)
        if key != kept.send_key or key is None:
            earlier = submissions.sent_under(work, key) if key else None
            return _receipt(earlier) if earlier else see("sending.check")
        document = _declared(kept)
        problems = answers.check(CHECK, document["check"])
        missing = answers.missing(document, times.today())
        if not problems and not missing:
            return _receipt(_send(work, document, key, recipients))
    return _show(kept, status=422, problems=problems, document=document)


@pages.get("/sent/<reference>/receipt")
@requires(Permission.SEE_OWN_SUBMISSIONS)
def receipt(reference: str) -> ResponseReturnValue:
    """Show the receipt of something the organisation sent, as often as anybody asks."""
    try:
        written = references.read(reference)
    except references.InvalidReference:
        abort(404)
    with partners.reading() as work:
        found = submissions.receipt(work, written)
        added = files.sent_as(work, written)
    if found is None:
        abort(404)
    return page("receipt.html", receipt=found, spoken=references.spoken(written), files=added)


def _send(work: UnitOfWork, document: answers.Document, key: UUID, recipients: Recipients) -> str:
    district = agreements.check().district
    organisation_id = partners.signed_in().session.organisation_id
    sealed = submissions.sealed_answers(answers.canonical(document), organisation_id, recipients)
    reference = submissions.receive_held(work, sealed, district, key)
    files.attach(work, files.in_draft(document), sealed.id)
    drafts.discard(work)
    return reference


def _receipt(reference: str) -> Response:
    return see("sending.receipt", reference=reference)


def _key(kept: Kept) -> UUID | None:
    """Give the key the form was shown with; a form without one sends the draft there is."""
    shown = request.form.get("send_key")
    try:
        return UUID(shown) if shown else kept.send_key
    except ValueError:
        abort(400)


def _declared(kept: Kept) -> answers.Document:
    declared = answers.parse(CHECK, request.form.to_dict(flat=False))
    return answers.put(kept.document, CHECK, declared)


def _show(
    kept: Kept,
    status: int = 200,
    problems: Sequence[Problem] = (),
    document: answers.Document | None = None,
) -> ResponseReturnValue:
    """Show everything as it was asked, what is still missing, and what would help."""
    document = answers.canonical(document or kept.document)
    missing = answers.missing(document, times.today())
    wrong = {problem.field: problem for problem in problems}
    listed = [(one.words, f"check-{each.screen.key}") for each in missing for one in each.problems]
    own = [(problem.words, problem.anchor) for problem in problems]
    return page(
        "check.html",
        status,
        sections=answers.laid_out(document),
        titles=TITLES,
        missing=listed,
        problems=[*listed, *own] if status == 422 else [],
        declaration=boxes.of_card(CHECK, document["check"], None, Marks(wrong, {})),
        hints=hints.said_once(nudges.for_document(document)),
        kept=kept,
        open=sending_is_open(),
    )
