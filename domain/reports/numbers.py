"""References of reports, of the ledger's lines and of notices: a prefix says which it is.

`IR-K7MH-9PXQ-6RT` is a report. They are random like a submission's reference, so that none tells
what it was made from, nor how many there are.
"""

from __future__ import annotations

import re
from enum import StrEnum

from domain import references


class Prefix(StrEnum):
    """What a number is of."""

    REPORT = "IR"
    DISSEMINATION = "DL"
    NOTICE = "DN"


def new(prefix: Prefix) -> str:
    """Make a number."""
    return f"{prefix}-{references.new()}"


def parse(prefix: Prefix, text: str) -> str | None:
    """Return a number in its own form, with or without its prefix; None if the text is not one."""
    rest = re.sub(rf"^\s*{prefix}[\s/:-]*", "", text, flags=re.IGNORECASE)
    found = references.parse(rest)
    return f"{prefix}-{found}" if found else None


def parse_all(prefix: Prefix, text: str) -> tuple[list[str], list[str]]:
    """Return the numbers in a list that was typed, and what in it is none."""
    found: list[str] = []
    strange: list[str] = []
    for word in re.split(r"[,;\n]|\s+(?=[A-Za-z]{2}-)", text):
        if word.strip():
            number = parse(prefix, word)
            (found if number else strange).append(number or word.strip())
    return list(dict.fromkeys(found)), strange
