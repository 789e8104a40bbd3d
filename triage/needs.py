"""What a page may need that is not a permission of the domain, but a stage of signing in."""

from __future__ import annotations

SIGNED_IN = "be signed in"
"""For pages that every member of staff may open, whatever their role."""

GIVE_CODE = "give a code"
"""For the page that asks for the second factor: a password was given, and nothing else."""
