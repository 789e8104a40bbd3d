"""People named in running text whom no card names: runs of capitals, weighed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from domain.identifiers import birthdays, runs
from domain.identifiers.kinds import Find
from domain.identifiers.lists import folded, lists, words
from domain.identifiers.people import Name, in_other_letters, is_particle, split
from domain.identifiers.runs import Context, Run

_SURNAME_FIRST = re.compile(
    r"(?<![\w-])([^\W\d_a-z][^\W\d_a-z'’-]{1,30}), ([^\W\d_a-z][^\W\d_A-Z]{1,20})(?![\w-])"
)
_BORN = re.compile(rf"[\s,(-]{{1,3}}(?:d\.?o\.?b|born|b\.|aged \d|{birthdays.DATE})", re.I)
_ENOUGH = 3


def find(text: str, context: Context) -> Iterator[Find]:
    """Find names of people: "Alan Wadsworth", "Dale HARGREAVES", "HALL, Mary", "Mrs D. Firth"."""
    for match in _SURNAME_FIRST.finditer(text) if ", " in text else ():
        if match[2].lower() in _forenames() or _BORN.match(text, match.end()):
            yield Find("name", match.start(), match.end(), Name(match[1], match[2]).written)
    for run in runs.cut(text, context):
        name = _name(run) if run.titled or len(run.tokens) > 1 else None
        if name and not _is_submitter(name, context):
            yield Find("name", run.start, run.end, name.written)


def _name(run: Run) -> Name | None:
    """Give the name a run is, if enough speaks for it."""
    parts = run.parts
    if run.titled and _is_surname(run):
        return Name(" ".join(parts), "")
    if (
        not 2 <= len(parts) <= 5
        or re.match(r".(-|$)", parts[-1])
        or _is_shouting(run)
        or _is_body(run)
    ):
        return None
    for name in run.context.names:
        if other := in_other_letters(parts, name):
            return other
    weight = sum(points for points, holds in _WEIGHTS if holds(run))
    return split(parts) if weight >= _ENOUGH else None


def _is_surname(run: Run) -> bool:
    parts = run.parts
    alone = len(parts) == 1 and len(parts[0]) > 2
    return alone or (is_particle(parts[0]) and len(parts) > 1)


def _is_shouting(run: Run) -> bool:
    """Capitals throughout are a name only if short and the first is a forename."""
    if not all(part.isupper() for part in run.parts):
        return False
    goes_on = re.match(r" (?!DOB|AKA|D\.O)[^\W\d_a-z]{2,}\b", run.text[run.end : run.end + 30])
    return len(run.parts) > 3 or not _known(run) or goes_on is not None


def _is_body(run: Run) -> bool:
    """Say whether a word makes the run a street, a firm or a body; Mr or a birth outweighs it."""
    low = run.low
    if low[0] in words(lists().names.kin) or words(lists().names.bodies) & {*low, run.after}:
        return True
    if low[0] in _vehicles():
        return True
    street = bool(words(lists().names.streets) & set(low[1:])) or run.before.isdigit()
    return street and not (run.titled or _born(run))


@cache
def _vehicles() -> frozenset[str]:
    """Give makes and models that nobody is called by."""
    made = words(lists().vehicles.makes) | words(lists().vehicles.models)
    return made - _forenames()


def _born(run: Run) -> bool:
    return _BORN.match(run.text, run.end) is not None


def _opens_sentence(run: Run) -> bool:
    return (
        re.search(r"(^|[.!?\n•*:;\"“]\s*)$", run.text[max(0, run.start - 3) : run.start])
        is not None
    )


def _all_places(run: Run) -> bool:
    return all(part in run.context.places for part in run.low)


_WEIGHTS: tuple[tuple[int, Callable[[Run], bool]], ...] = (
    (3, lambda run: _known(run)),
    (3, lambda run: run.titled),
    (3, _born),
    (3, lambda run: run.parts[-1].isupper() and not run.parts[0].isupper()),
    (2, lambda run: run.before in words(lists().names.cue_before)),
    (2, lambda run: _is_announced(run)),
    (1, lambda run: _is_role(run)),
    (2, lambda run: bool(words(lists().people.common_surnames) & set(run.low[1:]))),
    (3, lambda run: not _is_latin(run)),
    (1, lambda run: run.after in words(lists().names.cue_after)),
    (1, lambda run: bool(re.search(r"['’-]|^Mc[A-Z]|^Mac[A-Z]", run.parts[-1]))),
    (1, lambda run: not "".join(run.parts).isascii()),
    (2, lambda run: any(map(is_particle, run.parts))),
    (-1, lambda run: _opens_sentence(run) and not _known(run)),
    (-2, lambda run: run.before in words(lists().names.place_before)),
    (-2, lambda run: run.before in ("the", "a", "an", "our", "this")),
    (-2, lambda run: bool(run.context.plain & set(run.low) - _forenames())),
    (-3, _all_places),
)
"""What speaks for and against a run being a person: points, and when they count."""


def _known(run: Run) -> bool:
    """Say whether the first word is a forename we know; the half before a hyphen counts."""
    first = folded(run.parts[0])
    return bool({first, first.split("-")[0], run.low[0]} & _forenames())


def _is_announced(run: Run) -> bool:
    """Say whether a word like "named" stands before the run, or before "is" and "was"."""
    return bool(words(lists().names.naming) & set(_two_before(run)))


def _is_role(run: Run) -> bool:
    """Say whether both words before speak of a person: "landlord is", "son called"."""
    said = _two_before(run)
    return len(said) == 2 and words(lists().names.cue_before).issuperset(said)


def _two_before(run: Run) -> list[str]:
    return run.text[max(0, run.start - 32) : run.start].lower().split()[-2:]


def _is_latin(run: Run) -> bool:
    return all(ord(sign) < 0x250 or 0x1E00 <= ord(sign) < 0x2100 for sign in run.parts[0])


def _forenames() -> frozenset[str]:
    return words(lists().names.forenames)


def _is_submitter(name: Name, context: Context) -> bool:
    return {*name.surname.lower().split(), *name.forenames.lower().split()} <= context.submitter
