"""Add sort keys: names and titles in pinyin, by which a Chinese reader expects them sorted."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "projects",
        sa.Column("title_sort_key", sa.Text(), nullable=False, server_default=sa.text("''")),
    )
    op.create_index("ix_projects_title_sort_key", "projects", ["title_sort_key"])
    op.add_column(
        "organizations",
        sa.Column("name_sort_key", sa.Text(), nullable=False, server_default=sa.text("''")),
    )


def downgrade() -> None:
    op.drop_column("organizations", "name_sort_key")
    op.drop_index("ix_projects_title_sort_key", "projects")
    op.drop_column("projects", "title_sort_key")
