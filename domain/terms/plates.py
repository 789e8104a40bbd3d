"""Terms of registrations, whole and partial, so that either finds the other.

Every registration is indexed by pairs of neighbouring characters with their place ("7:0:UF"), so
that a search for UF18 ??? is a few exact lookups. What a registration could have been remembered as
is worked out when looking (`masks`), never stored.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from domain.terms.kinds import Term

FEWEST = 3
"""Known characters below which a partial registration says nothing."""


def pattern(normalised: str) -> str:
    """Give a registration with a "?" for each unknown character; AA00 alone is the first half."""
    return normalised + "???" if re.fullmatch(r"[A-Z]{2}\d{2}", normalised) else normalised


def known(written: str) -> int:
    """Count the characters of a pattern that are known."""
    return len(written) - written.count("?")


def terms(normalised: str) -> Iterator[Term]:
    """Give what a registration is indexed by."""
    written = pattern(normalised)
    if known(written) < 2:
        return
    yield Term("vrm_partial" if "?" in written else "vrm", written)
    yield from fragments(written)


def fragments(written: str) -> Iterator[Term]:
    """Give the pairs of known neighbours, and known characters, each with length and place."""
    size = len(written)
    for place, sign in enumerate(written):
        if sign == "?":
            continue
        yield Term("vrm_fragment", f"{size}:{place}:{sign}")
        if written[place + 1 : place + 2] not in ("", "?"):
            yield Term("vrm_fragment", f"{size}:{place}:{written[place : place + 2]}")


def masks(written: str) -> Iterator[Term]:
    """Give every partial registration that `written` fits, as terms to look for."""
    places = [place for place, sign in enumerate(written) if sign != "?"]
    for size in range(FEWEST, len(places) + 1):
        for kept in combinations(places, size):
            masked = "".join(sign if at in kept else "?" for at, sign in enumerate(written))
            if "?" in masked:
                yield Term("vrm_partial", masked)


def fits(partial: str, other: str) -> bool:
    """Say whether all that is known of `partial` stands in `other` too."""
    if len(partial) != len(other):
        return False
    return all(one in ("?", two) for one, two in zip(partial, other, strict=True))
