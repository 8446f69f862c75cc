"""Add the policy layer: documents, measures and their bodies, targets, the projects that carry
measures out, and what else the documents hold. Bodies gain a level, a place and more kinds.

Going back deletes the bodies that no list names, and those of kinds that the older table lacks.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_TABLES = (
    "policy_documents",
    "measures",
    "measure_organizations",
    "targets",
    "measure_projects",
    "unlinked_projects",
    "measure_alignments",
    "document_references",
    "demonstration_projects",
    "document_tables",
    "other_figures",
)
_KINDS = "'政府部门', '行业组织', '技术委员会', '企业', '科研院所', '高等院校', '其他机构'"
_ALL_KINDS = (
    "'政府部门', '行业组织', '技术委员会', '人民政府', '中央驻地方机构', '党委机构', "
    "'议事协调机构', '部门统称', '事业单位', '国有企业', '企业', '科研院所', '高等院校', "
    "'其他机构'"
)
_ROLES = "'主管部门', '归口单位', '执行单位', '起草单位'"
# The names of bodies in the rows of lists, which may be about a standard alone.
_NAMED = " UNION ".join(
    f"SELECT value FROM entries, json_each(entries.{column})"
    for column in ("departments", "committees", "executors", "drafters")
)
_COLUMNS = "id, name, kind, sac_code, sac_code_sources, official_name, note, name_sort_key"


def upgrade() -> None:
    _remake_organizations(_ALL_KINDS, with_policy=True)
    op.execute(
        "ALTER TABLE projects ADD COLUMN measures TEXT DEFAULT '[]' NOT NULL "
        "CONSTRAINT ck_projects_measures CHECK (json_type(measures) = 'array')"
    )
    _create_policy_documents()
    _create_measures()
    _create_measure_organizations()
    _create_targets()
    _create_measure_projects()
    _create_unlinked_projects()
    _create_measure_alignments()
    _create_document_references()
    _create_demonstration_projects()
    _create_document_tables()
    _create_other_figures()


def downgrade() -> None:
    for name in reversed(_TABLES):
        op.drop_table(name)
    op.execute("ALTER TABLE projects DROP COLUMN measures")
    kept = (
        f"kind IN ({_KINDS}) AND (id IN (SELECT organization_id FROM project_organizations) "
        f"OR name IN ({_NAMED}))"
    )
    op.execute("UPDATE organizations SET part_of_id = NULL")
    op.execute(
        "DELETE FROM project_organizations WHERE organization_id IN "
        f"(SELECT id FROM organizations WHERE kind NOT IN ({_KINDS}))"
    )
    op.execute(f"DELETE FROM organizations WHERE NOT ({kept})")
    _remake_organizations(_KINDS, with_policy=False)


def _remake_organizations(kinds: str, with_policy: bool) -> None:
    """Make the table of bodies anew, since SQLite cannot change a CHECK; the table of links is
    made with it, so that no reference is without its row at any moment."""
    added: list[sa.schema.SchemaItem] = []
    if with_policy:
        added = [
            _text("level", nullable=True),
            _text("place", nullable=True),
            _integer("part_of_id", nullable=True),
            _check(
                "organizations", "level", "level IS NULL OR level IN ('国家', '省', '市', '县')"
            ),
            _check("organizations", "part_of", "part_of_id IS NULL OR part_of_id <> id"),
            _reference("organizations", "part_of_id", "organizations_new.id"),
        ]
    op.create_table(
        "organizations_new",
        _integer("id"),
        _text("name"),
        _text("kind"),
        _text("sac_code", nullable=True),
        _text("sac_code_sources", nullable=True),
        _text("official_name", nullable=True),
        _text("note", nullable=True),
        sa.Column("name_sort_key", sa.Text(), nullable=False, server_default=sa.text("''")),
        *added,
        _check("organizations", "kind", f"kind IN ({kinds})"),
        _check("organizations", "sac_code", "(sac_code IS NULL) = (sac_code_sources IS NULL)"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organizations")),
        sa.UniqueConstraint("name", name=op.f("uq_organizations_name")),
        sa.UniqueConstraint("sac_code", name=op.f("uq_organizations_sac_code")),
    )
    op.execute(f"INSERT INTO organizations_new ({_COLUMNS}) SELECT {_COLUMNS} FROM organizations")
    op.create_table(
        "project_organizations_new",
        _integer("project_id"),
        _text("role"),
        _integer("position"),
        _integer("organization_id"),
        _check("project_organizations", "position", "position > 0"),
        _check("project_organizations", "role", f"role IN ({_ROLES})"),
        _reference("project_organizations", "organization_id", "organizations_new.id"),
        _reference("project_organizations", "project_id", "projects.id"),
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
    op.execute(
        "INSERT INTO project_organizations_new (project_id, role, position, organization_id) "
        "SELECT project_id, role, position, organization_id FROM project_organizations"
    )
    op.drop_table("project_organizations")
    op.drop_table("organizations")
    op.rename_table("organizations_new", "organizations")
    op.rename_table("project_organizations_new", "project_organizations")
    op.create_index(
        "ix_project_organizations_organization_id_role_project_id",
        "project_organizations",
        ["organization_id", "role", "project_id"],
    )
    op.create_index("ix_organizations_kind", "organizations", ["kind"])
    for column in ("level", "part_of_id", "place") if with_policy else ():
        op.create_index(f"ix_organizations_{column}", "organizations", [column])


def _text(name: str, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=nullable)


def _integer(name: str, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _number(name: str, nullable: bool = False) -> sa.Column[float]:
    return sa.Column(name, sa.Float(), nullable=nullable)


def _check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))


def _reference(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"))


def _create_policy_documents() -> None:
    op.create_table(
        "policy_documents",
        _integer("id"),
        _text("slug"),
        _text("title"),
        _integer("is_title_printed"),
        _text("level"),
        _text("place", nullable=True),
        _text("kind"),
        _text("status"),
        _text("document_number", nullable=True),
        _text("issuers"),
        _text("issued_on", nullable=True),
        _text("issued_on_precision", nullable=True),
        _integer("contained_in_id", nullable=True),
        _text("bases"),
        _integer("bases_line", nullable=True),
        _text("source_file"),
        _integer("first_line"),
        _integer("last_line"),
        _integer("contents_line", nullable=True),
        _text("note", nullable=True),
        _check(
            "policy_documents", "bases", "(json_array_length(bases) = 0) = (bases_line IS NULL)"
        ),
        _check(
            "policy_documents", "contained_in", "contained_in_id IS NULL OR contained_in_id <> id"
        ),
        _check("policy_documents", "first_line", "first_line > 0"),
        _check("policy_documents", "is_title_printed", "is_title_printed IN (0, 1)"),
        _check(
            "policy_documents",
            "issued_on",
            (
                "(issued_on IS NULL AND issued_on_precision IS NULL) OR "
                "length(issued_on) = CASE issued_on_precision WHEN 'year' THEN 4 WHEN "
                "'month' THEN 7 WHEN 'day' THEN 10 ELSE 0 END"
            ),
        ),
        _check(
            "policy_documents",
            "issued_on_precision",
            ("issued_on_precision IS NULL OR issued_on_precision IN ('year', 'month', 'day')"),
        ),
        _check("policy_documents", "issuers", "json_type(issuers) = 'array'"),
        _check(
            "policy_documents",
            "kind",
            (
                "kind IN ('行动方案', '工作方案', '实施方案', '任务分工方案', '分工表', "
                "'五年规划', '工作机制', '通知', '工作通知', '任务通知', '申报通知', "
                "'实施意见', '管理办法', '公告', '吹风会实录', '政策解读', "
                "'标准项目清单', '项目清单', '汇编')"
            ),
        ),
        _check("policy_documents", "last_line", "last_line >= first_line"),
        _check("policy_documents", "level", "level IN ('国家', '省', '市', '行业组织')"),
        _reference("policy_documents", "contained_in_id", "policy_documents.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_documents")),
        sa.UniqueConstraint("slug", name=op.f("uq_policy_documents_slug")),
    )
    op.create_index("ix_policy_documents_contained_in_id", "policy_documents", ["contained_in_id"])
    op.create_index("ix_policy_documents_kind", "policy_documents", ["kind"])
    op.create_index("ix_policy_documents_level", "policy_documents", ["level"])


def _create_measures() -> None:
    op.create_table(
        "measures",
        _integer("id"),
        _text("slug"),
        _integer("document_id"),
        _text("layer"),
        _text("kind"),
        _integer("position"),
        _text("number", nullable=True),
        _text("heading"),
        _text("chapter", nullable=True),
        _text("domain", nullable=True),
        _integer("parent_id", nullable=True),
        _integer("is_list_open", nullable=True),
        _text("deadlines"),
        _text("deadlines_printed"),
        _integer("number_line", nullable=True),
        _integer("first_line"),
        _integer("last_line"),
        _integer("bodies_line", nullable=True),
        _text("note", nullable=True),
        _check("measures", "deadlines", "json_type(deadlines) = 'array'"),
        _check("measures", "first_line", "first_line > 0"),
        _check("measures", "heading", "length(heading) > 0"),
        _check("measures", "is_list_open", "is_list_open IS NULL OR is_list_open IN (0, 1)"),
        _check(
            "measures",
            "kind",
            (
                "kind IN ('任务', '子任务', '任务组', '保障措施', '政策保障', "
                "'工作机制', '工作要求', '分工', '领域', '专栏', '专栏条目', '重大工程', "
                "'总则')"
            ),
        ),
        _check("measures", "last_line", "last_line >= first_line"),
        _check("measures", "layer", "layer IN ('主体', '汇编')"),
        _check("measures", "number", "(number IS NULL) = (number_line IS NULL)"),
        _check("measures", "parent", "parent_id IS NULL OR parent_id <> id"),
        _check("measures", "position", "position BETWEEN 1 AND 999"),
        _reference("measures", "document_id", "policy_documents.id"),
        _reference("measures", "parent_id", "measures.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measures")),
        sa.UniqueConstraint(
            "document_id", "position", name=op.f("uq_measures_document_id_position")
        ),
        sa.UniqueConstraint("slug", name=op.f("uq_measures_slug")),
    )
    op.create_index("ix_measures_kind", "measures", ["kind"])
    op.create_index("ix_measures_layer", "measures", ["layer"])
    op.create_index("ix_measures_parent_id", "measures", ["parent_id"])


def _create_measure_organizations() -> None:
    op.create_table(
        "measure_organizations",
        _integer("measure_id"),
        _integer("position"),
        _integer("organization_id"),
        _text("printed_name"),
        _text("role"),
        _text("role_printed", nullable=True),
        _text("basis"),
        _integer("line"),
        _check("measure_organizations", "basis", "basis IN ('载明', '连带')"),
        _check("measure_organizations", "position", "position > 0"),
        _check("measure_organizations", "printed_name", "length(printed_name) > 0"),
        _check(
            "measure_organizations",
            "role",
            "role IN ('牵头', '负责', '配合', '落实', '召集人', '副召集人', '成员', '文中载明')",
        ),
        _reference("measure_organizations", "measure_id", "measures.id"),
        _reference("measure_organizations", "organization_id", "organizations.id"),
        sa.PrimaryKeyConstraint("measure_id", "position", name=op.f("pk_measure_organizations")),
        sa.UniqueConstraint(
            "measure_id",
            "organization_id",
            "role",
            name=op.f("uq_measure_organizations_measure_id_organization_id_role"),
        ),
    )
    op.create_index("ix_measure_organizations_basis", "measure_organizations", ["basis"])
    op.create_index(
        "ix_measure_organizations_organization_id_role_measure_id",
        "measure_organizations",
        ["organization_id", "role", "measure_id"],
    )
    op.create_index("ix_measure_organizations_role", "measure_organizations", ["role"])


def _create_targets() -> None:
    op.create_table(
        "targets",
        _integer("id"),
        _text("code"),
        _integer("document_id"),
        _integer("measure_id", nullable=True),
        _text("topic", nullable=True),
        _text("subject"),
        _text("kind"),
        _text("comparator"),
        _number("value"),
        _number("value_max", nullable=True),
        _text("unit"),
        _text("due", nullable=True),
        _integer("due_year", nullable=True),
        _integer("baseline_year", nullable=True),
        _text("value_printed"),
        _text("comparator_printed", nullable=True),
        _integer("restates_id", nullable=True),
        _integer("line"),
        _text("note", nullable=True),
        _check("targets", "comparator", "comparator IN ('=', '>=', '>', '<=', '<', '~', 'range')"),
        _check("targets", "kind", "kind IN ('数量', '水平', '增长', '覆盖', '占比', '淘汰界限')"),
        _check("targets", "range", "value_max IS NULL OR value_max > value"),
        _check("targets", "restates", "restates_id IS NULL OR restates_id <> id"),
        _check("targets", "value_max", "(comparator = 'range') = (value_max IS NOT NULL)"),
        _reference("targets", "document_id", "policy_documents.id"),
        _reference("targets", "measure_id", "measures.id"),
        _reference("targets", "restates_id", "targets.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_targets")),
        sa.UniqueConstraint("code", name=op.f("uq_targets_code")),
    )
    op.create_index("ix_targets_document_id", "targets", ["document_id"])
    op.create_index("ix_targets_due_year", "targets", ["due_year"])
    op.create_index("ix_targets_kind", "targets", ["kind"])
    op.create_index("ix_targets_measure_id", "targets", ["measure_id"])
    op.create_index("ix_targets_restates_id", "targets", ["restates_id"])
    op.create_index("ix_targets_topic", "targets", ["topic"])


def _create_measure_projects() -> None:
    op.create_table(
        "measure_projects",
        _integer("measure_id"),
        _integer("project_id"),
        _text("confidence"),
        _text("rank"),
        _text("relation"),
        _text("term_in_measure", nullable=True),
        _text("term_in_title", nullable=True),
        _text("neighbours", nullable=True),
        _integer("project_before_id", nullable=True),
        _integer("project_after_id", nullable=True),
        _integer("is_other_domain"),
        _text("department_named"),
        _integer("measure_line"),
        _integer("project_line"),
        _text("note", nullable=True),
        _check("measure_projects", "confidence", "confidence IN ('明确', '推断')"),
        _check(
            "measure_projects", "department_named", "department_named IN ('是', '否', '行业组织')"
        ),
        _check("measure_projects", "is_other_domain", "is_other_domain IN (0, 1)"),
        _check(
            "measure_projects",
            "neighbours",
            "neighbours IS NULL OR neighbours IN ('两侧同属', '一侧同属', '不合清单次序')",
        ),
        _check("measure_projects", "rank", "rank IN ('主要', '次要')"),
        _check(
            "measure_projects",
            "relation",
            "relation IN ('同名', '同义', '属类', '仅及类别', '未点名')",
        ),
        _check(
            "measure_projects",
            "term_in_measure",
            "(relation = '未点名') = (term_in_measure IS NULL)",
        ),
        _reference("measure_projects", "measure_id", "measures.id"),
        _reference("measure_projects", "project_after_id", "projects.id"),
        _reference("measure_projects", "project_before_id", "projects.id"),
        _reference("measure_projects", "project_id", "projects.id"),
        sa.PrimaryKeyConstraint("measure_id", "project_id", name=op.f("pk_measure_projects")),
    )
    op.create_index("ix_measure_projects_confidence", "measure_projects", ["confidence"])
    op.create_index(
        "ix_measure_projects_project_id_measure_id",
        "measure_projects",
        ["project_id", "measure_id"],
    )
    op.create_index("ix_measure_projects_relation", "measure_projects", ["relation"])


def _create_unlinked_projects() -> None:
    op.create_table(
        "unlinked_projects",
        _integer("project_id"),
        _text("candidates"),
        _text("reason"),
        _integer("project_line"),
        _check("unlinked_projects", "candidates", "json_array_length(candidates) > 0"),
        _check("unlinked_projects", "reason", "length(reason) > 0"),
        _reference("unlinked_projects", "project_id", "projects.id"),
        sa.PrimaryKeyConstraint("project_id", name=op.f("pk_unlinked_projects")),
    )


def _create_measure_alignments() -> None:
    op.create_table(
        "measure_alignments",
        _integer("local_measure_id"),
        _integer("national_measure_id"),
        _text("confidence"),
        _text("term_local"),
        _text("term_national"),
        _integer("local_line"),
        _integer("national_line"),
        _check("measure_alignments", "confidence", "confidence IN ('明确', '推断')"),
        _check("measure_alignments", "other", "local_measure_id <> national_measure_id"),
        _reference("measure_alignments", "local_measure_id", "measures.id"),
        _reference("measure_alignments", "national_measure_id", "measures.id"),
        sa.PrimaryKeyConstraint(
            "local_measure_id", "national_measure_id", name=op.f("pk_measure_alignments")
        ),
    )
    op.create_index("ix_measure_alignments_confidence", "measure_alignments", ["confidence"])
    op.create_index(
        "ix_measure_alignments_national_measure_id_local_measure_id",
        "measure_alignments",
        ["national_measure_id", "local_measure_id"],
    )


def _create_document_references() -> None:
    op.create_table(
        "document_references",
        _integer("id"),
        _integer("document_id"),
        _integer("line"),
        _text("relation"),
        _text("target_kind"),
        _text("target_printed"),
        _text("target_number", nullable=True),
        _text("target_documents"),
        _integer("project_id", nullable=True),
        _text("note", nullable=True),
        _check(
            "document_references",
            "relation",
            (
                "relation IN ('自称', '落实', '依据', '引用', '附件', '印发', '解读', "
                "'预告', '公布附件', '废止', '废止其中一款', '项目名称所含标准号', "
                "'项目采用的标准')"
            ),
        ),
        _check("document_references", "target_documents", "json_type(target_documents) = 'array'"),
        _check(
            "document_references",
            "target_kind",
            (
                "target_kind IN ('行动或实施方案', '规划', '通知', '意见', '管理办法', "
                "'目录', '技术规程', '法律', '表格或指南', '标准', '拟制定国家标准', "
                "'标准清单', '清单', '表', '工作机制', '税则')"
            ),
        ),
        _reference("document_references", "document_id", "policy_documents.id"),
        _reference("document_references", "project_id", "projects.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_references")),
    )
    op.create_index("ix_document_references_document_id", "document_references", ["document_id"])
    op.create_index("ix_document_references_project_id", "document_references", ["project_id"])
    op.create_index("ix_document_references_relation", "document_references", ["relation"])
    op.create_index("ix_document_references_target_kind", "document_references", ["target_kind"])


def _create_demonstration_projects() -> None:
    op.create_table(
        "demonstration_projects",
        _integer("id"),
        _integer("document_id"),
        _integer("seq"),
        _text("name"),
        _text("direction"),
        _text("category", nullable=True),
        _text("region"),
        _text("entities"),
        _integer("is_entities_open"),
        _integer("co2_cut", nullable=True),
        _integer("co2_used", nullable=True),
        _integer("co2_captured", nullable=True),
        _integer("coal_saved", nullable=True),
        _text("comparator", nullable=True),
        _text("facts_printed"),
        _integer("first_line"),
        _integer("last_line"),
        _integer("fragments"),
        _integer("content_length"),
        _text("content_sha256"),
        _text("note", nullable=True),
        _check(
            "demonstration_projects",
            "comparator",
            ("comparator IS NULL OR comparator IN ('=', '>=', '>', '<=', '<', '~', 'range')"),
        ),
        _check("demonstration_projects", "content_sha256", "length(content_sha256) = 16"),
        _check("demonstration_projects", "entities", "json_array_length(entities) > 0"),
        _check("demonstration_projects", "first_line", "first_line > 0"),
        _check("demonstration_projects", "fragments", "fragments > 0"),
        _check("demonstration_projects", "is_entities_open", "is_entities_open IN (0, 1)"),
        _check("demonstration_projects", "last_line", "last_line >= first_line"),
        _reference("demonstration_projects", "document_id", "policy_documents.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_demonstration_projects")),
        sa.UniqueConstraint(
            "document_id", "seq", name=op.f("uq_demonstration_projects_document_id_seq")
        ),
    )
    op.create_index("ix_demonstration_projects_category", "demonstration_projects", ["category"])
    op.create_index("ix_demonstration_projects_direction", "demonstration_projects", ["direction"])
    op.create_index("ix_demonstration_projects_region", "demonstration_projects", ["region"])


def _create_document_tables() -> None:
    op.create_table(
        "document_tables",
        _integer("id"),
        _text("slug"),
        _integer("document_id"),
        _text("title"),
        _text("form"),
        _text("columns"),
        _integer("row_count"),
        _integer("is_standards_list"),
        _integer("title_line"),
        _integer("first_line"),
        _integer("last_line"),
        _text("header_lines"),
        _text("broken_rows"),
        _text("note", nullable=True),
        _check("document_tables", "first_line", "first_line > 0"),
        _check(
            "document_tables",
            "form",
            (
                "form IN ('制表符表格', '制表符列表，无表头', '每格一行（行首制表符）', "
                "'项目符号列表', '编号列表', '姓名与职务逐行')"
            ),
        ),
        _check("document_tables", "is_standards_list", "is_standards_list IN (0, 1)"),
        _check("document_tables", "last_line", "last_line >= first_line"),
        _check("document_tables", "row_count", "row_count > 0"),
        _reference("document_tables", "document_id", "policy_documents.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_tables")),
        sa.UniqueConstraint("slug", name=op.f("uq_document_tables_slug")),
    )
    op.create_index("ix_document_tables_document_id", "document_tables", ["document_id"])


def _create_other_figures() -> None:
    op.create_table(
        "other_figures",
        _integer("id"),
        _integer("document_id"),
        _integer("line"),
        _text("printed"),
        _text("reason"),
        _check("other_figures", "reason", "length(reason) > 0"),
        _reference("other_figures", "document_id", "policy_documents.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_other_figures")),
    )
    op.create_index("ix_other_figures_document_id", "other_figures", ["document_id"])
    op.create_index("ix_other_figures_reason", "other_figures", ["reason"])
