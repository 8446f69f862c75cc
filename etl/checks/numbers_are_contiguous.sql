-- the numbers of a list run from 1 to its number of rows, unless an accepted gap is on record
select lists.slug, min(entries.seq), max(entries.seq), count(*), lists.row_count
from lists left join entries on entries.list_id = lists.id
group by lists.id
having count(entries.id) <> lists.row_count
    or min(entries.seq) <> 1
    or (max(entries.seq) <> count(*) and lists.row_count = lists.stated_count)
