"""Padding, so that the size of what is sealed does not tell what it is.

Sizes are rounded by Padmé (Nikitin et al., "Reducing Metadata Leakage from Encrypted Files and
Communication with PURBs", 2019): at most 12 % is added, and less the longer the content. Below a
floor everything has the same size.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

MARK = b"\x80"
"""Ends the content; only zeros follow."""
_PIECE = 65536


def padded_size(size: int, floor: int) -> int:
    """How many bytes a content of `size` bytes takes once it is padded."""
    size = max(size, floor)
    exponent = size.bit_length() - 1
    free_bits = exponent - exponent.bit_length()
    mask = (1 << free_bits) - 1
    return (size + mask) & ~mask


def pad(blocks: Iterable[bytes], floor: int) -> Iterator[bytes]:
    """The blocks, a mark, and zeros up to the padded size; the whole is never held in memory."""
    size = len(MARK)
    for block in blocks:
        size += len(block)
        yield block
    yield MARK
    yield from _zeros(padded_size(size, floor) - size)


def unpad(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """The content of padded blocks. Raises ValueError at the end if nothing marked it.

    A mark followed by zeros may still be content until the last block is in, so it is counted, not
    kept.
    """
    marked, zeros = False, 0
    for block in blocks:
        content = block.rstrip(b"\0")
        if content:
            yield MARK if marked else b""
            yield from _zeros(zeros)
            marked, zeros = content.endswith(MARK), 0
            yield content.removesuffix(MARK)
        zeros += len(block) - len(content)
    if not marked:
        raise ValueError("the content is not marked as ended")


def _zeros(count: int) -> Iterator[bytes]:
    while count > 0:
        yield bytes(min(count, _PIECE))
        count -= _PIECE
