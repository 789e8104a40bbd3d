"""The tables of sentences: wording that veils a threat, and alarming words used innocently.

The lines under "# held back" were written with the others and not looked at while the rules were
written: they measure how the rules fare with what nobody thought of.
"""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent


def sentences(name: str) -> tuple[list[str], list[str]]:
    """Give the sentences of a table: those that the rules were written with, those held back."""
    known, _, held_back = (FOLDER / name).read_text(encoding="utf-8").partition("# held back\n")
    return _lines(known), _lines(held_back)


def _lines(text: str) -> list[str]:
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    return [line.rpartition(" | ")[2] for line in lines]


def wordings() -> list[tuple[bool, str]]:
    """Give the short accounts of `wordings.txt`: whether somebody is in danger, and the text."""
    lines = (FOLDER / "wordings.txt").read_text(encoding="utf-8").splitlines()
    return [(line[0] == "+", line[2:]) for line in lines if line and not line.startswith("#")]
