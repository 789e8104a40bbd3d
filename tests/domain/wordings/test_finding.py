"""Finding phrases quickly comes to what finding them plainly, one after the other, comes to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pytest

from domain import priorities
from domain.priorities.rulebooks import phrases
from domain.wordings.finding import Finder, Span
from domain.wordings.passages import Passage, passages
from domain.wordings.phrases import Choice, Phrase, parse
from domain.wordings.words import Words, words_of
from operations import scenarios

CLASSES = {"kin": ["mum mam sister"], "take": ["take* took"]}
WRITTEN = {
    "one": ["kill*", "hurt", "#"],
    "next": ["by friday", "my @kin", "@take the? car", "not _ safe"],
    "far": ["owe ..4 friday", "if ..6 not ..6 then", "she ..2 he ..2 she"],
}
TEXTS = (
    "she said he knows she will not be safe",
    "They owe him money by Friday. Friday he takes the car, or took car 7.",
    "if he does not pay my mam then my mum if not then my sister then",
    "kill kill killed. Owe a b c d Friday owe a b c d e Friday; not very safe",
    "",
)


def test_what_is_found_is_what_a_plain_search_finds() -> None:
    groups = {name: [one for text in texts for one in parse(text, CLASSES)]
              for name, texts in WRITTEN.items()}  # fmt: skip
    finder = Finder(groups)
    for text in TEXTS:
        words = words_of([Passage("", text)])
        assert finder.find(words) == _plainly(groups, words)


@pytest.mark.parametrize("number", [0, 7])
def test_the_rules_find_in_a_submission_what_a_plain_search_finds(number: int) -> None:
    """One group in twenty: the plain way is slow."""
    book = priorities.rulebook()
    some = dict(list(phrases(book.data.groups, book.data.words))[number::20])
    words = words_of(passages(scenarios.answers_of(scenarios.scenarios()[number])))
    found, plain = Finder(some).find(words), _plainly(some, words)
    assert found == plain
    assert list(found) == list(plain)


def _plainly(groups: Mapping[str, Iterable[Phrase]], words: Words) -> dict[str, list[Span]]:
    places: dict[Choice, list[int]] = {}
    found = {}
    for name, listed in groups.items():
        spans = {span for phrase in listed for span in _spans(phrase, words, places)}
        if spans:
            found[name] = sorted(spans)
    return found


def _spans(phrase: Phrase, words: Words, places: dict[Choice, list[int]]) -> Iterable[Span]:
    """Every place of the rarest word, with the nearest ends of the phrase around it."""
    for choice in set(phrase.choices) - places.keys():
        takes = {word for word in words.places if choice.takes(word)}
        places[choice] = [place for place, word in enumerate(words.words) if word in takes]
    listed = [places[choice] for choice in phrase.choices]
    counts = [len(one) for one in listed]
    anchor = counts.index(min(counts))
    for place in listed[anchor]:
        last = _ends(place, listed[anchor + 1 :], phrase.gaps[anchor:], words, 1)
        first = _ends(place, listed[:anchor][::-1], phrase.gaps[:anchor][::-1], words, -1)
        if first and last:
            yield Span(max(first), min(last))


def _ends(
    place: int,
    listed: list[list[int]],
    gaps: tuple[tuple[int, int], ...],
    words: Words,
    step: int,
) -> set[int]:
    ends = {place}
    for one, (fewest, most) in zip(listed, gaps, strict=True):
        ends = {
            reached
            for reached in one
            for start in ends
            if fewest < (reached - start) * step <= most + 1
            and words.sentences[reached] == words.sentences[place]
        }
    return ends
