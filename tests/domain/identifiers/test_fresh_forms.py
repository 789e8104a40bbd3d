"""Identifiers as partners typed them in sentences written before the finders met them.

What is in double braces is `kind|as typed|as kept` (a dash: found, but with nothing to keep).
Nothing else may be found in a line, so that prices, references and places stay what they are.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from domain import identifiers

LINES = [
    line
    for line in (Path(__file__).parent / "fresh_forms.txt").read_text(encoding="utf-8").split("\n")
    if line and not line.startswith("#")
]
MARK = re.compile(r"\{\{(\w+)\|(.*?)\|(.*?)\}\}")


@pytest.mark.parametrize("line", LINES)
def test_what_is_marked_is_found_and_nothing_else(line: str) -> None:
    wanted = {(kind, kept if kept != "-" else None) for kind, _, kept in MARK.findall(line)}
    text = MARK.sub(lambda match: match[2], line)
    found = {(one.kind, one.normalised) for one in identifiers.in_text(text, date(2026, 11, 20))}
    assert found == wanted
