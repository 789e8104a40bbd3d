"""Bank accounts and payment cards. A card number is never kept whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

from domain.identifiers.documents import luhn
from domain.identifiers.kinds import Find

_CARD = re.compile(r"(?<![\w+.])[2-6]\d{3}(?:[ -]?\d{3,6}){2,4}(?![\w]|\.\d|-\d)")
_BANK = re.compile(
    r"(?<![\w/-])(\d{2})([ -]?)(\d{2})\2(\d{2})"
    r"(?:[\s,;:/]{1,3}(?:and|account|acc?t?|a/c|no|number|num)?\.?){1,4}[\s:]{0,3}(\d{6,8})(?![\w-])",
    re.I,
)


def find(text: str) -> Iterator[Find]:
    """Find card numbers (masked) and sort codes with account numbers in running text."""
    for match in _CARD.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        if 13 <= len(digits) <= 19 and luhn(digits):
            shown = masked(match[0])
            yield Find("card", match.start(), match.end(), shown, shown)
    for match in _BANK.finditer(text):
        if match[2] or "sort" in text[max(0, match.start() - 30) : match.start()].lower():
            value = f"{match[1]}{match[3]}{match[4]} {match[5].zfill(8)}"
            yield Find("bank_account", match.start(), match.end(), value)


def masked(number: str) -> str:
    """Give a card number with all but the last four digits starred, of the same length."""
    keep = len(re.sub(r"\D", "", number)) - 4
    shown = []
    for sign in number:
        shown.append("*" if sign.isdigit() and keep > 0 else sign)
        keep -= sign.isdigit()
    return "".join(shown)
