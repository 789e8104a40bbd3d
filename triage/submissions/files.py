"""The files of a submission that is open: the clean copy of one is looked at, one is taken away."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from flask import Response, abort
from flask.typing import ResponseReturnValue

from config.web import headers
from config.web.access import requires
from domain import openings
from domain.files import BytesMissing, File, rules, viewing
from domain.permissions import Permission
from domain.sealing import CannotOpen
from triage.submissions import typed
from triage.submissions.blueprint import back, found, pages
from triage.submissions.viewing import page
from triage.work import changing, parts

NOT_THERE = "The file cannot be opened: tell whoever runs the service"
COPIES = {"jpeg": "image/jpeg", "png": "image/png", "pdf": "application/pdf"}
"""Of which type a clean copy can be; the worker makes no other."""


@pages.post("/files/<uuid:file_id>/copy")
@requires(Permission.READ_SUBMISSIONS)
def look_at_copy(reference: str, file_id: UUID) -> ResponseReturnValue:
    """Show the clean copy of a file: what can be seen, and nothing that is hidden in it."""
    return _given(reference, file_id, rendition=True)


@pages.post("/files/<uuid:file_id>/original")
@requires(Permission.READ_SUBMISSIONS)
def take_original(reference: str, file_id: UUID) -> ResponseReturnValue:
    """Give a file as it was sent, never to be shown here; recorded as a step of its own."""
    return _given(reference, file_id, rendition=False)


@pages.get("/files/<uuid:file_id>/<any(copy, original):which>")
@requires(Permission.READ_SUBMISSIONS)
def file_by_address(reference: str, file_id: UUID, which: str) -> ResponseReturnValue:
    """Files are asked for with a button, which is recorded; by the address comes the page."""
    return back(reference, anchor="files")


def _given(reference: str, file_id: UUID, rendition: bool) -> ResponseReturnValue:
    here = parts()
    try:
        with changing() as work:
            file = viewing.find(work, found(work, reference), file_id) or abort(404)
            pieces = viewing.opened(work, file, here.store, here.private_keys, rendition)
            answer = _copy(file, pieces) if rendition else _original(reference, file, pieces)
    except openings.NotOpen:
        return page(reference, typed.typed("files", conflict="Open the submission first")), 409
    except viewing.FileNotShown as held:
        return page(reference, typed.typed("files", conflict=str(held).rstrip("."))), 409
    except (BytesMissing, CannotOpen):
        return page(reference, typed.typed("files", conflict=NOT_THERE)), 409
    return answer


def _copy(file: File, pieces: Iterator[bytes]) -> Response:
    return Response(pieces, mimetype=COPIES[file.rendition_kind or ""])


def _original(reference: str, file: File, pieces: Iterator[bytes]) -> Response:
    """It is named by us: what the partner called it can hold a name."""
    name = f"{reference}-{file.number}.{rules().named(file.kind).extensions[0]}"
    return headers.as_download(Response(pieces, mimetype="application/octet-stream"), name)
