"""The client of the virus scanner, against a real one, and against one that is not there."""

from __future__ import annotations

import io
import socket
import threading

import pytest

from domain.files.checking import ScannerUnavailable
from operations import clamd
from operations.clamd import Address, AddressInvalid, NoAnswer
from operations.worker.scanning import scan_with
from tests.file_samples import EICAR, archive, docx

FOUND = "Eicar-Test-Signature.UNOFFICIAL"


@pytest.mark.clamav
def test_clamd_answers(scanner_url):
    where = clamd.address(scanner_url)
    assert clamd.ping(where)
    assert clamd.version(where).startswith("ClamAV 1.")


@pytest.mark.clamav
@pytest.mark.parametrize(
    ("content", "malware"),
    [
        (EICAR, FOUND),
        (b"before " + EICAR + b" after", FOUND),
        (archive([("a.txt", b"x"), ("eicar.com", EICAR)]), FOUND),
        (archive([("b.zip", archive([("a.zip", archive([("eicar.com", EICAR)]))]))]), FOUND),
        (docx(("word/media/e.bin", EICAR)), FOUND),
        (b"nothing harmful " * 1000, ""),
        (b"", ""),
        (bytes(5_000_000), ""),
    ],
    ids=["plain", "inside", "zipped", "zipped thrice", "in docx", "text", "empty", "zeros"],
)
def test_the_scanner_finds_what_is_there_and_nothing_else(scanner_url, content, malware):
    assert clamd.scan(clamd.address(scanner_url), io.BytesIO(content)).malware == malware


@pytest.mark.clamav
def test_what_is_larger_than_the_scanner_takes_is_not_called_clean(scanner_url):
    class Endless:
        left = 230_000_000

        def read(self, size):
            self.left -= size
            return bytes(size) if self.left > 0 else b""

    with pytest.raises(NoAnswer, match=r"size limit exceeded|went away|cannot be reached"):
        clamd.scan(clamd.address(scanner_url), Endless())


@pytest.mark.parametrize("url", ["unix:///nowhere/clamd.sock", "tcp://127.0.0.1:1"])
def test_a_scanner_that_is_away_is_said_to_be(url):
    assert not clamd.ping(clamd.address(url))
    with pytest.raises(NoAnswer, match="cannot be reached"):
        clamd.scan(clamd.address(url), io.BytesIO(b"x"))
    with pytest.raises(ScannerUnavailable):
        scan_with(url)(io.BytesIO(b"x"))


def test_with_no_scanner_set_nothing_is_scanned():
    with pytest.raises(ScannerUnavailable, match="PARTNERSHIP_CLAMD_URL"):
        scan_with("")(io.BytesIO(b"x"))


@pytest.mark.parametrize(
    "answer", [b"", b"stream: ERROR\0", b"INSTREAM size limit exceeded. ERROR\0", b"OK", b"\xff\0"]
)
def test_any_answer_but_a_clear_one_is_none(answer):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

        def serve():
            with server.accept()[0] as connected:
                while not connected.recv(65536).endswith(b"\0\0\0\0"):
                    pass
                connected.sendall(answer)

        serving = threading.Thread(target=serve)
        serving.start()
        with pytest.raises(NoAnswer):
            clamd.scan(Address(host="127.0.0.1", port=port), io.BytesIO(b"x"))
        serving.join()


def test_a_scanner_that_hangs_is_given_up():
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        pytest.raises(NoAnswer, match="timed out"),
    ):
        where = Address(host="127.0.0.1", port=server.getsockname()[1])
        clamd.scan(where, io.BytesIO(b"x"), seconds=0.2)


@pytest.mark.parametrize(
    ("url", "where"),
    [
        ("unix:///run/clamav/clamd.sock", Address(path="/run/clamav/clamd.sock")),
        ("tcp://scanner.example:3311", Address(host="scanner.example", port=3311)),
        ("tcp://scanner.example", Address(host="scanner.example", port=3310)),
        ("tcp://[::1]:3310", Address(host="::1", port=3310)),
    ],
)
def test_urls_of_scanners_are_read(url, where):
    assert clamd.address(url) == where


@pytest.mark.parametrize("url", ["", "clamd", "http://x", "unix://run/x", "tcp://", "tcp://x:y"])
def test_what_names_no_scanner_is_refused_in_words(url):
    with pytest.raises(AddressInvalid):
        clamd.address(url)
