-- the bodies of a project in one role are numbered from 1 without a gap
select project_id, role, max(position), count(*)
from project_organizations
group by project_id, role
having min(position) <> 1 or max(position) <> count(*)
