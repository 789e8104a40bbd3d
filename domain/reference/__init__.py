"""Reference data: the tables in `config/*.toml` that people may change without touching code.

`read("priorities.toml", Priorities)` gives a frozen dataclass, or says which file, line and key
is wrong and what was expected there. Files are read once per process.
"""

from __future__ import annotations

import tomllib
from collections.abc import Hashable
from functools import cache
from pathlib import Path
from typing import TypeVar, cast

from domain.reference.lines import line_of
from domain.reference.shapes import ShapeMismatch, shaped

FOLDER = Path(__file__).resolve().parents[2] / "config"

Shape = TypeVar("Shape")


class ReferenceDataInvalid(ValueError):
    """A reference data file cannot be used as it stands; the message says where and why."""


def read(path: str | Path, shape: type[Shape]) -> Shape:
    """Read a TOML file into `shape`, a dataclass (see `domain.reference.shapes` for what fits).

    A bare name is looked for in the folder `config/`. Raises ReferenceDataInvalid.
    """
    return cast(Shape, _read(path, cast(Hashable, shape)))


@cache
def _read(name: str | Path, shape: Hashable) -> object:
    path = FOLDER / name
    text = _text(path)
    try:
        return shaped(tomllib.loads(text), shape)
    except tomllib.TOMLDecodeError as error:
        raise ReferenceDataInvalid(f"{path.name}: not valid TOML: {error}") from error
    except ShapeMismatch as error:
        raise invalid(path, error) from error


def invalid(path: str | Path, mismatch: ShapeMismatch) -> ReferenceDataInvalid:
    """Give the error that names a file and the line at which something in it does not fit."""
    file = FOLDER / path
    line = line_of(_text(file), mismatch.keys)
    return ReferenceDataInvalid(f"{file.name}, line {line}: {mismatch}")


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ReferenceDataInvalid(f"{path.name}: cannot be read: {error}") from error
