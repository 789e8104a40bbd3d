"""What every page of staff carries: the menu by role, the name, the warning before time is up."""

from __future__ import annotations

from functools import lru_cache

from flask import Blueprint, Flask, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from config.web.access import requires
from domain import entities, relations
from domain.messages import coarse_outcomes
from domain.organisations.sectors import joining
from domain.outcomes import OUTCOMES, destinations
from domain.permissions import Permission
from triage import access, administration
from triage.needs import SIGNED_IN
from triage.submissions.highlights import KINDS
from triage.work import now, session

pages = Blueprint("staff", __name__)

MENU: tuple[tuple[Permission, str, str], ...] = (
    (Permission.SEE_QUEUE, "Queue", "queue.listed"),
    (Permission.SEARCH, "Search", "search.form"),
    (Permission.READ_REPORTS, "Reports", "reports.listed"),
    (Permission.READ_REPORTS, "Ledger", "dissemination.listed"),
    (Permission.SEE_NUMBERS, "Numbers", "numbers.listed"),
    (Permission.REVIEW_RETENTION, "Retention", "retention.listed"),
    (Permission.KEEP_REGISTERS, "Registers", "registers.home"),
    (Permission.EXCLUDE_VALUES, "Matching", "exclusions.listed"),
    (Permission.SEE_BREAK_GLASS, "Break-glass", "break_glass.made"),
    (Permission.READ_TRAIL, "Audit trail", "trail.listed"),
    (Permission.READ_TRAIL, "Accountability", "accountability.overview"),
    *administration.MENU,
)

INSIDE: dict[str, str] = {
    "submissions": "queue.listed",
    "reports": "reports.listed",
    "retention": "retention.listed",
    "break_glass": "break_glass.made",
    "registers": "registers.home",
    "accountability": "accountability.overview",
    "dissemination": "dissemination.listed",
    **administration.INSIDE,
}
"""Which page of the menu the other pages of a blueprint, or one of them, belong to."""


@pages.get("/")
@requires(SIGNED_IN)
def home() -> ResponseReturnValue:
    """Go to the page at which this person begins."""
    return redirect(access.landing(), 303)


def install(app: Flask) -> None:
    """Let templates ask who is there."""
    app.add_template_global(is_signed_in)
    app.add_template_global(menu)
    app.add_template_global(may)
    app.add_template_global(now, "now")
    app.jinja_env.globals["signed_in_name"] = lambda: session().name
    app.jinja_env.globals["seconds_left"] = lambda: session().seconds_left(now())
    app.jinja_env.globals["Permission"] = Permission
    app.jinja_env.globals["outcome_rules"] = OUTCOMES.values
    app.jinja_env.globals["referral_choices"] = referral_choices
    app.jinja_env.globals["relation_kinds"] = relations.KINDS.items
    app.jinja_env.globals["identifier_kinds"] = identifier_kinds
    app.jinja_env.globals["district_choices"] = district_choices
    app.jinja_env.globals["coarse_choices"] = coarse_choices


def referral_choices() -> list[tuple[str, str]]:
    """Where a submission can be referred to, as options."""
    return [(place.key, place.words) for place in destinations()]


def district_choices(first: str, now_is: str = "") -> list[tuple[str, str]]:
    """The districts as options after the empty one; also the one that is set, if it is none."""
    known = joining().districts
    more = (now_is,) if now_is and now_is not in known else ()
    return [("", first), *((one, one) for one in (*known, *more))]


def identifier_kinds() -> list[tuple[str, str]]:
    """Every kind of identifier an officer may add, as options."""
    return [(kind, KINDS[kind][0].upper() + KINDS[kind][1:]) for kind in entities.KINDS]


def coarse_choices() -> list[tuple[str, str]]:
    """What a partner may be told of an outcome, as options."""
    return list(coarse_outcomes().items())


def is_signed_in() -> bool:
    """Whether a member of staff is there, both factors given."""
    return bool(current_user.is_authenticated) and session().confirmed


def may(permission: Permission) -> bool:
    """Whether a button is shown; the rule itself is the domain's."""
    return session().actor.may(permission)


def menu() -> list[tuple[str, str, str]]:
    """The pages that this person may open: words, address, and whether it is this one."""
    return _menu(session().actor.permissions, request.endpoint or "", request.blueprint or "")


@lru_cache(maxsize=512)
def _menu(
    permissions: frozenset[Permission], here: str, blueprint: str
) -> list[tuple[str, str, str]]:
    """The menu at one page, worked out once for all who have the same permissions."""
    around = INSIDE.get(here) or INSIDE.get(blueprint)
    return [
        (words, url_for(page), "page" if page == here else "section" if page == around else "")
        for need, words, page in MENU
        if need in permissions
    ]
