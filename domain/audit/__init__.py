"""The audit trail: the closed list of what can be recorded. To change what is audited, change this.

The list by concept: `organisations`, `reports`, `staff`, `submissions`. An event's facts are the
trail's to show to auditors who may not read intelligence, so they hold none; what officers write
is sealed.
"""

from __future__ import annotations

from domain.audit.entries import AuditEvent, entry
from domain.audit.events import BY_NAME, Event, Operation
from domain.audit.organisations import (
    OrganisationOnboarded,
    OrganisationPasswordChosen,
    OrganisationPasswordRehashed,
    OrganisationUrlIssued,
    PartnerDiverted,
    PartnerLimited,
    PartnerRefused,
    PartnerSessionEnded,
    PartnerSignedIn,
)
from domain.audit.reports import (
    CopyPrinted,
    DisseminationProposed,
    DisseminationRefused,
    NoticeAcknowledged,
    NoticeIssued,
    ReportApproved,
    ReportCorrected,
    ReportDisseminated,
    ReportDrafted,
    ReportOpened,
    ReportPublished,
    ReportRegrouped,
    ReportReturned,
    ReportRevised,
    ReportSent,
    ReportWithdrawn,
)
from domain.audit.staff import (
    PermissionRefused,
    StaffCreated,
    StaffPasswordRehashed,
    StaffRefused,
    StaffSessionEnded,
    StaffSignedIn,
    TrailRead,
)
from domain.audit.submissions import (
    OutcomeDecided,
    SafetyScreened,
    SubmissionClaimed,
    SubmissionOpened,
    SubmissionReceived,
    SubmissionReleased,
    SubmissionReopened,
    SubmissionTakenIn,
)

__all__ = [
    "BY_NAME",
    "AuditEvent",
    "CopyPrinted",
    "DisseminationProposed",
    "DisseminationRefused",
    "Event",
    "NoticeAcknowledged",
    "NoticeIssued",
    "Operation",
    "OrganisationOnboarded",
    "OrganisationPasswordChosen",
    "OrganisationPasswordRehashed",
    "OrganisationUrlIssued",
    "OutcomeDecided",
    "PartnerDiverted",
    "PartnerLimited",
    "PartnerRefused",
    "PartnerSessionEnded",
    "PartnerSignedIn",
    "PermissionRefused",
    "ReportApproved",
    "ReportCorrected",
    "ReportDisseminated",
    "ReportDrafted",
    "ReportOpened",
    "ReportPublished",
    "ReportRegrouped",
    "ReportReturned",
    "ReportRevised",
    "ReportSent",
    "ReportWithdrawn",
    "SafetyScreened",
    "StaffCreated",
    "StaffPasswordRehashed",
    "StaffRefused",
    "StaffSessionEnded",
    "StaffSignedIn",
    "SubmissionClaimed",
    "SubmissionOpened",
    "SubmissionReceived",
    "SubmissionReleased",
    "SubmissionReopened",
    "SubmissionTakenIn",
    "TrailRead",
    "entry",
]
