"""Say in the data dictionary how many rows of each table have a value in each column.

What a catalogue holds decides which columns and facets its readers are shown. Zeros stand in a file
that was changed by this migration; a build counts.
"""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for column in ("filled", "is_uniform"):
        op.execute(f"ALTER TABLE data_dictionary ADD COLUMN {column} INTEGER DEFAULT 0 NOT NULL")


def downgrade() -> None:
    for column in ("is_uniform", "filled"):
        op.execute(f"ALTER TABLE data_dictionary DROP COLUMN {column}")
