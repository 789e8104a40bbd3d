"""Whose portal this is: the names, contacts and colours that `brand.toml` holds."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, TypeVar

DEFAULT_FILE = Path(__file__).with_name("brand.toml")
_COLOUR = re.compile(r"#[0-9a-f]{6}")
_Part = TypeVar("_Part")


class BrandUnreadable(ValueError):
    """The brand file lacks something, or holds something that cannot be used."""


@dataclass(frozen=True, slots=True)
class Contacts:
    """Where a reader turns when a page cannot help: numbers as people say them."""

    emergency: str
    non_emergency: str
    phone: str
    phone_hours: str
    email: str
    security_email: str


@dataclass(frozen=True, slots=True)
class Colours:
    """The force's colours, each as `#rrggbb`; they become custom properties in the CSS."""

    brand: str
    header: str
    header_text: str
    accent: str
    surface: str
    surface_border: str


@dataclass(frozen=True, slots=True)
class Brand:
    """Everything on a page that belongs to one force rather than to the product."""

    version: str
    portal_name: str
    force_name: str
    force_words: str
    unit_name: str
    contacts: Contacts
    colours: Colours


def load(path: Path = DEFAULT_FILE) -> Brand:
    """The brand that a file describes.

    Raises `BrandUnreadable`, naming the file and the key, if something is missing or wrong.
    """
    try:
        facts = tomllib.loads(path.read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as reason:
        raise BrandUnreadable(f"{path}: {reason}") from reason
    contacts = _part(Contacts, facts.pop("contacts", {}), f"{path}: contacts")
    colours = _part(Colours, facts.pop("colours", {}), f"{path}: colours")
    for key in (field.name for field in fields(Colours)):
        if not _COLOUR.fullmatch(getattr(colours, key)):
            raise BrandUnreadable(f"{path}: colours.{key} is written #rrggbb, in small letters")
    return _part(Brand, {**facts, "contacts": contacts, "colours": colours}, str(path))


def _part(kind: type[_Part], facts: dict[str, Any], where: str) -> _Part:
    """One table of the file as its class; an unknown or missing key is named."""
    known = {field.name for field in fields(kind)}  # type: ignore[arg-type]  # any dataclass
    if wrong := known ^ facts.keys():
        raise BrandUnreadable(f"{where}: missing or unknown: {', '.join(sorted(wrong))}")
    for key, value in facts.items():
        if isinstance(value, str) and not value.strip():
            raise BrandUnreadable(f"{where}.{key} is empty")
    return kind(**facts)
