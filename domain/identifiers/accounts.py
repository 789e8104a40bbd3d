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
# With gaps inside, other signs between, or the account first: only beside a word of banking.
_LOOSE = re.compile(
    r"(?<![\w/.-])(\d{2})([ .\-\u2013/]?)(\d{2})\2(\d{2})(?:[\s,;:/.|\u2013-]{1,4}"
    r"(?:and|account|acc?t?|a/c|no|number|num)?){1,4}(\d(?:[ -]?\d){5,7})(?![ -]?\w)",
    re.I,
)
_ACCOUNT_FIRST = re.compile(
    r"\b(?:account|acc?t?|a/c)(?: (?:no|number|num))?[\s:.]{1,3}(?:is )?(\d(?:[ -]?\d){5,7})"
    r"[\s,;:/]{1,3}(?:and |with )?(?:the )?s(?:ort|/c)(?:[ -]?code)?[\s:.]{1,3}(?:is )?"
    r"(\d{2})([ .\-\u2013]?)(\d{2})\3(\d{2})(?![\w]|[ -]\d)",
    re.I,
)
# What each of those has within: most texts do not, and this is quicker to see.
_SIX = re.compile(r"\d(?:[ -]?\d){5}")
_BANKING = re.compile(
    r"\b(?:sort|s/c|account|acc?t|a/c|bank(?:ed|ing|s)?|pa(?:y|ys|id|ying) in)\b", re.I
)


def find(text: str) -> Iterator[Find]:
    """Find card numbers (masked) and sort codes with account numbers in running text."""
    if _SIX.search(text) is None:
        return
    for match in _CARD.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        if 13 <= len(digits) <= 19 and luhn(digits):
            shown = masked(match[0])
            yield Find("card", match.start(), match.end(), shown, shown)
    for match in _BANK.finditer(text):
        if match[2] or "sort" in text[max(0, match.start() - 30) : match.start()].lower():
            value = _kept(match[1] + match[3] + match[4], match[5])
            yield Find("bank_account", match.start(), match.end(), value)
    if _BANKING.search(text):
        yield from _beside_a_word(text)


def _beside_a_word(text: str) -> Iterator[Find]:
    for match in _LOOSE.finditer(text):
        if _BANKING.search(text, max(0, match.start() - 40), match.end()):
            value = _kept(match[1] + match[3] + match[4], match[5])
            yield Find("bank_account", match.start(), match.end(), value)
    for match in _ACCOUNT_FIRST.finditer(text):
        value = _kept(match[2] + match[4] + match[5], match[1])
        yield Find("bank_account", match.start(1), match.end(), value)


def _kept(sort_code: str, account: str) -> str:
    return f"{sort_code} {re.sub(r'[^0-9]', '', account).zfill(8)}"


def masked(number: str) -> str:
    """Give a card number with all but the last four digits starred, of the same length."""
    keep = len(re.sub(r"\D", "", number)) - 4
    shown = []
    for sign in number:
        shown.append("*" if sign.isdigit() and keep > 0 else sign)
        keep -= sign.isdigit()
    return "".join(shown)
