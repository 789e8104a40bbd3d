"""The audit trail: the closed list of what can be recorded. To change what is audited, change this.

The list is in one module for each concept, and all of it is offered here. An event's facts are the
trail's to show to auditors who may not read intelligence, so they hold none; what officers write
is sealed.
"""

from __future__ import annotations

from domain.audit.accountability import *
from domain.audit.administration import *
from domain.audit.break_glass import *
from domain.audit.entries import AuditEvent, entry
from domain.audit.events import BY_NAME, Event, Operation, Process, recorded_by
from domain.audit.files import *
from domain.audit.keys import *
from domain.audit.letters import *
from domain.audit.messages import *
from domain.audit.organisations import *
from domain.audit.parts import *
from domain.audit.registers import *
from domain.audit.reports import *
from domain.audit.retention import *
from domain.audit.search import *
from domain.audit.staff import *
from domain.audit.submissions import *
from domain.audit.trail import *

__all__ = ["BY_NAME", "AuditEvent", "Event", "Operation", "Process", "entry", "recorded_by"]
