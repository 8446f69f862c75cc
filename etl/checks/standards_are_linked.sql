-- a standard is the result of a project, stands in an announcement or is replaced, and its role
-- says which; what a project revises is replaced by its result
select standards.id, standards.number, standards.role, 'role' as problem
from standards
where role <> case
  when id in (select standard_id from project_outcomes where relation = '结果') then '项目成果'
  when id in (select standard_id from entries) then '公告所列标准'
  else '被代替标准'
end
   or (role = '被代替标准' and id not in (select replaced_id from standard_relations))
union all
select link.project_id, standards.number, link.relation, 'not replaced by a result'
from project_outcomes as link join standards on standards.id = link.standard_id
where link.relation = '修订'
  and not exists (
    select 1
    from project_outcomes as result
    join standard_relations as relation on relation.standard_id = result.standard_id
    where result.project_id = link.project_id and result.relation = '结果'
      and relation.replaced_id = link.standard_id and relation.extent = '全部'
  )
