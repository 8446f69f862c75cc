-- title: 发布年份与计划年度不同
-- description: 早于或晚于清单年度发布的标准；相差以年计，负数为提前。
-- english: Published before or after the planned year; difference in years, negative for early.
select projects.code as 项目编号, projects.title as 标准项目名称, projects.year as 计划年度,
       standards.number_year as 发布年份, standards.number_year - projects.year as 相差年数,
       standards.number as 标准号, standards.published_on as 发布日期, link.confidence as 核实程度
from project_outcomes as link
join projects on projects.id = link.project_id
join standards on standards.id = link.standard_id
where link.relation = '结果' and standards.number_year <> projects.year
order by projects.id

-- left out: 另有 {count} 项结果，标准号没有年份，无从比较
select count(*) from project_outcomes as link
join standards on standards.id = link.standard_id
where link.relation = '结果' and standards.number_year is null
