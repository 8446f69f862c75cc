"""Add the text of notices, line by line, the lines that each entry was read from, and where a
notice was published officially.

The tables are empty in a file that was changed by this migration; a build fills them.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE notices ADD COLUMN published_in TEXT")
    op.execute(
        "ALTER TABLE notices ADD COLUMN published_at TEXT CONSTRAINT ck_notices_published "
        "CHECK ((published_in IS NULL) = (published_at IS NULL))"
    )
    op.create_table(
        "notice_lines",
        *(
            sa.Column(name, sa.Integer(), nullable=False)
            for name in ("notice_id", "file_position", "line")
        ),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("place", "cells")),
        sa.CheckConstraint("line > 0", name=op.f("ck_notice_lines_line")),
        sa.CheckConstraint("json_type(cells) = 'array'", name=op.f("ck_notice_lines_cells")),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["notices.id"], name=op.f("fk_notice_lines_notice_id")
        ),
        sa.ForeignKeyConstraint(
            ["notice_id", "file_position"],
            ["notice_files.notice_id", "notice_files.position"],
            name=op.f("fk_notice_lines_file"),
        ),
        sa.PrimaryKeyConstraint("notice_id", "file_position", "line", name=op.f("pk_notice_lines")),
    )
    op.create_index(
        "ix_notice_lines_notice_id_file_position_place_line",
        "notice_lines",
        ["notice_id", "file_position", "place", "line"],
    )
    op.create_table(
        "entry_lines",
        *(
            sa.Column(name, sa.Integer(), nullable=False)
            for name in ("entry_id", "notice_id", "file_position", "line")
        ),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name=op.f("fk_entry_lines_entry_id")),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["notices.id"], name=op.f("fk_entry_lines_notice_id")
        ),
        sa.ForeignKeyConstraint(
            ["notice_id", "file_position", "line"],
            ["notice_lines.notice_id", "notice_lines.file_position", "notice_lines.line"],
            name=op.f("fk_entry_lines_line"),
        ),
        sa.PrimaryKeyConstraint(
            "entry_id", "notice_id", "file_position", "line", name=op.f("pk_entry_lines")
        ),
    )
    op.create_index(
        "ix_entry_lines_notice_id_file_position_line",
        "entry_lines",
        ["notice_id", "file_position", "line"],
    )


def downgrade() -> None:
    op.drop_table("entry_lines")
    op.drop_table("notice_lines")
    op.execute("ALTER TABLE notices DROP COLUMN published_at")
    op.execute("ALTER TABLE notices DROP COLUMN published_in")
