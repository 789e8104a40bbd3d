"""The ways a content key can be wrapped, by name. A new suite is a new row in `SUITES`.

Stored wraps name theirs.
"""

from __future__ import annotations

from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

MLKEM768_X25519 = "mlkem768-x25519"
"""HPKE (RFC 9180), hybrid: ML-KEM-768 (FIPS 203) with X25519; HKDF-SHA-256, AES-256-GCM."""

SUITES = {
    MLKEM768_X25519: hpke.Suite(
        hpke.KEM.MLKEM768_X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM
    ),
}

PublicKey = hpke.MLKEM768X25519PublicKey
PrivateKey = hpke.MLKEM768X25519PrivateKey
_SEED, _MLKEM_PUBLIC, _X25519 = 64, 1184, 32


def generate() -> tuple[bytes, bytes]:
    """A new key pair: private bytes (64 seed + 32) and public bytes (1,184 + 32)."""
    lattice, curve = MLKEM768PrivateKey.generate(), X25519PrivateKey.generate()
    public = lattice.public_key().public_bytes_raw() + curve.public_key().public_bytes_raw()
    return lattice.private_bytes_raw() + curve.private_bytes_raw(), public


def public_key(suite: str, raw: bytes) -> PublicKey:
    """The public key in `raw`. Raises ValueError for an unknown suite or a wrong length."""
    _check(suite, raw, _MLKEM_PUBLIC + _X25519)
    return PublicKey(
        MLKEM768PublicKey.from_public_bytes(raw[:_MLKEM_PUBLIC]),
        X25519PublicKey.from_public_bytes(raw[_MLKEM_PUBLIC:]),
    )


def private_key(suite: str, raw: bytes) -> PrivateKey:
    """The private key in `raw`. Raises ValueError for an unknown suite or a wrong length."""
    _check(suite, raw, _SEED + _X25519)
    return PrivateKey(
        MLKEM768PrivateKey.from_seed_bytes(raw[:_SEED]),
        X25519PrivateKey.from_private_bytes(raw[_SEED:]),
    )


def public_bytes(suite: str, raw: bytes) -> bytes:
    """The public bytes of the private key in `raw`. Raises ValueError as `private_key` does."""
    _check(suite, raw, _SEED + _X25519)
    lattice = MLKEM768PrivateKey.from_seed_bytes(raw[:_SEED])
    curve = X25519PrivateKey.from_private_bytes(raw[_SEED:])
    return lattice.public_key().public_bytes_raw() + curve.public_key().public_bytes_raw()


def _check(suite: str, raw: bytes, length: int) -> None:
    if suite not in SUITES:
        raise ValueError(f"the suite {suite!r} is not known: {', '.join(SUITES)}")
    if len(raw) != length:
        raise ValueError(f"a key of {suite} has {length} bytes, not {len(raw)}")
