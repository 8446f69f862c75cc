-- the arrays of bodies in projects say the same as the links, in the same order
with linked as (
  select project_id, role, json_group_array(name) as names
  from (
    select project_id, role, name
    from project_organizations join organizations on organizations.id = organization_id
    order by project_id, role, position
  )
  group by project_id, role
)
select projects.code, projects.departments, projects.committees
from projects
left join linked as competent
  on competent.project_id = projects.id and competent.role = '主管部门'
left join linked as in_charge
  on in_charge.project_id = projects.id and in_charge.role = '归口单位'
where json(projects.departments) <> coalesce(json(competent.names), '[]')
   or json(projects.committees) <> coalesce(json(in_charge.names), '[]')
