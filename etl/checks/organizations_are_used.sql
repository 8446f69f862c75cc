-- every body stands in a row of a list or answers for a measure, or acts as one that does; no
-- committee is a competent department
with named(name) as (
  select value from entries, json_each(entries.departments)
  union select value from entries, json_each(entries.committees)
  union select value from entries, json_each(entries.executors)
  union select value from entries, json_each(entries.drafters)
)
select organizations.id, organizations.name, organizations.kind
from organizations
where (name not in (select name from named)
       and id not in (select organization_id from measure_organizations)
       and id not in (select part_of_id from organizations where part_of_id is not null))
   or (kind = '技术委员会' and id in (
     select organization_id from project_organizations where role = '主管部门'))
