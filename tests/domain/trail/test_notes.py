from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from domain.trail import checkpoints, notes
from domain.trail.checkpoints import Checkpoint
from domain.trail.notes import NoteRefused
from tests.domain.trail import logs
from tests.domain.trail.logs import AT, LOG, LOG_KEY, ORIGIN, WITNESS, WITNESS_KEY, WITNESS_NAME

# The example that the authors of the signed-note format publish.
PUBLISHED_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PUBLISHED_NOTE = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n\n"
    "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqf"
    "qdngotpRZb6KE6RyyBwJnAM=\n"
)
CHECKPOINT = Checkpoint(ORIGIN, 7, bytes(range(32)))


def test_the_published_example_verifies_and_is_spelled_alike() -> None:
    key, note = notes.published_key(PUBLISHED_KEY), notes.parse(PUBLISHED_NOTE)
    notes.verify(note, key)
    assert (str(key), str(note)) == (PUBLISHED_KEY, PUBLISHED_NOTE)


def test_the_published_checkpoint_is_read() -> None:
    text = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
    checkpoint = checkpoints.read(text)
    assert (checkpoint.size, str(checkpoint)) == (20852163, text)


def test_a_checkpoint_is_opened_with_its_witnesses_and_the_time_they_saw_it() -> None:
    note = logs.cosigned(checkpoints.sign(CHECKPOINT, LOG))
    opened = checkpoints.open_signed(str(note).encode(), LOG_KEY, [WITNESS_KEY])
    assert opened.checkpoint == CHECKPOINT
    assert opened.witnesses == {WITNESS_NAME: AT}
    assert checkpoints.open_signed(str(note), LOG_KEY).witnesses == {}


def test_what_a_witness_signs_is_the_published_form() -> None:
    note = checkpoints.sign(CHECKPOINT, LOG)
    signature = checkpoints.cosign(note, WITNESS, WITNESS_NAME, datetime.fromtimestamp(9, UTC))
    assert signature.value[:8] == (9).to_bytes(8, "big")
    message = f"cosignature/v1\ntime 9\n{note.text}".encode()
    assert WITNESS_KEY.verify(signature.value[8:], message)


@pytest.mark.parametrize(
    "change",
    [
        lambda note: note.replace("\n7\n", "\n8\n"),
        lambda note: note.replace("\n7\n", "\n07\n"),
        lambda note: note.replace("\n7\n", "\n7\nextension\n"),
        lambda note: note.replace("\n\n", "\n"),
        lambda note: note.replace("\n", "\r\n"),
        lambda note: note.replace("\u2014", "-"),
        lambda note: note[:-1],
        lambda note: note + "\n",
        lambda note: note + "\u2014 x y\n",
        lambda note: note + "\u2014 x AAAA\n",
        lambda note: note.replace("=\n", "\n"),
        lambda note: note + note.split("\n\n")[1] * 32,
        lambda note: note.split("\n\n")[0] + "\n\n",
        lambda note: "x" * notes.LARGEST_NOTE + note,
        lambda note: "",
    ],
)
def test_a_malformed_or_altered_checkpoint_is_refused(change: Callable[[str], str]) -> None:
    note = str(logs.cosigned(checkpoints.sign(CHECKPOINT, LOG)))
    with pytest.raises(NoteRefused):
        checkpoints.open_signed(change(note), LOG_KEY, [WITNESS_KEY])


def test_a_log_may_not_sign_for_another_and_a_witness_not_for_the_log() -> None:
    other = notes.sign(str(Checkpoint("other.example", 7, bytes(32))), LOG, ORIGIN)
    with pytest.raises(NoteRefused, match="another log"):
        checkpoints.open_signed(str(other), LOG_KEY)
    note = checkpoints.sign(CHECKPOINT, LOG)
    with pytest.raises(NoteRefused, match="has not signed"):
        notes.verify(note, notes.public_key(WITNESS, ORIGIN, notes.LOG_KEY))
    with pytest.raises(NoteRefused, match="not a witness's"):
        checkpoints.cosigned_at(note, LOG_KEY)


def test_a_false_cosignature_refuses_the_note_and_an_unknown_one_does_not() -> None:
    note = checkpoints.sign(CHECKPOINT, LOG)
    stranger = Ed25519PrivateKey.generate()
    unknown = checkpoints.cosign(note, stranger, "stranger.example", AT)
    noted = checkpoints.with_signatures(note, [unknown])
    assert checkpoints.open_signed(str(noted), LOG_KEY, [WITNESS_KEY]).witnesses == {}
    false = notes.Signature(WITNESS_NAME, WITNESS_KEY.id, unknown.value)
    for value in (false, notes.Signature(WITNESS_NAME, WITNESS_KEY.id, unknown.value[:50])):
        with pytest.raises(NoteRefused, match="cosignature"):
            noted = checkpoints.with_signatures(note, [value])
            checkpoints.open_signed(str(noted), LOG_KEY, [WITNESS_KEY])


@pytest.mark.parametrize(
    "vkey",
    ["", "x", "x+00+", PUBLISHED_KEY.replace("c7", "c8"), PUBLISHED_KEY.replace("Pe", "P e")],
)
def test_a_mistyped_key_is_refused(vkey: str) -> None:
    with pytest.raises(NoteRefused):
        notes.published_key(vkey)


def test_notes_appended_to_one_file_are_read_one_by_one() -> None:
    kept = [str(note) for note in logs.grown(5, (1, 3)).signed]
    assert checkpoints.several("".join(kept)) == kept
    assert checkpoints.several("") == []
