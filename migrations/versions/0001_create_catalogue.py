"""Create the catalogue: notices, lists, projects, bodies, and what explains them."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "build_info",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_build_info")),
    )
    op.create_table(
        "data_dictionary",
        sa.Column("table_name", sa.Text(), nullable=False),
        sa.Column("column_name", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("english", sa.Text(), nullable=False),
        sa.Column("source_header", sa.Text(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("data_type", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("table_name", "column_name", name=op.f("pk_data_dictionary")),
    )
    op.create_table(
        "notices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("document_number", sa.Text(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("issuers", sa.Text(), nullable=False),
        sa.Column("obtained_from", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_notices_sha256")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
        sa.UniqueConstraint("slug", name=op.f("uq_notices_slug")),
    )
    op.create_table(
        "organizations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("sac_code", sa.Text(), nullable=True),
        sa.Column("sac_code_sources", sa.Text(), nullable=True),
        sa.Column("official_name", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('政府部门', '行业组织', '技术委员会')", name=op.f("ck_organizations_kind")
        ),
        sa.CheckConstraint(
            "(sac_code IS NULL) = (sac_code_sources IS NULL)",
            name=op.f("ck_organizations_sac_code"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organizations")),
        sa.UniqueConstraint("name", name=op.f("uq_organizations_name")),
        sa.UniqueConstraint("sac_code", name=op.f("uq_organizations_sac_code")),
    )
    op.create_index("ix_organizations_kind", "organizations", ["kind"])

    op.create_table(
        "vocabulary",
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("english", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("variants", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("field", "value", name=op.f("pk_vocabulary")),
    )
    op.create_table(
        "lists",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column("annex", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("stated_count", sa.Integer(), nullable=True),
        sa.Column("stated_in", sa.Text(), nullable=False),
        sa.Column("row_count", sa.Integer(), nullable=False),
        sa.CheckConstraint("row_count > 0", name=op.f("ck_lists_row_count")),
        sa.CheckConstraint("year BETWEEN 1900 AND 2099", name=op.f("ck_lists_year")),
        sa.ForeignKeyConstraint(["notice_id"], ["notices.id"], name=op.f("fk_lists_notice_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lists")),
        sa.UniqueConstraint("slug", name=op.f("uq_lists_slug")),
    )
    op.create_index("ix_lists_notice_id", "lists", ["notice_id"])
    op.create_index("ix_lists_year", "lists", ["year"])

    op.create_table(
        "projects",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("list_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("project_type", sa.Text(), nullable=False),
        sa.Column("mandate", sa.Text(), nullable=False),
        sa.Column("domain", sa.Text(), nullable=False),
        sa.Column("departments", sa.Text(), nullable=False),
        sa.Column("committees", sa.Text(), nullable=False),
        sa.Column("family", sa.Text(), nullable=True),
        sa.Column("part_number", sa.Text(), nullable=True),
        sa.Column("part_title", sa.Text(), nullable=True),
        sa.Column("source_place", sa.Text(), nullable=False),
        sa.Column("source_cells", sa.Text(), nullable=False),
        sa.CheckConstraint("json_type(committees) = 'array'", name=op.f("ck_projects_committees")),
        sa.CheckConstraint(
            "json_type(source_cells) = 'array'", name=op.f("ck_projects_source_cells")
        ),
        sa.CheckConstraint("mandate IN ('强制', '推荐')", name=op.f("ck_projects_mandate")),
        sa.CheckConstraint(
            "project_type IN ('制定', '修订')", name=op.f("ck_projects_project_type")
        ),
        sa.CheckConstraint(
            "(family IS NULL) = (part_number IS NULL)", name=op.f("ck_projects_family")
        ),
        sa.CheckConstraint(
            "json_array_length(departments) > 0", name=op.f("ck_projects_departments")
        ),
        sa.CheckConstraint("length(title) > 0", name=op.f("ck_projects_title")),
        sa.CheckConstraint("seq > 0", name=op.f("ck_projects_seq")),
        sa.ForeignKeyConstraint(["list_id"], ["lists.id"], name=op.f("fk_projects_list_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_projects")),
        sa.UniqueConstraint("code", name=op.f("uq_projects_code")),
        sa.UniqueConstraint("list_id", "seq", name=op.f("uq_projects_list_id_seq")),
    )
    op.create_index("ix_projects_domain", "projects", ["domain"])
    op.create_index("ix_projects_family", "projects", ["family"])
    op.create_index("ix_projects_mandate", "projects", ["mandate"])
    op.create_index("ix_projects_project_type", "projects", ["project_type"])
    op.create_index("ix_projects_year", "projects", ["year"])

    op.create_table(
        "stated_totals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("list_id", sa.Integer(), nullable=True),
        sa.Column("domain", sa.Text(), nullable=True),
        sa.Column("stated_count", sa.Integer(), nullable=False),
        sa.Column("counted", sa.Integer(), nullable=False),
        sa.Column("stated_in", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(scope = '清单') = (list_id IS NOT NULL)", name=op.f("ck_stated_totals_list")
        ),
        sa.CheckConstraint(
            "(scope = '领域') = (domain IS NOT NULL)", name=op.f("ck_stated_totals_domain")
        ),
        sa.CheckConstraint(
            "scope IN ('通知', '清单', '领域')", name=op.f("ck_stated_totals_scope")
        ),
        sa.ForeignKeyConstraint(["list_id"], ["lists.id"], name=op.f("fk_stated_totals_list_id")),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["notices.id"], name=op.f("fk_stated_totals_notice_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stated_totals")),
    )
    op.create_index("ix_stated_totals_list_id", "stated_totals", ["list_id"])
    op.create_index("ix_stated_totals_notice_id", "stated_totals", ["notice_id"])

    op.create_table(
        "corrections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("source_value", sa.Text(), nullable=False),
        sa.Column("published_value", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "field IN ('title', 'project_type', 'mandate', 'departments', 'committees', 'domain')",
            name=op.f("ck_corrections_field"),
        ),
        sa.CheckConstraint(
            "length(reason) > 0 AND length(evidence) > 0", name=op.f("ck_corrections_reason")
        ),
        sa.CheckConstraint("source_value <> published_value", name=op.f("ck_corrections_changes")),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_corrections_project_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_corrections")),
        sa.UniqueConstraint("project_id", "field", name=op.f("uq_corrections_project_id_field")),
    )
    op.create_index("ix_corrections_project_id", "corrections", ["project_id"])

    op.create_table(
        "findings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "field IN ('title', 'project_type', 'mandate', 'departments', 'committees', 'domain')",
            name=op.f("ck_findings_field"),
        ),
        sa.CheckConstraint(
            "kind IN ('重复用字', '机构名称近似', '与正式名称不一致', '题名用词不一致', "
            "'同族项目不一致', '同类项目均列归口单位', '部分号未定', '排版与通篇不一致')",
            name=op.f("ck_findings_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_findings_project_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_findings")),
    )
    op.create_index("ix_findings_kind", "findings", ["kind"])
    op.create_index("ix_findings_project_id", "findings", ["project_id"])

    op.create_table(
        "project_organizations",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "role IN ('主管部门', '归口单位')", name=op.f("ck_project_organizations_role")
        ),
        sa.CheckConstraint("position > 0", name=op.f("ck_project_organizations_position")),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_project_organizations_organization_id"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_project_organizations_project_id")
        ),
        sa.PrimaryKeyConstraint(
            "project_id", "role", "position", name=op.f("pk_project_organizations")
        ),
        sa.UniqueConstraint(
            "project_id",
            "role",
            "organization_id",
            name=op.f("uq_project_organizations_project_id_role_organization_id"),
        ),
    )
    op.create_index(
        "ix_project_organizations_organization_id_role_project_id",
        "project_organizations",
        ["organization_id", "role", "project_id"],
    )
    # Filled at the end of a build with overlapping pairs of characters: see schema/search.py.
    op.execute(
        "CREATE VIRTUAL TABLE projects_fts USING fts5("
        "code, title, family, departments, committees, content='', "
        "tokenize='unicode61 remove_diacritics 0')"
    )


def downgrade() -> None:
    op.execute("DROP TABLE projects_fts")
    op.drop_table("project_organizations")
    op.drop_table("findings")
    op.drop_table("corrections")
    op.drop_table("stated_totals")
    op.drop_table("projects")
    op.drop_table("lists")
    op.drop_table("vocabulary")
    op.drop_table("organizations")
    op.drop_table("notices")
    op.drop_table("data_dictionary")
    op.drop_table("build_info")
