"""An index of pieces of words: organisations are looked for without reading all of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"

# Every three letters that stand side by side in a text, each once. A text that holds another holds
# all the pieces of it.
_PIECES = """
create function pieces(words text) returns text[]
    language sql immutable strict parallel safe as $$
    select coalesce(array_agg(distinct substr(words, place, 3)), '{}')
    from generate_series(1, length(words) - 2) place
$$
"""
SEARCHED = (
    "lower(name || chr(10) || mailbox || chr(10) || contact_name || chr(10) || agreement_reference)"
)


def upgrade() -> None:
    op.execute(sa.text(_PIECES))
    op.create_index(
        "ix_organisation_pieces",
        "organisation",
        [sa.text(f"pieces({SEARCHED})")],
        postgresql_using="gin",
        postgresql_with={"fastupdate": "off"},
    )
    op.create_index(
        "ix_organisation_stopped",
        "organisation",
        ["name"],
        postgresql_where=sa.text("failures >= 100"),
    )
