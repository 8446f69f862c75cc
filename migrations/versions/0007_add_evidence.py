"""Say on what kind of page each number was seen: web sites and pages of them, the best rank of each
outcome, standard and project. Projects gain dates and replaced standards of their results, and the
date of the newest evidence for their status.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_RANKS = "'标准号见于官方页面', '见于出版销售页面', '仅见于其他网页'"
_KINDS = "'官方', '标准出版与销售', '检测认证机构', '行业与媒体', '文档分享与镜像', '其他'"
_RANKED = ("projects", "standards", "project_outcomes")
_DATES = ("status_as_of", "published_on", "implemented_on")


def upgrade() -> None:
    for table in _RANKED:
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN evidence_rank TEXT "
            f"CONSTRAINT ck_{table}_evidence_rank "
            f"CHECK (evidence_rank IS NULL OR evidence_rank IN ({_RANKS}))"
        )
        op.create_index(f"ix_{table}_evidence_rank", table, ["evidence_rank"])
    for column in _DATES:
        op.execute(f"ALTER TABLE projects ADD COLUMN {column} TEXT")
    op.execute(
        "ALTER TABLE projects ADD COLUMN replaced_numbers TEXT DEFAULT '[]' NOT NULL "
        "CONSTRAINT ck_projects_replaced_numbers CHECK (json_type(replaced_numbers) = 'array')"
    )
    op.create_table(
        "sites",
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("name", sa.Text()),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("is_linked", sa.Integer(), nullable=False),
        _check("sites", "kind", f"kind IN ({_KINDS})"),
        _check("sites", "host", "length(host) > 0 AND host = lower(host)"),
        _check("sites", "reason", "length(reason) > 0"),
        _check("sites", "is_linked", "is_linked IN (0, 1)"),
        sa.PrimaryKeyConstraint("host", name=op.f("pk_sites")),
    )
    op.create_index("ix_sites_kind", "sites", ["kind"])
    op.create_table(
        "evidence_pages",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("standard_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("printed_number", sa.Text()),
        sa.Column("is_counted", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text()),
        _check("evidence_pages", "kind", f"kind IN ({_KINDS})"),
        _check("evidence_pages", "position", "position > 0"),
        _check("evidence_pages", "is_counted", "is_counted IN (0, 1)"),
        _check("evidence_pages", "reason", "is_counted = 1 OR reason IS NOT NULL"),
        _reference("project_id", "projects.id"),
        _reference("standard_id", "standards.id"),
        _reference("host", "sites.host"),
        sa.PrimaryKeyConstraint(
            "project_id", "standard_id", "position", name=op.f("pk_evidence_pages")
        ),
    )
    for column in ("standard_id", "host", "kind", "is_counted"):
        op.create_index(f"ix_evidence_pages_{column}", "evidence_pages", [column])


def downgrade() -> None:
    op.drop_table("evidence_pages")
    op.drop_table("sites")
    for column in ("replaced_numbers", *reversed(_DATES)):
        op.execute(f"ALTER TABLE projects DROP COLUMN {column}")
    for table in reversed(_RANKED):
        op.drop_index(f"ix_{table}_evidence_rank", table)
        op.execute(f"ALTER TABLE {table} DROP COLUMN evidence_rank")


def _check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))


def _reference(column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_evidence_pages_{column}"))
