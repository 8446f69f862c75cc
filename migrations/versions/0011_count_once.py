"""Figures that only change with the catalogue are counted once, by the build.

The table is empty in a file that was changed by this migration; a build fills it. Indexes find the
newest evidence, and the rows of a list in their order.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_SUBJECTS = "'目录', '机构', '其余机构', '未列机构', '清单', '举措', '政策文件', '标准', '存疑'"


def upgrade() -> None:
    op.create_table(
        "counts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("dimension", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("mandate", sa.Text(), nullable=True),
        sa.Column("counted", sa.Integer(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.Text(), nullable=True),
        sa.CheckConstraint(f"subject IN ({_SUBJECTS})", name=op.f("ck_counts_subject")),
        sa.CheckConstraint("counted > 0", name=op.f("ck_counts_counted")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_counts")),
    )
    op.create_index(
        "ix_counts_subject_subject_id_part_dimension",
        "counts",
        ["subject", "subject_id", "part", "dimension"],
    )
    op.create_index(
        "ix_counts_subject_part_dimension_subject_id",
        "counts",
        ["subject", "part", "dimension", "subject_id"],
    )
    op.create_index("ix_projects_status_as_of", "projects", ["status_as_of"])


def downgrade() -> None:
    op.drop_index("ix_projects_status_as_of", "projects")
    op.drop_table("counts")
