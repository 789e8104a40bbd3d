"""Who is asked: a submitter as a keyed number, so that nobody's name stands in the database.

A shared log-on tells nobody apart: a submitter is whoever declares a name at an organisation. Names
are compared by sound, since one person does not always spell theirs alike.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from domain import terms
from domain.index import SearchKeys
from domain.terms import Term, sounds

TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "rev", "sir"})


def numbers(organisation_id: UUID, answers: Mapping[str, Any], keys: SearchKeys) -> list[bytes]:
    """Return a submitter's numbers, under the present key first; none where no name was given."""
    declared = str((answers.get("submitter") or {}).get("name") or "")
    words = [word for word in re.split(r"[\W\d_]+", declared) if word.casefold() not in TITLES]
    heard = sorted(filter(None, map(sounds.key, words)))
    if not heard:
        return []
    term = Term("submitter", f"{organisation_id} {' '.join(heard)}")
    return [terms.blind(key, term) for key in keys.every]
