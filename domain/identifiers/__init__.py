"""Identifiers: what tells one person, vehicle, phone, place or account from another.

`extract` finds them in a submission's answers and gives each a normalised second value. What was
typed is never changed. The words it goes by are in `config/identifiers.toml`, the rules in
docs/identifiers.md.
"""

from __future__ import annotations

from domain.identifiers.extraction import extract, in_text
from domain.identifiers.kinds import Find, Identifier, Kind
from domain.identifiers.leaves import Answers

__all__ = ["Answers", "Find", "Identifier", "Kind", "extract", "in_text"]
