"""What a file is called and what the partner says of it: sealed beside the file."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from uuid import UUID

from domain.sealing import CannotOpen, Context, Recipients, Sealed, seal


@dataclass(frozen=True)
class Label:
    """A file as the partner sees it. `length` is in bytes, before sealing."""

    name: str
    description: str
    kind: str
    length: int


def sealed(label: Label, label_id: UUID, organisation_id: UUID, recipients: Recipients) -> Sealed:
    """Seal a label."""
    plain = json.dumps(asdict(label), ensure_ascii=False).encode()
    return seal(plain, context(label_id, organisation_id), recipients)


def read(plain: bytes) -> Label:
    """Read a label that was opened. Raises CannotOpen for what is no label of ours."""
    try:
        label = Label(**json.loads(plain))
    except (TypeError, ValueError, RecursionError):
        raise CannotOpen from None
    if not (isinstance(label.name, str) and isinstance(label.description, str)):
        raise CannotOpen
    return label


def context(label_id: UUID, organisation_id: UUID) -> Context:
    """Return where a label belongs."""
    return Context("file", label_id, organisation_id, "label")
