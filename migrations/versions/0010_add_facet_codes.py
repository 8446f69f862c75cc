"""Facets as numbers, for counts in memory; filled by a build."""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "CREATE TABLE facet_codes (table_name TEXT NOT NULL, column_name TEXT NOT NULL, "
        "part INTEGER NOT NULL, number_type TEXT NOT NULL, numbers BLOB NOT NULL, "
        "CONSTRAINT pk_facet_codes PRIMARY KEY (table_name, column_name, part))"
    )


def downgrade() -> None:
    op.drop_table("facet_codes")
