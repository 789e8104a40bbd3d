from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.trail import canonical
from domain.trail.canonical import NotCanonical
from tests.domain.trail.logs import event, event_id

scalars = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(max_size=9)
keys = st.sampled_from(["a", "b", "A", "", "z_1", '"', "\n", "\x7f"])
values = scalars | st.lists(scalars, max_size=3) | st.dictionaries(keys, scalars, max_size=3)
documents = st.dictionaries(keys, values, max_size=5)


@settings(max_examples=25, deadline=None)
@given(documents)
def test_there_is_one_spelling_on_one_line_and_it_reads_back(said: dict[str, object]) -> None:
    data = canonical.encode(said)
    assert b"\n" not in data
    assert canonical.decode(data) == said
    assert canonical.encode(dict(reversed(said.items()))) == data


@pytest.mark.parametrize(
    "said",
    [{"a": 1.5}, {"a": 2**53}, {"é": 1}, {1: 1}, {"a": ["\ud800"]}, {"a": b"x"}, {"a": {"b": {1}}}],
)
def test_what_has_no_one_spelling_is_refused(said: dict[str, object]) -> None:
    with pytest.raises(NotCanonical):
        canonical.encode(said)


@pytest.mark.parametrize(
    "data",
    [b'{"b":1,"a":2}', b'{"a": 1}', b'{"a":1,"a":1}', b'{"a":1.0}', b'{"a":NaN}', b'{"a":1e3}',
     b'{"a":"\\u00e9"}', b"[1]", b"", b"\xff", b'{"a":1}\n', b'{"a":' * 100_000,
     b'{"a":%s}' % (b"9" * 5000)],
)  # fmt: skip
def test_any_other_spelling_is_refused(data: bytes) -> None:
    with pytest.raises(NotCanonical):
        canonical.decode(data)


def test_an_instant_is_spelled_in_utc_to_the_microsecond() -> None:
    at = datetime(2026, 7, 1, 13, 0, tzinfo=timezone(timedelta(hours=1)))
    assert canonical.instant(at) == "2026-07-01T12:00:00.000000+00:00"
    assert canonical.moment("2026-07-01T12:00:00.000000+00:00") == at.astimezone(UTC)
    with pytest.raises(NotCanonical, match="zone"):
        canonical.instant(at.replace(tzinfo=None))


def test_an_event_is_read_and_a_thing_that_is_none_is_refused() -> None:
    read = canonical.event(event(3))
    assert (str(read.id), read.name) == (event_id(3), "SubmissionReceived")
    wrongs: list[dict[str, Any]] = [{"version": 2}, {"at": "today"}, {"id": "x"}, {"facts": 3}]
    for wrong in wrongs:
        with pytest.raises(NotCanonical):
            canonical.event(event(3, **wrong))
    with pytest.raises(NotCanonical, match="does not say"):
        canonical.event(b'{"version":1}')
