-- every body has a project or a measure, or acts as one that has; no committee is a department
select organizations.id, organizations.name, organizations.kind
from organizations
where (id not in (select organization_id from project_organizations)
       and id not in (select organization_id from measure_organizations)
       and id not in (select part_of_id from organizations where part_of_id is not null))
   or (kind = '技术委员会' and id in (
     select organization_id from project_organizations where role = '主管部门'))
