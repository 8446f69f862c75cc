"""Corrections are of rows of lists.

A correction was kept under the project whose first row it changed, so that a later row of a
project and a row of an announcement could have none. Now it names its row, and the project where
the row is about one. The id of a project is that of its first row, the one that was corrected.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_KEPT = "source_value, published_value, reason, evidence, field"
_FIELDS = "'title', 'project_type', 'mandate', 'departments', 'committees', 'domain'"


def upgrade() -> None:
    _corrections(
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name=op.f("fk_corrections_entry_id")),
        sa.UniqueConstraint("entry_id", "field", name=op.f("uq_corrections_entry_id_field")),
        kept="entry_id, project_id",
        values="project_id, project_id",
    )


def downgrade() -> None:
    _corrections(
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.UniqueConstraint("project_id", "field", name=op.f("uq_corrections_project_id_field")),
        kept="project_id",
        values="project_id",
        condition="where entry_id = project_id",
    )


def _corrections(
    *what: sa.Column[int] | sa.Constraint, kept: str, values: str, condition: str = ""
) -> None:
    """Make the table anew with its rows: SQLite cannot change the constraints of one."""
    op.rename_table("corrections", "old_corrections")
    op.drop_index("ix_corrections_project_id")
    op.create_table(
        "corrections",
        sa.Column("id", sa.Integer(), nullable=False),
        *(one for one in what if isinstance(one, sa.Column)),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("source_value", sa.Text(), nullable=False),
        sa.Column("published_value", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.CheckConstraint(f"field IN ({_FIELDS})", name=op.f("ck_corrections_field")),
        sa.CheckConstraint(
            "length(reason) > 0 AND length(evidence) > 0", name=op.f("ck_corrections_reason")
        ),
        sa.CheckConstraint("source_value <> published_value", name=op.f("ck_corrections_changes")),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_corrections_project_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_corrections")),
        *(one for one in what if isinstance(one, sa.Constraint)),
    )
    op.create_index("ix_corrections_project_id", "corrections", ["project_id"])
    op.execute(
        f"INSERT INTO corrections (id, {kept}, {_KEPT}) "
        f"SELECT id, {values}, {_KEPT} FROM old_corrections {condition} ORDER BY id"
    )
    op.drop_table("old_corrections")
