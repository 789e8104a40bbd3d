"""Forms with files, read as they come in: what somebody sends is never written to a disk in clear.

Werkzeug puts a file of over 500 kB into a temporary file. Here a page that takes files reads the
form itself, part by part (`files`), and every other page throws files away as they arrive.

    @pages.post("/submit/files")
    @requires(Permission.SUBMIT)
    @uploads.streamed
    def add() -> ResponseReturnValue:
        form = uploads.Form(longest=...)
        for part in form.files():
            ...  # part.filename, part.declared, part.blocks; form.fields: what came before it

A page that refuses a file half-way calls `form.pass_over()` before it answers.

In the page, the form token comes first, then other fields, and the file last: what is not proved to
be sent by our own page is refused before a byte of a file is looked at.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import IO, Any, TypeVar

from flask import Flask, Request, current_app, g, request
from flask_wtf.csrf import CSRFError, CSRFProtect, validate_csrf
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge
from werkzeug.http import parse_options_header
from werkzeug.sansio.multipart import (
    Data,
    Epilogue,
    Field,
    File,
    MultipartDecoder,
    NeedData,
)
from wtforms.validators import ValidationError

from config.web import csrf
from config.web.expectations import WebSettings

BLOCK = 64 * 1024
PARTS = 50
FIELD_BYTES = 64 * 1024
STREAMED = "reads_its_own_form"
_WITH_FILES = "multipart/form-data"
View = TypeVar("View", bound=Callable[..., Any])
Event = Field | File | Data


class _Nowhere(io.RawIOBase):
    """Takes whatever is written, and keeps none of it."""

    def writable(self) -> bool:
        return True

    def write(self, data: Any, /) -> int:
        return len(data)

    def seek(self, offset: int, whence: int = 0, /) -> int:
        return 0

    def read(self, size: int = -1, /) -> bytes:
        return b""


class DisklessRequest(Request):
    """A request whose files go nowhere unless the page reads them itself."""

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        return _Nowhere()  # type: ignore[return-value]  # as much of a file as the parser uses


@dataclass(frozen=True)
class FilePart:
    """A file as it comes in. `blocks` gives its bytes once; what is left of them is passed over."""

    name: str
    filename: str
    declared: str
    blocks: Iterator[bytes] = field(repr=False)


def install(app: Flask, settings: WebSettings) -> None:
    """Let no page write what is sent to a disk; let those marked `streamed` check their token.

    Comes before `csrf`, which would read the whole form to look for the token.
    """
    app.request_class = DisklessRequest
    app.before_request(_leave_its_form_to_the_page)


def streamed(view: View) -> View:
    """Mark a page that reads its form itself; its token is checked by `Form`, not before."""
    setattr(view, STREAMED, True)
    return view


def _leave_its_form_to_the_page() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    if getattr(view, STREAMED, False):
        protection: CSRFProtect = current_app.extensions["csrf"]
        protection.exempt(view)


def sends_files() -> bool:
    """Say whether the form just posted is one with files; if not, its token is checked here."""
    if request.mimetype == _WITH_FILES:
        return True
    protection: CSRFProtect = current_app.extensions["csrf"]
    protection.protect()
    return False


class Form:
    """A form with files, read once, from the first part to the last.

    `longest` is the most that is read of the whole request, in bytes. Raises RequestEntityTooLarge,
    BadRequest, or CSRFError where the token is missing, wrong, or after a file.
    """

    def __init__(self, longest: int) -> None:
        request.max_content_length = longest
        kind, options = parse_options_header(request.content_type)
        if kind != _WITH_FILES or not options.get("boundary"):
            raise BadRequest("a form with files was expected")
        self.fields: MultiDict[str, str] = MultiDict()
        self._decoder = MultipartDecoder(
            options["boundary"].encode("ascii", "replace"),
            max_form_memory_size=BLOCK + FIELD_BYTES,
            max_parts=PARTS,
        )
        self._events = self._read()

    def files(self) -> Iterator[FilePart]:
        """Give each file as it arrives. An empty file box is passed over."""
        for event in self._events:
            if isinstance(event, Field):
                self.fields.add(event.name, self._text())
            elif isinstance(event, File):
                self._check_token()
                blocks = self._blocks()
                if event.filename:
                    declared = event.headers.get("content-type", "")
                    yield FilePart(event.name, event.filename, declared, blocks)
                for _ in blocks:
                    pass
        self._check_token()

    def pass_over(self) -> None:
        """Read the rest and keep nothing: a browser that is cut off never sees the answer."""
        while request.stream.read(BLOCK):
            pass

    def _check_token(self) -> None:
        if g.get("csrf_valid", False) or not current_app.config.get("WTF_CSRF_ENABLED", True):
            return
        try:
            validate_csrf(self.fields.get(csrf.FIELD))
        except ValidationError as error:
            raise CSRFError(error.args[0]) from error
        g.csrf_valid = True

    def _text(self) -> str:
        read = bytearray()
        for block in self._blocks():
            read += block
            if len(read) > FIELD_BYTES:
                raise RequestEntityTooLarge
        return read.decode("utf-8", "replace")

    def _blocks(self) -> Iterator[bytes]:
        for event in self._events:
            if isinstance(event, Data):
                if event.data:
                    yield bytes(event.data)
                if not event.more_data:
                    return

    def _read(self) -> Iterator[Event]:
        try:
            while True:
                block = request.stream.read(BLOCK)
                self._decoder.receive_data(block or None)
                while not isinstance(event := self._decoder.next_event(), NeedData):
                    if isinstance(event, Epilogue):
                        return
                    if isinstance(event, Field | File | Data):
                        yield event
        except ValueError as error:
            raise BadRequest("the form ended too early, or is not one") from error
