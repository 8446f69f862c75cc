"""Titles are found by their length, so that a search is ranked without reading all that it finds;
projects of lists are counted.

The table of counts is made anew and is empty in a file that was changed by this migration; a build
fills it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_BEFORE = "'目录', '机构', '其余机构', '未列机构', '清单', '举措', '政策文件', '标准', '存疑'"
_AFTER = _BEFORE.replace("'清单'", "'清单', '清单的项目'")


def upgrade() -> None:
    _counts(_AFTER)
    op.execute("CREATE INDEX ix_projects_title_length ON projects (length(title))")


def downgrade() -> None:
    op.drop_index("ix_projects_title_length", "projects")
    _counts(_BEFORE)


def _counts(subjects: str) -> None:
    op.drop_table("counts")
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
        sa.CheckConstraint(f"subject IN ({subjects})", name=op.f("ck_counts_subject")),
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
