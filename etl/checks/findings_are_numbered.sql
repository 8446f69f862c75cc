-- the findings of a project are numbered from 1, after the project's id
select project_id, count(*) as findings, min(id) as first, max(id) as last
from findings
group by project_id
having min(id) <> project_id * 10000 + 1 or max(id) <> project_id * 10000 + count(*)
