"""What a file is by its first bytes: two detectors have to agree with its name, and each other.

puremagic is always there; libmagic where the machine has it. Neither is asked what a file is: each
is asked whether it is what it was said to be.
"""

from __future__ import annotations

import importlib
import re
from functools import cache
from typing import Protocol, cast

import puremagic

from domain.files.kinds import FileKind, Structure

HEAD = 65536
"""Bytes; what the detectors are shown."""
_NOTHING_SAID = frozenset({"", "application/octet-stream", "binary/octet-stream"})
_CONFIDENT = 0.4
"""puremagic finds something weakly in almost any text."""
_NOT_TEXT = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")


class _Libmagic(Protocol):
    def from_buffer(self, buffer: bytes, mime: bool = False) -> str: ...


def is_declared(kind: FileKind, declared: str) -> bool:
    """Say whether the type that a browser declares fits; many declare nothing."""
    named = declared.partition(";")[0].strip().lower()
    return named in _NOTHING_SAID or named in kind.declared


def is_as_named(kind: FileKind, head: bytes) -> bool:
    """Say whether both detectors find the kind in the first bytes of a file."""
    if kind.structure is Structure.TEXT and not is_text(head):
        return False
    return _by_puremagic(kind, head) and _by_libmagic(kind, head)


def is_text(block: bytes) -> bool:
    """Say whether bytes hold none of the control marks that no text has."""
    return _NOT_TEXT.search(block) is None


def _by_puremagic(kind: FileKind, head: bytes) -> bool:
    try:
        found = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return not kind.puremagic
    if kind.puremagic:
        return any(match.extension in kind.puremagic for match in found)
    return not any(match.confidence >= _CONFIDENT for match in found)


def _by_libmagic(kind: FileKind, head: bytes) -> bool:
    libmagic = _libmagic()
    return libmagic is None or libmagic.from_buffer(head, mime=True) in kind.libmagic


@cache
def _libmagic() -> _Libmagic | None:
    try:
        return cast(_Libmagic, importlib.import_module("magic"))
    except ImportError:
        return None
