"""A person's rights: looking for all that is held on them, and passing on what is put right."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from config.web.access import requires
from domain import registers
from domain.dissemination import Notice
from domain.permissions import Permission
from domain.problems import NotAccepted
from domain.registers import Held, Means, Register, SubjectRequest
from domain.search import Query
from domain.unit_of_work import UnitOfWork
from triage.registers.blueprint import pages
from triage.work import actor, changing, parts, reading


@pages.get("/subject/<number>/held")
@requires(Permission.KEEP_REGISTERS)
def seek(number: str) -> ResponseReturnValue:
    """Ask by what the person is to be looked for."""
    return _held(number, {}, None)


@pages.post("/subject/<number>/held")
@requires(Permission.KEEP_REGISTERS)
def look(number: str) -> ResponseReturnValue:
    """Look for all that is held, and list it; what was typed is in no address."""
    means = Means(parts().search_keys, parts().private_keys, parts().recipients())
    typed = {one.key: request.form.get(one.key, "").strip() for one in registers.fields()}
    query = replace(Query(), **cast(dict[str, Any], typed))
    try:
        with changing() as work:
            found = registers.held(work, _found(work, number), query, means)
    except NotAccepted as refused:
        wrong = refused.problems
        if "text" in wrong:
            wrong["name"] = "Enter something by which to look for them"
        return _held(number, wrong, None), 422
    return _held(number, {}, found)


@pages.get("/subject/<number>/correction")
@requires(Permission.KEEP_REGISTERS)
def correct(number: str) -> ResponseReturnValue:
    """Ask what is put right, in which report."""
    return _correction(number, {}, None)


@pages.post("/subject/<number>/correction")
@requires(Permission.KEEP_REGISTERS)
def pass_on(number: str) -> ResponseReturnValue:
    """Tell everybody who was given a report what is put right in it."""
    form = request.form
    try:
        with changing() as work:
            said = (form.get("report", ""), form.get("words", ""), parts().recipients())
            notice = registers.pass_on(work, _found(work, number), *said)
    except NotAccepted as incomplete:
        wrong = incomplete.problems
        if "recipients" in wrong:
            wrong["report"] = f"{wrong.pop('recipients')}, so there is nobody to tell"
        return _correction(number, wrong, None), 422
    return _correction(number, {}, notice)


def _held(number: str, wrong: dict[str, str], found: Held | None) -> str:
    with reading() as work:
        shown = _found(work, number)
    return render_template(
        "triage/registers/held.html",
        request_=shown,
        fields=registers.fields(),
        held=found,
        cleared=actor().cleared,
        typed=request.form,
        wrong=wrong,
        problems=[(wrong[one.key], one.key) for one in registers.fields() if one.key in wrong],
    )


def _correction(number: str, wrong: dict[str, str], notice: Notice | None) -> str:
    with reading() as work:
        shown = _found(work, number)
    return render_template(
        "triage/registers/correction.html",
        request_=shown,
        notice_=notice,
        typed=request.form or request.args,
        wrong=wrong,
        problems=[(words, name) for name, words in wrong.items()],
    )


def _found(work: UnitOfWork, number: str) -> SubjectRequest:
    found = registers.find(work, Register.SUBJECT, number)
    return found if isinstance(found, SubjectRequest) else abort(404)
