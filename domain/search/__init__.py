"""Search: one box and fields, over sealed content, recorded, and blind to what one may not see.

    page = search.find(work, Query(text="hazel court wadsworth"), keys, recipients)
    page = search.continued(work, page.search_id, keys, private_keys, page.next)

Rows are those of the queue: nothing of the content, until a submission is opened.
"""

from __future__ import annotations

from domain.search.fields import FIELDS, Field
from domain.search.finding import PAGE, Page, continued, find, query_of
from domain.search.queries import Query, check, groups
from domain.search.records import NotYourSearch, SearchRecord

__all__ = [
    "FIELDS",
    "PAGE",
    "Field",
    "NotYourSearch",
    "Page",
    "Query",
    "SearchRecord",
    "check",
    "continued",
    "find",
    "groups",
    "query_of",
]
