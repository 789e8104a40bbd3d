from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.trail import proofs, tree
from tests.domain.trail import oracle
from tests.domain.trail.logs import Store

# The reference tree of Certificate Transparency: its eight entries, roots and proofs.
ENTRIES = [
    bytes.fromhex(entry)
    for entry in (
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]  # fmt: skip
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
INCLUSIONS = {
    (0, 1): [],
    (0, 8): ["96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
             "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
             "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"],
    (5, 8): ["bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
             "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
             "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"],
    (2, 3): ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
    (1, 5): ["6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
             "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
             "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"],
}  # fmt: skip
CONSISTENCIES = {
    (1, 1): [],
    (1, 8): INCLUSIONS[0, 8],
    (6, 8): ["0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
             "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
             "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"],
    (2, 5): ["5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
             "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"],
}  # fmt: skip


def entries_of(count: int) -> list[bytes]:
    return [b"entry %d" % number for number in range(count)]


def stored(entries: list[bytes]) -> Store:
    store = Store()
    store.add(tree.Frontier().extend(tree.leaf_hashes(entries)))
    return store


LARGE = entries_of(300)
LARGE_STORE = stored(LARGE)


@pytest.mark.parametrize("size", range(1, 9))
def test_the_roots_are_those_published_for_certificate_transparency(size: int) -> None:
    frontier = tree.Frontier()
    frontier.extend(tree.leaf_hashes(ENTRIES[:size]))
    assert frontier.root().hex() == ROOTS[size - 1]


@pytest.mark.parametrize(("place", "proof"), INCLUSIONS.items())
def test_inclusion_proofs_are_those_published(place: tuple[int, int], proof: list[str]) -> None:
    made = proofs.inclusion(stored(ENTRIES), *place)
    assert [each.hex() for each in made] == proof
    leaf, root = tree.leaf_hash(ENTRIES[place[0]]), bytes.fromhex(ROOTS[place[1] - 1])
    assert proofs.included(leaf, place, made, root)


@pytest.mark.parametrize(("sizes", "proof"), CONSISTENCIES.items())
def test_consistency_proofs_are_those_published(sizes: tuple[int, int], proof: list[str]) -> None:
    made = proofs.consistency(stored(ENTRIES), *sizes)
    assert [each.hex() for each in made] == proof
    earlier, later = ((size, bytes.fromhex(ROOTS[size - 1])) for size in sizes)
    assert proofs.consistent(earlier, later, made)


def test_the_empty_log_has_the_root_of_nothing() -> None:
    assert tree.Frontier().root() == tree.EMPTY_ROOT == oracle.tree_hash([])


@settings(max_examples=12, deadline=None)
@given(st.lists(st.integers(0, 80), max_size=5))
def test_a_log_grown_in_batches_is_the_log_grown_at_once(batches: list[int]) -> None:
    entries, frontier, store = entries_of(sum(batches)), tree.Frontier(), Store()
    left = tree.leaf_hashes(entries)
    for count in batches:
        store.add(frontier.extend(left[:count]))
        left = left[count:]
        frontier = tree.Frontier.from_bytes(frontier.to_bytes())
    assert frontier.root() == oracle.tree_hash(entries) == proofs.root_at(store, len(entries))
    assert store.hashes == stored(entries).hashes


@settings(max_examples=12, deadline=None)
@given(st.data())
def test_every_proof_is_the_oracles_and_is_accepted(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, len(LARGE)))
    index = data.draw(st.integers(0, size - 1))
    root = proofs.root_at(LARGE_STORE, size)
    inclusion = proofs.inclusion(LARGE_STORE, index, size)
    assert inclusion == oracle.path(index, LARGE[:size])
    assert proofs.included(tree.leaf_hash(LARGE[index]), (index, size), inclusion, root)
    consistency = proofs.consistency(LARGE_STORE, index, size)
    assert consistency == oracle.proof(index, LARGE[:size])
    assert proofs.consistent((index, proofs.root_at(LARGE_STORE, index)), (size, root), consistency)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_an_altered_proof_is_refused(data: st.DataObject) -> None:
    size = data.draw(st.integers(3, 300))
    index = data.draw(st.integers(1, size - 1))
    root, old = proofs.root_at(LARGE_STORE, size), proofs.root_at(LARGE_STORE, index)
    leaf = tree.leaf_hash(LARGE[index])
    inclusion = proofs.inclusion(LARGE_STORE, index, size)
    consistency = proofs.consistency(LARGE_STORE, index, size)
    at = data.draw(st.integers(0, len(inclusion) - 1))
    for bad in (inclusion[:-1], [*inclusion, root], altered(inclusion, at), [b"", *inclusion]):
        assert not proofs.included(leaf, (index, size), bad, root)
    at = data.draw(st.integers(0, len(consistency) - 1))
    for bad in (consistency[:-1], [*consistency, root], altered(consistency, at)):
        assert not proofs.consistent((index, old), (size, root), bad)


def altered(proof: list[bytes], at: int) -> list[bytes]:
    return [*proof[:at], bytes(32), *proof[at + 1 :]]


def test_proofs_out_of_range_are_neither_made_nor_accepted() -> None:
    for wrong in ((-1, 3), (3, 3), (0, 0)):
        with pytest.raises(ValueError, match="no event"):
            proofs.inclusion(LARGE_STORE, *wrong)
        assert not proofs.included(bytes(32), wrong, [], bytes(32))
    with pytest.raises(ValueError, match="never"):
        proofs.consistency(LARGE_STORE, 4, 3)
    assert not proofs.consistent((4, bytes(32)), (3, bytes(32)), [])
    assert not proofs.consistent((3, bytes(32)), (3, bytes(31)), [])
    assert not proofs.consistent((0, bytes(32)), (3, bytes(32)), [])
    assert not proofs.consistent((1, bytes(32)), (3, bytes(32)), [])


def test_a_missing_stored_hash_is_said_to_be_missing() -> None:
    store = stored(entries_of(20))
    del store.hashes[0, 4]
    with pytest.raises(proofs.HashMissing, match="between 4 and 7"):
        proofs.inclusion(store, 2, 20)


def test_a_proof_reads_at_most_128_hashes_at_once_and_stores_every_eighth_level() -> None:
    proofs.inclusion(LARGE_STORE, 3, 300)
    assert LARGE_STORE.widest <= 128
    assert {level for level, _ in LARGE_STORE.hashes} == {0, 8}


@pytest.mark.parametrize("data", [b"", b"\0" * 7, (3).to_bytes(8, "big") + bytes(32), bytes(41)])
def test_a_damaged_frontier_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="frontier"):
        tree.Frontier.from_bytes(data)
