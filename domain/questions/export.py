"""The questions as JSON, for `partnership questions --json` and for tools outside."""

from __future__ import annotations

from typing import Any

from domain.questions import SCREENS, VERSION, Kind, Option, Question, Screen, When

DATE_PARTS = ("day", "month", "year")


def as_json() -> dict[str, Any]:
    """Give every screen and question, ready for `json.dumps`.

    `field` is the name an answer is posted under; on a screen that repeats, `{n}` stands for the
    number of the card, from 0. A question without `shown_when` is always shown.
    """
    return {"version": VERSION, "screens": [_screen(screen) for screen in SCREENS]}


def _screen(screen: Screen) -> dict[str, Any]:
    repeats, diversion = screen.repeats, screen.diversion
    return {
        "key": screen.key,
        "number": screen.number,
        "title": screen.title,
        "lead": list(screen.lead),
        "optional": screen.optional,
        "repeats": repeats and {"most": repeats.most, "one": repeats.one},
        "diverts_when": diversion and _when(screen, diversion.when),
        "questions": [_question(screen, question) for question in screen.questions],
    }


def _question(screen: Screen, question: Question) -> dict[str, Any]:
    field = field_pattern(screen, question)
    return {
        "key": question.key,
        "field": field,
        "fields": [f"{field}-{part}" for part in DATE_PARTS] if question.kind is Kind.DATE else [],
        "words": question.words,
        "called": question.called,
        "hint": question.hint,
        "kind": question.kind.value,
        "options": [_option(option) for option in question.options],
        "limits": _limits(question),
        "required": bool(question.required),
        "shown_when": question.shown_when and _when(screen, question.shown_when),
        "among": question.among or None,
        "opinion": question.opinion,
        "sensitive": question.sensitive,
        "nudges": list(question.nudges),
    }


def field_pattern(screen: Screen, question: Question) -> str:
    """Give the name of the field, with `{n}` for the number of the card if there are cards."""
    return f"{screen.key}-{{n}}-{question.name}" if screen.repeats else question.name


def _option(option: Option) -> dict[str, str]:
    return {"value": option.value, "words": option.words, "note": option.note}


def _limits(question: Question) -> dict[str, int]:
    if question.options or question.kind in {Kind.FILES, Kind.DATE}:
        return {}
    limits = {"longest": question.limit}
    return {**limits, "most": question.most} if question.kind is Kind.TEXTS else limits


def _when(screen: Screen, when: When) -> dict[str, Any]:
    return {
        "field": field_pattern(screen, screen.by_key[when.key]),
        "one_of": list(when.one_of),
    }
