-- every body has a project, and no committee is a competent department
select organizations.id, organizations.name, organizations.kind
from organizations
where id not in (select organization_id from project_organizations)
   or (kind = '技术委员会' and id in (
     select organization_id from project_organizations where role = '主管部门'))
