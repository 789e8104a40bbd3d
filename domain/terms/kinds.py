"""What a term is: one thing a submission may be found by."""

from __future__ import annotations

from typing import Literal, NamedTuple

TermKind = Literal[
    "word", "sound", "surname", "forename", "nickname", "full_name", "common_name", "dated_name",
    "person_dob", "surname_dob", "forename_dob", "dob", "vrm", "vrm_partial", "vrm_fragment",
    "make",
    "model", "colour", "phone", "email", "social", "handle", "document", "bank", "url", "ip",
    "postcode", "outcode", "locality", "address", "street_address", "premises", "place",
    "organisation", "theme", "district", "submitter",
]  # fmt: skip


class Term(NamedTuple):
    """A kind and a value; equal terms in two submissions are what they share."""

    kind: TermKind
    value: str
