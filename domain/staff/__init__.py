"""Police staff: their accounts and roles, how they sign in, and their sessions."""

from __future__ import annotations

from domain.staff.accounts import NewAccount, UsernameTaken, add_totp, create
from domain.staff.refusals import refused
from domain.staff.sign_in import Attempt, PasswordPassed, confirm, give_password
from domain.staff.tables import FactorKind, StaffFactor, StaffMember

__all__ = [
    "Attempt",
    "FactorKind",
    "NewAccount",
    "PasswordPassed",
    "StaffFactor",
    "StaffMember",
    "UsernameTaken",
    "add_totp",
    "confirm",
    "create",
    "give_password",
    "refused",
]
