"""What is changed, cut, added to or moved, or met with a wrong key, does not open, or say why."""

from __future__ import annotations

import io
import os
import traceback
from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import pytest

from domain.sealing import CannotOpen, Context, Recipients, Sealed, Wrap, seal
from domain.sealing.opening import PrivateKeys, open_sealed, open_stream, rewrap

CHUNK = 65536
START, TAG = 8 + 32 + 32, 16
Named = tuple[Callable[..., Recipients], Callable[..., PrivateKeys]]


@pytest.fixture
def small(context: Context, recipients: Recipients) -> Sealed:
    return seal(b"marker", context, recipients)


@pytest.fixture
def large(context: Context, recipients: Recipients) -> Sealed:
    """Four full chunks and a shorter one."""
    return seal(os.urandom(4 * CHUNK + 100), context, recipients)


def refused(
    sealed: bytes, wraps: tuple[Wrap, ...], context: Context, keys: PrivateKeys
) -> CannotOpen:
    with pytest.raises(CannotOpen) as caught:
        open_sealed(sealed, wraps, context, keys)
    return caught.value


def test_a_flipped_bit_anywhere_is_noticed(
    small: Sealed, context: Context, keys: PrivateKeys
) -> None:
    every_byte_of_the_start = range(START + TAG)
    for place in (*every_byte_of_the_start, *range(START, len(small.sealed), 29)):
        changed = bytearray(small.sealed)
        changed[place] ^= 1 << place % 8
        refused(bytes(changed), small.wraps, context, keys)


def test_a_flipped_bit_anywhere_in_a_wrap_is_noticed(
    small: Sealed, context: Context, keys: PrivateKeys
) -> None:
    (wrap, *_) = small.wraps
    for place in range(0, len(wrap.wrapped), 7):
        changed = bytearray(wrap.wrapped)
        changed[place] ^= 1 << place % 8
        refused(small.sealed, (replace(wrap, wrapped=bytes(changed)),), context, keys)


@pytest.mark.parametrize("length", [0, 7, 8, 40, START - 1, START, START + 15, START + 16, -1])
def test_what_was_cut_off_does_not_open(
    length: int, small: Sealed, context: Context, keys: PrivateKeys
) -> None:
    refused(small.sealed[:length], small.wraps, context, keys)


@pytest.mark.parametrize("kept", [1, 2, 3, 4])
def test_cutting_between_two_chunks_is_noticed(
    kept: int, large: Sealed, context: Context, keys: PrivateKeys
) -> None:
    cut = large.sealed[: START + kept * (CHUNK + TAG)]
    refused(cut, large.wraps, context, keys)


def test_cutting_is_noticed_where_the_content_looks_like_an_end(
    context: Context, recipients: Recipients, keys: PrivateKeys
) -> None:
    ends_everywhere = seal(b"\x80" * 2 * CHUNK, context, recipients)
    cut = ends_everywhere.sealed[: START + CHUNK + TAG]
    refused(cut, ends_everywhere.wraps, context, keys)


@pytest.mark.parametrize("added", [b"\0", b"x" * 16, b"x" * (CHUNK + TAG)])
def test_adding_to_the_end_is_noticed(
    added: bytes, large: Sealed, context: Context, keys: PrivateKeys
) -> None:
    refused(large.sealed + added, large.wraps, context, keys)


@pytest.mark.parametrize(
    "order", [(1, 0, 2, 3, 4), (0, 0, 2, 3, 4), (0, 2, 3, 4), (0, 1, 2, 4), (0, 1, 2, 3, 4, 4)]
)
def test_chunks_in_another_order_are_noticed(
    order: tuple[int, ...], large: Sealed, context: Context, keys: PrivateKeys
) -> None:
    body = large.sealed[START:]
    chunks = [body[i : i + CHUNK + TAG] for i in range(0, len(body), CHUNK + TAG)]
    shuffled = large.sealed[:START] + b"".join(chunks[i] for i in order)
    refused(shuffled, large.wraps, context, keys)


def test_chunks_of_another_envelope_are_noticed(
    context: Context, recipients: Recipients, keys: PrivateKeys
) -> None:
    one, two = (seal(os.urandom(100), context, recipients) for _ in range(2))
    refused(one.sealed[:START] + two.sealed[START:], one.wraps, context, keys)
    refused(two.sealed, one.wraps, context, keys)
    refused(one.sealed, two.wraps, context, keys)


@pytest.mark.parametrize(
    "other",
    [
        Context("casework", UUID(int=1), UUID(int=2), "content"),
        Context("submission", UUID(int=9), UUID(int=2), "content"),
        Context("submission", UUID(int=1), UUID(int=9), "content"),
        Context("submission", UUID(int=1), None, "content"),
        Context("submission", UUID(int=1), UUID(int=2), "contents"),
    ],
)
def test_moved_to_another_row_organisation_or_part_it_does_not_open(
    other: Context, small: Sealed, context: Context, recipients: Recipients, keys: PrivateKeys
) -> None:
    refused(small.sealed, small.wraps, other, keys)
    wraps_of_there = seal(b"x", other, recipients).wraps
    refused(small.sealed, wraps_of_there, other, keys)
    with pytest.raises(CannotOpen):
        rewrap(small.wraps, other, keys, recipients)


def test_without_its_wraps_it_is_lost_to_every_key(
    small: Sealed, context: Context, named: Named
) -> None:
    refused(small.sealed, (), context, named[1]("triage", "next", "recovery"))


def test_a_stranger_cannot_open_it_under_any_name(
    small: Sealed, context: Context, named: Named
) -> None:
    stranger = named[1]("stranger")
    refused(small.sealed, small.wraps, context, stranger)
    disguised = PrivateKeys({"triage": stranger.by_id["stranger"]})
    refused(small.sealed, small.wraps, context, disguised)


def test_a_wrap_does_not_open_under_the_name_of_another_key(
    small: Sealed, context: Context, keys: PrivateKeys
) -> None:
    renamed = replace(small.wraps[0], key_id="next")
    both = PrivateKeys({"next": keys.by_id["triage"]})
    refused(small.sealed, (renamed,), context, both)


def test_every_failure_looks_the_same(
    small: Sealed, context: Context, keys: PrivateKeys, named: Named
) -> None:
    changed = small.sealed[:-1] + bytes([small.sealed[-1] ^ 1])
    failures = [
        refused(changed, small.wraps, context, keys),
        refused(small.sealed, (), context, keys),
        refused(small.sealed, small.wraps, context, named[1]("stranger")),
        refused(b"", small.wraps, context, keys),
        refused(small.sealed, small.wraps, replace(context, part="x"), keys),
    ]
    shown = {"".join(traceback.format_exception_only(failure)) for failure in failures}
    assert len(shown) == 1
    for failure in failures:
        assert "InvalidTag" not in "".join(traceback.format_exception(failure))


def test_a_stream_that_was_cut_says_so_only_at_its_end(
    large: Sealed, context: Context, keys: PrivateKeys
) -> None:
    cut, written = large.sealed[: START + 2 * (CHUNK + TAG)], io.BytesIO()
    with pytest.raises(CannotOpen):
        open_stream(io.BytesIO(cut), written, large.wraps, context, keys)
    assert written.getvalue(), "what was written before is there, and must not be used"
