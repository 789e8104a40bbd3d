"""The questions of every version, so that an old submission is shown as it was asked.

`asked/<version>.json` keeps what was asked. Options that come from a file of `config/` are not
kept there: their values are words already.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path

from domain.questions import BY_KEY, SCREENS, VERSION, Question, Screen
from domain.reference.shapes import shaped

FOLDER = Path(__file__).parent / "asked"


class UnknownVersion(LookupError):
    """No questions of that version are kept."""


@dataclass(frozen=True)
class Asked:
    """All that was asked in one version."""

    version: int
    screens: tuple[Screen, ...]


NOT_ASKED = frozenset({"police_words", "police_title", "police_none"})
"""Words for officers: no partner is asked them, so they are not kept, and today's hold."""


@cache
def asked(version: int) -> tuple[Screen, ...]:
    """Give the screens of a version, or raise UnknownVersion."""
    return SCREENS if version == VERSION else kept(version).screens


@cache
def in_police_words(version: int) -> tuple[Screen, ...]:
    """Give the screens of a version under the headings that officers read. Raises UnknownVersion.

    Questions that are asked no more keep the words they were asked in.
    """
    return tuple(_in_police_words(screen) for screen in asked(version))


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
    return Asked(VERSION, tuple(_as_asked(screen) for screen in SCREENS))


def keep(folder: Path = FOLDER) -> str:
    """Write down what is asked now, beside what was asked before; say what was done."""
    path, now = folder / f"{VERSION}.json", _text(current())
    if path.exists() and path.read_text(encoding="utf-8") != now:
        said = (
            f"{path.name} is changed. If anything was ever sent with version {VERSION}, put that "
            f"file back (git checkout {path}), raise VERSION and run this again: otherwise what "
            "was sent would be shown in words that nobody was asked in."
        )
    else:
        said = f"kept in {path.name}"
    path.write_text(now, encoding="utf-8")
    return said


def _text(version: Asked) -> str:
    plain = asdict(version, dict_factory=_given)
    return json.dumps(plain, ensure_ascii=False, indent=1) + "\n"


def _given(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Leave out what is not asked, and what is None: that is how the shapes say "no table"."""
    return {key: value for key, value in pairs if value is not None and key not in NOT_ASKED}


def _as_asked(screen: Screen) -> Screen:
    """Leave out options that come from a file, and what is for officers."""
    bare = tuple(_bare(question) for question in screen.questions)
    repeats = screen.repeats and replace(screen.repeats, police_none="")
    return replace(screen, questions=bare, repeats=repeats, police_title="")


def _in_police_words(screen: Screen) -> Screen:
    today = BY_KEY.get(screen.key)
    if today is None:
        return screen
    called = {one.key: one.police_words for one in today.questions}
    renamed = (replace(one, called=called.get(one.key) or one.called) for one in screen.questions)
    repeats = screen.repeats
    if repeats and today.repeats:
        repeats = replace(repeats, none=today.repeats.police_none or repeats.none)
    title = today.police_title or screen.title
    return replace(screen, title=title, questions=tuple(renamed), repeats=repeats)


def _bare(question: Question) -> Question:
    options = () if question.options_from else question.options
    return replace(question, options=options, police_words="")


if __name__ == "__main__":
    print(keep())
