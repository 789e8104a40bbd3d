"""Having a file examined by a process that can do no harm, and getting its answer."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from typing import BinaryIO, cast

from domain.inspections.bounds import Bounds

SECONDS = 120
TOO_MUCH = "examining"
"""The finding where the process used up what it may use, or was broken by the file."""


@dataclass(frozen=True)
class Examined:
    """What was found (nothing: None), and the kind of the copy that was made, if one was."""

    finding: str | None
    copied: str | None


def scratch() -> BinaryIO:
    """Give a nameless file in memory, for what must not touch a disk.

    Linux has such files. Elsewhere (a developer's machine) it is a nameless file of the system's.
    """
    if hasattr(os, "memfd_create"):
        return cast(BinaryIO, os.fdopen(os.memfd_create("examined"), "wb+"))
    return cast(BinaryIO, tempfile.TemporaryFile())


def examine(
    source: BinaryIO, copied: BinaryIO, kind: str, structure: str, bounds: Bounds
) -> Examined:
    """Examine an open file; what can be seen in it is written to `copied`, if it can be copied."""
    source.flush()
    handles = (source.fileno(), copied.fileno())
    order = {
        "source": handles[0],
        "copied": handles[1],
        "kind": kind,
        "structure": structure,
        "bounds": asdict(bounds),
    }
    command = [sys.executable, "-I", "-m", "domain.inspections", json.dumps(order)]
    try:
        done = subprocess.run(
            command, pass_fds=handles, capture_output=True, timeout=SECONDS, env={}, check=True
        )
        return Examined(**json.loads(done.stdout))
    except (subprocess.SubprocessError, ValueError):
        return Examined(TOO_MUCH, None)
