"""Receipts that prove themselves: the file for whoever sent something, and a page to check one."""

from __future__ import annotations

from flask import Blueprint, make_response
from flask.typing import ResponseReturnValue

from config.web import uploads
from config.web.access import public, requires
from domain.permissions import Permission
from domain.sequencing import NotSequencedYet, receipts
from domain.trail.receipts import LARGEST_FILE, ReceiptFacts, ReceiptRefused, verify_any
from portal import partners, parts, sent
from portal.responses import page, plain

pages = Blueprint("receipts", __name__)
FIELDS = 100_000
"""Bytes of the form besides the file."""


@pages.get("/sent/<reference>/proof")
@requires(Permission.SEE_OWN_SUBMISSIONS)
def proof(reference: str) -> ResponseReturnValue:
    """Give the receipt as a file that anybody can check, or say that it is not ready yet."""
    with partners.reading() as work:
        found = sent.theirs(work, reference)
        try:
            written = receipts.proof(work, found.reference)
        except NotSequencedYet:
            written = None
    if written is None:
        return page("sent/not-ready.html", sent=found)
    response = make_response(written)
    response.mimetype = "text/plain"
    name = f"receipt-{found.reference}.txt"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@pages.get("/receipts/check")
@public
def ask() -> ResponseReturnValue:
    """Ask for a receipt file to check."""
    return plain("receipt-check.html", facts=None, problems=[])


@pages.post("/receipts/check")
@public
@uploads.streamed
def check() -> ResponseReturnValue:
    """Say what a receipt file proves. Nothing is looked up, and nothing of it is kept."""
    given = b""
    if uploads.sends_files():
        form = uploads.Form(longest=LARGEST_FILE + FIELDS)
        for part in form.files():
            given = given or b"".join(part.blocks)
    if not given:
        return _refused("Select the receipt file")
    try:
        facts = _proved(given)
    except ReceiptRefused as refused:
        return _refused(f"This is not a receipt of ours as we gave it: {refused}")
    return plain("receipt-check.html", facts=facts, problems=[])


def _proved(given: bytes) -> ReceiptFacts:
    """Check with a witness; a receipt that none had seen yet is proved by the log alone."""
    keys = parts.here().receipt_keys
    try:
        return verify_any(given, keys.logs, keys.witnesses)
    except ReceiptRefused:
        return verify_any(given, keys.logs)


def _refused(words: str) -> ResponseReturnValue:
    return plain("receipt-check.html", 422, facts=None, problems=[(words, "file")])
