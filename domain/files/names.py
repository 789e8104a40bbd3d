"""Names of files, as other people's machines give them: cleaned, never used as a path here."""

from __future__ import annotations

import re
import unicodedata

_RESERVED = re.compile(r"con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$", re.IGNORECASE)
"""What Windows takes for a device, whatever comes after the first dot."""
_FORBIDDEN = re.compile(r'[<>:"|?*]')
_SPACES = re.compile(r"\s+")
EXTENSION_LETTERS = 10


def cleaned(given: str, longest: int) -> str:
    """Give the name without path, control marks, marks that turn text around, or a device's name.

    `longest` is in letters; the extension is kept. Empty if nothing is left.
    """
    name = unicodedata.normalize("NFC", given)
    name = re.split(r"[/\\]", name)[-1]
    name = "".join(" " if letter.isspace() else letter for letter in name if _is_shown(letter))
    name = _SPACES.sub(" ", _FORBIDDEN.sub("_", name)).strip(". ")
    stem, dot, rest = name.partition(".")
    if _RESERVED.fullmatch(stem.strip()):
        name = f"_{stem}{dot}{rest}"
    return _shortened(name, longest)


def extension(name: str) -> str:
    """Give what follows the last dot, in lower case; empty if nothing is before it."""
    stem, _, last = name.rpartition(".")
    return last.lower() if stem else ""


def cleaned_text(given: str) -> str:
    """Give a description without control marks or marks that turn text around; lines are kept."""
    lines = unicodedata.normalize("NFC", given).splitlines()
    shown = ("".join(filter(_is_shown, line.replace("\t", " "))).strip() for line in lines)
    return "\n".join(shown).strip()


def _is_shown(letter: str) -> bool:
    """Cc control, Cf format (right-to-left override, zero width), Cs surrogates, Co private use."""
    return letter.isspace() or unicodedata.category(letter) not in {"Cc", "Cf", "Cs", "Co", "Cn"}


def _shortened(name: str, longest: int) -> str:
    if len(name) <= longest:
        return name
    stem, dot, last = name.rpartition(".")
    if not stem or len(last) > EXTENSION_LETTERS:
        return name[:longest].rstrip(". ")
    return stem[: longest - len(last) - 1].rstrip(". ") + dot + last
