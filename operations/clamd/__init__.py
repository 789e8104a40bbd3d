"""The virus scanner: a client of ClamAV's daemon, clamd, over its own protocol.

Only what is needed: stream bytes to it (INSTREAM) and ask whether it is there (PING, VERSION).
"""

from __future__ import annotations

from operations.clamd.addresses import Address, AddressInvalid, address
from operations.clamd.client import NoAnswer, Verdict, ping, scan, version

__all__ = ["Address", "AddressInvalid", "NoAnswer", "Verdict", "address", "ping", "scan", "version"]
