"""Reference data is read into typed tables, and what is wrong is said with file, line and key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Literal

import pytest

from domain import reference


class Colour(StrEnum):
    RED = "red"
    GREEN = "green"


@dataclass(frozen=True)
class Entry:
    key: str
    colour: Colour = Colour.RED
    hours: float = 1.0
    words: tuple[str, ...] = ()
    kind: Literal["one", "two"] = "one"

    def __post_init__(self) -> None:
        if self.key == "impossible":
            raise ValueError("the key impossible is taken")


@dataclass(frozen=True)
class Table:
    version: int
    from_day: date | None = None
    entries: tuple[Entry, ...] = ()
    groups: Mapping[str, Entry] = field(default_factory=dict)


def written(folder: Path, text: str) -> Path:
    path = folder / "table.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_table_is_read_into_its_types(tmp_path: Path) -> None:
    text = (
        'version = 2\nfrom_day = 2026-11-22\n[[entries]]\nkey = "a"\ncolour = "green"\nhours = 4\n'
        'words = ["x", "y"]\n[groups.first]\nkey = "b"\nkind = "two"\n'
    )
    table = reference.read(written(tmp_path, text), Table)
    assert table.from_day == date(2026, 11, 22)
    assert table.entries == (Entry("a", Colour.GREEN, 4.0, ("x", "y")),)
    assert table.groups["first"].kind == "two"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("version = 'x'", "table.toml, line 1: version: a whole number was expected, not 'x'"),
        ("version = true", "line 1: version: a whole number was expected"),
        ("[[entries]]\nkey = 'a'", "the file: the key version is missing"),
        ("version = 1\nverison = 2", "line 2: verison: not a known key (known: "),
        (
            "version = 1\n[[entries]]\nkey = 'a'\n[[entries]]\nkey = 'b'\ncolour = 'blue'",
            "line 6: entries[1].colour: one of red, green was expected, not 'blue'",
        ),
        ("version = 1\nentries = 3", "line 2: entries: a list was expected"),
        ("version = 1\n[groups]\na = 1", "line 3: groups.a: a table was expected"),
        ("version = 1\n[[entries]]\nkey = 'impossible'", "line 2: entries[0]: the key impossible"),
        ("version = ", "table.toml: not valid TOML"),
    ],
)
def test_what_is_wrong_is_said_with_file_line_and_key(
    tmp_path: Path, text: str, message: str
) -> None:
    with pytest.raises(reference.ReferenceDataInvalid) as error:
        reference.read(written(tmp_path, text), Table)
    assert message in str(error.value)


def test_a_file_that_is_not_there_is_named() -> None:
    with pytest.raises(reference.ReferenceDataInvalid, match="nowhere.toml: cannot be read"):
        reference.read("nowhere.toml", Table)


def test_the_folder_is_the_repositorys_own_config() -> None:
    assert reference.FOLDER.name == "config"
    assert (reference.FOLDER.parent / "domain").is_dir()
