"""Taking a file at the portal: checked and sealed as it streams in, never whole, never in clear."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import UUID

from domain import ids
from domain.files import detection, labels, names
from domain.files.kinds import FileKind, FileNotTaken, Structure, rules
from domain.files.stores import Store
from domain.sealing import Context, Recipients, Sealed, Wrap, seal_stream
from domain.sealing.envelopes import Writer


@dataclass(frozen=True)
class Offered:
    """A file as a browser sends it: what it calls it, says it is, and its bytes as they come."""

    name: str
    declared: str
    blocks: Iterable[bytes] = field(repr=False)
    description: str = ""


@dataclass(frozen=True)
class Taken:
    """A file that is sealed in the store, and what has to be kept for it. `length` is in bytes."""

    id: UUID
    organisation_id: UUID
    label_id: UUID
    label: labels.Label
    kind: FileKind
    length: int
    size: int
    digest: str
    wraps: tuple[Wrap, ...]
    sealed_label: Sealed


@contextmanager
def taking(
    offered: Offered, organisation_id: UUID, recipients: Recipients, store: Store
) -> Iterator[Taken]:
    """Take a file; its sealed bytes are removed again if the block that keeps it raises.

    Raises FileNotTaken as soon as something is wrong, without reading on.
    """
    taken = take(offered, organisation_id, recipients, store)
    try:
        yield taken
    except BaseException:
        store.remove(taken.id)
        raise


def take(offered: Offered, organisation_id: UUID, recipients: Recipients, store: Store) -> Taken:
    """Seal an offered file into the store. Raises FileNotTaken, and leaves nothing behind then."""
    name, kind = _recognised(offered)
    description = _description(offered)
    file_id, label_id = ids.new(), ids.new()
    source = _Checked(kind, iter(offered.blocks))
    with store.put(file_id) as writer:
        target = _Digested(writer)
        place = original_context(file_id, organisation_id)
        wraps = seal_stream(source, target, place, recipients)
    label = labels.Label(name, description, kind.words, source.length)
    return Taken(
        id=file_id,
        organisation_id=organisation_id,
        label_id=label_id,
        label=label,
        kind=kind,
        length=source.length,
        size=target.size,
        digest=target.sha256.hexdigest(),
        wraps=wraps,
        sealed_label=labels.sealed(label, label_id, organisation_id, recipients),
    )


def original_context(file_id: UUID, organisation_id: UUID) -> Context:
    """Return where the bytes that a partner sent belong."""
    return Context("file", file_id, organisation_id, "original")


def rendition_context(rendition_id: UUID, organisation_id: UUID) -> Context:
    """Return where a clean copy belongs."""
    return Context("file", rendition_id, organisation_id, "rendition")


def _recognised(offered: Offered) -> tuple[str, FileKind]:
    name = names.cleaned(offered.name, rules().limits.name_letters)
    if not names.extension(name):
        raise FileNotTaken("no_name")
    kind = rules().kind_of(names.extension(name))
    if kind is None:
        raise FileNotTaken("kind")
    if not detection.is_declared(kind, offered.declared):
        raise FileNotTaken("declared")
    return name, kind


def _description(offered: Offered) -> str:
    description = names.cleaned_text(offered.description)
    if len(description) > rules().limits.description_letters:
        raise FileNotTaken("description")
    return description


class _Checked:
    """The bytes on their way to be sealed: counted, and looked at, before any of them is."""

    def __init__(self, kind: FileKind, blocks: Iterator[bytes]) -> None:
        self.length = 0
        self._kind = kind
        self._blocks = blocks
        self._left = b""

    def read(self, size: int, /) -> bytes:
        if not self.length:
            self._left = self._head()
        while not self._left:
            block = next(self._blocks, None)
            if block is None:
                return b""
            self._left = self._counted(block)
        given, self._left = self._left[:size], self._left[size:]
        return given

    def _head(self) -> bytes:
        head = b""
        while len(head) < detection.HEAD and (block := next(self._blocks, None)) is not None:
            head += self._counted(block)
        if not head:
            raise FileNotTaken("empty")
        if not detection.is_as_named(self._kind, head[: detection.HEAD]):
            raise FileNotTaken("content")
        return head

    def _counted(self, block: bytes) -> bytes:
        self.length += len(block)
        if self.length > rules().limits.one_file:
            raise FileNotTaken("size")
        if self._kind.structure is Structure.TEXT and not detection.is_text(block):
            raise FileNotTaken("content")
        return block


class _Digested:
    """A writer that counts and digests what goes through it."""

    def __init__(self, writer: Writer) -> None:
        self.sha256 = hashlib.sha256()
        self.size = 0
        self._writer = writer

    def write(self, data: bytes, /) -> object:
        self.sha256.update(data)
        self.size += len(data)
        return self._writer.write(data)
