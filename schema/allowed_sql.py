"""What SQL may use on the public site: functions, table-valued functions and pragmas.

Everything else is denied, so that a function which a newer SQLite brings is closed until it is
looked at and put here. ``docs/operations.md`` has these lists; they are generated from here.
"""

# Functions by what readers use them for.
FUNCTIONS: dict[str, tuple[str, ...]] = {
    "search": ("escape_fts", "beginning_fts", "fold", "match", "bm25", "highlight", "snippet"),
    "text": (
        *("char", "concat", "concat_ws", "format", "glob", "hex", "instr", "length", "like"),
        *("lower", "ltrim", "octet_length", "printf", "quote", "replace", "rtrim", "soundex"),
        *("substr", "substring", "trim", "unhex", "unicode", "upper"),
    ),
    "choice": (
        *("coalesce", "if", "ifnull", "iif", "likelihood", "likely", "nullif", "typeof"),
        "unlikely",
    ),
    "numbers": (
        *("abs", "acos", "acosh", "asin", "asinh", "atan", "atan2", "atanh", "ceil", "ceiling"),
        *("cos", "cosh", "degrees", "exp", "floor", "ln", "log", "log10", "log2", "mod", "pi"),
        *("pow", "power", "radians", "random", "round", "sign", "sin", "sinh", "sqrt", "tan"),
        *("tanh", "trunc"),
    ),
    "aggregates": (
        *("avg", "count", "group_concat", "max", "median", "min", "percentile"),
        *("percentile_cont", "percentile_disc", "string_agg", "sum", "total"),
    ),
    "windows": (
        *("cume_dist", "dense_rank", "first_value", "lag", "last_value", "lead", "nth_value"),
        *("ntile", "percent_rank", "rank", "row_number"),
    ),
    "dates": (
        *("current_date", "current_time", "current_timestamp", "date", "datetime", "julianday"),
        *("strftime", "time", "timediff", "unixepoch"),
    ),
    "JSON": (
        *("->", "->>", "json", "json_array", "json_array_length", "json_error_position"),
        *("json_extract", "json_group_array", "json_group_object", "json_insert", "json_object"),
        *("json_patch", "json_pretty", "json_quote", "json_remove", "json_replace", "json_set"),
        *("json_type", "json_valid"),
    ),
    "other": ("sqlite_version",),
}
# Modules of virtual tables: our search index, and JSON as rows.
MODULES = ("fts5", "json_each", "json_tree")
# What Datasette asks of a database, and the search index of SQLite itself (``data_version``).
# They read the schema only: the first describe a table or index, the others are asked without a
# value. Where the file lies (``database_list``) is answered with no rows.
TABLE_PRAGMAS = ("foreign_key_list", "index_list", "table_info", "table_xinfo")
VALUE_PRAGMAS = ("data_version", "schema_version")
PRAGMAS = (*TABLE_PRAGMAS, *VALUE_PRAGMAS)
HIDDEN_PRAGMA = "database_list"
# Modules that SQLite is known to bring, for a library built without a list of its own.
KNOWN_MODULES = (
    *("bytecode", "carray", "completion", "csv", "dbstat", "fsdir", "fts3", "fts3tokenize"),
    *("fts4", "fts4aux", "fts5vocab", "generate_series", "rtree", "rtree_i32", "geopoly"),
    *("sqlite_dbpage", "sqlite_dbptr", "sqlite_stmt", "tables_used", "zipfile"),
)


def allowed_functions() -> frozenset[str]:
    """The names of every function that SQL may call, in lower case."""
    return frozenset(name for names in FUNCTIONS.values() for name in names)
