"""The names of events in words, for the auditor's filter."""

from __future__ import annotations

import re

_JOIN = re.compile(r"(?<=[a-z])(?=[A-Z])")


def in_words(name: str) -> str:
    """`SubmissionTakenIn` as `Submission taken in`."""
    return _JOIN.sub(" ", name).capitalize()
