"""Examining a strange file, and making a copy of what can be seen in it.

Parsers of pictures and documents are written in C and meet bytes that somebody may have made to
break them. So they run in a process of their own (`isolated.examine`), which holds no key, no
database and no other file, and may use only so much memory and time.
"""

from __future__ import annotations

from domain.inspections.bounds import Bounds, Found
from domain.inspections.isolated import TOO_MUCH, Examined, examine, scratch

__all__ = ["TOO_MUCH", "Bounds", "Examined", "Found", "examine", "scratch"]
