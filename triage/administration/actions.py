"""What an administrator does to one organisation or person: a page that asks first, then does it.

An action is a row of a table: its words, what it asks, when it is offered, what it does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import abort, redirect, render_template, request
from flask.typing import ResponseReturnValue
from wtforms import Form

from config.web import forms
from domain.actors import Actor
from domain.organisations.amendments import ChangedByAnother
from domain.unit_of_work import UnitOfWork
from triage.administration.forms import NoForm
from triage.work import actor, changing, reading

Subject = Any
Find = Callable[[UnitOfWork, bool], Subject]
REFUSALS = (ValueError, ChangedByAnother)
"""What the domain says is not so: its message is for the page."""


@dataclass(frozen=True, kw_only=True)
class Action:
    """One thing to do; `carry_out` returns a page to show at once, or nothing.

    `about` is the heading that the page of the subject lists it under.
    """

    title: str
    about: str = ""
    words: str
    button: str
    done: str
    offered: Callable[[Actor, Subject], bool]
    carry_out: Callable[[UnitOfWork, Subject, Any], str | None]
    form: type[Form] = NoForm
    warns: bool = False


Actions = Mapping[str, Action]


def offered(actions: Actions, subject: Subject) -> list[tuple[str, Action]]:
    """Return what whoever asks may do to a subject now."""
    return [(key, one) for key, one in actions.items() if one.offered(actor(), subject)]


def ask(actions: Actions, key: str, find: Find, back: str) -> ResponseReturnValue:
    """Show the page that asks before something is done."""
    action = actions.get(key) or abort(404)
    with reading() as work:
        subject = find(work, False) or abort(404)
        if not action.offered(actor(), subject):
            return redirect(back, 303)
        return _page(action, subject, action.form(), back, ())


def take(actions: Actions, key: str, find: Find, back: str) -> ResponseReturnValue:
    """Do it, and go back to the subject; say what is wrong where it cannot be done."""
    action = actions.get(key) or abort(404)
    form = action.form(request.form)
    problems = [] if form.validate() else forms.problems(form)
    try:
        with changing() as work:
            subject = find(work, True) or abort(404)
            if problems:
                return _page(action, subject, form, back, problems), 422
            if shown := action.carry_out(work, subject, form):
                return shown
    except REFUSALS as refusal:
        with reading() as work:
            subject = find(work, False) or abort(404)
            return _page(action, subject, form, back, [(str(refusal), "")]), 422
    return redirect(f"{back}?done={key}", 303)


def done(actions: Actions) -> str:
    """Return what the banner says of what was just done, if anything was."""
    action = actions.get(request.args.get("done", ""))
    return action.done if action else ""


def _page(action: Action, subject: Subject, form: Form, back: str, problems: Any) -> str:
    return render_template(
        "triage/administration/action.html",
        action=action,
        subject=subject,
        form=form,
        back=back,
        problems=problems,
    )
