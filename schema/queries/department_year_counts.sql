-- title: 各主管部门分年度项目数
-- description: 每个主管部门在每个年度的项目数，其中强制性、推荐性各多少。
-- english: Number of projects by competent department and year, mandatory and recommended.
select organizations.name as 主管部门, projects.year as 年度, count(*) as 项目数,
       sum(projects.mandate = '强制') as 强制, sum(projects.mandate = '推荐') as 推荐
from project_organizations as link
join organizations on organizations.id = link.organization_id
join projects on projects.id = link.project_id
where link.role = '主管部门'
group by organizations.id, projects.year
order by count(*) over (partition by organizations.id) desc, organizations.id, projects.year

-- left out: 另有 {count} 个项目没有列明主管部门，未计入
select count(*) from projects
where not exists (
  select 1 from project_organizations as link
  where link.project_id = projects.id and link.role = '主管部门')
