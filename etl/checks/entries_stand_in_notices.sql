-- every row of a list leads to the lines of its notice that it was read from
select lists.slug, entries.seq, entries.source_place
from entries join lists on lists.id = entries.list_id
where not exists (
  select 1
  from entry_lines
  join notice_files on (notice_files.notice_id, notice_files.position)
                       = (entry_lines.notice_id, entry_lines.file_position)
  where entry_lines.entry_id = entries.id
    and (notice_files.notice_id, notice_files.file) = (lists.notice_id, lists.file)
)
