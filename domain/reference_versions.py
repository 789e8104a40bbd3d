"""Which version of each reference data file is in force; a change of one is an event.

Looked at whenever the triage application starts: whoever changes `config/*.toml` cannot do it
unseen. A version and what it holds belong together, so a file changed without a new version
shows as well.
"""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Mapped, mapped_column

from domain import audit, reference
from domain.actors import system
from domain.permissions import Permission
from domain.tables import Audited, Table
from domain.unit_of_work import Sessions, UnitOfWork, unit_of_work

STARTING = "the start of triage"
LOCK = 7_302_114


class ReferenceVersion(Audited, Table):
    """A file of reference data as it was at the last start: its version and a hash of it."""

    __tablename__ = "reference_version"

    name: Mapped[str] = mapped_column(unique=True)
    version: Mapped[str]

    @property
    def title(self) -> str:
        """How the audit trail names a file of reference data."""
        return self.name


@dataclass(frozen=True)
class Data:
    """One file: `version` is its own and eight digits of its hash; `text` is all of it."""

    name: str
    version: str
    text: str

    @property
    def about(self) -> str:
        """What the file is for: the first sentence of the comment it begins with."""
        comment = takewhile(lambda line: line.startswith("#"), self.text.splitlines())
        words = " ".join(line.lstrip("# ").strip() for line in comment)
        return words.split(". ")[0].rstrip(".")


def files(folder: Path | None = None) -> list[Data]:
    """Return every file of reference data, by name. Raises ReferenceDataInvalid."""
    root = folder or reference.FOLDER
    return [_data(path, root) for path in sorted(root.rglob("*.toml"))]


def find(work: UnitOfWork, name: str) -> Data | None:
    """Return one file, for somebody who may see what rules are in force."""
    work.require(Permission.SEE_ACCESS)
    return next((data for data in files() if data.name == name), None)


def record_changes(sessions: Sessions, found: list[Data]) -> list[str]:
    """Keep the versions found and record each that differs from the last start's; return names.

    At the very first start nothing is known: what is found is recorded as put in force.
    """
    with unit_of_work(sessions, system(STARTING)) as work:
        # Several processes may start at once: one records, the others find it done.
        work.session.execute(select(func.pg_advisory_xact_lock(LOCK)))
        known = {row.name: row for row in work.session.scalars(select(ReferenceVersion))}
        return [data.name for data in found if _is_new(work, known.get(data.name), data)]


def _is_new(work: UnitOfWork, row: ReferenceVersion | None, data: Data) -> bool:
    if row is not None and row.version == data.version:
        return False
    before = row.version if row else "none"
    row = row or ReferenceVersion(name=data.name)
    row.version = data.version
    work.session.add(row)
    work.session.flush()
    work.record(audit.ReferenceDataChanged(row, before=before, after=data.version))
    return True


def _data(path: Path, root: Path) -> Data:
    text, name = path.read_text("utf-8"), path.relative_to(root).as_posix()
    try:
        version = tomllib.loads(text)["version"]
    except tomllib.TOMLDecodeError as error:
        raise reference.ReferenceDataInvalid(f"{name}: not valid TOML: {error}") from error
    except KeyError:
        raise reference.ReferenceDataInvalid(f"{name}, line 1: version: is missing") from None
    digest = hashlib.sha256(text.encode()).hexdigest()[:8]
    return Data(name, f"{version} ({digest})", text)
