"""Step 7: how it is known, and who could be hurt if that came out.

Partners never grade. These answers are what police need to give the 3x5x2 grade themselves.
"""

from __future__ import annotations

from domain.questions.kinds import Kind, Option, Question, Screen

WAYS_OF_KNOWING = (
    Option("saw or heard it myself", "I saw or heard it myself"),
    Option("told by someone", "Someone told me or a colleague"),
    Option("a record or system", "From a record or system"),
    Option("online", "I saw it online"),
    Option("overheard", "I or a colleague overheard it"),
    Option("anonymous", "It came with no name"),
)

HOW_KNOWN = Screen(
    key="how_known",
    number=7,
    title="How it is known",
    lead=("This helps us judge how far to rely on it, and keep safe whoever told you.",),
    questions=(
        Question(
            key="how",
            words="How do you know this?",
            called="How you know this",
            police_words="How they know this",
            hint="Choose the one that fits most of it.",
            kind=Kind.CHOICE,
            options=WAYS_OF_KNOWING,
            required="Choose how you know this",
        ),
        Question(
            key="source_description",
            words="Who saw or said what, and how do they know?",
            called="Where it comes from",
            hint="If you were told, say how they came to know. Say which parts you saw yourself.",
            kind=Kind.LONG_TEXT,
            sensitive=True,
        ),
        Question(
            key="first_known",
            words="When was it first known to you or a colleague?",
            called="First known",
            hint="A date or a rough time.",
            kind=Kind.TYPED_DATE,
            width="20",
        ),
        Question(
            key="last_known",
            words="When was it last known to be so?",
            called="Last known",
            hint="A date or a rough time.",
            kind=Kind.TYPED_DATE,
            width="20",
        ),
        Question(
            key="who_else_knows",
            words="Who else knows this?",
            called="Who else knows",
            kind=Kind.LONG_TEXT,
            rows=3,
            sensitive=True,
        ),
        Question(
            key="more_possible",
            words="Might you learn more in your ordinary work?",
            called="Whether more may be learned",
            hint="We are not asking you or anyone else to find out more.",
            kind=Kind.LONG_TEXT,
            rows=3,
        ),
        Question(
            key="suspected_false",
            words="Do you think any of it may be false, or meant to do harm?",
            called="Whether any of it may be false",
            hint="If so, say which part and why.",
            kind=Kind.LONG_TEXT,
            rows=3,
            opinion=True,
        ),
    ),
)

RISK = Screen(
    key="risk",
    number=7,
    title="Keeping people safe",
    lead=("Tell us who could be hurt if it came out that this was shared.",),
    questions=(
        Question(
            key="to_whom",
            words="Who could be at risk if this became known?",
            called="Who could be at risk",
            hint="Think of whoever told you, the people named, you and your colleagues.",
            kind=Kind.LONG_TEXT,
            rows=3,
            sensitive=True,
        ),
        Question(
            key="could_subject_guess",
            words="Could the person it is about guess where it came from?",
            called="Whether they could guess the source",
            hint="For example, because few people know it.",
            kind=Kind.LONG_TEXT,
            rows=3,
            sensitive=True,
        ),
        Question(
            key="must_not_be_repeated",
            words="Is there anything we must not repeat?",
            called="What must not be repeated",
            kind=Kind.LONG_TEXT,
            rows=3,
            sensitive=True,
        ),
        Question(
            key="may_contact",
            words="May we contact you, or whoever told you?",
            called="Whom police may contact",
            hint="Say who, how, and who must not be contacted.",
            kind=Kind.LONG_TEXT,
            rows=3,
            sensitive=True,
        ),
    ),
    optional=True,
)
