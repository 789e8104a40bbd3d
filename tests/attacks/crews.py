"""The processes of the service as they are run, to be killed at any instant and started again."""

from __future__ import annotations

import os
import random
import signal
import socket
import threading
import time
from collections import Counter
from pathlib import Path

from operations.database.grants import PORTAL, WITNESS, WORKER
from operations.demo import processes
from tests.attacks.sending import Sender

SENDERS = 4
LONGEST_WAIT_SECONDS = 60.0
AT_WORK = ("portal", "gunicorn's worker")
"""Killed as a rule only once they serve again: a portal that only starts acknowledges nothing."""
KILLED = (*AT_WORK, "worker 1", "worker 2", "witness")
"""Whom chance chooses from. Both workers sequence, one at a time: with it dies the sequencer."""


class Crew:
    """The portal behind gunicorn, two workers, a witness; and browsers that send all the time."""

    def __init__(self, logged):
        self.logged, self.killed, self.stop = logged, Counter(), threading.Event()
        self.before = 0
        self.port = _free_port()
        (logged.folder / "mail").mkdir()
        self.running = {name: self._started(name) for name in KILLED[:1] + KILLED[2:]}
        self.senders = [Sender(logged, self.port) for _ in range(SENDERS)]
        self.threads = [threading.Thread(target=one.run, args=(self.stop,)) for one in self.senders]

    @property
    def acknowledged(self):
        """Reference by key of all that the portal said it has."""
        return {key: ref for one in self.senders for key, ref in one.acknowledged.items()}

    def begin(self):
        """Wait until the portal answers, and begin to send."""
        processes.wait_until_it_answers(self.running["portal"], f"http://127.0.0.1:{self.port}")
        for thread in self.threads:
            thread.start()

    def harass(self, seconds, chance: random.Random):
        """Kill one after the other at random instants, for so long and until enough was sent."""
        began = time.monotonic()
        while not self._enough(time.monotonic() - began, seconds):
            time.sleep(chance.uniform(0.05, 1.0))
            name = chance.choice(KILLED)
            if name in AT_WORK and len(self.acknowledged) == self.before and chance.random() < 0.9:
                continue
            self.kill(name)

    def kill(self, name):
        """Kill -9: a whole process with its children, or the child that serves alone."""
        self.killed[name] += 1
        self.before = len(self.acknowledged)
        if name not in self.running:
            for child in _children(self.running["portal"].popen.pid):
                _kill(os.kill, child)
            return
        popen = self.running[name].popen
        _kill(os.killpg, popen.pid)
        popen.wait()
        self.running[name] = self._started(name)

    def rest(self):
        """Let everything that was begun be acknowledged, and stop as an administrator would."""
        before = len(self.acknowledged)
        end = time.monotonic() + LONGEST_WAIT_SECONDS
        while len(self.acknowledged) < before + 2 * SENDERS and time.monotonic() < end:
            time.sleep(0.05)
        self.end()

    def end(self):
        """Stop the browsers, then the processes."""
        self.stop.set()
        for thread in self.threads:
            if thread.is_alive():
                thread.join(30)
        for process in self.running.values():
            process.stop()

    def _enough(self, gone, seconds):
        served = sum(self.killed[name] for name in AT_WORK)
        sent = len(self.acknowledged) > 2 * SENDERS and 0 < served < self.killed.total()
        return gone > LONGEST_WAIT_SECONDS + seconds or (gone > seconds and sent)

    def _started(self, name):
        kind = name.split()[0]
        arguments = ["operations.command", kind]
        if kind == "portal":
            arguments = processes.gunicorn("portal", self.port)
        return processes.start(kind, arguments, self._environ(kind), self.logged.folder)

    def _environ(self, kind):
        logged, role = self.logged, {"portal": PORTAL, "worker": WORKER, "witness": WITNESS}[kind]
        return {
            f"PARTNERSHIP_{kind.upper()}_DATABASE_URL": logged.database.url(role),
            "PARTNERSHIP_KEYS": str(logged.keyring.folder),
            "PARTNERSHIP_FILES": str(logged.folder / "files"),
            "PARTNERSHIP_WITNESS_FOLDER": str(logged.memory.folder),
            "PARTNERSHIP_MAIL_URL": f"file://{logged.folder / 'mail'}",
            "PARTNERSHIP_PORTAL_URL": "http://127.0.0.1:2",
            "PARTNERSHIP_TRIAGE_URL": "http://127.0.0.1:1",
            "PARTNERSHIP_REQUESTS_PER_MINUTE": "1000000",
            "PARTNERSHIP_SESSION_PAGES": "1000000",
            "PARTNERSHIP_SENDS_PER_HOUR": "1000000",
        }


def _children(pid):
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii")
    return [int(word) for word in text.split()]


def _kill(how, pid):
    try:
        how(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def _free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]
