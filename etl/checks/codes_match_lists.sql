-- a project's code is its list's slug and its number, its year that of its list, its id derived;
-- so is the id of an entry, and the row that gave a project its identity is about it
select projects.code, lists.slug, projects.seq, projects.id
from projects join lists on lists.id = projects.list_id
where projects.code <> lists.slug || '-' || printf('%03d', projects.seq)
   or projects.year <> lists.year
   or projects.id <> lists.id * 10000 + projects.seq
union all
select 'entry', list_id, seq, id from entries where id <> list_id * 10000 + seq
union all
select projects.code, 'its own row', projects.seq, projects.id
from projects left join entries on entries.id = projects.id
where entries.project_id is not projects.id
