"""Counts have the key of what they count, in place of a number.

A number moves with every figure before it; what is counted is the same whichever way a catalogue
came to be. What is not stated is the empty text, so that it can be part of a key. The table is made
anew and is empty in a file that was changed by this migration; a build fills it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_SUBJECTS = (
    "'目录', '机构', '其余机构', '未列机构', '清单', '清单的项目', '举措', '政策文件', "
    "'标准', '存疑'"
)
_KEY = ("subject", "subject_id", "part", "dimension", "value", "mandate")


def upgrade() -> None:
    _counts(
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("mandate", sa.Text(), nullable=False),
        key=_KEY,
    )


def downgrade() -> None:
    _counts(
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("mandate", sa.Text(), nullable=True),
        key=("id",),
    )
    op.create_index("ix_counts_subject_subject_id_part_dimension", "counts", _KEY[:4])


def _counts(*columns: sa.Column[str], key: tuple[str, ...]) -> None:
    op.drop_table("counts")
    number = [sa.Column("id", sa.Integer(), nullable=False)] if key == ("id",) else []
    op.create_table(
        "counts",
        *number,
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("dimension", sa.Text(), nullable=False),
        *columns,
        sa.Column("counted", sa.Integer(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.Text(), nullable=True),
        sa.CheckConstraint(f"subject IN ({_SUBJECTS})", name=op.f("ck_counts_subject")),
        sa.CheckConstraint("counted > 0", name=op.f("ck_counts_counted")),
        sa.PrimaryKeyConstraint(*key, name=op.f("pk_counts")),
    )
    op.create_index(
        "ix_counts_subject_part_dimension_subject_id",
        "counts",
        ["subject", "part", "dimension", "subject_id"],
    )
