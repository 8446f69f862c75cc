-- the arrays of bodies in projects say the same as the links, in the same order
with linked as (
  select project_id, role, json_group_array(name) as names
  from (
    select project_id, role, name
    from project_organizations join organizations on organizations.id = organization_id
    order by project_id, role, position
  )
  group by project_id, role
), arrays(project_id, role, names) as (
  select id, '主管部门', departments from projects
  union all select id, '归口单位', committees from projects
  union all select id, '执行单位', executors from projects
  union all select id, '起草单位', drafters from projects
)
select projects.code, arrays.role, arrays.names, linked.names
from arrays
join projects on projects.id = arrays.project_id
left join linked on linked.project_id = arrays.project_id and linked.role = arrays.role
where json(arrays.names) <> coalesce(json(linked.names), '[]')
