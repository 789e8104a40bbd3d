"""Looking up whether a phone or a mailbox is a partner's own, among tens of thousands."""

from __future__ import annotations

from alembic import op

revision = "0016"
down_revision = "0015"

_PHONE_END = "right(regexp_replace(split_part(lower(phone), 'x', 1), '[^0-9]', '', 'g'), 7)"


def upgrade() -> None:
    op.execute(f"create index ix_organisation_phone_end on organisation ({_PHONE_END})")
    op.execute("create index ix_organisation_mailbox_lower on organisation (lower(mailbox))")
