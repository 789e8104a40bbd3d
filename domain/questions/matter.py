"""Step 3: what happened. Facts and opinion have separate boxes (DPA 2018 s.38)."""

from __future__ import annotations

from domain.questions.kinds import Kind, Option, Question, Screen
from domain.questions.themes import THEMES

STILL_GOING_ON = (
    Option("yes", "Yes"),
    Option("no", "No"),
    Option("not known", "Not known"),
)

THEME_OPTIONS = tuple(Option(theme.key, theme.words, note=theme.note) for theme in THEMES)

WHAT = Screen(
    key="what",
    number=3,
    title="What happened",
    lead=(
        "Write as you would tell a colleague. Short notes are fine. Tell us only what you "
        "already know: do not go looking, follow anyone, question them or search for more.",
        "Nothing above OFFICIAL-SENSITIVE may be typed here. Ring us instead.",
    ),
    questions=(
        Question(
            key="facts",
            words="What do you know?",
            called="What you know",
            police_words="What they know",
            hint="What was seen, heard or said. Who, what, where, when and how. Give full names, "
            "not initials. Use the next box for what you think about it.",
            kind=Kind.LONG_TEXT,
            longest=40_000,
            rows=12,
            required="Tell us what you know",
            nudges=("marking", "victim_blaming", "initials_in_text", "several_matters", "source"),
        ),
        Question(
            key="opinion",
            words="What do you think is going on?",
            called="What you think",
            police_words="What they think",
            hint="Your view, and why. We keep it apart from the facts.",
            kind=Kind.LONG_TEXT,
            longest=10_000,
            opinion=True,
            nudges=("marking", "victim_blaming"),
        ),
        Question(
            key="themes",
            words="What is it about?",
            called="What it is about",
            hint="Tick all that fit.",
            kind=Kind.CHOICES,
            options=THEME_OPTIONS,
            options_from="themes.toml",
        ),
        Question(
            key="lead_theme",
            words="Which of these is the main one?",
            called="The main theme",
            kind=Kind.CHOICE,
            options=THEME_OPTIONS,
            options_from="themes.toml",
            among="themes",
        ),
        Question(
            key="happened",
            words="When did it happen?",
            called="When it happened",
            hint="A date, a rough time, or from when to when. For example, 14/10/2026 about 9pm, "
            "or since the summer.",
            nudges=("when",),
        ),
        Question(
            key="learned",
            words="When did you learn of it?",
            called="Date you learned this",
            police_words="Date they learned this",
            hint="For example, 10 11 2026.",
            kind=Kind.DATE,
            in_the_past=True,
        ),
        Question(
            key="how_often",
            words="How often does it happen?",
            called="How often",
            hint="For example, once, or most Fridays.",
        ),
        Question(
            key="still_going_on",
            words="Is it still going on?",
            called="Still going on",
            kind=Kind.CHOICE,
            options=STILL_GOING_ON,
        ),
    ),
)
