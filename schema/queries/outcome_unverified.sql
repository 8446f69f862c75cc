-- title: 标准号未核实的项目
-- description: 尚无核实的标准号的项目；可限定发布状态，留空表示全部。
-- english: Projects without a verified number, by status; empty means all of them.
-- input status: 发布状态 | choice ProjectStatus except VERIFIED | 未查明
select projects.code as 项目编号, projects.title as 标准项目名称, projects.mandate as 标准性质,
       projects.status as 发布状态,
       (select group_concat(value, '；') from json_each(standard_numbers)) as 待核实的标准号,
       projects.evidence_rank as 证据级别
from projects
where projects.status <> '已发布（标准号已核实）' and (:status = '' or projects.status = :status)
order by projects.id
