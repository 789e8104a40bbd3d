"""Steps 8, 9 and 10: why it can be shared, files, and the declaration before sending."""

from __future__ import annotations

from domain.questions.kinds import Kind, Option, Question, Screen, When

TOLD = (
    Option("yes", "Yes"),
    Option("in part", "In part, or some of them"),
    Option("no", "No"),
)

WHY_SHARE = Screen(
    key="why_share",
    number=8,
    title="Why you can share it",
    police_title="Why it could be shared",
    lead=(
        "You may share what is needed to prevent or detect crime, or to keep someone safe. You "
        "do not need anyone’s consent for that. What matters is that the reason is written down.",
    ),
    questions=(
        Question(
            key="lawful_reason",
            words="What is your reason for sharing it?",
            called="Reason for sharing",
            hint="For example, to prevent or detect crime, or to protect a child.",
            kind=Kind.LONG_TEXT,
            rows=3,
            nudges=("reason_for_sharing",),
        ),
        Question(
            key="person_told",
            words="Do the people it is about know that you are sharing it?",
            called="Whether the people know",
            hint="No is a good answer if telling them could put someone at risk or warn "
            "somebody you suspect.",
            kind=Kind.CHOICE,
            options=TOLD,
            required="Say whether the people it is about know",
        ),
        Question(
            key="why_not",
            words="Who was not told or asked, and why not?",
            called="Why they were not told",
            hint="For example, it would put someone at risk.",
            kind=Kind.LONG_TEXT,
            rows=3,
            shown_when=When("person_told", ("no", "in part")),
            nudges=("why_not_told",),
        ),
        Question(
            key="decision_reason",
            words="How did you decide?",
            called="How you decided",
            police_words="How they decided",
            hint="Why it is right to share it, who you talked to, and what they said if they "
            "were asked.",
            kind=Kind.LONG_TEXT,
            rows=3,
        ),
    ),
)

FILES = Screen(
    key="files",
    number=9,
    title="Files",
    lead=(
        "Add photographs or papers only if they help. You do not have to.",
        "Never send an indecent image, and do not copy or show it to anyone. Ring the police.",
        "A file can hold hidden details, such as who made it and where. We keep it as it is.",
    ),
    optional=True,
    questions=(Question(key="files", words="Add files", called="Files", kind=Kind.FILES),),
)

CHECK = Screen(
    key="check",
    number=10,
    title="Check your answers",
    lead=(
        "Read through what you have told us. You cannot change it once it is sent, but you can "
        "add to it.",
        "Keep no copies of your own, and do not send any of this by email.",
    ),
    questions=(
        Question(
            key="declaration",
            words="This is true as far as I know, I may share it, and I have said where I have "
            "doubts",
            called="Declaration",
            kind=Kind.DECLARATION,
            options=(Option("yes", "Yes, I declare this"),),
            required="Tick the box to say that this is true as far as you know",
        ),
    ),
)
