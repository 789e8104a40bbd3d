"""What each process says when its keys are wrong: it does not start, and says why in a sentence."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

import wsgi
from domain.keys import fingerprint, load_verifying_key
from operations import command
from operations.database.grants import PORTAL, TRIAGE, WITNESS, WORKER

ROLES = {"portal": PORTAL, "triage": TRIAGE, "worker": WORKER, "witness": WITNESS}
DOORS = {"portal": wsgi.portal, "triage": wsgi.triage}
OWN = {
    "portal": "portal-flask.json",
    "triage": "triage-field.json",
    "worker": "trail-log.json",
    "witness": "trail-witness.json",
}


@pytest.fixture
def begin(own, committed, tmp_path, monkeypatch, capsys):
    """Begin a process in this one; its exit code, and what it said."""
    given = {
        "PARTNERSHIP_KEYS": own.folder,
        "PARTNERSHIP_WITNESS_FOLDER": tmp_path,
        "PARTNERSHIP_MAIL_URL": f"file://{tmp_path}",
        "PARTNERSHIP_PORTAL_URL": "http://127.0.0.1:1",
        "PARTNERSHIP_TRIAGE_URL": "http://127.0.0.1:2",
        "PARTNERSHIP_MANIFEST_SIGNER": fingerprint(
            load_verifying_key(own.folder / "public" / "manifest-signer.json")
        ),
    }
    for name, value in given.items():
        monkeypatch.setenv(name, str(value))

    def began(process, **more):
        monkeypatch.setenv(
            f"PARTNERSHIP_{process.upper()}_DATABASE_URL", committed.url(ROLES[process])
        )
        for name, value in more.items():
            monkeypatch.setenv(name, value)
        arguments = [process, "--begin"] if process == "witness" else [process]
        with pytest.raises(SystemExit) as ended:
            DOORS[process]() if process in DOORS else command.main(arguments)
        return ended.value.code, capsys.readouterr().err

    return began


def changed(path, **said):
    """Change what a file of JSON says."""
    path.write_text(json.dumps(json.loads(path.read_text()) | said))


def cut(path):
    path.write_text(path.read_text()[:40])


DAMAGES = {
    "missing": (lambda path: path.unlink(), "does not exist"),
    "cut off": (cut, "is not a key file"),
    "open to others": (lambda path: path.chmod(0o644), "chmod 600"),
    "another": (lambda path: changed(path, purpose="search"), "not "),
}


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("process", OWN)
def test_a_wrong_key_is_said_and_nothing_starts(process, damage, own, begin):
    path = own.folder / process / OWN[process]
    spoil, words = DAMAGES[damage]
    spoil(path)
    code, said = begin(process)
    assert code in (1, 3)
    assert said.splitlines()[-1].startswith("Error: "), said
    assert words in said
    assert "Traceback" not in said
    assert json.dumps("private") not in said


@pytest.mark.parametrize("process", ["portal", "triage", "worker"])
def test_a_signer_that_is_not_the_pinned_one_is_refused(process, begin):
    code, said = begin(process, PARTNERSHIP_MANIFEST_SIGNER="0" * 32)
    assert (code in (1, 3), "the settings expect 0000" in said) == (True, True)


@pytest.mark.parametrize("process", DOORS)
def test_an_address_of_a_database_that_is_none_is_said_without_repeating_it(process, begin):
    code, said = begin(process, **{f"PARTNERSHIP_{process.upper()}_DATABASE_URL": "s3cret"})
    assert code == wsgi.NOT_STARTED
    assert f"PARTNERSHIP_{process.upper()}_DATABASE_URL must read postgresql://" in said
    assert "s3cret" not in said


@pytest.mark.parametrize("process", DOORS)
def test_passwords_cheaper_than_the_floor_are_refused(process, begin):
    code, said = begin(process, PARTNERSHIP_PASSWORD_MIB="18")
    assert code == wsgi.NOT_STARTED
    assert "below the floor of 19456 KiB and 2 rounds" in said


def test_a_server_that_cannot_open_a_door_ends_and_does_not_try_again(own, committed):
    """Gunicorn gives up at once: what it was told is in its log, in words."""
    (own.folder / "portal" / "portal-flask.json").unlink()
    given = {
        "PATH": os.environ["PATH"],
        "PARTNERSHIP_PORTAL_DATABASE_URL": committed.url(PORTAL),
        "PARTNERSHIP_KEYS": str(own.folder),
    }
    served = [sys.executable, "-m", "gunicorn", "wsgi:portal()", "--bind", "127.0.0.1:0"]
    ended = subprocess.run(
        [*served, "--no-control-socket"],
        env=given,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 3
    assert "Error: portal does not start: the key file" in ended.stderr
    assert "Traceback" not in ended.stderr
