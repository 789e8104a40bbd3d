"""Backup and restore: the whole database in one sealed file, and the proof that it holds.

Content in it is sealed as it was in the database; the backup as a whole is sealed again, so that it
does not tell who takes part either.
"""

from __future__ import annotations

from operations.backup.copies import About, BackupRefused, read_about
from operations.backup.restoring import restore
from operations.backup.taking import take
from operations.backup.verifying import Verdict, verify

__all__ = ["About", "BackupRefused", "Verdict", "read_about", "restore", "take", "verify"]
