-- title: 发布名称与计划不同
-- description: 计划名称与发布名称并列，仅列用字不同的；只差空格的不列。
-- english: Planned and published titles side by side, where more than blanks differ.
select projects.code as 项目编号, projects.title as 计划名称, standards.title as 发布名称,
       standards.number as 标准号, link.confidence as 核实程度
from project_outcomes as link
join projects on projects.id = link.project_id
join standards on standards.id = link.standard_id
where link.relation = '结果'
  and replace(projects.title, ' ', '') <> replace(standards.title, ' ', '')
order by projects.id

-- left out: 另有 {count} 项成果标准未见发布名称，无从比较
select count(*) from project_outcomes as link
join standards on standards.id = link.standard_id
where link.relation = '结果' and standards.title is null
