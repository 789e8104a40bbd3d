"""The options of a question, in the one shape that the radios, checkboxes and select want."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Choice:
    """One option: the value sent, the words shown, and what may go with them."""

    value: str
    text: str
    hint: str | None = None
    # Shown only while the option is chosen (radios and checkboxes); works without JavaScript.
    conditional: Markup | None = None
    # "None of these": choosing it clears the others.
    exclusive: bool = False
    # A word such as "or" that stands before the option.
    divider: str | None = None
    disabled: bool = False


def as_choices(options: Iterable[Choice | tuple[str, str]]) -> list[Choice]:
    """Pairs of (value, text) as choices; what is a choice already, as it is."""
    return [option if isinstance(option, Choice) else Choice(*option) for option in options]
