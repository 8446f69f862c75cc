-- a project's code is its list's slug and its number, its year that of its list, its id derived
select projects.code, lists.slug, projects.seq, projects.id
from projects join lists on lists.id = projects.list_id
where projects.code <> lists.slug || '-' || printf('%03d', projects.seq)
   or projects.year <> lists.year
   or projects.id <> lists.id * 10000 + projects.seq
