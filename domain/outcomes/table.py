"""The table of outcomes: the place to change one (where to refer to: `config/referrals.toml`)."""

from __future__ import annotations

from domain.outcomes.kinds import Fact, FactKind, Outcome, OutcomeRule
from domain.outcomes.states import Step

OUTCOMES: dict[Outcome, OutcomeRule] = {
    rule.outcome: rule
    for rule in (
        OutcomeRule(
            outcome=Outcome.REPORTED,
            words="Intelligence report made",
            hint="One or more reports were made from it.",
            facts=(
                Fact(
                    key="reports",
                    words="References of the reports",
                    missing="Enter the reference of at least one report",
                    hint="Separate several with commas.",
                ),
            ),
        ),
        OutcomeRule(
            outcome=Outcome.MORE_ASKED,
            words="More asked of the partner",
            hint=(
                "Ask only for what they already hold. Never ask them to find something out."
                " The portal can read the question too, so name nobody they do not know of."
            ),
            facts=(
                Fact(
                    key="question",
                    words="What you are asking",
                    missing="Enter what you are asking the partner",
                    kind=FactKind.LONG_TEXT,
                    longest=2000,
                ),
                Fact(
                    key="answer_by",
                    words="When you need the answer",
                    missing="Enter the date you need the answer by",
                    kind=FactKind.DATE,
                ),
                Fact(
                    key="why_again",
                    words="Why you are asking again",
                    missing="Enter why you are asking again",
                    hint="Only where this submitter was asked before.",
                    required=False,
                ),
                Fact(
                    key="not_a_task",
                    words="Why this is not a task",
                    missing="Say why this is not a task",
                    hint="Only where the words may read like one. It is not sent.",
                    required=False,
                ),
            ),
            step=Step.ASK,
        ),
        OutcomeRule(
            outcome=Outcome.REFERRED,
            words="Referred",
            hint="Somebody else is better placed to deal with it.",
            facts=(
                Fact(
                    key="destination",
                    words="Where to",
                    missing="Select where you referred it to",
                    kind=FactKind.DESTINATION,
                ),
                Fact(
                    key="recipient",
                    words="Who took it",
                    missing="Enter who took the referral",
                    hint="Name or collar number, and unit or agency.",
                ),
                Fact(
                    key="referred_on",
                    words="When",
                    missing="Enter the date of the referral",
                    kind=FactKind.DATE,
                ),
            ),
        ),
        OutcomeRule(
            outcome=Outcome.DUPLICATE,
            words="Duplicate",
            hint="The same thing, from the same root, was sent before.",
            facts=(
                Fact(
                    key="duplicate_of",
                    words="Reference of the earlier submission",
                    missing="Enter the reference of the earlier submission",
                    kind=FactKind.REFERENCE,
                ),
            ),
        ),
        OutcomeRule(
            outcome=Outcome.ALREADY_KNOWN,
            words="Already known",
            hint="The force holds this already.",
            facts=(
                Fact(
                    key="known_as",
                    words="Where it is held",
                    missing="Enter the crime, log or report number it is held under",
                    hint="A crime, log or report number.",
                ),
            ),
        ),
        OutcomeRule(
            outcome=Outcome.NOT_PERTINENT,
            words="Not pertinent",
            hint="Nothing in it is for the police to hold. It is disposed of after a short time.",
        ),
        OutcomeRule(
            outcome=Outcome.WITHDRAWN,
            words="Withdrawn by the partner",
            hint="The partner asked for it to be withdrawn.",
            facts=(
                Fact(
                    key="withdrawn_by",
                    words="Who asked for that",
                    missing="Enter the name of the person who asked to withdraw it",
                ),
            ),
        ),
    )
}
