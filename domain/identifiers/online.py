"""Mail and web addresses and IP addresses."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator
from functools import cache

from domain.identifiers.kinds import Find
from domain.identifiers.lists import either, lists

_EMAIL = re.compile(
    r"(?<![\w.+@-])[\w.+'-]{1,64}@(?:[^\W_][\w-]{0,62}\.){1,8}[^\W\d_]{2,24}(?![\w@])"
)
_LABEL = r"[^\W_][\w-]{0,62}"
_DOT = r"(?:\.|\s?[(\[]\s?dot\s?[)\]]\s?)"
# As people hide an address from machines: "sam(at)post.example", "sam [at] post [dot] example".
_HIDDEN = re.compile(
    rf"(?<![\w.+@-])[\w.+'-]{{1,64}}(?:{_DOT}[\w+'-]{{1,64}}){{0,4}}"
    rf"(?:\s?[(\[]\s?at\s?[)\]]\s?|\s@\s?|@\s){_LABEL}(?:{_DOT}{_LABEL}){{0,6}}{_DOT}[^\W\d_]{{2,24}}(?![\w@])",
    re.I,
)
_SIGNS = (
    (re.compile(r"\s?[(\[]\s?at\s?[)\]]\s?|\s?@\s?", re.I), "@"),
    (re.compile(_DOT, re.I), "."),
)
_URL = re.compile(r"\b(?:https?://|hxxps?://|www\.)[^\s<>\"'»”]{2,2000}", re.I)
_IP4 = re.compile(r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w]|\.\d)")
_IP6 = re.compile(r"(?<![\w:.])(?:[0-9A-F]{0,4}:){2,7}[0-9A-F]{0,4}(?![\w:])", re.I)
# What those two have within: most texts do not, and this is quicker to see.
_DOTS = re.compile(r"\d\.\d{1,3}\.\d")
_COLONS = re.compile(r":[0-9A-F]{0,4}:", re.I)
_CLOSING = ".,;:!?)]}'"


def find(text: str) -> Iterator[Find]:
    """Find mail, web and IP addresses in running text."""
    if "@" in text:
        for match in _EMAIL.finditer(text):
            yield Find("email", match.start(), match.end(), match[0].lower())
    yield from _hidden(text)
    yield from _web(text)
    for pattern, within in ((_IP4, _DOTS), (_IP6, _COLONS)):
        for match in pattern.finditer(text) if within.search(text) else ():
            version = re.search(r"(?:version|release|build|v)\s?$", text[: match.start()], re.I)
            if not version and (value := _ip(match[0])):
                yield Find("ip", match.start(), match.end(), value)


def _hidden(text: str) -> Iterator[Find]:
    low = text.lower()
    if "@ " in text or " @" in text or any(sign in low for sign in ("(at", "[at", "( at", "[ at")):
        for match in _HIDDEN.finditer(text):
            value = match[0].lower()
            for sign, plain in _SIGNS:
                value = sign.sub(plain, value)
            yield Find("email", match.start(), match.end(), value)


def url(typed: str) -> str:
    """Write a web address as it is kept: scheme and host in lower case, the rest as given."""
    match = re.match(r"((?:\w+://)?[^/?#]*)(.*)", typed, re.S)
    return match[1].lower() + match[2] if match else typed


def _web(text: str) -> Iterator[Find]:
    low = text.lower()
    for match in _URL.finditer(text) if "://" in low or "www." in low else ():
        value = match[0].rstrip(_CLOSING)
        yield Find("url", match.start(), match.start() + len(value), url(value))
    if _ending().search(text):
        for match in _bare().finditer(text):
            value = match[0].rstrip(_CLOSING)
            yield Find("url", match.start(), match.start() + len(value), url(value))


@cache
def _ending() -> re.Pattern[str]:
    """Where a bare address may end; most texts hold none, and this is quicker to see."""
    return re.compile(rf"\.(?:{either(lists().web.endings)})(?![\w@-]|\.\w)")


@cache
def _bare() -> re.Pattern[str]:
    """A web address without scheme: at least a name and a known ending, in lower case."""
    endings = either(lists().web.endings)
    label = r"[a-z0-9][a-z0-9-]{1,62}"
    return re.compile(
        rf"(?<![\w@./-]){label}(?:\.{label}){{0,3}}\.(?:{endings})(?![\w@-]|\.\w)(?:/[^\s<>\"']{{0,500}})?"
    )


def _ip(typed: str) -> str | None:
    try:
        address = ipaddress.ip_address(typed)
    except ValueError:
        return None
    return None if address.is_unspecified else str(address)
