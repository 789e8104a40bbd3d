"""What a submission can be about: `config/themes.toml`, the place to change the list."""

from __future__ import annotations

from dataclasses import dataclass

from domain import reference


@dataclass(frozen=True)
class Theme:
    """One theme. The key is kept with submissions and never changes; the words may."""

    key: str
    words: str
    force_code: str = ""
    note: str = ""
    restricted: bool = False

    def __post_init__(self) -> None:
        """Refuse what could not be shown or kept."""
        if not self.key.strip() or not self.words.strip():
            raise ValueError("a theme needs a key and words")


@dataclass(frozen=True)
class ThemeList:
    """The whole file."""

    version: str
    theme: tuple[Theme, ...]

    def __post_init__(self) -> None:
        """Refuse two themes of one key: nobody could tell them apart later."""
        keys = [theme.key for theme in self.theme]
        twice = sorted({key for key in keys if keys.count(key) > 1})
        if twice:
            raise ValueError(f"these keys stand twice: {', '.join(twice)}")


THEMES = reference.read("themes.toml", ThemeList).theme

BY_KEY = {theme.key: theme for theme in THEMES}
