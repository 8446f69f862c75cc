"""Add outcomes: standards, what each project resulted in, what is replaced, dated statements."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_FIELDS = "'title', 'project_type', 'mandate', 'departments', 'committees', 'domain'"
_OUTCOME_FIELDS = (
    "'standard_number', 'published_title', 'published_on', 'implemented_on', 'replaces', 'evidence'"
)
_KINDS = (
    "'重复用字', '机构名称近似', '与正式名称不一致', '题名用词不一致', '同族项目不一致', "
    "'同类项目均列归口单位', '部分号未定', '排版与通篇不一致'"
)
_OUTCOME_KINDS = (
    "'发布性质与计划不一致', '制修订与发布结果不一致', '部分号与发布结果不一致', "
    "'发布名称与计划相差较大', '发布日期存疑', '发布结果印证的读法', '成果证据存疑'"
)
_STATUSES = (
    "'已发布（标准号已核实）', '已发布（标准号待核实）', '官方称已发布（标准号未查明）', "
    "'发布情况说法不一', '未查明'"
)
_INDEX = "CREATE VIRTUAL TABLE projects_fts USING fts5({}, content='', {})"
_COLUMNS = "code, title, family, departments, committees"
_TOKENS = "tokenize='unicode61 remove_diacritics 0'"


def upgrade() -> None:
    _create_tables()
    # Added in place and not by copying the table, which would order constraints at random. What
    # a catalogue of the first revision says of the outcome of its projects: nothing is known.
    op.execute(
        "ALTER TABLE projects ADD COLUMN status TEXT DEFAULT '未查明' NOT NULL "
        f"CONSTRAINT ck_projects_status CHECK (status IN ({_STATUSES}))"
    )
    op.execute(
        "ALTER TABLE projects ADD COLUMN standard_numbers TEXT DEFAULT '[]' NOT NULL "
        "CONSTRAINT ck_projects_standard_numbers CHECK (json_type(standard_numbers) = 'array')"
    )
    op.execute(
        "ALTER TABLE projects ADD COLUMN published_year INTEGER "
        "CONSTRAINT ck_projects_published_year "
        "CHECK ((json_array_length(standard_numbers) = 0) = (published_year IS NULL))"
    )
    op.create_index("ix_projects_published_year", "projects", ["published_year"])
    op.create_index("ix_projects_status", "projects", ["status"])
    _limit_findings(f"{_KINDS}, {_OUTCOME_KINDS}", f"{_FIELDS}, {_OUTCOME_FIELDS}")
    op.execute("DROP TABLE projects_fts")
    names = f"{_COLUMNS}, standard_numbers, published_titles, replaced_numbers"
    op.execute(_INDEX.format(names, _TOKENS))


def downgrade() -> None:
    op.execute("DROP TABLE projects_fts")
    op.execute(_INDEX.format(_COLUMNS, _TOKENS))
    op.execute(f"DELETE FROM findings WHERE kind IN ({_OUTCOME_KINDS})")
    _limit_findings(_KINDS, _FIELDS)
    op.drop_index("ix_projects_status", "projects")
    op.drop_index("ix_projects_published_year", "projects")
    for name in ("published_year", "standard_numbers", "status"):
        op.execute(f"ALTER TABLE projects DROP COLUMN {name}")
    for name in (
        "event_subjects",
        "events",
        "standard_relations",
        "project_outcomes",
        "standards",
    ):
        op.drop_table(name)


def _limit_findings(kinds: str, fields: str) -> None:
    """Let findings be of these kinds, about these fields, and no other."""
    op.create_table(
        "findings_new",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.CheckConstraint(f"field IN ({fields})", name=op.f("ck_findings_field")),
        sa.CheckConstraint(f"kind IN ({kinds})", name=op.f("ck_findings_kind")),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_findings_project_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_findings")),
    )
    op.execute("INSERT INTO findings_new SELECT * FROM findings")
    op.drop_table("findings")
    op.rename_table("findings_new", "findings")
    op.create_index("ix_findings_kind", "findings", ["kind"])
    op.create_index("ix_findings_project_id", "findings", ["project_id"])


def _precise(column: str) -> str:
    return f"{column}_precision IS NULL OR {column}_precision IN ('year', 'month', 'day')"


def _dated(column: str) -> str:
    return (
        f"({column} IS NULL AND {column}_precision IS NULL) OR length({column}) = "
        f"CASE {column}_precision WHEN 'year' THEN 4 WHEN 'month' THEN 7 "
        "WHEN 'day' THEN 10 ELSE 0 END"
    )


def _create_tables() -> None:
    op.create_table(
        "events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("stated_on", sa.Text(), nullable=False),
        sa.Column("stated_on_precision", sa.Text(), nullable=False),
        sa.Column("stated_by", sa.Text(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("contradicts_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(_dated("stated_on"), name=op.f("ck_events_stated_on")),
        sa.CheckConstraint(
            "kind IN ('批准发布', '征求意见', '报道发布')", name=op.f("ck_events_kind")
        ),
        sa.CheckConstraint(_precise("stated_on"), name=op.f("ck_events_stated_on_precision")),
        sa.CheckConstraint(
            "contradicts_id IS NULL OR contradicts_id <> id", name=op.f("ck_events_contradicts")
        ),
        sa.CheckConstraint("json_type(evidence) = 'array'", name=op.f("ck_events_evidence")),
        sa.CheckConstraint("length(source) > 0", name=op.f("ck_events_source")),
        sa.CheckConstraint(
            "length(stated_by) > 0 AND length(statement) > 0", name=op.f("ck_events_statement")
        ),
        sa.ForeignKeyConstraint(
            ["contradicts_id"], ["events.id"], name=op.f("fk_events_contradicts_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
        sa.UniqueConstraint("slug", name=op.f("uq_events_slug")),
    )
    op.create_index("ix_events_contradicts_id", "events", ["contradicts_id"])
    op.create_index("ix_events_kind", "events", ["kind"])

    op.create_table(
        "standards",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("normalized_number", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=True),
        sa.Column("number_year", sa.Integer(), nullable=False),
        sa.Column("mandate", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("published_on", sa.Text(), nullable=True),
        sa.Column("published_on_precision", sa.Text(), nullable=True),
        sa.Column("implemented_on", sa.Text(), nullable=True),
        sa.Column("implemented_on_precision", sa.Text(), nullable=True),
        sa.CheckConstraint(_dated("implemented_on"), name=op.f("ck_standards_implemented_on")),
        sa.CheckConstraint(_dated("published_on"), name=op.f("ck_standards_published_on")),
        sa.CheckConstraint(
            _precise("implemented_on"), name=op.f("ck_standards_implemented_on_precision")
        ),
        sa.CheckConstraint("kind IN ('GB', 'GB/T', 'GB/Z')", name=op.f("ck_standards_kind")),
        sa.CheckConstraint(
            "mandate = CASE kind WHEN 'GB' THEN '强制' WHEN 'GB/T' THEN '推荐' ELSE '指导' END",
            name=op.f("ck_standards_mandate_of_kind"),
        ),
        sa.CheckConstraint(
            "mandate IN ('强制', '推荐', '指导')", name=op.f("ck_standards_mandate")
        ),
        sa.CheckConstraint(
            "normalized_number = kind || ' ' || serial || "
            "CASE WHEN part IS NULL THEN '' ELSE '.' || part END || '-' || number_year",
            name=op.f("ck_standards_normalized_number"),
        ),
        sa.CheckConstraint(
            _precise("published_on"), name=op.f("ck_standards_published_on_precision")
        ),
        sa.CheckConstraint("role IN ('项目成果', '被代替标准')", name=op.f("ck_standards_role")),
        sa.CheckConstraint("title IS NULL OR length(title) > 0", name=op.f("ck_standards_title")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standards")),
        sa.UniqueConstraint("normalized_number", name=op.f("uq_standards_normalized_number")),
    )
    op.create_index("ix_standards_implemented_on", "standards", ["implemented_on"])
    op.create_index("ix_standards_kind", "standards", ["kind"])
    op.create_index("ix_standards_mandate", "standards", ["mandate"])
    op.create_index("ix_standards_number_year", "standards", ["number_year"])
    op.create_index("ix_standards_published_on", "standards", ["published_on"])
    op.create_index("ix_standards_role", "standards", ["role"])
    op.create_index(
        "ix_standards_serial_part_number_year", "standards", ["serial", "part", "number_year"]
    )

    op.create_table(
        "standard_relations",
        sa.Column("standard_id", sa.Integer(), nullable=False),
        sa.Column("replaced_id", sa.Integer(), nullable=False),
        sa.Column("extent", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.CheckConstraint("basis IN ('载明', '推断')", name=op.f("ck_standard_relations_basis")),
        sa.CheckConstraint("extent IN ('全部', '部分')", name=op.f("ck_standard_relations_extent")),
        sa.CheckConstraint(
            "json_array_length(evidence) > 0", name=op.f("ck_standard_relations_evidence")
        ),
        sa.CheckConstraint("standard_id <> replaced_id", name=op.f("ck_standard_relations_other")),
        sa.ForeignKeyConstraint(
            ["replaced_id"], ["standards.id"], name=op.f("fk_standard_relations_replaced_id")
        ),
        sa.ForeignKeyConstraint(
            ["standard_id"], ["standards.id"], name=op.f("fk_standard_relations_standard_id")
        ),
        sa.PrimaryKeyConstraint("standard_id", "replaced_id", name=op.f("pk_standard_relations")),
    )
    op.create_index("ix_standard_relations_basis", "standard_relations", ["basis"])
    op.create_index("ix_standard_relations_extent", "standard_relations", ["extent"])
    op.create_index(
        "ix_standard_relations_replaced_id_standard_id",
        "standard_relations",
        ["replaced_id", "standard_id"],
    )

    op.create_table(
        "event_subjects",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("notice_id", sa.Integer(), nullable=True),
        sa.Column("list_id", sa.Integer(), nullable=True),
        sa.Column("domain", sa.Text(), nullable=True),
        sa.Column("project_id", sa.Integer(), nullable=True),
        sa.Column("stated_count", sa.Integer(), nullable=False),
        sa.Column("counted", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(scope = '清单') = (list_id IS NOT NULL)", name=op.f("ck_event_subjects_list")
        ),
        sa.CheckConstraint(
            "(scope = '项目') = (project_id IS NOT NULL)", name=op.f("ck_event_subjects_project")
        ),
        sa.CheckConstraint(
            "(scope = '领域') = (domain IS NOT NULL)", name=op.f("ck_event_subjects_domain")
        ),
        sa.CheckConstraint(
            "(scope IN ('通知', '领域')) = (notice_id IS NOT NULL)",
            name=op.f("ck_event_subjects_notice"),
        ),
        sa.CheckConstraint(
            "scope IN ('通知', '清单', '领域', '项目')", name=op.f("ck_event_subjects_scope")
        ),
        sa.CheckConstraint("position > 0", name=op.f("ck_event_subjects_position")),
        sa.CheckConstraint(
            "stated_count BETWEEN 1 AND counted", name=op.f("ck_event_subjects_stated_count")
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["events.id"], name=op.f("fk_event_subjects_event_id")
        ),
        sa.ForeignKeyConstraint(["list_id"], ["lists.id"], name=op.f("fk_event_subjects_list_id")),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["notices.id"], name=op.f("fk_event_subjects_notice_id")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_event_subjects_project_id")
        ),
        sa.PrimaryKeyConstraint("event_id", "position", name=op.f("pk_event_subjects")),
    )
    op.create_index("ix_event_subjects_list_id", "event_subjects", ["list_id"])
    op.create_index("ix_event_subjects_notice_id", "event_subjects", ["notice_id"])
    op.create_index("ix_event_subjects_project_id", "event_subjects", ["project_id"])

    op.create_table(
        "project_outcomes",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("standard_id", sa.Integer(), nullable=False),
        sa.Column("relation", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "confidence IN ('high', 'medium')", name=op.f("ck_project_outcomes_confidence")
        ),
        sa.CheckConstraint(
            "relation IN ('结果', '修订')", name=op.f("ck_project_outcomes_relation")
        ),
        sa.CheckConstraint(
            "json_array_length(evidence) > 0", name=op.f("ck_project_outcomes_evidence")
        ),
        sa.CheckConstraint(
            "note IS NULL OR length(note) > 0", name=op.f("ck_project_outcomes_note")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_project_outcomes_project_id")
        ),
        sa.ForeignKeyConstraint(
            ["standard_id"], ["standards.id"], name=op.f("fk_project_outcomes_standard_id")
        ),
        sa.PrimaryKeyConstraint(
            "project_id", "standard_id", "relation", name=op.f("pk_project_outcomes")
        ),
    )
    op.create_index("ix_project_outcomes_confidence", "project_outcomes", ["confidence"])
    op.create_index(
        "ix_project_outcomes_standard_id_relation_project_id",
        "project_outcomes",
        ["standard_id", "relation", "project_id"],
    )
