"""Where the numbers of terms lie: those of a segment together, those that lead to a match apart."""

from __future__ import annotations

from sqlalchemy import select

from domain.index import IndexEntry, elements
from domain.index.elements import TERM_BITS, TOGETHER_FROM
from domain.terms import Term
from tests import make

WORDS = [elements.halves(b"k" * 32, Term("word", f"w{number}")) for number in range(500)]


def test_the_numbers_of_a_segment_lie_together():
    for segment in (0, 1, 30, (1 << 15) - 1):
        numbers = {elements.placed(word, TOGETHER_FROM + segment) for word in WORDS}
        assert len(numbers) == len(WORDS)
        assert {number >> TERM_BITS for number in numbers} == {segment}


def test_a_term_has_another_number_in_each_segment():
    for segments in (range(100), range(TOGETHER_FROM, TOGETHER_FROM + 100)):
        of_term = {elements.placed(WORDS[0], one) & ((1 << TERM_BITS) - 1) for one in segments}
        assert len(of_term) == 100


def test_from_numbers_of_two_segments_that_of_a_third_does_not_follow():
    first, second, third = (
        elements.placed(WORDS[0], TOGETHER_FROM + segment) & ((1 << TERM_BITS) - 1)
        for segment in range(3)
    )
    assert (third - second) % (1 << TERM_BITS) != (second - first) % (1 << TERM_BITS)


def test_entries_are_counted_from_where_numbers_lie_together(doors, connection, partner, keyring):
    make.queued(doors, partner, keyring)
    ordinal = connection.scalar(select(IndexEntry.ordinal))
    assert elements.segment_of(ordinal) >= TOGETHER_FROM
