"""The connection of a process to the database, as its own role."""

from __future__ import annotations

from sqlalchemy import Engine, create_engine
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DataError, InterfaceError, OperationalError, TimeoutError
from sqlalchemy.orm import Session, sessionmaker

from config.refusals import SettingInvalid

POOL = 8
OVERFLOW = 8
PATIENCE_SECONDS = 10
STATEMENT_MILLISECONDS = 30_000
SCHEMA = "partnership"

UNAVAILABLE = (OperationalError, InterfaceError, TimeoutError)
"""What is raised while the database cannot be reached or does not answer."""

UNREACHABLE: tuple[type[Exception], ...] = (OperationalError, TimeoutError)
"""What is raised where the database does not answer, or all connections are in use."""

UNKEEPABLE = DataError
"""What is raised where a value is none that the database can hold: a zero byte in a text, say."""

_OPTIONS = f"-c search_path={SCHEMA},pg_temp -c statement_timeout={STATEMENT_MILLISECONDS}"


def checked_url(name: str, url: str) -> str:
    """Return the address of a database as the setting `name` has it. Raises SettingInvalid."""
    try:
        make_url(url)
    except ArgumentError:  # its words would repeat the password
        wanted = "postgresql://role:password@host:5432/partnership"
        raise SettingInvalid(f"{name} must read {wanted}; see config/example.env") from None
    return url


def engine(url: str, isolation_level: str = "READ COMMITTED") -> Engine:
    """Return an engine that never writes parameters (they may be content) into errors or logs."""
    driver = make_url(url).set(drivername="postgresql+psycopg")
    return create_engine(
        driver,
        hide_parameters=True,
        isolation_level=isolation_level,
        pool_size=POOL,
        max_overflow=OVERFLOW,
        pool_timeout=PATIENCE_SECONDS,
        pool_pre_ping=False,
        connect_args={"options": _OPTIONS},
    )


def session_maker(url: str) -> sessionmaker[Session]:
    """Return a maker of sessions; what was loaded stays readable after the commit."""
    return sessionmaker(engine(url), expire_on_commit=False)


def lookups(url: str) -> Engine:
    """Return where single questions are asked: no transaction around them, one message each way.

    For what is asked at every request and changes nothing that belongs together.
    """
    return engine(url, isolation_level="AUTOCOMMIT")
