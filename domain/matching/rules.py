"""The rules of matching: what two submissions must share, and the reason given.

To change what matches, change these tables. A rule holds if a term of its kind is shared and, where
the rule asks for support, so many kinds of that are shared too. In the words `{value}` is what is
shared, `{date}` the date of birth in it, `{support}` the support in words.
"""

from __future__ import annotations

from dataclasses import dataclass

from domain.terms.kinds import TermKind

Support = frozenset[TermKind]

PLACE: Support = frozenset({"locality", "outcode", "postcode"})
MODEL: Support = frozenset({"make", "model"})
NEAR: Support = PLACE | {"model", "nickname"}
CLOSE: Support = frozenset({"postcode", "model", "nickname"})
PERSON: Support = frozenset({"nickname", "full_name", "surname_dob", "person_dob", "handle"})


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to match: a shared kind of term, the reason in words, what must stand beside it."""

    kind: TermKind
    words: str
    support: Support = frozenset()
    needed: int = 0
    """How many kinds of `support` must be shared."""
    known: int = 0
    """For a partial registration: how many of its characters must be known."""
    outranked_by: Support = frozenset()
    """Stronger kinds that, when shared, make this reason superfluous."""


WHOLE: Support = frozenset({"vrm"})
PARTIAL = "partial registration fits: {value}"

RULES: tuple[Rule, ...] = (
    Rule("vrm", "same vehicle: {value}"),
    Rule("vrm_partial", PARTIAL, known=5, outranked_by=WHOLE),
    Rule("vrm_partial", PARTIAL, MODEL | PERSON, needed=1, known=4, outranked_by=WHOLE),
    Rule("vrm_partial", PARTIAL, PLACE | {"colour"}, needed=2, known=4, outranked_by=WHOLE),
    Rule("vrm_partial", PARTIAL, MODEL | {"colour"}, needed=3, known=3, outranked_by=WHOLE),
    Rule("phone", "same phone: {value}"),
    Rule("email", "same email: {value}"),
    Rule("social", "same account: {value}"),
    Rule("document", "same document or device: {value}"),
    Rule("bank", "same bank account: {value}"),
    Rule("url", "same web address: {value}"),
    Rule("ip", "same IP address: {value}"),
    Rule("place", "same place: {value}"),
    Rule("address", "same address"),
    Rule("premises", "same address", outranked_by=frozenset({"address"})),
    Rule(
        "street_address", "same house number and street",
        PERSON | MODEL, needed=1, outranked_by=frozenset({"address"}),
    ),
    Rule("person_dob", "name sounds alike, same date of birth {date}"),
    Rule("surname_dob", "surname sounds alike, same date of birth {date}"),
    Rule(
        "forename_dob", "forename sounds alike, same date of birth {date}",
        PLACE | {"nickname", "make", "street_address"}, needed=1,
    ),
    Rule("full_name", "name sounds alike, and {support} in common", NEAR, needed=1),
    Rule("common_name", "name sounds alike, and {support} in common", CLOSE, needed=1),
)  # fmt: skip

ALSO: tuple[Rule, ...] = (
    Rule("full_name", "name sounds alike", outranked_by=NEAR),
    Rule("common_name", "name sounds alike", outranked_by=CLOSE),
    Rule("nickname", "same nickname: {value}"),
)
"""What is worth saying where two submissions match anyway, and never makes them match."""

LEADS: frozenset[TermKind] = frozenset(rule.kind for rule in RULES)
"""The kinds worth looking up for candidates; nothing matches without one of them."""

IN_WORDS: dict[str, str] = {
    "locality": "town", "outcode": "postcode area", "postcode": "postcode",
    "make": "make of vehicle",
    "model": "model of vehicle", "colour": "colour of vehicle", "nickname": "nickname",
}  # fmt: skip

PERSONAL: dict[TermKind, int] = {"person_dob": 0, "surname_dob": 1, "forename_dob": 2}
"""Of these only the strongest shared is a reason."""
NAMED: Support = frozenset({"full_name", "common_name"})

TELLING: frozenset[TermKind] = frozenset({"vrm_fragment", "dated_name", *PERSONAL, *NAMED}).union(
    *({rule.kind, *rule.support, *rule.outranked_by} for rule in (*RULES, *ALSO))
)
"""The kinds that a decision may depend on; single words, say, prove nothing."""

MOST_HELD = 200
"""A term that more submissions hold proves nothing, unless the caller sets another cap."""
