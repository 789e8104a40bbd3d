"""Registers: requests of people about their data (DPA 2018 ss.45-48), and for information (FOIA).

Deadlines, grounds and exemptions are data: `config/registers.toml`. What a request says, and whom
it is about, is sealed.
"""

from __future__ import annotations

from domain.registers.keeping import (
    NewRequest,
    RequestSettled,
    answer,
    find,
    listed,
    opened,
    register,
)
from domain.registers.rectifying import pass_on
from domain.registers.rules import RULES, Kind, Register, Rules, rules
from domain.registers.seeking import Held, Means, fields, held
from domain.registers.tables import FoiRequest, SubjectRequest

__all__ = [
    "RULES",
    "FoiRequest",
    "Held",
    "Kind",
    "Means",
    "NewRequest",
    "Register",
    "RequestSettled",
    "Rules",
    "SubjectRequest",
    "answer",
    "fields",
    "find",
    "held",
    "listed",
    "opened",
    "pass_on",
    "register",
    "rules",
]
