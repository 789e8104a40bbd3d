"""What sealed bytes give away: neither size nor content, and no value is ever used twice."""

from __future__ import annotations

import itertools
import os
from uuid import UUID

import pytest

from domain.sealing import CannotOpen, Context, Recipients, digest, seal, suites
from domain.sealing.opening import PrivateKeys
from domain.sealing.padding import pad, padded_size, unpad
from domain.sealing.recipients import wrap
from domain.sealing.symmetric import draft_key, open_field, open_with, seal_field, seal_with

KEY, OTHER = bytes(range(32)), bytes(range(1, 33))
DRAFT = Context("draft", UUID(int=1), UUID(int=2), "answers")
ENVELOPES = 10_000
SALT = slice(8, 40)
ENCAPSULATION = 1120


def test_ten_thousand_envelopes_never_share_a_salt_or_a_commitment() -> None:
    starts = [seal_field(KEY, b"same", DRAFT)[:72] for _ in range(ENVELOPES)]
    assert len({start[SALT] for start in starts}) == ENVELOPES
    assert len({start[40:72] for start in starts}) == ENVELOPES


def test_the_same_content_key_is_never_wrapped_alike(
    context: Context, recipients: Recipients
) -> None:
    rounds = [wrap(KEY, context, recipients) for _ in range(300)]
    wraps = list(itertools.chain.from_iterable(rounds))
    assert len({w.wrapped[:ENCAPSULATION] for w in wraps}) == len(wraps)
    assert len({w.wrapped[ENCAPSULATION:] for w in wraps}) == len(wraps)


def test_a_word_and_a_page_have_the_same_size(context: Context, recipients: Recipients) -> None:
    sizes = {len(seal(b"x" * n, context, recipients).sealed) for n in (0, 1, 2000, 4095)}
    assert sizes == {8 + 32 + 32 + 4096 + 16}


@pytest.mark.parametrize("size", [4097, 10_000, 65_537, 1_000_000, 50_000_001])
def test_padding_adds_little_and_hides_the_last_digits(size: int) -> None:
    padded = padded_size(size, 4096)
    assert size <= padded <= size * 1.12
    assert padded_size(padded, 4096) == padded, "what has a padded size keeps it"
    assert padded % 256 == 0


def test_sizes_to_pad_to_are_few() -> None:
    assert len({padded_size(size, 4096) for size in range(1, 100_000)}) < 150


@pytest.mark.parametrize("content", [b"", b"\x80", b"\x80\x80\0", bytes(5000), b"\0\x80\0"])
def test_content_that_looks_like_padding_survives_it(content: bytes) -> None:
    padded = b"".join(pad([content], 64))
    for step in (1, 3, 100):
        blocks = [padded[i : i + step] for i in range(0, len(padded), step)]
        assert b"".join(unpad(blocks)) == content


@pytest.mark.parametrize("unmarked", [b"", b"\0", b"text", b"\x80text"])
def test_padding_without_its_mark_is_refused(unmarked: bytes) -> None:
    with pytest.raises(ValueError, match="marked"):
        b"".join(unpad([unmarked]))


def test_neither_content_nor_keys_show_in_a_repr(context: Context, recipients: Recipients) -> None:
    private, _ = suites.generate()
    keys = PrivateKeys({"triage": suites.private_key(suites.MLKEM768_X25519, private)})
    shown = repr((seal(b"marker", context, recipients), keys, recipients))
    assert "PIPSEAL" not in shown
    assert "X25519P" not in shown
    assert repr(recipients.members[0].raw)[2:20] not in shown


def test_a_draft_opens_with_the_token_of_its_session_only() -> None:
    token = os.urandom(32)
    sealed = seal_with(draft_key(token), b"marker", DRAFT)
    assert open_with(draft_key(token), sealed, DRAFT) == b"marker"
    assert b"marker" not in sealed
    with pytest.raises(CannotOpen):
        open_with(draft_key(os.urandom(32)), sealed, DRAFT)
    assert token not in draft_key(token)


def test_a_short_session_token_or_key_is_refused() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        draft_key(b"x" * 31)
    with pytest.raises(ValueError, match="32 bytes"):
        seal_with(b"x" * 31, b"marker", DRAFT)


def test_a_field_is_padded_opens_in_its_place_only_and_notices_every_flipped_bit() -> None:
    sealed = seal_field(KEY, b"JBSWY3DP", DRAFT)
    assert len(sealed) == len(seal_field(KEY, b"", DRAFT))
    assert open_field(KEY, sealed, DRAFT) == b"JBSWY3DP"
    elsewhere = Context("draft", UUID(int=9), UUID(int=2), "answers")
    with pytest.raises(CannotOpen):
        open_field(KEY, sealed, elsewhere)
    with pytest.raises(CannotOpen):
        open_field(OTHER, sealed, DRAFT)
    for place in range(len(sealed)):
        changed = bytearray(sealed)
        changed[place] ^= 1 << place % 8
        with pytest.raises(CannotOpen):
            open_field(KEY, bytes(changed), DRAFT)


def test_a_digest_depends_on_key_purpose_and_data() -> None:
    digests = [
        digest(key, purpose, data)
        for key, purpose, data in itertools.product((KEY, OTHER), ("ab", "a"), (b"c", b"bc"))
    ]
    assert len(set(digests)) == len(digests)
    assert {len(d) for d in digests} == {32}
    assert digest(KEY, "ab", b"c") == digests[0]
    with pytest.raises(ValueError, match="32 bytes"):
        digest(b"short", "a", b"b")
