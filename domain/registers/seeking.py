"""All that is held on somebody: for a request of theirs, in submissions and whatever is about them.

Each thing known of the person is looked for by itself, so that too much is found rather than too
little: somebody reads what was found before anything is answered.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from domain import audit, identifiers, index, search, terms
from domain.index import Limits, SearchKeys
from domain.permissions import Permission
from domain.registers import belongings, sealed_texts
from domain.registers.belongings import HeldSubmission
from domain.registers.tables import SubjectRequest
from domain.sealing.opening import PrivateKeys
from domain.sealing.recipients import Recipients
from domain.search import FIELDS, Query
from domain.terms import Term, sounds
from domain.unit_of_work import UnitOfWork

FIELDS_OF_A_PERSON = ("name", "dob", "phone", "email", "handle", "address", "vrm", "document")
MOST = 200
"""Submissions that one thing is looked for in; the page says if there are more."""
Groups = tuple[frozenset[Term], ...]


@dataclass(frozen=True)
class Means:
    """What it takes: to look up, to open, and to keep what was looked for."""

    search: SearchKeys
    private: PrivateKeys
    recipients: Recipients


@dataclass(frozen=True)
class Held:
    """What was found. `closed`: texts that no key opens; `more`: not all was looked into."""

    submissions: tuple[HeldSubmission, ...]
    requests: tuple[str, ...]
    texts: int
    closed: int
    more: bool


def fields() -> tuple[search.Field, ...]:
    """Return the fields by which a person is looked for."""
    by_key = {one.key: one for one in FIELDS}
    return tuple(by_key[key] for key in FIELDS_OF_A_PERSON)


def held(work: UnitOfWork, request: SubjectRequest, query: Query, means: Means) -> Held:
    """Look for all that is held on whom a request is about, and record it. Raises NotAccepted.

    What the actor may not see is not found: somebody who is cleared has to look too.
    """
    work.require(Permission.KEEP_REGISTERS)
    search.find(work, replace(query, purpose=request.title), means.search, means.recipients)
    wanted = {one.label: _groups(one, query) for one in fields() if getattr(query, one.key)}
    found, more = _indexed(work, wanted, means.search)
    texts = list(sealed_texts.every(work, request.id, means.private))
    requests = _written(texts[: sealed_texts.MOST], wanted, query, found)
    submissions = belongings.of(work, {key: tuple(sorted(by)) for key, by in found.items()})
    shown = Held(
        submissions=submissions,
        requests=requests,
        texts=min(len(texts), sealed_texts.MOST),
        closed=sum(one.words is None for one in texts),
        more=more or len(texts) > sealed_texts.MOST,
    )
    _record(work, request, query, shown)
    return shown


def _groups(field: search.Field, query: Query) -> Groups:
    return tuple(field.read(str(getattr(query, field.key))))


def _indexed(
    work: UnitOfWork, wanted: Mapping[str, Groups], keys: SearchKeys
) -> tuple[defaultdict[UUID, set[str]], bool]:
    """Return what the index holds: by which fields each submission was found, and if more is."""
    found: defaultdict[UUID, set[str]] = defaultdict(set)
    more = False
    for label, groups in wanted.items():
        rows = index.newest(work, groups, Limits(), keys, MOST + 1)
        more = more or len(rows) > MOST
        for row in rows[:MOST]:
            found[row.submission_id].add(f"{label}, in what was sent")
    return found, more


def _written(
    texts: list[sealed_texts.SealedText],
    wanted: Mapping[str, Groups],
    query: Query,
    found: defaultdict[UUID, set[str]],
) -> tuple[str, ...]:
    """Add what texts say to what was found; return the other requests that are about the same."""
    requests = []
    typed = {one.label: str(getattr(query, one.key)) for one in fields()}
    for one in texts:
        for label in _met(one.words or "", wanted, typed):
            if one.submission_id:
                found[one.submission_id].add(f"{label}, {one.place}")
            else:
                requests.append(one.place)
    return tuple(dict.fromkeys(requests))


def _met(words: str, wanted: Mapping[str, Groups], typed: Mapping[str, str]) -> Iterator[str]:
    """Return the fields that a text is about, by the terms in it, or because it says the same."""
    if not words:
        return
    said = {"what": {"facts": words}}
    held_terms = set(terms.terms(said, identifiers.extract(said)))
    spoken = re.findall(r"[\w'-]+", words.casefold())
    held_terms |= {Term("sound", key) for word in set(spoken) for key in sounds.keys(word)}
    for label, groups in wanted.items():
        plain = re.findall(r"[\w'-]+", typed[label].casefold())
        if all(group & held_terms for group in groups) or set(plain) <= set(spoken):
            yield label


def _record(work: UnitOfWork, request: SubjectRequest, query: Query, shown: Held) -> None:
    reports = [report for one in shown.submissions for report in one.reports]
    happened = audit.SubjectSought(
        request,
        fields=query.used,
        submissions=len(shown.submissions),
        reports=len(reports),
        given=sum(len(report.given) for report in reports),
    )
    work.record(happened)
