"""What is wrong with what somebody said: every action that takes words says it in this one way."""

from __future__ import annotations

from collections.abc import Mapping


class NotAccepted(ValueError):
    """Something said is missing, or cannot be; `problems` says what, by field.

    A field is called as the form calls it; of what is in a list, by its place: `items.0.text`.
    """

    def __init__(self, problems: Mapping[str, str]) -> None:
        """Keep the problems, each in words for who said it."""
        super().__init__("; ".join(problems.values()))
        self.problems = dict(problems)


def reason_given(given: str, missing: str = "Enter a reason") -> str:
    """Return a reason, trimmed. Raises NotAccepted, with the words for a missing one."""
    if not given.strip():
        raise NotAccepted({"reason": missing})
    return given.strip()
