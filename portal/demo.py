"""The letters of the demonstration, read from the folder its worker writes them to.

These pages are there only where the settings say that this is a demonstration and where its
letters lie: nowhere else do they exist.
"""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

from flask import Blueprint, abort, current_app
from flask.typing import ResponseReturnValue
from markupsafe import Markup, escape

from config.web.access import public
from portal.responses import plain

pages = Blueprint("demo", __name__, url_prefix="/demo")

SHOWN = 50
FOLDER = "DEMO_MAIL"
_NAME = re.compile(r"[A-Za-z0-9-]{1,100}")
_LINK = re.compile(r"https?://[^/\s]+/[^\s<>\"]+")


@dataclass(frozen=True)
class Sent:
    """A letter as its file has it."""

    name: str
    to: str
    subject: str
    at: str


@pages.get("/letters")
@public
def letters() -> ResponseReturnValue:
    """List the letters, the newest first."""
    folder: Path = current_app.config[FOLDER]
    files = sorted(folder.glob("*.eml"), key=lambda path: path.stat().st_mtime, reverse=True)
    return plain("demo-letters.html", letters=[_sent(path) for path in files[:SHOWN]])


@pages.get("/letters/<name>")
@public
def letter(name: str) -> ResponseReturnValue:
    """Show what a letter says, its links to be followed: police staff's lead to triage."""
    folder: Path = current_app.config[FOLDER]
    path = folder / f"{name}.eml"
    if not _NAME.fullmatch(name) or not path.is_file():
        abort(404)
    body = _read(path).get_body(("plain",))
    text = body.get_content() if body else ""
    return plain("demo-letter.html", letter=_sent(path), words=_with_links(text))


def _sent(path: Path) -> Sent:
    found = _read(path)
    return Sent(path.stem, str(found["To"]), str(found["Subject"]), str(found["Date"]))


def _read(path: Path) -> EmailMessage:
    return email.message_from_bytes(path.read_bytes(), policy=email.policy.default)


def _with_links(text: str) -> Markup:
    """Escape the words, and make links of the addresses, to the door each names."""
    done, at = Markup(""), 0
    for found in _LINK.finditer(text):
        done += escape(text[at : found.start()])
        done += Markup('<a class="govuk-link" href="{0}">{0}</a>').format(found[0])
        at = found.end()
    return done + escape(text[at:])
