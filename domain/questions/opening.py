"""Steps 1 and 2: is this the right place, and who is telling us."""

from __future__ import annotations

from domain.questions.kinds import Diversion, Kind, Option, Question, Screen, When

YES_NO = (Option("yes", "Yes"), Option("no", "No"))

RIGHT_PLACE = Screen(
    key="right_place",
    number=1,
    title="Is this the right place?",
    police_title="Danger, and what was reported before",
    lead=(
        "Use this form to tell us what you know about crime, or about who may be harmed by it. "
        "Use one form for each matter.",
        "Does a crime need an officer to come, or need to be recorded? Ring 101 or report it "
        "online.",
        "Are you worried about a child or an adult? Make your usual referral as well. This form "
        "does not replace it.",
        "This form is not for complaints, requests for records or handing over CCTV. Nor is it "
        "for news of a case that police have already.",
    ),
    diversion=Diversion(
        when=When("danger_now", ("yes",)),
        title="Ring 999 now",
        words=(
            "Nobody may read this form for some hours. It is not the way to get help to "
            "someone in danger.",
            "Ring 999 and ask for the police. If you cannot speak, press 55 when asked.",
            "When you have rung, you can come back and tell us the rest.",
        ),
    ),
    questions=(
        Question(
            key="danger_now",
            words="Is anyone in danger now?",
            called="Whether anyone is in danger now",
            hint="Or is a crime taking place now, or about to?",
            kind=Kind.YES_NO,
            options=YES_NO,
            required="Say whether anyone is in danger now",
        ),
        Question(
            key="crime_reported",
            words="If it has been reported to police already, what is the number?",
            called="Crime or log number",
            hint="A crime number, or a log number and its date. If you have no number, say who "
            "reported it and when. Leave this blank if it has not been reported.",
            null_when_blank=True,
        ),
        Question(
            key="safeguarding_referral.made",
            words="Have you made a safeguarding referral about this?",
            called="Safeguarding referral made",
            kind=Kind.YES_NO,
            options=YES_NO,
        ),
        Question(
            key="safeguarding_referral.when",
            words="When did you make it?",
            called="When the referral was made",
            hint="For example, 9 November 2026 or yesterday at noon.",
            shown_when=When("safeguarding_referral.made", ("yes",)),
            kind=Kind.TYPED_DATE,
            width="20",
        ),
        Question(
            key="safeguarding_referral.reference",
            words="What is its reference, or who did you make it to?",
            called="Reference of the referral",
            shown_when=When("safeguarding_referral.made", ("yes",)),
        ),
    ),
)

SUBMITTER = Screen(
    key="submitter",
    number=2,
    title="You",
    police_title="Submitter",
    lead=(
        "Colleagues use the same sign-in as you, so we need to know who is telling us this. "
        "Only police staff who need it will see your name.",
    ),
    questions=(
        Question(
            key="name",
            words="What is your full name?",
            called="Your name",
            police_words="Name, declared, not verified",
            required="Enter your full name",
            longest=200,
            autocomplete="name",
            nudges=("initials",),
        ),
        Question(
            key="role",
            words="What is your job?",
            called="Your job",
            police_words="Job, as declared",
            hint="For example, housing officer.",
            required="Enter your job",
            longest=200,
            autocomplete="organization-title",
        ),
        Question(
            key="phone",
            words="What is your work phone number?",
            called="Your work phone number",
            police_words="Work phone number, as declared",
            hint="We may ring you about this. Include the code.",
            kind=Kind.PHONE,
            required="Enter your work phone number",
            autocomplete="tel",
            width="20",
            nudges=("phone",),
        ),
        Question(
            key="best_time",
            words="When is the best time to ring you?",
            called="Best time to ring",
            hint="For example, weekdays before 3pm.",
            longest=200,
        ),
    ),
)
