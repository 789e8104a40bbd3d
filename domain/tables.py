"""What every table has in common."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, ClassVar
from uuid import UUID

from psycopg.types.json import Jsonb
from sqlalchemy import (
    ARRAY,
    ColumnElement,
    DateTime,
    LargeBinary,
    MetaData,
    Text,
    Uuid,
    bindparam,
    func,
    insert,
    literal_column,
    update,
)
from sqlalchemy import Table as SqlTable
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from domain import ids
from domain.exchanges import DIALECT, Said

MOST_VALUES = 50
"""In one message: the driver reads a statement anew each time if it has more."""


class Table(DeclarativeBase):
    """A table, in the schema that the connection's role is set to."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        UUID: Uuid(),
        bytes: LargeBinary(),
        datetime: DateTime(timezone=True),
        dict[str, Any]: JSONB(),
        list[str]: ARRAY(Text()),
        str: Text(),
    }


class Audited:
    """A row that nobody may change without an audit event about it."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=ids.new)

    @property
    def title(self) -> str:
        """How the audit trail names this row; never anything confidential."""
        raise NotImplementedError

    @property
    def owning_organisation(self) -> UUID | None:
        """The partner organisation this row is about, if it is about one."""
        return None


@lru_cache(maxsize=128)
def _defaults(table: SqlTable) -> dict[str, Any]:
    """Return what the columns of a new row hold where nothing else is said."""
    return {
        column.name: column.default.arg
        for column in table.c
        if isinstance(column.default, ScalarElementColumnDefault)
    }


def insertions(table: Any, rows: Sequence[dict[str, Any]]) -> Iterator[Said]:
    """Give what inserts rows that name the same columns, a few rows in each statement.

    For what is written, and never loaded again as objects. A column that is not named holds what it
    holds by default.
    """
    whole = [_defaults(table) | row for row in rows]
    at_once = max(1, MOST_VALUES // len(whole[0])) if whole else 1
    for start in range(0, len(whole), at_once):
        some = whole[start : start + at_once]
        values = {
            f"{name}_m{number}": Jsonb(value) if isinstance(value, dict) else value
            for number, row in enumerate(some)
            for name, value in row.items()
        }
        yield Said(_insertion(table, tuple(some[0]), len(some)), values)


def changing(table: Any, rows: Sequence[dict[str, Any]]) -> Said:
    """Give what changes some rows; each has its id, the version it had, and new values.

    It answers with the ids of those that still had that version: see `all_changed`. No new value
    may be a list.
    """
    values = {name: [row[name] for row in rows] for name in rows[0]}
    return Said(_change(table, tuple(rows[0])), values)


def all_changed(table: Any, rows: Sequence[dict[str, Any]], changed: Sequence[Any]) -> None:
    """Raise StaleDataError, as the mapper does, if one of the rows has another version by now."""
    if len(changed) != len(rows):
        said = f"{len(changed)} rows of {table.name} were as expected, not {len(rows)}"
        raise StaleDataError(said)


@lru_cache(maxsize=256)
def _insertion(table: SqlTable, names: tuple[str, ...], rows: int) -> str:
    """Write the statement out: for several rows the library builds one anew at each use."""
    row = dict.fromkeys(names)
    return str(insert(table).values([row] * rows).compile(dialect=DIALECT))


@lru_cache(maxsize=128)
def _change(table: SqlTable, names: tuple[str, ...]) -> str:
    arrays = (bindparam(name, type_=ARRAY(table.c[name].type)) for name in names)
    new = func.unnest(*arrays).table_valued(*names).render_derived("new")
    values: dict[str, ColumnElement[Any]] = {name: new.c[name] for name in names if name != "id"}
    values["version"] = table.c.version + literal_column("1")
    same = (table.c.id == new.c.id) & (table.c.version == new.c.version)
    changed = update(table).values(values).where(same).returning(table.c.id)
    return str(changed.compile(dialect=DIALECT))
