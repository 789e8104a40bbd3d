"""Files of the form: read and sealed as they stream in, listed, removed; in clear on no disk."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from config.web import uploads
from config.web.access import requires
from config.web.uploads import FilePart
from domain import drafts, files, questions
from domain.files import FileNotTaken
from domain.permissions import Permission
from portal import forms, partners, parts
from portal.responses import page, see

pages = Blueprint("files", __name__, url_prefix="/submit/files")
SCREEN = questions.BY_KEY["files"]
FIELDS = 1_000_000
"""Bytes of a form besides its files."""


@pages.get("")
@requires(Permission.SUBMIT)
def show() -> ResponseReturnValue:
    """List the files of the form, and ask for more."""
    return _show()


@pages.post("")
@requires(Permission.SUBMIT)
@uploads.streamed
def add() -> ResponseReturnValue:
    """Take files as they come in; the first that is refused ends it, those before it are kept."""
    if not uploads.sends_files():
        return see("sending.check")
    form, taken = uploads.Form(longest=files.rules().limits.all_files + FIELDS), 0
    for part in form.files():
        described = form.fields.get("description", "")
        try:
            _take(part, described)
            taken += 1
        except FileNotTaken as refused:
            form.pass_over()
            return _show(refused, part.filename, described)
    if "more" not in form.fields:
        return see("sending.check")
    if not taken:
        return _show(FileNotTaken("unchosen"), described=form.fields.get("description", ""))
    return see("files.show", arrived=taken)


@pages.post("/<uuid:file_id>/remove")
@requires(Permission.SUBMIT)
def remove(file_id: UUID) -> ResponseReturnValue:
    """Take a file out of the form; what is not in it, or not theirs, is passed over in silence."""
    with partners.working() as work:
        files.remove(work, partners.signed_in().token, file_id)
    return see("files.show")


@pages.app_errorhandler(FileNotTaken)
def gone(refused: FileNotTaken) -> ResponseReturnValue:
    """Show the list when a file has gone that was to be sent; nothing is sent without it."""
    return _show(refused)


def _take(part: FilePart, description: str) -> None:
    partner, here = partners.signed_in(), parts.here()
    with partners.reading() as work:
        files.check_room(work, drafts.kept(work, partner.token).document)
    offered = files.Offered(part.filename, part.declared, part.blocks, description)
    organisation_id = partner.session.organisation_id
    with (
        files.taking(offered, organisation_id, here.recipients(), here.store) as taken,
        partners.working() as work,
    ):
        files.keep(work, partner.token, taken)


def _arrived() -> int:
    """Give how many files came in just before this page, as the address says."""
    said = request.args.get("arrived", "")
    return int(said) if said.isdecimal() and len(said) < 4 else 0


def _kept_by_now() -> drafts.Kept:
    """Give the draft anew: files that came before the one refused are in it by now."""
    with partners.reading() as work:
        return drafts.kept(work, partners.signed_in().token)


def _show(
    refused: FileNotTaken | None = None, name: str = "", described: str = ""
) -> ResponseReturnValue:
    kept = partners.signed_in().kept() if refused is None else _kept_by_now()
    status = 200 if refused is None else 413 if refused.too_large else 422
    named = f"{name}: {refused}" if name else str(refused)
    return page(
        "files.html",
        status,
        screen=SCREEN,
        step=forms.STEPS["files"],
        rules=files.rules(),
        listed=(listed := files.in_draft(kept.document)),
        arrived=listed[-number:] if (number := _arrived()) else [],
        room_left=files.rules().room_left([each["length"] for each in listed]),
        problems=[(named, "file")] if refused else [],
        described=described,
        saved_at=kept.saved_at,
    )
