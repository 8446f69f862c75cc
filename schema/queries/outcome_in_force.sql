-- title: 某日已实施的标准
-- description: 输入日期（如 2026-07-01），列出到该日已实施的成果标准；留空列出所有已知实施日期的。
-- english: Standards in force on a date, as far as dates were seen; empty lists all with a date.
-- input date: 日期 | date | 2026-07-01
select standards.number as 标准号, standards.title as 发布名称,
       standards.implemented_on as 实施日期, projects.code as 项目编号, projects.title as 标准项目名称
from standards
join project_outcomes as link on link.standard_id = standards.id and link.relation = '结果'
join projects on projects.id = link.project_id
where standards.implemented_on is not null
  and (:date = '' or standards.implemented_on = :date
       or standards.implemented_on < substr(:date, 1, length(standards.implemented_on)))
order by standards.implemented_on desc, standards.id

-- left out: 另有 {count} 个已查到标准号的项目没有实施日期，未计入
select count(distinct link.project_id)
from project_outcomes as link join standards on standards.id = link.standard_id
where link.relation = '结果' and standards.implemented_on is null

-- left out: 另有 {count} 个项目的实施日期只知年月，该日是否已实施不能断定，未计入
select count(distinct link.project_id)
from project_outcomes as link join standards on standards.id = link.standard_id
where link.relation = '结果' and length(standards.implemented_on) < length(:date)
  and standards.implemented_on = substr(:date, 1, length(standards.implemented_on))
