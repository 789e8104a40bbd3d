"""What somebody had typed when their session ended: carried through signing in, in the page alone.

Nothing of it is stored: it goes from page to page inside the forms of signing in, and is offered
to be sent again at the end.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from flask import request

from config.web import csrf, origins
from config.web.preferences import own_address, this_page

FIELD = "kept"
_LONGEST = 200_000
_SECRET = ("password", "code", "token")


@dataclass(frozen=True)
class Kept:
    """A form that was not taken: where it was going and what was in it."""

    address: str
    fields: tuple[tuple[str, str], ...]


def of_request() -> str:
    """This request's form, packed; empty unless the browser vouches that our own page sent it."""
    if request.method != "POST" or not origins.came_from_our_own_page():
        return ""
    fields = [
        pair
        for pair in request.form.items(multi=True)
        if pair[0] != csrf.FIELD and not any(word in pair[0].lower() for word in _SECRET)
    ]
    return json.dumps([this_page(), fields])


def opened(packed: str) -> Kept | None:
    """A packed form again; None if it is none."""
    if not packed or len(packed) > _LONGEST:
        return None
    try:
        address, fields = json.loads(packed)
        pairs = tuple((str(name), str(value)) for name, value in fields)
    except (ValueError, TypeError, RecursionError):
        return None
    if not isinstance(address, str) or own_address(address) != address:
        return None
    return Kept(address, pairs)
