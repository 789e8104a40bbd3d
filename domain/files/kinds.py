"""Which files are taken, how large and how many: `config/files.toml`, typed and checked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import cache

from domain import reference


class Structure(StrEnum):
    """How a type of file is examined once it is open (`domain.inspections`)."""

    PICTURE = "picture"
    PDF = "pdf"
    WORD = "word"
    SPREADSHEET = "spreadsheet"
    TEXT = "text"
    RECORDING = "recording"


@dataclass(frozen=True)
class Limits:
    """How many, how large (bytes), how long (letters), and what a file may unpack to."""

    files: int
    one_file: int
    all_files: int
    unsent_files: int
    unsent_bytes: int
    name_letters: int
    description_letters: int
    pixels: int
    pages: int
    archive_entries: int
    archive_bytes: int
    archive_ratio: int
    archive_ratio_from: int
    archive_depth: int


@dataclass(frozen=True)
class SizeClass:
    """What is said of a size, instead of the size."""

    below: int
    words: str


@dataclass(frozen=True)
class FileKind:
    """A type of file that is taken, and how its first bytes are recognised."""

    key: str
    words: str
    extensions: tuple[str, ...]
    declared: tuple[str, ...]
    puremagic: tuple[str, ...]
    libmagic: tuple[str, ...]
    structure: Structure
    starts: str = ""

    def __post_init__(self) -> None:
        """Refuse a pattern that cannot be read."""
        try:
            self.fits(b"")
        except re.error as error:
            raise ValueError(f"starts: {error}") from error

    def fits(self, head: bytes) -> bool:
        """Say whether the first bytes look as those of this type do."""
        return re.match(self.starts.encode("ascii"), head, re.DOTALL) is not None


@dataclass(frozen=True)
class FileRules:
    """The whole file. The warnings are for pages: before adding, and beside a file."""

    version: str
    warnings: tuple[str, ...]
    original_warning: str
    rendition_words: str
    no_rendition_words: str
    limits: Limits
    size_classes: tuple[SizeClass, ...]
    kinds: tuple[FileKind, ...]
    refusals: Mapping[str, str]
    findings: Mapping[str, str]

    def __post_init__(self) -> None:
        """Refuse two types that claim one extension."""
        every = [extension for kind in self.kinds for extension in kind.extensions]
        if len(every) != len(set(every)):
            raise ValueError("an extension belongs to one type only")

    @property
    def in_words(self) -> tuple[str, ...]:
        """What the page says of the limits, before anything is added."""
        limits, words = self.limits, self._words()
        return (
            f"You can add up to {limits.files} files.",
            f"Each can be up to {words['one_file']}, and all together up to {words['all_files']}.",
            f"We take: {words['kinds']}.",
        )

    @property
    def accept(self) -> str:
        """What an `<input type="file">` may offer: `.jpg,.jpeg,.png,...`."""
        return ",".join(f".{extension}" for kind in self.kinds for extension in kind.extensions)

    def kind_of(self, extension: str) -> FileKind | None:
        """Give the type with this extension (lower case, no dot), if it is taken."""
        return next((kind for kind in self.kinds if extension in kind.extensions), None)

    def named(self, key: str) -> FileKind:
        """Give the type with this key."""
        return next(kind for kind in self.kinds if kind.key == key)

    def words_for(self, key: str) -> str:
        """Say what a file is that came as this type, also as one that we do not take."""
        known = (kind.words for kind in self.kinds if kind.key == key)
        return next(known, "file of a type that we do not take")

    def size_class(self, size: int) -> str:
        """Say about how large a file of so many bytes is."""
        return next((c.words for c in self.size_classes if size < c.below), "")

    def in_figures(self, size: int) -> str:
        """Say how large a file of so many bytes is, to whoever sent it."""
        if size < 1_000_000:
            return f"{max(1, round(size / 1_000))} kB"
        return f"{size / 1_000_000:.1f}".removesuffix(".0") + " MB"

    def room_left(self, sizes: Sequence[int]) -> str:
        """Say how much more may be added to a form that has files of so many bytes."""
        more = self.limits.files - len(sizes)
        room = self.in_figures(max(0, self.limits.all_files - sum(sizes)))
        return f"You can add {more} more {'file' if more == 1 else 'files'}, {room} in all."

    def refusal(self, key: str) -> str:
        """Say to the partner why a file was not taken."""
        return self.refusals[key].format(**self._words())

    def _words(self) -> dict[str, str]:
        sizes = {"one_file": self.limits.one_file, "all_files": self.limits.all_files}
        first, last = [kind.words for kind in self.kinds[:-1]], self.kinds[-1].words
        return {
            **{name: str(value) for name, value in asdict(self.limits).items()},
            **{name: f"{size // 1_000_000} MB" for name, size in sizes.items()},
            "kinds": f"{', '.join(first)} or {last}",
        }


@cache
def rules(path: str = "files.toml") -> FileRules:
    """Give the rules in a file; raises ReferenceDataInvalid, naming file, line and key."""
    return reference.read(path, FileRules)


class FileNotTaken(Exception):
    """A file was not taken; `key` is a refusal of `files.toml`, the message its words."""

    def __init__(self, key: str) -> None:
        """Keep the key, and find the words for the partner."""
        super().__init__(rules().refusal(key))
        self.key = key

    @property
    def too_large(self) -> bool:
        """Whether to answer 413 (content too large)."""
        return self.key in {"size", "total"}
