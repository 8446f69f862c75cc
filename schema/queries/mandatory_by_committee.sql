-- title: 归口单位的强制性项目
-- description: 输入归口单位名称中的任意字（如“消防”）和年度，列出由其归口的强制性标准项目；留空表示不限。
-- english: Mandatory projects of a committee, by part of its name and by year; empty means any.
-- input committee: 归口单位 | body 归口单位 | 消防
-- input year: 年度 | year projects.year | 2025
select projects.code as 项目编号, projects.year as 年度, projects.title as 标准项目名称,
       projects.project_type as 制修订, organizations.name as 归口单位
from projects
join project_organizations as link on link.project_id = projects.id and link.role = '归口单位'
join organizations on organizations.id = link.organization_id
where projects.mandate = '强制'
  and instr(organizations.name, :committee) > 0
  and (:year = '' or projects.year = cast(:year as integer))
order by projects.id, link.position

-- left out: 另有 {count} 个强制性项目没有列明归口单位，未计入
select count(*) from projects
where mandate = '强制' and (:year = '' or year = cast(:year as integer))
  and not exists (
  select 1 from project_organizations as link
  where link.project_id = projects.id and link.role = '归口单位')

-- left out: 另有 {count} 个由其归口的项目没有说明性质，未计入
select count(distinct projects.id)
from projects
join project_organizations as link on link.project_id = projects.id and link.role = '归口单位'
join organizations on organizations.id = link.organization_id
where projects.mandate is null
  and instr(organizations.name, :committee) > 0
  and (:year = '' or projects.year = cast(:year as integer))
