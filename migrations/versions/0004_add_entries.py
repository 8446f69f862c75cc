"""Add entries: rows of lists of any kind, about projects or standards; what is not stated is null.

Projects and standards lose the constraints that fitted one notice's lists, and gain the fields that
other lists print. Going back deletes what the older tables cannot hold.
"""

import re

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_LEVELS = "'国家', '行业', '地方', '团体', '企业', '国际', '国外'"
_NUMBER = (
    "CONSTRAINT ck_standards_normalized_number CHECK (normalized_number = kind || ' ' || serial || "
    "CASE WHEN part IS NULL THEN '' ELSE '.' || part END || '-' || number_year)"
)
_TRIMMED = (
    "CONSTRAINT ck_standards_normalized_number CHECK (normalized_number = trim(normalized_number))"
)
# For each table: what stands in its definition before, and after.
_CHANGES: dict[str, list[tuple[str, str]]] = {
    # Columns are added with a default, and lists shall state these themselves.
    "lists": [
        ("kind TEXT DEFAULT '计划' NOT NULL", "kind TEXT NOT NULL"),
        ("file TEXT DEFAULT '' NOT NULL", "file TEXT NOT NULL"),
        ("header TEXT DEFAULT '[]' NOT NULL", "header TEXT NOT NULL"),
        ("constants TEXT DEFAULT '{}' NOT NULL", "constants TEXT NOT NULL"),
    ],
    "organizations": [
        (
            "kind IN ('政府部门', '行业组织', '技术委员会')",
            "kind IN ('政府部门', '行业组织', '技术委员会', '企业', '科研院所', '高等院校', "
            "'其他机构')",
        ),
    ],
    "project_organizations": [
        (
            "role IN ('主管部门', '归口单位')",
            "role IN ('主管部门', '归口单位', '执行单位', '起草单位')",
        ),
    ],
    "projects": [
        ("project_type TEXT NOT NULL", "project_type TEXT"),
        ("mandate TEXT NOT NULL", "mandate TEXT"),
        ("domain TEXT NOT NULL", "domain TEXT"),
        ("mandate IN ('强制', '推荐')", "mandate IN ('强制', '推荐', '指导')"),
        ("json_array_length(departments) > 0", "json_type(departments) = 'array'"),
        (
            "'发布情况说法不一', '未查明')",
            "'发布情况说法不一', '计划已终止', '计划已暂缓', '未查明')",
        ),
    ],
    "standards": [
        ("serial INTEGER NOT NULL", "serial INTEGER"),
        ("number_year INTEGER NOT NULL", "number_year INTEGER"),
        ("mandate TEXT NOT NULL", "mandate TEXT"),
        (
            "CHECK (kind IN ('GB', 'GB/T', 'GB/Z'))",
            "CHECK (substr(normalized_number, 1, length(kind)) = kind)",
        ),
        (
            "WHEN 'GB/T' THEN '推荐' ELSE '指导' END",
            "WHEN 'GB/T' THEN '推荐' WHEN 'GB/Z' THEN '指导' ELSE mandate END",
        ),
        (_NUMBER, _TRIMMED),
        (
            "role IN ('项目成果', '被代替标准')",
            "role IN ('项目成果', '被代替标准', '公告所列标准')",
        ),
    ],
    "project_outcomes": [
        (
            "json_array_length(evidence) > 0",
            "json_array_length(evidence) > 0 OR entry_id IS NOT NULL",
        ),
    ],
    "standard_relations": [
        (
            "json_array_length(evidence) > 0",
            "json_array_length(evidence) > 0 OR entry_id IS NOT NULL",
        ),
    ],
}
_SEARCH = (
    "CREATE VIRTUAL TABLE projects_fts USING fts5({}, content='', "
    "tokenize='unicode61 remove_diacritics 0')"
)
_SEARCHED = (
    "code, title, family, departments, committees, standard_numbers, published_titles, "
    "replaced_numbers"
)
_ARRAY = "TEXT DEFAULT '[]' NOT NULL"
_ADDED = {
    "lists": {
        "kind": "TEXT DEFAULT '计划' NOT NULL",
        "level": f"TEXT CONSTRAINT ck_lists_level CHECK (level IN ({_LEVELS}))",
        "file": "TEXT DEFAULT '' NOT NULL",
        "header": _ARRAY,
        "constants": "TEXT DEFAULT '{}' NOT NULL",
    },
    "projects": {
        "level": f"TEXT CONSTRAINT ck_projects_level CHECK (level IN ({_LEVELS}))",
        "other": "TEXT DEFAULT '{}' NOT NULL",
        "plan_number": "TEXT",
        "executors": _ARRAY,
        "drafters": _ARRAY,
        "industry": "TEXT",
        "replaces": _ARRAY,
        "adopts": "TEXT",
        "period_months": "INTEGER",
        "due_on": "TEXT",
    },
    "standards": {
        "level": f"TEXT CONSTRAINT ck_standards_level CHECK (level IN ({_LEVELS}))",
        "withdrawn_on": "TEXT",
        "withdrawn_on_precision": "TEXT CONSTRAINT ck_standards_withdrawn_on_precision CHECK "
        "(withdrawn_on_precision IS NULL OR withdrawn_on_precision IN ('year', 'month', 'day')) "
        "CONSTRAINT ck_standards_withdrawn_on CHECK ((withdrawn_on IS NULL AND "
        "withdrawn_on_precision IS NULL) OR length(withdrawn_on) = CASE withdrawn_on_precision "
        "WHEN 'year' THEN 4 WHEN 'month' THEN 7 WHEN 'day' THEN 10 ELSE 0 END)",
    },
    "project_outcomes": {
        "entry_id": "INTEGER CONSTRAINT fk_project_outcomes_entry_id REFERENCES entries (id)"
    },
    "standard_relations": {
        "entry_id": "INTEGER CONSTRAINT fk_standard_relations_entry_id REFERENCES entries (id)"
    },
}
_INDEXES = (
    ("lists", "kind"),
    ("lists", "level"),
    ("projects", "industry"),
    ("projects", "level"),
    ("standards", "level"),
    ("standards", "withdrawn_on"),
    ("project_outcomes", "entry_id"),
    ("standard_relations", "entry_id"),
)
_ENTRY_INDEXES = (
    "domain",
    "industry",
    "mandate",
    "project_id",
    "project_type",
    "standard_id",
)


def upgrade() -> None:
    _add_files()
    _add_entries()
    for table, columns in _ADDED.items():
        for name, definition in columns.items():
            op.execute(f"ALTER TABLE {table} ADD COLUMN {name} {definition}")
    for table, changes in _CHANGES.items():
        _recreate(table, changes)
    for table, column in _INDEXES:
        op.create_index(f"ix_{table}_{column}", table, [column])
    op.execute(
        "UPDATE lists SET level = '国家', file = coalesce((SELECT file FROM notice_files "
        "WHERE notice_files.notice_id = lists.notice_id), '')"
    )
    op.execute("UPDATE projects SET level = '国家'")
    op.execute("UPDATE standards SET level = '国家'")
    op.execute(
        "INSERT INTO entries (id, list_id, seq, project_id, title, source_place, source_cells, "
        "other, project_type, mandate, departments, committees, domain) SELECT id, list_id, seq, "
        "id, title, source_place, source_cells, '{}', project_type, mandate, departments, "
        "committees, domain FROM projects"
    )
    op.execute("DROP TABLE projects_fts")
    more = "plan_number, executors, drafters, replaces, adopts, other"
    op.execute(_SEARCH.format(f"{_SEARCHED}, {more}"))


def downgrade() -> None:
    op.execute("DROP TABLE projects_fts")
    op.execute(_SEARCH.format(_SEARCHED))
    _delete_what_is_new()
    for table, column in _INDEXES:
        op.drop_index(f"ix_{table}_{column}", table)
    for table, changes in _CHANGES.items():
        _recreate(table, [(after, before) for before, after in changes])
    for table, columns in _ADDED.items():
        for name in reversed(columns):
            op.execute(f"ALTER TABLE {table} DROP COLUMN {name}")
    op.drop_table("entries")
    for name in ("file", "format", "sha256"):
        op.execute(f"ALTER TABLE notices ADD COLUMN {name} TEXT DEFAULT '' NOT NULL")
    op.execute(
        "UPDATE notices SET (file, format, sha256) = (SELECT file, format, sha256 FROM "
        "notice_files WHERE notice_id = notices.id AND position = 1)"
    )
    _recreate(
        "notices",
        [
            *(
                (f"{name} TEXT DEFAULT '' NOT NULL", f"{name} TEXT NOT NULL")
                for name in ("file", "format", "sha256")
            ),
            (
                "CONSTRAINT uq_notices_slug",
                "CONSTRAINT ck_notices_sha256 CHECK (length(sha256) = 64), "
                "CONSTRAINT uq_notices_slug",
            ),
        ],
    )
    op.drop_table("notice_files")


def _add_files() -> None:
    """A notice may have several files: they get a table of their own."""
    op.create_table(
        "notice_files",
        sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_notice_files_sha256")),
        sa.CheckConstraint("position > 0", name=op.f("ck_notice_files_position")),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["notices.id"], name=op.f("fk_notice_files_notice_id")
        ),
        sa.PrimaryKeyConstraint("notice_id", "position", name=op.f("pk_notice_files")),
    )
    op.execute("INSERT INTO notice_files SELECT id, 1, file, format, sha256 FROM notices")
    _recreate("notices", [("CONSTRAINT ck_notices_sha256 CHECK (length(sha256) = 64), ", "")])
    for name in ("sha256", "format", "file"):
        op.execute(f"ALTER TABLE notices DROP COLUMN {name}")


def _add_entries() -> None:
    arrays = ("departments", "committees", "executors", "drafters", "replaces")
    columns = [
        "plan_number",
        "number",
        "project_type",
        "mandate",
        "departments",
        "committees",
        "executors",
        "drafters",
        "domain",
        "industry",
        "replaces",
        "adopts",
        "period_months",
        "due_on",
        "published_on",
        "implemented_on",
        "withdrawn_on",
        "remark",
    ]
    op.create_table(
        "entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("list_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=True),
        sa.Column("standard_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("source_place", sa.Text(), nullable=False),
        sa.Column("source_cells", sa.Text(), nullable=False),
        sa.Column("other", sa.Text(), nullable=False),
        *(
            sa.Column(name, sa.Text(), nullable=False, server_default="[]")
            if name in arrays
            else sa.Column(
                name, sa.Integer() if name == "period_months" else sa.Text(), nullable=True
            )
            for name in columns
        ),
        sa.CheckConstraint("seq > 0", name=op.f("ck_entries_seq")),
        sa.CheckConstraint("length(title) > 0", name=op.f("ck_entries_title")),
        sa.CheckConstraint(
            "json_type(source_cells) = 'array'", name=op.f("ck_entries_source_cells")
        ),
        sa.CheckConstraint("json_type(other) = 'object'", name=op.f("ck_entries_other")),
        sa.CheckConstraint(
            "project_id IS NOT NULL OR standard_id IS NOT NULL", name=op.f("ck_entries_subject")
        ),
        sa.ForeignKeyConstraint(["list_id"], ["lists.id"], name=op.f("fk_entries_list_id")),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_entries_project_id")
        ),
        sa.ForeignKeyConstraint(
            ["standard_id"], ["standards.id"], name=op.f("fk_entries_standard_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entries")),
        sa.UniqueConstraint("list_id", "seq", name=op.f("uq_entries_list_id_seq")),
    )
    for column in _ENTRY_INDEXES:
        op.create_index(f"ix_entries_{column}", "entries", [column])


def _recreate(table: str, changes: list[tuple[str, str]]) -> None:
    """Copy a table into one whose definition differs as ``changes`` (before, after) say.

    SQLite cannot change constraints in place, and Alembic's own copying orders them at random.
    """
    connection = op.get_bind()
    found = connection.exec_driver_sql(
        "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?", (table,)
    ).scalar_one()
    definition = re.sub(r"\s+", " ", found)
    for before, after in changes:
        if before not in definition:
            raise LookupError(f"the definition of {table} lacks {before!r}: {definition}")
        definition = definition.replace(before, after, 1)
    indexes = connection.exec_driver_sql(
        "SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL "
        "ORDER BY name",
        (table,),
    ).scalars()
    statements = list(indexes)
    op.execute(
        definition.replace(f"CREATE TABLE {table}", f"CREATE TABLE {table}_new", 1)
        .replace(f'CREATE TABLE "{table}"', f"CREATE TABLE {table}_new", 1)
        .replace(":", r"\:")
    )
    op.execute(f"INSERT INTO {table}_new SELECT * FROM {table}")
    op.execute(f"DROP TABLE {table}")
    op.execute(f"ALTER TABLE {table}_new RENAME TO {table}")
    for statement in statements:
        op.execute(statement)


def _delete_what_is_new() -> None:
    """Delete the rows that tables of the older schema cannot hold."""
    old_kind = "('政府部门', '行业组织', '技术委员会')"
    projects = (
        "SELECT id FROM projects WHERE project_type IS NULL OR mandate IS NULL OR domain IS NULL "
        "OR mandate = '指导' OR json_array_length(departments) = 0 "
        "OR status IN ('计划已终止', '计划已暂缓')"
    )
    standards = (
        "SELECT id FROM standards WHERE kind NOT IN ('GB', 'GB/T', 'GB/Z') OR serial IS NULL "
        "OR number_year IS NULL OR mandate IS NULL OR role = '公告所列标准' OR "
        "normalized_number <> kind || ' ' || serial || CASE WHEN part IS NULL THEN '' "
        "ELSE '.' || part END || '-' || number_year"
    )
    op.execute("DELETE FROM entries")
    op.execute(f"DELETE FROM project_organizations WHERE project_id IN ({projects})")
    op.execute("DELETE FROM project_organizations WHERE role NOT IN ('主管部门', '归口单位')")
    op.execute(
        "DELETE FROM project_organizations WHERE organization_id IN "
        f"(SELECT id FROM organizations WHERE kind NOT IN {old_kind})"
    )
    op.execute(f"DELETE FROM organizations WHERE kind NOT IN {old_kind}")
    for table in ("findings", "corrections", "project_outcomes", "event_subjects"):
        op.execute(f"DELETE FROM {table} WHERE project_id IN ({projects})")
    op.execute(f"DELETE FROM projects WHERE id IN ({projects})")
    for table, column in (
        ("project_outcomes", "standard_id"),
        ("standard_relations", "standard_id"),
        ("standard_relations", "replaced_id"),
    ):
        op.execute(f"DELETE FROM {table} WHERE {column} IN ({standards})")
    op.execute(f"DELETE FROM standards WHERE id IN ({standards})")
    for table in ("project_outcomes", "standard_relations"):
        op.execute(f"DELETE FROM {table} WHERE json_array_length(evidence) = 0")
