"""The questions of every version, so that an old submission is shown as it was asked.

`asked/<version>.json` keeps what was asked. Options that come from a file of `config/` are not
kept there: their values are words already.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path

from domain.questions import SCREENS, VERSION, Question, Screen
from domain.reference.shapes import shaped

FOLDER = Path(__file__).parent / "asked"


class UnknownVersion(LookupError):
    """No questions of that version are kept."""


@dataclass(frozen=True)
class Asked:
    """All that was asked in one version."""

    version: int
    screens: tuple[Screen, ...]


@cache
def asked(version: int) -> tuple[Screen, ...]:
    """Give the screens of a version, or raise UnknownVersion."""
    return SCREENS if version == VERSION else kept(version).screens


def kept(version: int) -> Asked:
    """Read what is kept of a version, or raise UnknownVersion."""
    try:
        text = (FOLDER / f"{int(version)}.json").read_text(encoding="utf-8")
    except (OSError, ValueError, TypeError) as error:
        raise UnknownVersion(version) from error
    found = shaped(json.loads(text), Asked)
    if not isinstance(found, Asked):
        raise UnknownVersion(version)
    return found


def current() -> Asked:
    """Give what is asked now, in the form it is kept in."""
    return Asked(VERSION, tuple(_without_configured_options(screen) for screen in SCREENS))


def keep() -> Path:
    """Write down what is asked now, beside what was asked before."""
    path = FOLDER / f"{VERSION}.json"
    path.write_text(_text(current()), encoding="utf-8")
    return path


def _text(version: Asked) -> str:
    plain = asdict(version, dict_factory=_given)
    return json.dumps(plain, ensure_ascii=False, indent=1) + "\n"


def _given(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Leave out what is None: a table that is not there is how the shapes say so."""
    return {key: value for key, value in pairs if value is not None}


def _without_configured_options(screen: Screen) -> Screen:
    return replace(screen, questions=tuple(_bare(question) for question in screen.questions))


def _bare(question: Question) -> Question:
    return replace(question, options=()) if question.options_from else question


if __name__ == "__main__":
    print(f"kept in {keep().name}")
