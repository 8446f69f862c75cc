-- title: 起草单位按项目数排列
-- description: 每个起草单位的项目总数，其中强制性、修订各多少。
-- english: Drafting bodies by number of projects.
select organizations.name as 起草单位, organizations.kind as 机构类别, count(*) as 项目数,
       sum(projects.mandate = '强制') as 强制, sum(projects.project_type = '修订') as 修订
from project_organizations as link
join organizations on organizations.id = link.organization_id
join projects on projects.id = link.project_id
where link.role = '起草单位'
group by organizations.id
order by count(*) desc, organizations.id

-- left out: 另有 {count} 个项目没有列明起草单位，未计入
select count(*) from projects
where not exists (
  select 1 from project_organizations as link
  where link.project_id = projects.id and link.role = '起草单位')
