"""The questions partners are asked: the one place to change a question.

Each screen is a table in one of the modules here, in the order of the ten steps. A screen's key
and a question's key name the answer in the document that is kept (`what.facts`), and the field it
is posted under (`facts`, `people-0-surname`). Keys never change; words may.

After changing anything here, raise VERSION and run `python -m domain.questions.versions`: it keeps
the new questions beside the old ones, so that an old submission is shown as it was asked.
"""

from __future__ import annotations

from domain.questions.cards import PEOPLE, PLACES
from domain.questions.closing import CHECK, FILES, WHY_SHARE
from domain.questions.kinds import (
    LISTS,
    YES_OR_NO,
    Diversion,
    Kind,
    Option,
    Question,
    Repeats,
    Screen,
    When,
)
from domain.questions.knowledge import HOW_KNOWN, RISK
from domain.questions.matter import WHAT
from domain.questions.objects import THINGS, VEHICLES
from domain.questions.opening import RIGHT_PLACE, SUBMITTER
from domain.questions.themes import THEMES, Theme

VERSION = 1

SCREENS = (
    RIGHT_PLACE,
    SUBMITTER,
    WHAT,
    PEOPLE,
    PLACES,
    VEHICLES,
    THINGS,
    HOW_KNOWN,
    RISK,
    WHY_SHARE,
    FILES,
    CHECK,
)

BY_KEY = {screen.key: screen for screen in SCREENS}

__all__ = [
    "BY_KEY",
    "LISTS",
    "SCREENS",
    "THEMES",
    "VERSION",
    "YES_OR_NO",
    "Diversion",
    "Kind",
    "Option",
    "Question",
    "Repeats",
    "Screen",
    "Theme",
    "UnknownScreen",
    "When",
    "after",
    "screen",
]


class UnknownScreen(LookupError):
    """There is no screen of that key."""


def screen(key: str) -> Screen:
    """Give the screen of this key, or raise UnknownScreen."""
    try:
        return BY_KEY[key]
    except KeyError as error:
        raise UnknownScreen(key) from error


def after(current: Screen) -> Screen | None:
    """Give the screen that follows, or None after the last."""
    keys = list(BY_KEY)
    place = keys.index(current.key) + 1
    return SCREENS[place] if place < len(keys) else None
