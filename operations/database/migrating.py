"""Bringing the database to the state this version of the software needs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.engine import Engine, make_url

from operations.database.grants import OWNER, SCHEMA
from operations.database.tables import METADATA

__all__ = ["METADATA", "Status", "admin_engine", "is_ours", "status", "upgrade"]

FOLDER = Path(__file__).resolve().parents[2] / "migrations"


@dataclass(frozen=True)
class Status:
    """Where the database is, and where this version wants it; None: nothing there yet."""

    at: str | None
    wanted: str | None

    @property
    def is_current(self) -> bool:
        """Whether there is nothing to upgrade."""
        return self.at == self.wanted


def admin_engine(url: str) -> Engine:
    """Return an engine for the administrator of the database, with the schema in sight."""
    engine_url = make_url(url).set(drivername="postgresql+psycopg")
    return create_engine(engine_url, connect_args={"options": f"-c search_path={SCHEMA},pg_temp"})


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Migrate; the schema and all that is in it belong to the owner role, which cannot log in."""
    connection.execute(text(f"create schema if not exists {SCHEMA} authorization {OWNER}"))
    connection.execute(text(f"set local role {OWNER}"))
    command.upgrade(_config(connection), revision)
    connection.execute(text("reset role"))


def status(connection: Connection) -> Status:
    """Say where the database is."""
    context = MigrationContext.configure(connection, opts={"version_table_schema": SCHEMA})
    script = ScriptDirectory.from_config(_config(connection))
    return Status(at=context.get_current_revision(), wanted=script.get_current_head())


def is_ours(name: str | None, kind: str, _parents: object) -> bool:
    """Say whether a table found in the database is one of our models' (not Procrastinate's)."""
    return kind != "table" or name in METADATA.tables


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["connection"] = connection
    return config
