-- title: 负责举措而不主管其中标准的机构
-- description: 行动方案的举措列出的机构中，没有主管该举措任何一个标准项目的；加挂牌子的机构视同一家。
-- english: Bodies that answer for a measure and manage none of the standards that carry it out.
with managing as (
  select distinct link.measure_id, coalesce(body.part_of_id, body.id) as body
  from measure_projects as link
  join project_organizations as manager
    on manager.project_id = link.project_id and manager.role = '主管部门'
  join organizations as body on body.id = manager.organization_id
), answering as (
  select distinct link.measure_id, coalesce(body.part_of_id, body.id) as body
  from measure_organizations as link
  join organizations as body on body.id = link.organization_id
  where link.role in ('牵头', '负责', '文中载明') and body.kind <> '部门统称'
    and link.measure_id in (select measure_id from measure_projects)
)
select organizations.name as 机构, measures.number || measures.heading as 举措,
       (select count(*) from measure_projects where measure_id = measures.id) as 举措项目数
from answering
join organizations on organizations.id = answering.body
join measures on measures.id = answering.measure_id
left join managing on managing.measure_id = answering.measure_id and managing.body = answering.body
where managing.body is null
order by organizations.id, measures.id
