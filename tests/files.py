"""What tests of files need: a store, a partner's draft to add to, and a real scanner."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from domain import drafts, files, organisations, submissions
from domain.files import checking
from domain.files.checking import Means, Scanned, ScannerUnavailable
from domain.files.tables import File
from domain.organisations import Attempt
from domain.unit_of_work import reading, unit_of_work
from operations import clamd
from tests import make
from tests.file_samples import EICAR
from tests.parts import clamd as clamd_program

CONFIGURATION = Path(__file__).resolve().parents[1] / "config" / "clamd.conf"


def clean(reader) -> Scanned:
    """A scanner that finds nothing."""
    reader.read()
    return Scanned("", "a scanner of the tests")


def away(_reader) -> Scanned:
    """A scanner that is not there."""
    raise ScannerUnavailable("nobody is there")


@dataclass(frozen=True)
class Desk:
    """A partner at a draft, and everything behind it."""

    doors: Any
    partner: Any
    keyring: Any
    store: files.FolderStore
    session_id: Any
    token: str

    @property
    def actor(self):
        return self.partner.actor(self.session_id)

    def take(self, name: str, content: bytes, declared: str = "", description: str = ""):
        blocks = (content[at : at + 65536] for at in range(0, len(content), 65536))
        offered = files.Offered(name, declared, blocks, description)
        organisation_id = self.partner.organisation.id
        return files.take(offered, organisation_id, self.keyring.recipients, self.store)

    def add(self, name: str, content: bytes, **more: str) -> UUID:
        """Add a file to the draft; its id."""
        taken = self.take(name, content, **more)
        with unit_of_work(self.doors.portal, self.actor, make.NOW) as work:
            files.keep(work, self.token, taken)
        return taken.id

    def send(self) -> UUID:
        """Send the draft's files with a submission; the submission's id."""
        with unit_of_work(self.doors.portal, self.actor, make.NOW) as work:
            organisation = self.partner.organisation
            sealed = submissions.sealed_answers(
                make.ANSWERS, organisation.id, self.keyring.recipients
            )
            listed = files.in_draft(drafts.kept(work, self.token).document)
            submissions.receive(work, sealed, organisation.district, make.ids.new())
            files.attach(work, listed, sealed.id)
            drafts.discard(work)
        return sealed.id

    def check(self, file_id: UUID, scan: checking.Scan = clean):
        """Check a file as the worker does; how it stands then."""
        means = Means(
            self.doors.worker, self.store, self.keyring.triage, self.keyring.casework, scan
        )
        checking.check(means, file_id)
        return self.file(file_id)

    def file(self, file_id: UUID) -> File | None:
        with reading(self.doors.worker, checking.ACTOR) as work:
            return work.session.get(File, file_id)

    def sent(self, name: str, content: bytes, scan: checking.Scan = clean) -> File:
        """Add, send and check one file."""
        file_id = self.add(name, content)
        self.send()
        found = self.check(file_id, scan)
        assert found is not None
        return found


@pytest.fixture
def store(tmp_path) -> files.FolderStore:
    return files.FolderStore(tmp_path / "files")


@pytest.fixture
def desk(doors, passwords, url_tokens, keyring, store) -> Desk:
    return at_desk(Desk(doors, None, keyring, store, None, ""), passwords, url_tokens)


@pytest.fixture
def other_desk(desk, passwords, url_tokens) -> Desk:
    """Another organisation's."""
    return at_desk(desk, passwords, url_tokens, name="Fernclough Academy")


def at_desk(desk, passwords, url_tokens, **more: str) -> Desk:
    """Sign a partner in at a desk."""
    partner = make.partner(desk.doors, passwords, url_tokens, **more)
    attempt = Attempt(
        url_tokens.hashed(partner.url_token), partner.password, "192.0.2.1", "Firefox", make.NOW
    )
    admitted = organisations.admit(desk.doors.portal, passwords, attempt)
    return replace(desk, partner=partner, session_id=admitted.session_id, token=admitted.token)


@pytest.fixture(scope="session")
def scanner_url() -> Iterator[str]:
    """A real clamd, set up as the example says, that knows one signature: EICAR's."""
    folder = Path(tempfile.mkdtemp(prefix="clamd-"))  # a socket's path must be short
    (folder / "eicar.ndb").write_text(f"Eicar-Test-Signature:0:*:{EICAR.hex()}\n")
    written = re.sub(r"/(?:var|run)/[\w/]*/?clamav\b", str(folder), CONFIGURATION.read_text())
    (folder / "clamd.conf").write_text(written)
    command = [str(clamd_program()), f"--config-file={folder / 'clamd.conf'}"]
    url = f"unix://{folder}/clamd.sock"
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        try:
            _wait_for(url, process)
            yield url
        finally:
            process.terminate()
            process.communicate(timeout=30)
            shutil.rmtree(folder)


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while not clamd.ping(clamd.address(url)):
        if process.poll() is not None or time.monotonic() > until:
            pytest.fail(f"clamd did not start: {process.communicate()[0]!r}")
        time.sleep(0.05)


@pytest.fixture
def clamav(scanner_url):
    """Scan as the worker does."""
    from operations.worker.scanning import scan_with

    return scan_with(scanner_url)
