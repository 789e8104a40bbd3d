"""One-time links: what a letter carries so that whoever reads a mailbox can do one thing, once."""

from __future__ import annotations

from domain.links.making import Holder, LinkKeys, Posting, made_since, revoke, send
from domain.links.purposes import LIFETIMES, Purpose
from domain.links.tables import OneTimeLink
from domain.links.using import Link, LinkUnusable, look_at, use

__all__ = [
    "LIFETIMES",
    "Holder",
    "Link",
    "LinkKeys",
    "LinkUnusable",
    "OneTimeLink",
    "Posting",
    "Purpose",
    "look_at",
    "made_since",
    "revoke",
    "send",
    "use",
]
