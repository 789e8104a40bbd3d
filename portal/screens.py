"""The screens of the form, made from the questions: the task list and one page for each."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.utils import redirect

from config.web.access import public, requires
from domain import answers, drafts, nudges, organisations, questions
from domain.permissions import Permission
from domain.questions import Screen
from portal import agreements, carrying, coming_back, copying, forms, partners, parts, times
from portal.responses import page, see, sending_is_open

pages = Blueprint("screens", __name__, url_prefix="/submit")

TOO_MANY = 2
"""A form with more than this many times the cards there may be is not looked at."""


@pages.get("")
@requires(Permission.SUBMIT)
def tasks() -> ResponseReturnValue:
    """List the screens, how far each has come, and the way to send it all."""
    kept = partners.signed_in().kept()
    today = times.today()
    listed = [(each, answers.status(each, kept.document, today)) for each in questions.SCREENS[:-1]]
    return page(
        "tasks.html",
        listed=listed,
        complete=answers.complete(kept.document, today),
        saved_at=kept.saved_at,
        open=sending_is_open(),
    )


@pages.get("/<key>")
@requires(Permission.SUBMIT)
def ask(key: str) -> ResponseReturnValue:
    """Show a screen with what was answered before."""
    screen = _screen(key)
    if screen is questions.SCREENS[0]:
        agreements.check()
    kept = partners.signed_in().kept()
    cards = forms.cards_to_show(screen, kept.document, more="add" in request.args)
    hints = nudges.for_screen(screen, kept.document)
    return _show(screen, cards, hints=hints, kept=kept, before=_hints_before(kept))


@pages.post("/<key>")
@requires(Permission.SUBMIT)
def answer(key: str) -> ResponseReturnValue:
    """Save the answers; go on, or show again what has to be put right."""
    screen = _screen(key)
    values = _posted(screen)
    if screen.repeats and len(values) > TOO_MANY * screen.repeats.most:
        abort(413)
    if answers.diversion(screen, values):
        return _divert(screen, values)
    document = coming_back.save(partners.signed_in(), screen, values)
    if forms.wants_more(screen):
        return redirect(forms.place_of_more(screen, values), 303)
    if problems := answers.check(screen, values, times.today()):
        cards = forms.cards_to_show(screen, document)
        return _show(screen, cards, status=422, problems=problems)
    return redirect(_next(screen, document), 303)


@pages.get("/ring-999")
@public
def stop() -> ResponseReturnValue:
    """Stop somebody who said that there is danger now: 999 first."""
    diversion = questions.BY_KEY["right_place"].diversion
    return page("stop.html", diversion=diversion)


def _show(screen: Screen, cards: list[Any], status: int = 200, **more: Any) -> ResponseReturnValue:
    given: dict[str, Any] = {
        "problems": (),
        "hints": (),
        "kept": drafts.NOTHING,
        "before": None,
    } | more
    values = forms.as_page(screen, cards, given["problems"], given["hints"])
    return page(
        "screen.html",
        status,
        screen=screen,
        step=forms.STEPS[screen.key],
        saved_at=given["kept"].saved_at or (parts.here().now() if status == 422 else None),
        before=given["before"],
        copies=copying.offered(screen, given["kept"].document),
        **values,
    )


def _divert(screen: Screen, values: Any) -> ResponseReturnValue:
    with partners.working() as work:
        coming_back.keep(work, partners.signed_in(), screen, values)
        organisations.divert(work)
    return see("screens.stop")


def _posted(screen: Screen) -> Any:
    """Give the answers just posted, without a card taken away and with one that was copied."""
    posted = forms.without_card(screen, request.form.to_dict(flat=False))
    values = answers.parse(screen, posted)
    if copying.NAME in posted:
        return copying.added(screen, values, partners.signed_in().kept().document)
    return values


def _screen(key: str) -> Screen:
    return carrying.screen_of(f"/submit/{key}") or abort(404)


def _next(screen: Screen, document: answers.Document) -> str:
    """Give the page that follows: the check if they came from it, else the next screen."""
    if request.args.get("from") == "check":
        return url_for("sending.check")
    following = questions.after(screen) or questions.BY_KEY["check"]
    hinted: dict[str, Any] = {"hints": screen.key} if nudges.for_screen(screen, document) else {}
    if following.key == "check":
        return url_for("sending.check")
    return url_for("screens.ask", key=following.key, **hinted)


def _hints_before(kept: drafts.Kept) -> tuple[Screen, tuple[nudges.Nudge, ...]] | None:
    """Give the screen just saved and the hints on it, for the page that follows."""
    screen = questions.BY_KEY.get(request.args.get("hints", ""))
    found = nudges.for_screen(screen, kept.document) if screen else ()
    return (screen, found) if screen and found else None
