"""Answers: reading what was posted, checking it, keeping it, laying it out.

`parse` a posted screen, `check` it, `put` it into the document; `status` and `missing` say how far
that has come; `canonical` is what is sent; `laid_out` is what people read.
"""

from __future__ import annotations

from domain.answers import cards, dates
from domain.answers.documents import (
    Document,
    canonical,
    new,
    packed,
    put,
    read,
    unpacked,
    visible,
)
from domain.answers.layouts import Row, Section, answer_in_words, laid_out, laid_out_for_police
from domain.answers.posts import Posted, parse, posted, strangers
from domain.answers.problems import Problem, check
from domain.answers.progress import Missing, Status, complete, diversion, missing, started, status

__all__ = [
    "Document",
    "Missing",
    "Posted",
    "Problem",
    "Row",
    "Section",
    "Status",
    "answer_in_words",
    "canonical",
    "cards",
    "check",
    "complete",
    "dates",
    "diversion",
    "laid_out",
    "laid_out_for_police",
    "missing",
    "new",
    "packed",
    "parse",
    "posted",
    "put",
    "read",
    "started",
    "status",
    "strangers",
    "unpacked",
    "visible",
]
