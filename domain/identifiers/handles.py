"""Accounts on social media: the platform, and the handle there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from domain.identifiers.kinds import Find
from domain.identifiers.lists import either, lists
from domain.identifiers.tokens import beginnings, tokens

_HANDLE = r"@?[^\W_][\w.]{1,38}\w|@?_[\w.]{1,39}"
_AT = re.compile(r"(?<![\w@.])@[^\W][\w.]{1,39}(?<!\.)")
_FIELD = re.compile(r"\A([^\W\d_][\w ]{0,20}?)\s?[:=\s-]\s?@?([^\s:@][^:]{1,60})$")
_REACH = 140
_STOP = re.compile(r"[!?\n]|\.\s")


def find(text: str) -> Iterator[Find]:
    """Find handles in running text: "snap: kez_x", "@kez" near a platform's name, profile links."""
    for match in _profile().finditer(text) if _is_linked(text) else ():
        host = match[1].lower().removeprefix("www.").removeprefix("m.")
        value = _written(lists().social.hosts[host], match[2])
        yield Find("social", match.start(), match.end(2), value)
    if not _first_words().isdisjoint(tokens(text)):
        yield from _beside_platforms(text)
    if "@" in text:
        for match in _AT.finditer(text):
            near = _nearest(text, match.start(), match.end())
            known = _written(near, match[0]) if near else None
            yield Find("social", match.start(), match.end(), known)


def _is_linked(text: str) -> bool:
    low = text.lower() if "/" in text else ""
    return bool(low) and any(f"{host}/" in low for host in lists().social.hosts)


def _beside_platforms(text: str) -> Iterator[Find]:
    for match in _announced().finditer(text):
        if _is_handle(match[2], match[3]):
            platform = lists().social.platforms[re.sub(r"\s", " ", match[1]).lower()]
            value = _written(platform, match[3])
            yield Find("social", match.start(), match.end(3), value)
    for match in _followed().finditer(text):
        if re.search(r"[\d_]", match[1]):
            value = _written(lists().social.platforms[match[2].lower()], match[1])
            yield Find("social", match.start(1), match.end(1), value)


def in_field(typed: str) -> str | None:
    """Write "Snap: @Kez_X" as it is kept, "snapchat:kez_x"; None without a platform."""
    match = _FIELD.match(typed.strip())
    if match is None or "/" in typed:
        return None
    known = lists().social.platforms.get(match[1].strip().lower())
    if known is None and ":" not in typed:
        return None
    return _written(known or match[1].strip().lower(), " ".join(match[2].split()))


def _written(platform: str, handle: str) -> str:
    return f"{platform}:{handle.lower().lstrip('@').rstrip('.')}"


def _is_handle(between: str, handle: str) -> bool:
    """ "snap: kez_x" and "insta @kez" are handles, "Facebook: he said" and "snap it up" are not."""
    if handle.replace(".", "").isdigit():
        return False
    odd = bool(re.search(r"[\d_.]", handle[1:-1] + handle[-1].strip("."))) or "@" in handle
    return odd or (":" in between and not handle.islower())


@cache
def _announced() -> re.Pattern[str]:
    names = "|".join(map(re.escape, _names()))
    fill = either(lists().social.handle_words)
    return re.compile(
        rf"(?<![\w@./])({names})((?:\s(?:{fill})){{0,3}}[\s:=/-]{{1,3}})({_HANDLE})(?![\w@])", re.I
    )


@cache
def _followed() -> re.Pattern[str]:
    """A handle before its platform: "kez_2fast on snapchat"."""
    names = "|".join(map(re.escape, _names()))
    return re.compile(rf"(?<![\w@./])([^\W_][\w.]{{2,38}}\w) on ({names})(?![\w@])", re.I)


@cache
def _mention() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w@.])(?:{'|'.join(map(re.escape, _names()))})(?![\w@])", re.I)


@cache
def _profile() -> re.Pattern[str]:
    hosts = "|".join(re.escape(host) for host in lists().social.hosts)
    paths = r"(?:add/|user/|u/|in/|@|s/)?"
    return re.compile(
        rf"(?<![\w@])(?:https?://)?((?:www\.|m\.)?(?:{hosts}))/{paths}([\w.]{{2,40}})(?![\w.]*/\w)",
        re.I,
    )


def _names() -> tuple[str, ...]:
    """Every name of a platform, the longest first; "x" alone may be a kiss."""
    return tuple(sorted((one for one in lists().social.platforms if one != "x"), key=len))[::-1]


@cache
def _first_words() -> frozenset[str]:
    return beginnings(_names())


def _nearest(text: str, start: int, end: int) -> str | None:
    """Give the platform named nearest to a handle: "… on Telegram" after it, else before it."""
    after = _STOP.split(text[end : end + 60], maxsplit=1)[0]
    before = text[max(0, start - _REACH) : start]
    following = _mention().search(after)
    if following and re.search(r"\bon\s$", after[: following.start()]):
        return lists().social.platforms[following[0].lower()]
    earlier = [match[0].lower() for match in _mention().finditer(before)]
    if earlier:
        return lists().social.platforms[earlier[-1]]
    return lists().social.platforms[following[0].lower()] if following else None
