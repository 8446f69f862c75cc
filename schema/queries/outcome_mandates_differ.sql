-- title: 标准性质与计划不同
-- description: 计划为推荐性而发布为强制性的，以及相反的。
-- english: Planned as recommended and published as mandatory, or the reverse.
select projects.code as 项目编号, projects.title as 标准项目名称, projects.mandate as 计划性质,
       standards.mandate as 发布性质, standards.number as 标准号, standards.title as 发布名称,
       link.confidence as 核实程度
from project_outcomes as link
join projects on projects.id = link.project_id
join standards on standards.id = link.standard_id
where link.relation = '结果' and projects.mandate <> standards.mandate
order by projects.id

-- left out: 另有 {count} 项结果，清单或标准号没有说明性质，无从比较
select count(*) from project_outcomes as link
join projects on projects.id = link.project_id
join standards on standards.id = link.standard_id
where link.relation = '结果' and (projects.mandate is null or standards.mandate is null)
