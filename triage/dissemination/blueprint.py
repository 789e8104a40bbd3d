"""The blueprint of dissemination, and finding the line or notice in an address."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, url_for
from werkzeug.wrappers import Response

from domain import dissemination
from domain.dissemination import Dissemination, Notice, Press
from domain.unit_of_work import UnitOfWork
from triage import printing
from triage.work import parts

pages = Blueprint("dissemination", __name__)


def found(work: UnitOfWork, number: str) -> Dissemination:
    """The ledger's line of an address; 404 where there is none that this person may see."""
    line = dissemination.find(work, number)
    if line is None:
        abort(404)
    return line


def found_notice(work: UnitOfWork, number: str) -> Notice:
    """The notice of an address; 404 as for a line."""
    notice = dissemination.find_notice(work, number)
    if notice is None:
        abort(404)
    return notice


def press() -> Press:
    """What it takes to print a report now."""
    return Press(parts().private_keys, parts().recipients(), printing.page)


def to_line(number: str, done: str) -> Response:
    """To the page of a line, which then says what was done."""
    return redirect(url_for("dissemination.show", reference=number, done=done), 303)
