"""Forms with files, as a hostile or an unlucky browser sends them, through a real application."""

from __future__ import annotations

import os
import re
import sys
import tracemalloc

import pytest

from config.web import uploads
from config.web.access import public
from domain import files
from tests import make
from tests.config.sample_apps import sample_app
from tests.file_samples import picture

BOUNDARY = "fence"
MARKER = b"Gaz keeps the grey Transit behind number 4"
OPENED: list[tuple[str, object]] = []
WATCHING = False


def _watch(event, given):
    if WATCHING and event == "open" and isinstance(given[0], str | bytes | os.PathLike):
        OPENED.append((os.fsdecode(given[0]), given[2]))


sys.addaudithook(_watch)


@pytest.fixture
def watched():
    """Every file opened meanwhile, for whatever purpose."""
    global WATCHING
    OPENED.clear()
    WATCHING = True
    yield OPENED
    WATCHING = False


def part(name, content, filename=None, declared="application/octet-stream"):
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"'
    if filename is not None:
        head += f'; filename="{filename}"\r\nContent-Type: {declared}'
    return head.encode() + b"\r\n\r\n" + content + b"\r\n"


def form(*parts):
    return b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()


class Streamed:
    """A body of any length that is never anywhere whole."""

    def __init__(self, head, size, tail):
        self.pieces = iter([head, *(bytes(65536) for _ in range(size // 65536)), tail])
        self.length = len(head) + size // 65536 * 65536 + len(tail)
        self.left = b""
        self.at = 0

    def seek(self, offset, whence=0, /):
        self.at = self.length if whence else offset
        return self.at

    def tell(self):
        return self.at

    def close(self):
        pass

    def read(self, size=-1, /):
        if not self.left:
            self.left = next(self.pieces, b"")
        given, self.left = self.left[:size], self.left[size:]
        return given


@pytest.fixture
def app(store, keyring):
    app = sample_app(testing=False)

    @app.get("/add")
    @public
    def token():
        from flask_wtf.csrf import generate_csrf

        return generate_csrf()

    @app.post("/add")
    @public
    @uploads.streamed
    def add():
        added = uploads.Form(longest=300_000_000)
        taken = []
        for one in added.files():
            offered = files.Offered(
                one.filename, one.declared, one.blocks, added.fields.get("description", "")
            )
            try:
                found = files.take(offered, make.ids.new(), keyring.recipients, store)
                taken.append(f"{found.label.name}|{found.label.description}|{found.length}")
            except files.FileNotTaken as refused:
                added.pass_over()
                return str(refused), 413 if refused.too_large else 422
        return "\n".join(taken)

    @app.post("/elsewhere")
    @public
    def elsewhere():
        from flask import request

        return ",".join(f"{name}:{len(f.read())}" for name, f in request.files.items())

    return app


@pytest.fixture
def browser(app):
    browser = app.test_client()
    browser.csrf = browser.get("/add", base_url="https://portal.example").get_data()
    return browser


def post(browser, body, address="/add", **more):
    sent = (
        {"data": body}
        if isinstance(body, bytes)
        else {"input_stream": body, "content_length": body.length}
    )
    return browser.post(
        address,
        base_url="https://portal.example",
        content_type=f"multipart/form-data; boundary={BOUNDARY}",
        **sent,
        **more,
    )


def token(browser):
    return part("csrf_token", browser.csrf)


def test_a_file_arrives_with_the_fields_before_it(browser):
    body = form(
        token(browser),
        part("description", "behind n\u00ba 4".encode()),
        part("file", picture(), "shed.jpg", "image/jpeg"),
        part("file", b"", ""),
    )
    assert post(browser, body).get_data(as_text=True) == f"shed.jpg|behind nº 4|{len(picture())}"


def test_plaintext_reaches_no_disk_whatever_its_size(browser, store, tmp_path, watched):
    body = form(token(browser), part("file", MARKER * 50_000, "note.txt", "text/plain"))
    assert post(browser, body).status_code == 200
    # A library that is looked for meanwhile has its messages thrown away.
    opened = [(name, flags) for name, flags in watched if name != os.devnull]
    written = [name for name, flags in opened if flags & (os.O_WRONLY | os.O_RDWR)]
    assert written
    assert all(str(store.folder) in name for name in written), written
    for path in tmp_path.rglob("*"):
        if path.is_file():
            assert MARKER[:16] not in path.read_bytes()


@pytest.mark.parametrize("address", ["/elsewhere", "/nowhere"])
def test_a_page_that_expects_no_file_keeps_none(browser, watched, address):
    body = form(token(browser), part("file", bytes(90_000), "a.bin"))
    answer = post(browser, body, address)
    assert answer.get_data() == b"file:0" or answer.status_code == 404
    assert not [name for name, flags in watched if flags & (os.O_WRONLY | os.O_RDWR)]


@pytest.mark.parametrize("kind", ["missing", "wrong", "late"])
def test_no_byte_of_a_file_is_looked_at_before_the_token(browser, store, kind):
    file = part("file", picture(), "shed.jpg")
    parts = {
        "missing": [file],
        "wrong": [part("csrf_token", b"forged"), file],
        "late": [file, token(browser)],
    }[kind]
    answer = post(browser, form(*parts))
    assert answer.status_code == 400
    assert "could not be sure" in answer.get_data(as_text=True)
    assert not store.folder.exists()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"no form at all",
        f"--{BOUNDARY}\r\n".encode(),
        f"--{BOUNDARY}\r\nContent-Disposition: form-data\r\n\r\nx\r\n".encode(),
        form(part("a", b"x"))[:-12],
        b"\r\n" * 100_000,
        f"--{BOUNDARY}\r\n".encode() + b"X-Long: " + b"x" * 200_000,
        form(*(part(f"field{n}", b"x") for n in range(60))),
        form(part("description", b"x" * 70_000)),
    ],
    ids=["none", "other", "begun", "unnamed", "cut", "lines", "header", "parts", "field"],
)
def test_a_form_that_is_none_is_refused_in_words(browser, store, body):
    answer = post(browser, body)
    assert answer.status_code in (400, 413)
    assert "<h1" in answer.get_data(as_text=True)
    assert not store.folder.exists()


def test_a_cut_connection_leaves_nothing_behind(browser, store):
    body = token(browser) + part("file", picture(size=(900, 900)), "shed.jpg")[:3000]
    assert post(browser, body).status_code == 400
    assert not [path for path in store.folder.rglob("*") if path.is_file()]


def test_too_large_a_file_is_refused_in_words_and_memory_stays_flat(browser, store):
    head = token(browser) + part("file", picture(), "doorbell.jpg")[:-2]
    body = Streamed(head, 210_000_000, f"\r\n--{BOUNDARY}--\r\n".encode())
    tracemalloc.start()
    answer = post(browser, body)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (answer.status_code, answer.get_data(as_text=True)) == (
        413,
        "The file must be 200 MB or smaller",
    )
    assert peak < 8_000_000
    assert next(body.pieces, None) is None  # read to the end, so that the browser sees the answer
    assert not [path for path in store.folder.rglob("*") if path.is_file()]


def test_a_request_that_says_it_is_too_large_is_refused_unread(browser):
    body = Streamed(token(browser), 310_000_000, b"")
    assert post(browser, body).status_code == 413
    assert next(body.pieces, None) is not None


@pytest.mark.parametrize(
    "name",
    ["../../x.jpg", "x\\..\\y.jpg", "CON.jpg", "a%0d%0ab.jpg", "a\u202egnp.jpg", "x.jpg;y=z.jpg"],
)
def test_names_that_lead_elsewhere_name_nothing_here(browser, store, name):
    answer = post(browser, form(token(browser), part("file", picture(), name)))
    assert answer.status_code == 200
    kept = answer.get_data(as_text=True).partition("|")[0]
    assert not re.search(r"[/\\\r\n\u202e]|^\.", kept)
    stored = [path.relative_to(store.folder) for path in store.folder.rglob("*") if path.is_file()]
    assert all(re.fullmatch(r"[0-9a-f]{2}/[0-9a-f]{32}", str(path)) for path in stored)
