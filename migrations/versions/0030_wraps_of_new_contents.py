"""Whether a content has wraps already: the portal may add none to it then."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"

# Stable: of the wraps of one content, written in one statement, none sees the others.
_HAS_WRAPS = """
create function has_wraps(content uuid) returns boolean
    language sql stable security definer set search_path = partnership, pg_temp as $$
    select exists (select from wrap where content_id = content)
$$
"""


def upgrade() -> None:
    op.execute(sa.text(_HAS_WRAPS))
