"""The pages of the two registers: the list with its form, one request, the neutral letter."""

from __future__ import annotations

from datetime import date

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from config.web.access import requires
from config.web.dates import PARTS, real_date
from domain import registers
from domain.permissions import Permission
from domain.problems import NotAccepted
from domain.registers import Kind, NewRequest, Register, RequestSettled
from domain.registers.rules import reasons
from triage.registers.blueprint import pages
from triage.work import changing, now, parts, reading

TITLES = {Register.SUBJECT: "Subject rights", Register.FOI: "Freedom of information"}


@pages.get("")
@requires(Permission.KEEP_REGISTERS)
def home() -> ResponseReturnValue:
    """Go to the first register."""
    return redirect(url_for("registers.listed", which=Register.SUBJECT), 303)


@pages.get("/<which>")
@requires(Permission.KEEP_REGISTERS)
def listed(which: str) -> ResponseReturnValue:
    """Show a register and the form for a new request."""
    return _listed(_which(which), {})


@pages.post("/<which>")
@requires(Permission.KEEP_REGISTERS)
def register(which: str) -> ResponseReturnValue:
    """Enter a request."""
    register_, form = _which(which), request.form
    new = NewRequest(_received(), form.get("who", ""), form.get("words", ""), form.get("kind", ""))
    try:
        with changing() as work:
            made = registers.register(work, register_, new, parts().recipients())
    except NotAccepted as incomplete:
        return _listed(register_, incomplete.problems), 422
    return redirect(url_for("registers.show", which=which, number=made.number), 303)


@pages.get("/<which>/<number>")
@requires(Permission.KEEP_REGISTERS)
def show(which: str, number: str) -> ResponseReturnValue:
    """Show a request, what it says still closed."""
    return _shown(_which(which), number, {})


@pages.post("/<which>/<number>/open")
@requires(Permission.KEEP_REGISTERS)
def open_(which: str, number: str) -> ResponseReturnValue:
    """Show what a request says, which is recorded."""
    return _shown(_which(which), number, {}, opened=True)


@pages.post("/<which>/<number>/answer")
@requires(Permission.KEEP_REGISTERS)
def answer(which: str, number: str) -> ResponseReturnValue:
    """Answer a request."""
    form, said = request.form, (request.form.get("words", ""), parts().recipients())
    try:
        with changing() as work:
            found = registers.find(work, _which(which), number) or abort(404)
            because = form.getlist("because")
            registers.answer(work, found, form.get("outcome", ""), because, said)
    except NotAccepted as incomplete:
        return _shown(_which(which), number, incomplete.problems), 422
    except RequestSettled as settled:
        return _shown(_which(which), number, {"outcome": str(settled)}), 422
    return redirect(url_for("registers.show", which=which, number=number), 303)


@pages.get("/<which>/<number>/letter")
@requires(Permission.KEEP_REGISTERS)
def letter(which: str, number: str) -> ResponseReturnValue:
    """Show the reply to print: its words never tell whether anything is held."""
    with reading() as work:
        found = registers.find(work, _which(which), number) or abort(404)
    return render_template("triage/registers/letter.html", request_=found, today=now().date())


def _listed(which: Register, wrong: dict[str, str]) -> str:
    with reading() as work:
        requests = registers.listed(work, which)
    return render_template(
        "triage/registers/list.html",
        which=which,
        title=TITLES[which],
        tabs=[(t, url_for("registers.listed", which=w), w is which) for w, t in TITLES.items()],
        requests=requests,
        outcomes=registers.RULES[which].outcomes,
        kinds=[(str(kind), str(kind).capitalize()) for kind in Kind],
        today=now().date(),
        typed=request.form,
        wrong=wrong,
        problems=[(words, _box(name)) for name, words in wrong.items()],
    )


def _shown(which: Register, number: str, wrong: dict[str, str], opened: bool = False) -> str:
    with reading() as work:
        found = registers.find(work, which, number) or abort(404)
        said = registers.opened(work, found, parts().private_keys) if opened else None
    return render_template(
        "triage/registers/request.html",
        which=which,
        request_=found,
        said=said,
        outcomes=registers.RULES[which].outcomes,
        reasons=[(one.key, one.words) for one in reasons(which)],
        used=getattr(found, "grounds", None) or getattr(found, "exemptions", []),
        typed=request.form,
        chosen=request.form.getlist("because"),
        wrong=wrong,
        problems=[(words, _box(name)) for name, words in wrong.items()],
        today=now().date(),
    )


def _which(text: str) -> Register:
    try:
        return Register(text)
    except ValueError:
        abort(404)


def _received() -> date | None:
    try:
        return real_date({part: request.form.get(f"received-{part}", "") for part in PARTS})
    except ValueError:
        return None


def _box(name: str) -> str:
    return "received-day" if name == "received" else name
