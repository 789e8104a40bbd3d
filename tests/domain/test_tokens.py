from __future__ import annotations

import hashlib
import re

import pytest

from domain import tokens

KEY = b"k" * 32


def test_a_session_has_256_bits_and_a_url_192() -> None:
    assert re.fullmatch(r"[\w-]{43}", tokens.new_token())
    assert re.fullmatch(r"[\w-]{32}", tokens.new_url_token())
    assert len({tokens.new_token() for _ in range(1000)}) == 1000


def test_a_session_is_kept_as_its_sha_256() -> None:
    assert tokens.hashed("abc") == hashlib.sha256(b"abc").digest()


def test_a_keyed_hash_depends_on_key_purpose_and_token_each() -> None:
    base = tokens.keyed_hash(KEY, "url", "token")
    assert len(base) == 32
    assert base == tokens.keyed_hash(KEY, "url", "token")
    others = {
        tokens.keyed_hash(b"j" * 32, "url", "token"),
        tokens.keyed_hash(KEY, "link", "token"),
        tokens.keyed_hash(KEY, "url", "tokens"),
        tokens.keyed_hash(KEY, "urlt", "oken"),
    }
    assert len(others | {base}) == 5


def test_a_key_too_short_to_protect_anything_is_refused() -> None:
    with pytest.raises(tokens.KeyTooShort, match="has 5 bytes"):
        tokens.keyed_hash(b"short", "url", "token")


def test_nonsense_from_a_browser_is_hashed_like_anything_else() -> None:
    assert not tokens.same(tokens.hashed("\ud800"), tokens.hashed("abc"))
    assert tokens.same(tokens.hashed("abc"), tokens.hashed("abc"))
