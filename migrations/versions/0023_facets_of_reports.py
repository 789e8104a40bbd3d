"""Reports found by a rare theme, evaluation, district or marking along an index."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"

# An evaluation is the first two characters of an item's code: `2BP` is evaluated `2B`.
_FILE = """
create function file_report() returns trigger language plpgsql as $$
begin
    delete from report_facet where report_id = new.id;
    insert into report_facet (facet, report_id)
        select unnest(new.themes), new.id
        union select substr(unnest(new.grades), 1, 2), new.id;
    return null;
end $$;
create trigger report_filed after insert or update of themes, grades on report
    for each row execute function file_report();
"""
# Rules on rows hold for the owner too, who would see no report to file.
_FILE_ALL = """
alter table report no force row level security;
insert into report_facet (facet, report_id)
    select unnest(themes), id from report union select substr(unnest(grades), 1, 2), id from report;
alter table report force row level security;
"""


def upgrade() -> None:
    op.create_table(
        "report_facet",
        sa.Column("facet", sa.Text(), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["report.id"], name=op.f("fk_report_facet_report_id_report")
        ),
        sa.PrimaryKeyConstraint("facet", "report_id", name=op.f("pk_report_facet")),
    )
    op.create_index(op.f("ix_report_facet_report_id"), "report_facet", ["report_id"])
    op.create_index(op.f("ix_report_district_id"), "report", ["district", "id"])
    op.create_index(op.f("ix_report_marking_id"), "report", ["marking", "id"])
    op.create_index("ix_report_sensitive", "report", ["id"], postgresql_where=sa.text("sensitive"))
    op.execute(_FILE_ALL)
    op.execute(_FILE)
