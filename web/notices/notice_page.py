"""The page of a notice: what it is, where it was published, its files and its lists."""

from urllib.parse import quote

from web.safety.numbers import whole_number
from web.stated import kind_title
from web.store import Row, Store, texts


def notice_url(slug: str) -> str:
    """The path of a notice."""
    return f"/notices/{quote(slug, safe='')}"


def file_url(slug: str, file: str) -> str:
    """The path of the text of a file."""
    return f"{notice_url(slug)}/{quote(file, safe='')}"


async def find_notice(store: Store, key: str) -> Row | None:
    """A notice by its slug or its number."""
    return await store.row(
        "select * from notices where slug = :key union all select * from notices "
        "where id = :number and not exists (select 1 from notices where slug = :key)",
        key=key,
        number=whole_number(key),
    )


async def notice_page(store: Store, notice: Row) -> dict[str, object]:
    """What the page of a notice shows."""
    number = notice["id"]
    lists = await store.rows("select * from lists where notice_id = :id order by id", id=number)
    for row in lists:
        row["kind_title"] = kind_title(row["kind"])
    return {
        "notice": notice,
        "issuers": texts(notice["issuers"]),
        "files": await files_of_notice(store, number),
        "lists": lists,
    }


async def files_of_notice(store: Store, number: int) -> list[Row]:
    """The files of a notice in their order, each with the path and the length of its text."""
    rows = await store.rows(
        """
        select notice_files.*, notices.slug,
               (select max(line) from notice_lines
                where notice_lines.notice_id = notices.id
                  and file_position = notice_files.position) as lines
        from notice_files join notices on notices.id = notice_id
        where notice_id = :id order by position
        """,
        id=number,
    )
    for row in rows:
        row["url"] = file_url(row["slug"], row["file"])
    return rows


async def lines_of_entry(store: Store, entry: int) -> tuple[Row, list[int]] | None:
    """The file that an entry was read from, and the lines; None if there is no such entry."""
    rows = await store.rows(
        """
        select entry_lines.line, notices.slug, notice_files.file
        from entry_lines
        join notices on notices.id = entry_lines.notice_id
        join notice_files on notice_files.notice_id = entry_lines.notice_id
                         and notice_files.position = entry_lines.file_position
        where entry_lines.entry_id = :id order by entry_lines.line
        """,
        id=entry,
    )
    return (rows[0], [row["line"] for row in rows]) if rows else None
