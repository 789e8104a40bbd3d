"""Accountability: one item's story, unusual access, and what a person saw, for the auditor.

The trail may be used to verify that processing is lawful, for self-monitoring and discipline, for
integrity and security, and for criminal proceedings (DPA 2018 s.62(4)); every use is recorded.
"""

from __future__ import annotations

from domain.accountability.breaches import Access, Reference, as_csv, as_proof, saw
from domain.accountability.stories import story
from domain.accountability.unusual import Finding, Unusual, thresholds, unusual

PURPOSES = (
    "to verify that processing is lawful",
    "for self-monitoring, including disciplinary proceedings",
    "to ensure the integrity and security of personal data",
    "for criminal proceedings",
)
"""What logs may be used for (DPA 2018 s.62(4)), and nothing else."""

__all__ = [
    "PURPOSES",
    "Access",
    "Finding",
    "Reference",
    "Unusual",
    "as_csv",
    "as_proof",
    "saw",
    "story",
    "thresholds",
    "unusual",
]
