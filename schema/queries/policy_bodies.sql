-- title: 负责举措多而主管项目少的机构
-- description: 国家方案列出的机构，按负责的举措数从多到少、主管的项目数从少到多排列；加挂牌子的机构合计。
-- english: Bodies by how many measures of the plan they answer for and how few projects they manage.
with answering as (
  select coalesce(body.part_of_id, body.id) as body, count(distinct measures.id) as measures
  from measure_organizations as link
  join measures on measures.id = link.measure_id
  join organizations as body on body.id = link.organization_id
  where measures.document_id in (
    select document_id from measures join measure_projects on measure_id = measures.id)
    and body.kind <> '部门统称'
  group by 1
), managing as (
  select coalesce(body.part_of_id, body.id) as body, count(distinct project_id) as projects
  from project_organizations as link
  join organizations as body on body.id = link.organization_id
  where role = '主管部门'
  group by 1
)
select organizations.name as 机构, answering.measures as 负责举措数,
       coalesce(managing.projects, 0) as 主管项目数
from answering
join organizations on organizations.id = answering.body
left join managing on managing.body = answering.body
order by answering.measures desc, 主管项目数, organizations.id
