-- the numbers of a list run from 1 to its number of rows, unless an accepted gap is on record
select lists.slug, min(projects.seq), max(projects.seq), count(*), lists.row_count
from lists left join projects on projects.list_id = lists.id
group by lists.id
having count(projects.id) <> lists.row_count
    or min(projects.seq) <> 1
    or (max(projects.seq) <> count(*) and lists.row_count = lists.stated_count)
