"""What is asked for when a report is to be given to somebody, and what is wrong with it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from domain import exports
from domain.dissemination import recipients
from domain.exports import Format, PageWriter
from domain.reports import Content
from domain.sealing.opening import PrivateKeys
from domain.sealing.recipients import Recipients

LONGEST = 2000


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """For whom (keys of the directory), what for, under which caveat and conditions, and how.

    `consulted` says who agreed to it, where a sanitisation code asks for that (S2).
    """

    recipients: tuple[str, ...]
    purpose: str
    format: Format
    caveat: str = ""
    conditions: str = ""
    consulted: str = ""

    def as_bytes(self) -> bytes:
        """Return the words of the proposal, to be sealed."""
        return json.dumps(asdict(self), ensure_ascii=False).encode()


@dataclass(frozen=True)
class Press:
    """What it takes to print: keys that open reports, whom to seal copies to, who writes pages."""

    keys: PrivateKeys = field(repr=False)
    recipients: Recipients
    page: PageWriter


def read(sealed_words: bytes) -> Proposal:
    """Return a proposal that was sealed."""
    said: dict[str, Any] = json.loads(sealed_words)
    return Proposal(
        **said | {"recipients": tuple(said["recipients"]), "format": Format(said["format"])}
    )


def problems(content: Content, proposal: Proposal) -> dict[str, str]:
    """Return what is wrong with giving a report to these recipients, by field."""
    found = {}
    if refused := recipients.problem(proposal.recipients, content.marking):
        found["recipients"] = refused
    if not proposal.purpose.strip():
        found["purpose"] = "Enter what they need it for"
    if content.must_consult and not proposal.consulted.strip():
        found["consulted"] = "Enter who was consulted and agreed to its release (S2)"
    for name in ("purpose", "caveat", "conditions", "consulted"):
        if len(getattr(proposal, name)) > LONGEST:
            found[name] = f"This must be {LONGEST:,} characters or fewer"
    if proposal.format is Format.PDF and not exports.pdf_works():
        found["format"] = "PDF cannot be made here: choose the page to print"
    return found


def handling_conditions(content: Content) -> tuple[str, ...]:
    """Return the conditions a report is handled under, to show before it is given to anybody."""
    return tuple(dict.fromkeys(one.conditions for one in content.grades if one.conditions))
