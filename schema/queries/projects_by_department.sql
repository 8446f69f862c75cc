-- title: 主管部门的项目
-- description: 输入主管部门名称中的任意字（如“工业和信息化”）和年度，列出其主管的标准项目；留空表示不限。
-- english: Projects of a competent department, by part of its name and by year; empty means any.
-- input department: 主管部门 | body 主管部门 | 工业和信息化
-- input year: 年度 | year projects.year | 2025
select projects.code as 项目编号, projects.year as 年度, projects.title as 标准项目名称,
       projects.project_type as 制修订, projects.mandate as 标准性质,
       projects.domain as 所属领域, organizations.name as 主管部门
from projects
join project_organizations as link on link.project_id = projects.id and link.role = '主管部门'
join organizations on organizations.id = link.organization_id
where instr(organizations.name, :department) > 0
  and (:year = '' or projects.year = cast(:year as integer))
order by projects.id, link.position

-- left out: 另有 {count} 个项目没有列明主管部门，未计入
select count(*) from projects
where (:year = '' or year = cast(:year as integer))
  and not exists (
  select 1 from project_organizations as link
  where link.project_id = projects.id and link.role = '主管部门')
