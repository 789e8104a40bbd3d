"""Where each stored content belongs: its context, without which its wraps do not open.

One row for each kind of content. What a new concept seals is added here; `partnership keys rewrap`
says how many contents it found no place for.
"""

from __future__ import annotations

_PLACES = (
    "select id, 'submission', id, organisation_id, 'answers' from submission",
    "select w.id, 'writing', w.id, s.organisation_id, w.kind"
    " from writing w join submission s on s.id = w.submission_id",
    "select id, 'message', id, organisation_id, direction from message",
    "select id, 'file', id, organisation_id, 'original' from file",
    "select label_id, 'file', label_id, organisation_id, 'label' from file",
    "select rendition_id, 'file', rendition_id, organisation_id, 'rendition' from file"
    " where rendition_id is not null",
    "select id, 'report', id, null, kind || ':' || report_id from report_writing",
    "select id, 'dissemination', id, null, 'proposal' from dissemination",
    "select copy_id, 'dissemination', id, null, 'copy' from dissemination"
    " where copy_id is not null",
    "select id, 'notice', id, null, 'words' from notice",
    "select id, 'exclusion', id, null, 'value' from exclusion",
    "select id, 'broken-glass', id, null, 'reason' from broken_glass",
    "select id, 'search', id, null, 'query' from search_record",
    "select id, 'register', id, null, 'request' from subject_request",
    "select answer_id, 'register', answer_id, null, 'answer' from subject_request"
    " where sealed_answer is not null",
    "select id, 'register', id, null, 'request' from foi_request",
    "select answer_id, 'register', answer_id, null, 'answer' from foi_request"
    " where sealed_answer is not null",
)

COLUMNS = "(content_id, purpose, row_id, organisation_id, part)"
EVERY_PLACE = " union all ".join(_PLACES)
"""All of them, as one query with the columns above."""
