"""What names, numbers and codes look like, as far as a hint needs to know. Nothing is changed."""

from __future__ import annotations

import re

from domain.nudges.rules import RULES

POSTCODE = re.compile(r"\b[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}\b", re.IGNORECASE)
_OUTWARD = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?", re.IGNORECASE)

# Only the shapes that words and other numbers do not share.
PLATE_IN_TEXT = re.compile(r"\b[A-Z]{2}[0-9]{2} ?[A-Z]{3}\b|\b[A-Z][0-9]{1,3} ?[A-Z]{3}\b")
PHONE_IN_TEXT = re.compile(r"(?<![\w+])(?:\+44|0044|0)[ ()\-]?(?:[0-9][ \-]?){8,9}[0-9](?!\w)")

_PLATES = (
    r"[A-Z]{2}[0-9]{2}[A-Z]{3}",
    r"[A-Z][0-9]{1,3}[A-Z]{3}",
    r"[A-Z]{3}[0-9]{1,3}[A-Z]",
    r"[A-Z]{1,3}[0-9]{1,4}",
    r"[0-9]{1,4}[A-Z]{1,3}",
)
_PLATE = re.compile("|".join(_PLATES))
_PARTIAL = re.compile(r"[A-Z0-9?*]{1,8}")
_CURRENT = re.compile(r"[A-Z]{2}[0-9OI]{2}[A-Z01]{3}")

_HOUSE = re.compile(
    r"\b\d{1,4}[a-z]?,? (?:[A-Z][\w'’-]+ ){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr"
    r"|Close|Court|Crescent|Terrace|Place|Square|Way|Walk|Row|Grove|Gardens|Mews|Hill|View|Rise"
    r"|Mount|Parade|Villas|Fold|Yard|Gate)\b"
)
_TIME = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|(?:mon|tue|wed|thu|thur|fri|sat)s?(?=[\s,.])"
    r"|every|each|daily|nightly|weekly|weekends?|tonight|tomorrow|yesterday"
    r"|(?:last|this|next) (?:night|week|month)|\d{1,2}(?:[.:]\d\d)? ?[ap]m|\d{1,2}[.:]\d\d"
    r"|\d{1,2}/\d{1,2}(?:/\d{2,4})?|\d{1,2}(?:st|nd|rd|th)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep"
    r"|oct|nov|dec)[a-z]*)\b",
    re.IGNORECASE,
)

_SPREADSHEET = re.compile(r"[0-9]+(?:[.,][0-9]+)?E\+?[0-9]+", re.IGNORECASE)

_INITIALS = re.compile(r"(?:(?:Mr|Mrs|Ms|Miss|Dr)\.?\s)?(?:[A-Z][.\s]*){1,3}")
_SAYS = r"is|was|has|had|and|said|says|will|deals|sells|goes|lives|told"
_INITIALS_IN_TEXT = re.compile(rf"(?<![\w./-])([A-Z]{{2}})(?=['’]s\b| (?:{_SAYS})\b)")
# With full stops, unless a name follows: J.D. and J. D., but not J. D. Stott, U.K. or N.H.S.
_DOTTED = re.compile(r"(?<![\w./-])([A-Z])\. ?([A-Z])\b(?!\.?[A-Z]| ?[A-Z]\.)(?!\.? [A-Z][a-z])")


def is_initials(name: str) -> bool:
    """Say whether a name is initials only: J, J.B. or JB."""
    return bool(_INITIALS.fullmatch(name.strip()))


def initials_in(text: str) -> str:
    """Give initials that a text speaks of as a person ("DM is back"), or ""."""
    for match in _INITIALS_IN_TEXT.finditer(text):
        if match[1] not in RULES.initials.not_names:
            return match[1]
    for match in _DOTTED.finditer(text):
        if match[1] + match[2] not in RULES.initials.not_names:
            return f"{match[1]}.{match[2]}."
    return ""


def is_postcode(typed: str) -> bool:
    """Say whether this could be a UK postcode, whole or the first half."""
    bare = typed.strip()
    return bool(POSTCODE.fullmatch(bare) or _OUTWARD.fullmatch(bare))


def plate(typed: str) -> str:
    """Give what is odd about a number plate: `registration`, `registration_letters` or ""."""
    bare = re.sub(r"[\s\-]", "", typed).upper()
    if _PLATE.fullmatch(bare):
        return ""
    if "?" in bare or "*" in bare:
        return "" if _PARTIAL.fullmatch(bare) else "registration"
    return "registration_letters" if _CURRENT.fullmatch(bare) else "registration"


def phone(typed: str) -> str:
    """Give what is odd about a phone number: the key of a hint, or ""."""
    if _SPREADSHEET.search(typed):
        return "phone_spreadsheet"
    typed = re.sub(r"\s*(?:ext|extn|x)\.?\s*\d{1,5}\s*$", "", typed, flags=re.I)
    bare = re.sub(r"\D", "", typed)
    digits = len(bare)
    fewest, most = (8, 15) if typed.strip().startswith(("+", "00")) else (10, 11)
    if digits == fewest and bare.startswith("07"):
        return "phone_short"
    if 0 < digits < fewest or (digits == fewest and fewest == 10 and typed.strip()[0] != "0"):
        return "phone_short"
    return "phone_long" if digits > most else ""


def can_be_found(text: str) -> bool:
    """Say whether a text holds something to look up, or a place to go to and when.

    A number plate, a phone or a postcode is enough; a house number and street need a time.
    """
    if any(look.search(text) for look in (PLATE_IN_TEXT, PHONE_IN_TEXT, POSTCODE)):
        return True
    return bool(_HOUSE.search(text) and _TIME.search(text))


def has_number(address: str) -> bool:
    """Say whether an address has a number in it, and so can be gone to."""
    return any(letter.isdigit() for letter in address)
