"""What a file is by its first bytes: two detectors have to agree with its name, and each other.

A pattern of our own (`starts` in `files.toml`) has to fit. Then puremagic, and libmagic where the
machine has it, are asked: neither may take the file for something else, and one has to know it.
Each misses some of what ordinary telephones write, so that asking both to know it would refuse much
that is good.
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
    """Say whether the first bytes of a file are those of the kind, as far as anybody can tell."""
    is_a_text = kind.structure is Structure.TEXT
    if not kind.fits(head) or (is_a_text and not is_text(head)):
        return False
    answers = (_by_puremagic(kind, head), _by_libmagic(kind, head))
    return False not in answers and (is_a_text or True in answers)


def is_text(block: bytes) -> bool:
    """Say whether bytes hold none of the control marks that no text has."""
    return _NOT_TEXT.search(block) is None


def _by_puremagic(kind: FileKind, head: bytes) -> bool | None:
    """Say whether puremagic agrees; None where it knows nothing, or is not sure of a text."""
    try:
        found = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return None
    least = _CONFIDENT if kind.structure is Structure.TEXT else 0.0
    known = [one.extension for one in found if one.extension and one.confidence >= least]
    return any(extension in kind.puremagic for extension in known) if known else None


def _by_libmagic(kind: FileKind, head: bytes) -> bool | None:
    """Say whether libmagic agrees; None where it knows nothing, or is not there."""
    libmagic = _libmagic()
    found = libmagic.from_buffer(head, mime=True) if libmagic else ""
    return None if found in _NOTHING_SAID else found in kind.libmagic


@cache
def _libmagic() -> _Libmagic | None:
    try:
        return cast(_Libmagic, importlib.import_module("magic"))
    except ImportError:
        return None
