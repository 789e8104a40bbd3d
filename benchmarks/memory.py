"""What a portal's process still holds of what was sent: a planted word, looked for in its memory.

Python does not wipe what it frees, so that this is a figure and no promise. The memory read is that
of the processes started here, and of nothing else. Linux alone.

python -m benchmarks.memory [SENDS AFTERWARDS]
"""

from __future__ import annotations

import secrets
import sys
from pathlib import Path

from benchmarks import senders, served
from benchmarks.figures import say
from benchmarks.places import place
from domain import answers, questions


def main() -> None:
    """Print how often the word is there: after its send, and after so many further ones."""
    afterwards = int(sys.argv[-1]) if sys.argv[-1].isdecimal() else 200
    word = f"planted{secrets.token_hex(12)}"
    with place() as here, served.serving(here) as server:
        pids = served.family(server.popen.pid)
        planted = served.ready_to_send(here, _with(word))
        others = [served.ready_to_send(here) for _ in range(afterwards)]
        senders.send_all(here.port, [planted])
        found = sum(occurrences(pid, word) for pid in pids)
        say("memory.after_the_send", found, "copies", what="of a word of the submission")
        senders.send_all(here.port, others)
        found = sum(occurrences(pid, word) for pid in pids)
        say("memory.later", found, "copies", what="the same word", sends_afterwards=afterwards)


def occurrences(pid: int, word: str) -> int:
    """Count a word in what a process of ours may write to: as bytes, and as wide text."""
    spellings = (word.encode(), word.encode("utf-16-le"), word.encode("utf-32-le"))
    return sum(piece.count(one) for piece in _pieces(pid) for one in spellings)


def _pieces(pid: int) -> list[bytes]:
    found: list[bytes] = []
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text("ascii").splitlines():
            place, rights = line.split()[:2]
            start, end = (int(one, 16) for one in place.split("-"))
            if not rights.startswith("rw") or line.endswith(("[vvar]", "[vsyscall]")):
                continue
            try:
                memory.seek(start)
                found.append(memory.read(end - start))
            except OSError:
                continue
    return found


def _with(word: str) -> answers.Document:
    document = served.document()
    screen = questions.BY_KEY["what"]
    said = document["what"] | {"facts": f"{document['what']['facts']} {word}"}
    return answers.put(document, screen, said)


if __name__ == "__main__":
    main()
