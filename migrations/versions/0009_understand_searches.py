"""Aliases of bodies become data, and the search index knows values of facets, its own pairs of
characters and how they are read.

The index and what belongs to it are filled by a build.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_INDEX = (
    "CREATE VIRTUAL TABLE projects_fts USING fts5({}, content='', "
    "tokenize='unicode61 remove_diacritics 0')"
)
_SEARCHED = (
    "code, title, family, departments, committees, standard_numbers, published_titles, "
    "replaced_numbers, plan_number, executors, drafters, replaces, adopts, other"
)


def upgrade() -> None:
    op.create_table(
        "organization_aliases",
        sa.Column("alias", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_organization_aliases_organization_id"),
        ),
        sa.PrimaryKeyConstraint("alias", name=op.f("pk_organization_aliases")),
    )
    op.create_index("ix_organization_aliases_folded", "organization_aliases", ["folded"])
    op.create_index(
        "ix_organization_aliases_organization_id", "organization_aliases", ["organization_id"]
    )
    op.execute("DROP TABLE projects_fts")
    op.execute(_INDEX.format(f"{_SEARCHED}, facets"))
    op.execute(
        "CREATE TABLE projects_fts_pairs (pair TEXT CONSTRAINT pk_projects_fts_pairs PRIMARY KEY, "
        "last TEXT NOT NULL, reading TEXT NOT NULL, found INTEGER NOT NULL) WITHOUT ROWID"
    )
    op.execute("CREATE INDEX ix_projects_fts_pairs_last ON projects_fts_pairs (last, found)")
    op.execute(
        "CREATE TABLE projects_fts_readings (reading TEXT, pair TEXT, initials TEXT NOT NULL, "
        "is_usual INTEGER NOT NULL, found INTEGER NOT NULL, "
        "CONSTRAINT pk_projects_fts_readings PRIMARY KEY (reading, pair)) WITHOUT ROWID"
    )
    op.execute(
        "CREATE INDEX ix_projects_fts_readings_initials "
        "ON projects_fts_readings (initials, found) WHERE is_usual = 1"
    )
    op.execute(
        "CREATE TABLE projects_fts_syllables (character TEXT CONSTRAINT pk_projects_fts_syllables "
        "PRIMARY KEY, syllables TEXT NOT NULL) WITHOUT ROWID"
    )


def downgrade() -> None:
    op.execute("DROP TABLE projects_fts_syllables")
    op.execute("DROP TABLE projects_fts_readings")
    op.execute("DROP TABLE projects_fts_pairs")
    op.execute("DROP TABLE projects_fts")
    op.execute(_INDEX.format(_SEARCHED))
    op.drop_table("organization_aliases")
