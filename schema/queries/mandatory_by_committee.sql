-- title: 归口单位的强制性项目
-- description: 输入归口单位名称中的任意字（如“消防”）和年度，列出由其归口的强制性标准项目；留空表示不限。
-- english: Mandatory projects of a committee, by part of its name and by year; empty means any.
select projects.code as 项目编号, projects.year as 年度, projects.title as 标准项目名称,
       projects.project_type as 制修订, organizations.name as 归口单位
from projects
join project_organizations as link on link.project_id = projects.id and link.role = '归口单位'
join organizations on organizations.id = link.organization_id
where projects.mandate = '强制'
  and organizations.name like '%' || :committee || '%'
  and (:year = '' or projects.year = cast(:year as integer))
order by projects.id, link.position
