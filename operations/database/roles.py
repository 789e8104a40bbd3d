"""The schema and the roles of the database: an owner that cannot log in, and one per process."""

from __future__ import annotations

SCHEMA = "partnership"
OWNER = "partnership_owner"
PORTAL = "partnership_portal"
TRIAGE = "partnership_triage"
WORKER = "partnership_worker"
WITNESS = "partnership_witness"
LOGINS = (PORTAL, TRIAGE, WORKER, WITNESS)
