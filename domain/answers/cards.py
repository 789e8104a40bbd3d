"""Cards of a screen that repeats: add, take away, move, copy. The lists given are not changed."""

from __future__ import annotations

from domain.answers.documents import Card, card_of
from domain.questions import Screen


def add(screen: Screen, cards: list[Card]) -> list[Card]:
    """Add a blank card at the end, unless there is no room for one."""
    return [*cards, card_of(screen, {})] if room(screen, cards) else list(cards)


def room(screen: Screen, cards: list[Card]) -> bool:
    """Say whether one more card may be added."""
    return screen.repeats is not None and len(cards) < screen.repeats.most


def remove(cards: list[Card], number: int) -> list[Card]:
    """Take a card away. A number that no card has takes nothing: it may be gone already."""
    return [card for place, card in enumerate(cards) if place != number]


def move(cards: list[Card], number: int, to: int) -> list[Card]:
    """Move a card to another place, the others keeping their order."""
    if not 0 <= number < len(cards):
        return list(cards)
    rest = remove(cards, number)
    return [*rest[: max(to, 0)], cards[number], *rest[max(to, 0) :]]
