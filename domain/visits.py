"""What a partner's page asks first, in one question: whose session, on what terms, which draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from domain import lookups, tokens
from domain.drafts import Stored
from domain.lookups import Lookups
from domain.organisations.agreements import Agreement
from domain.organisations.sessions import ABSOLUTE, IDLE, TOUCH_EVERY, Current

_AT = (
    "select id, organisation_id, organisation_name, opened_at, seen_at,"
    " district, standing, agreement_in_force, agreement_review, limits,"
    " draft_id, send_key, sealed, saved_at"
    " from partner_session_at(%(token_hash)s, %(now)s, %(idle)s, %(longest)s, %(seen_every)s)"
)
_ALWAYS = {"idle": IDLE, "longest": ABSOLUTE, "seen_every": TOUCH_EVERY}


@dataclass(frozen=True)
class Visit:
    """An open session and the draft in it (sealed); its organisation's agreement and limits.

    `limits` maps the words of a `LimitName` to an amount; what is not in it is the ordinary limit.
    """

    session: Current
    agreement: Agreement
    draft: Stored | None
    limits: Mapping[str, int]


def of(where: Lookups, token: str, now: datetime) -> Visit | None:
    """Return the visit with this token; a session idle or open for too long is not open.

    Being seen is noted at most once a minute.
    """
    asked = _ALWAYS | {"token_hash": tokens.hashed(token), "now": now}
    row = lookups.first(where, _AT, asked)
    if row is None:
        return None
    session, agreement, limits = Current(*row[:5]), Agreement(*row[5:9]), row[9]
    draft_id, *rest = row[10:]
    draft = Stored(draft_id, session.organisation_id, *rest) if draft_id else None
    return Visit(session, agreement, draft, limits or {})
