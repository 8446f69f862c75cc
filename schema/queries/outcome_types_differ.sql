-- title: 计划制定而代替既有标准
-- description: 清单列为“制定”，发布的标准却代替既有标准。
-- english: Listed as new (制定), but the published standard replaces older ones.
select projects.code as 项目编号, projects.title as 标准项目名称, projects.project_type as 计划制修订,
       standards.number as 标准号,
       group_concat(old.number || iif(relation.extent = '部分', '（部分）', ''), '；') as 代替标准,
       link.confidence as 核实程度
from project_outcomes as link
join projects on projects.id = link.project_id
join standards on standards.id = link.standard_id
join standard_relations as relation on relation.standard_id = standards.id
join standards as old on old.id = relation.replaced_id
where link.relation = '结果' and projects.project_type = '制定'
group by projects.id, standards.id
order by projects.id

-- left out: 另有 {count} 个有结果的项目，清单没有说明制修订，无从比较
select count(distinct projects.id) from project_outcomes as link
join projects on projects.id = link.project_id
where link.relation = '结果' and projects.project_type is null
