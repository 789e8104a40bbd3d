"""What was sealed opens for each recipient, in its own place, whatever its size."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.sealing import CannotOpen, Context, Recipients, Wrap, seal, seal_stream, suites
from domain.sealing.opening import PrivateKeys, open_sealed, open_stream, rewrap
from domain.sealing.portal_messages import open_message

CHUNK = 65536
SIZES = [0, 1, 2, 4094, 4095, 4096, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 17]
Named = tuple[Callable[..., Recipients], Callable[..., PrivateKeys]]
a_few = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


class Trickle:
    """A reader that gives a few bytes at a time, whatever is asked for."""

    def __init__(self, data: bytes, step: int) -> None:
        self.left, self.step = io.BytesIO(data), step

    def read(self, size: int, /) -> bytes:
        return self.left.read(min(size, self.step))


@pytest.mark.parametrize("size", SIZES)
def test_content_of_any_size_opens_as_it_was(
    size: int, context: Context, recipients: Recipients, keys: PrivateKeys
) -> None:
    plain = os.urandom(size)
    sealed = seal(plain, context, recipients)
    assert open_sealed(sealed.sealed, sealed.wraps, context, keys) == plain


@a_few
@given(
    pieces=st.lists(st.sampled_from([b"", b"\0", b"\x80", b"\x80\0\0", b"text", bytes(CHUNK)])),
    step=st.integers(100, CHUNK * 2),
)
def test_a_stream_of_zeros_marks_and_short_reads_opens_as_it_was(
    pieces: list[bytes], step: int, context: Context, recipients: Recipients, keys: PrivateKeys
) -> None:
    plain, sealed, opened = b"".join(pieces), io.BytesIO(), io.BytesIO()
    wraps = seal_stream(Trickle(plain, step), sealed, context, recipients)
    open_stream(Trickle(sealed.getvalue(), step), opened, wraps, context, keys)
    assert opened.getvalue() == plain


@pytest.mark.parametrize("name", ["triage", "next", "recovery"])
def test_every_recipient_can_open_it_alone(
    name: str, context: Context, recipients: Recipients, named: Named
) -> None:
    sealed = seal(b"marker", context, recipients)
    assert open_sealed(sealed.sealed, sealed.wraps, context, named[1](name)) == b"marker"


def test_a_large_stream_takes_little_memory(
    context: Context, recipients: Recipients, keys: PrivateKeys
) -> None:
    class Zeros:
        left = 24 * 1024 * 1024

        def read(self, size: int, /) -> bytes:
            size = min(size, self.left)
            self.left -= size
            return bytes(size)

    class Pit:
        size = 0

        def write(self, data: bytes, /) -> None:
            self.size += len(data)

    tracemalloc.start()
    pit = Pit()
    seal_stream(Zeros(), pit, context, recipients)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert pit.size > Zeros.left
    assert peak < 2 * 1024 * 1024


def test_new_wraps_open_the_same_bytes_and_old_keys_no_longer_do(
    context: Context, recipients: Recipients, keys: PrivateKeys, named: Named
) -> None:
    sealed = seal(b"marker", context, recipients)
    wraps = rewrap(sealed.wraps, context, keys, named[0]("stranger"))
    assert open_sealed(sealed.sealed, wraps, context, named[1]("stranger")) == b"marker"
    with pytest.raises(CannotOpen):
        open_sealed(sealed.sealed, wraps, context, keys)


def test_sealing_to_nobody_or_to_the_same_key_twice_is_refused(recipients: Recipients) -> None:
    with pytest.raises(ValueError, match="nobody"):
        Recipients(())
    with pytest.raises(ValueError, match="twice"):
        Recipients((recipients.members[0], recipients.members[0]))


def test_a_spoiled_wrap_does_not_keep_another_key_from_opening(
    context: Context, recipients: Recipients, named: Named
) -> None:
    sealed = seal(b"marker", context, recipients)
    spoiled = (replace(sealed.wraps[0], wrapped=b"x"), *sealed.wraps[1:])
    assert open_sealed(sealed.sealed, spoiled, context, named[1]("triage", "next")) == b"marker"


def test_the_portal_opens_messages_and_nothing_else(
    recipients: Recipients, keys: PrivateKeys, context: Context
) -> None:
    message = Context("message", UUID(int=3), UUID(int=2), "content")
    sealed = seal(b"Which year?", message, recipients)
    assert open_message(sealed.sealed, sealed.wraps, message, keys) == b"Which year?"
    submission = seal(b"marker", context, recipients)
    with pytest.raises(CannotOpen):
        open_message(submission.sealed, submission.wraps, context, keys)


@pytest.mark.parametrize("word", ["", "a|b", "A", "a b", "a\n", "é", "-a", "a" * 101])
def test_a_context_takes_only_words_that_can_be_read_in_one_way(word: str) -> None:
    with pytest.raises(ValueError, match="not a word"):
        Context(word, UUID(int=1), None, "content")
    with pytest.raises(ValueError, match="not a word"):
        Context("submission", UUID(int=1), None, word)


def test_neither_sealing_nor_keys_load_what_opens() -> None:
    code = (
        "import sys, domain.sealing, domain.sealing.portal_messages, domain.keys;"
        "sys.exit('domain.sealing.opening' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("raw", [b"", b"short", bytes(1217)])
def test_what_is_no_public_key_is_refused_before_anything_is_sealed_to_it(raw: bytes) -> None:
    with pytest.raises(ValueError, match="1216 bytes"):
        suites.public_key(suites.MLKEM768_X25519, raw)


def test_a_wrap_of_an_unknown_suite_is_passed_over(
    context: Context, recipients: Recipients, keys: PrivateKeys
) -> None:
    sealed = seal(b"marker", context, recipients)
    unknown = Wrap("triage", "suite-of-2040", b"x")
    assert open_sealed(sealed.sealed, (unknown, *sealed.wraps), context, keys) == b"marker"
