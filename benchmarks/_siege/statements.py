"""Attacks by SQL: statements that take time or memory, by what makes them dear."""

from benchmarks._siege.attack import Attack, Manner, sql

COUNTER = "with recursive n(i) as (select 1 union all select i + 1 from n limit {})"
ENDLESS = "with recursive n(i) as (select 1 union all select i + 1 from n)"
CROSS = "projects a, projects b, projects c, projects d"
# 200,000 times a.
LONG = "replace(hex(zeroblob(200000)), '00', 'a')"
TOKENIZER = (
    sql("select fts3_tokenizer('simple', x'4141414141414141')"),
    sql("select * from fts3tokenize where input = 'a'"),
)
DEAR_SUM = sql("select length(printf('%.*c', 2000000000, 'x'))")
LARGE_RESULT = f"{COUNTER.format(79)} select replace(hex(zeroblob(249500)), '0', char(1)) from n"
WIDE_RESULT = (
    COUNTER.format(1000)
    + " select "
    + ", ".join(f"hex(zeroblob(300)) c{number}" for number in range(60))
    + " from n"
)


def _twenty(expression: str) -> bytes:
    """A statement of twenty such values in one row: too few steps for a limit that counts them.
    Each has another number, or SQLite would compute it once."""
    return sql("select " + ", ".join(expression.format(number) for number in range(1, 21)))


STATEMENTS = (
    Attack(
        "fts3_tokenizer",
        "jumps through a pointer that the visitor chose; asked often enough to meet each thread",
        TOKENIZER * 6,
        quick=True,
    ),
    Attack("printf", "one step of SQLite makes two billion characters", (DEAR_SUM,), quick=True),
    Attack(
        "printf, clients leave",
        "the work goes on when nobody waits for it",
        (DEAR_SUM,),
        Manner.LEAVES,
    ),
    Attack(
        "printf, HEAD",
        "as dear, and nothing to send",
        (sql("select length(printf('%.*c', 2000000000, 'x'))", method="HEAD"),),
    ),
    Attack(
        "format of long numbers",
        "480,000 decimals",
        (_twenty("length(printf('%.*f', 480000, 1.0 / {}))"),),
    ),
    Attack("hex(zeroblob)", "a value of 800 MB", (sql("select hex(zeroblob(400000000))"),)),
    Attack("randomblob", "random bytes by the gigabyte", (sql("select randomblob(999999999)"),)),
    Attack(
        "replace by replace",
        "a value that grows by multiplication",
        (sql(f"select length(replace({LONG}, 'a', {LONG}))"),),
    ),
    Attack(
        "trim",
        "time grows with the product of two lengths, in one step",
        (
            sql(
                "select trim(hex(zeroblob(100000)), "
                "replace(hex(zeroblob(40000)), '00', 'a') || '0')"
            ),
        ),
    ),
    Attack(
        "instr",
        "the same for a search that almost finds",
        (_twenty("instr(hex(zeroblob(240000)), hex(zeroblob(120000)) || {})"),),
    ),
    Attack(
        "glob chain",
        "patterns that almost match at each of 480,000 places, each in one step",
        (_twenty("hex(zeroblob(240000)) glob '*" + "0" * 980 + "{}'"),),
        quick=True,
    ),
    Attack(
        "like chain",
        "the same with %",
        (_twenty("hex(zeroblob(240000)) like '%" + "0" * 980 + "{}'"),),
    ),
    Attack(
        "escape_fts",
        "a function in Python, during which SQLite counts no step",
        (_twenty("length(escape_fts(replace(hex(zeroblob(120000)), '00', 'a ') || {}))"),),
    ),
    Attack(
        "fold in a cross join",
        "a function in Python for each of many rows",
        (sql("select sum(length(fold(a.title || b.title))) from projects a, projects b"),),
        own=True,
    ),
    Attack("recursion without end", "steps", (sql(f"{ENDLESS} select count(*) from n"),)),
    Attack(
        "recursion that remembers",
        "a queue of rows that grows",
        (
            sql(
                "with recursive n(i) as (select 1 union select i * 2 % 99999999977 + 1 from n "
                "union select i + 1 from n) select max(i) from n"
            ),
        ),
    ),
    Attack("cross join", "294⁴ rows", (sql(f"select count(*) from {CROSS}"),)),
    Attack(
        "order by random()",
        "sorting a cross join takes memory or disk",
        (
            sql(
                "select a.title || b.title t from projects a, projects b, projects c "
                "order by random() limit 1"
            ),
        ),
    ),
    Attack(
        "distinct",
        "remembering every row of a cross join",
        (
            sql(
                "select count(*) from (select distinct a.title || b.title || c.title "
                "from projects a, projects b, projects c)"
            ),
        ),
    ),
    Attack(
        "window without bounds",
        "a frame of all rows for each row",
        (
            sql(
                "select sum(length(t)) over (order by t rows between unbounded preceding and "
                "unbounded following exclude current row) from (select a.title || b.title t "
                "from projects a, projects b)"
            ),
        ),
    ),
    Attack(
        "group_concat",
        "one text of all rows",
        (
            sql(
                "select group_concat(a.title || b.title || c.title) "
                "from projects a, projects b, projects c"
            ),
        ),
    ),
    Attack(
        "json_group_array",
        "one array of all rows, built in memory",
        (
            sql(
                "select json_group_array(json_object('a', a.title, 'b', b.title)) "
                "from projects a, projects b, projects c"
            ),
        ),
    ),
    Attack(
        "json_tree",
        "parsing a deep text for each row",
        (
            sql(
                "select count(*) from projects p, json_tree(replace(hex(zeroblob(900)), '00', '[') "
                "|| replace(hex(zeroblob(900)), '00', ']')) t, projects q"
            ),
        ),
    ),
    Attack(
        "json_each of a long text",
        "an array of 100,000 for each row",
        (
            sql(
                "select count(*) from projects p, json_each('[' || replace(hex(zeroblob(99999)), "
                "'00', '1,') || '1]')"
            ),
        ),
    ),
    Attack(
        "dates",
        "a function of the calendar a million times",
        (
            sql(
                f"{ENDLESS} select count(strftime('%Y-%m-%d', i * 86400, 'unixepoch', "
                "'localtime', '+1 month')) from n"
            ),
        ),
    ),
    Attack(
        "search for everything",
        "prefixes that match every row, joined with themselves",
        (
            sql(
                "select count(*) from projects_fts a, projects_fts b, projects_fts c where "
                'a.projects_fts match \'"安"* OR "全"* OR "标"* OR "准"* OR "产"*\' and '
                'b.projects_fts match \'"安"* OR "全"*\''
            ),
        ),
    ),
    Attack(
        "many words in match",
        "an expression of 3,000 words",
        (
            sql(
                "select count(*) from projects_fts where projects_fts match '"
                + " OR ".join(f"w{number}*" for number in range(3000))
                + "'"
            ),
        ),
    ),
    Attack(
        "tables of pragmas",
        "asking for the schema in a cross join",
        (
            sql(
                "select count(*) from pragma_function_list a, pragma_function_list b, "
                "pragma_function_list c, pragma_module_list d"
            ),
        ),
    ),
    Attack(
        "a statement of 400 parts",
        "preparing it",
        (sql("select 1" + " union all select 1" * 400 + " order by random()"),),
    ),
    Attack(
        "nested parentheses",
        "parsing them",
        (sql("select " + "(" * 5000 + "1" + ")" * 5000),),
    ),
    Attack(
        "joins of one table 20 times",
        "planning an order of 20 tables",
        (
            sql(
                "select count(*) from "
                + ", ".join(f"projects p{n}" for n in range(20))
                + " where "
                + " and ".join(f"p{n}.id = p{n + 1}.year" for n in range(19))
            ),
        ),
    ),
    Attack(
        "char(1) as JSON",
        "79 rows of 499 kB that become six times as long when escaped",
        (sql(LARGE_RESULT, _size="max"),),
        quick=True,
    ),
    Attack("char(1) as a page", "the same in HTML", (sql(LARGE_RESULT, "", _size="max"),)),
    Attack("char(1) as CSV", "the same in CSV", (sql(LARGE_RESULT, ".csv", _size="max"),)),
    Attack(
        "markup as a page",
        "characters that HTML writes with six",
        (sql(LARGE_RESULT.replace("char(1)", "'\"'"), "", _size="max"),),
    ),
    Attack(
        "wide result as a workbook",
        "1,000 rows of 60 long cells in Excel's format",
        (sql(WIDE_RESULT, ".xlsx"),),
        own=True,
        quick=True,
    ),
    Attack(
        "wide result, never read",
        "an answer that waits in memory",
        (sql(WIDE_RESULT, _size="max"),),
        Manner.DEAF,
        connections=3,
    ),
    Attack(
        "wide result, sipped",
        "an answer that takes hours to send",
        (sql(WIDE_RESULT, ".csv", _size="max"),),
        Manner.SIPS,
        connections=3,
    ),
    Attack(
        "cross join, clients leave",
        "time limits that count for those who are gone",
        (sql(f"select count(*) from {CROSS}"),),
        Manner.LEAVES,
    ),
)
