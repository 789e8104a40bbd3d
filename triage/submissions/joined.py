"""What a submission goes with: its matches, its links, and the identifiers they rest on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from domain import entities, matches, openings, relations
from domain.entities import Entity
from domain.matches import Match
from domain.messages import asking, threads
from domain.permissions import Permission
from domain.queue import Row
from domain.relations import Related
from domain.submissions import Submission
from domain.unit_of_work import UnitOfWork
from triage.lines import theme_words
from triage.submissions.highlights import KINDS
from triage.work import parts


@dataclass(frozen=True)
class MatchLine:
    """Another submission that matches; `words` name what is shared only where this one is open."""

    match: Match
    words: Sequence[str]
    theme: str

    @property
    def other(self) -> Row:
        """The line of the other, without content."""
        return self.match.other


@dataclass(frozen=True)
class LinkLine:
    """A link to another submission, with the reason where this officer may read it."""

    link: Related
    reason: str


@dataclass(frozen=True)
class IdentifierLine:
    """One value that was found or added, however often the partner typed it."""

    entities: Sequence[Entity]

    @property
    def key(self) -> str:
        """By which a form names it: the first place it was found in."""
        return self.entities[0].key

    @property
    def last(self) -> Entity:
        """The one that an officer changed last, if any did."""
        return max(
            self.entities, key=lambda one: (one.at is not None, one.at and one.at.timestamp())
        )

    @property
    def typed(self) -> list[str]:
        """Each way in which it was typed, once."""
        return list(dict.fromkeys(one.identifier.as_typed for one in self.entities))


@dataclass(frozen=True)
class Joined:
    """Matches, links and identifiers; of the last none while the submission is closed.

    `asked`: how often the submitter was asked something before.
    """

    matches: Sequence[MatchLine]
    links: Sequence[LinkLine]
    merged: Sequence[Row]
    identifiers: Sequence[IdentifierLine]
    asked: int
    may: bool

    @property
    def in_force(self) -> list[IdentifierLine]:
        """The identifiers that nobody has rejected."""
        return [line for line in self.identifiers if not line.last.rejected]

    @property
    def shared(self) -> list[str]:
        """What is shared with the others, each kind once: the reason to look at the matches."""
        return list(dict.fromkeys(words for one in self.matches for words in one.match.words))

    def kind(self, kind: str) -> str:
        """What a kind of identifier is called."""
        words = KINDS[kind]
        return words[0].upper() + words[1:]


def of(work: UnitOfWork, submission: Submission, answers: dict[str, Any] | None) -> Joined:
    """Gather what the page shows; values and reasons only for whoever has it open.

    `answers` are those that the officer is shown: none (None) while the submission is closed.
    """
    private, keys = parts().private_keys, parts().search_keys
    is_open = answers is not None
    said = threads.with_messages(work, submission, answers, private) if answers is not None else {}
    known = entities.of(work, submission, said, private) if is_open else {}
    found = list(known.values())
    explained = matches.explained(work, submission, said, found, keys) if is_open else {}
    return Joined(
        matches=[_match(one, explained.get(one.other.id)) for one in matches.of(work, submission)],
        links=[_link(work, one) for one in relations.of(work, submission)],
        merged=relations.merged_with(work, submission),
        identifiers=[IdentifierLine(one) for one in entities.together(found)],
        asked=asking.asked_before(work, submission, said, keys) if is_open else 0,
        may=is_open and work.actor.may(Permission.RELATE),
    )


def said_in(work: UnitOfWork, submission: Submission) -> dict[str, Any]:
    """All that the partner said of an open submission, in answers and in messages since read."""
    keys = parts().private_keys
    answers = openings.shown(work, submission, keys).answers
    return threads.with_messages(work, submission, answers, keys)


def _match(match: Match, explained: Sequence[str] | None) -> MatchLine:
    return MatchLine(match, explained or match.words, theme_words(match.other.lead_theme))


def _link(work: UnitOfWork, link: Related) -> LinkLine:
    try:
        return LinkLine(link, relations.reason_of(work, link.relation, parts().private_keys))
    except openings.NotOpen:
        return LinkLine(link, "")
