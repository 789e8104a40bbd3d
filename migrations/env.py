"""Migrations, run by `partnership database upgrade` on a connection it hands over."""

from __future__ import annotations

from alembic import context

from operations.database.migrating import METADATA, is_ours

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=METADATA,
    include_name=is_ours,
    compare_server_default=True,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
