-- every body stands in a row of a list, and no committee is a competent department
with named(name) as (
  select value from entries, json_each(entries.departments)
  union select value from entries, json_each(entries.committees)
  union select value from entries, json_each(entries.executors)
  union select value from entries, json_each(entries.drafters)
)
select organizations.id, organizations.name, organizations.kind
from organizations
where name not in (select name from named)
   or (kind = '技术委员会' and id in (
     select organization_id from project_organizations where role = '主管部门'))
