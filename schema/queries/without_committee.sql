-- title: 未列归口单位的项目
-- description: 清单在归口技术委员会一栏印“—”的项目。
-- english: Projects for which the notice names no committee.
select code as 项目编号, title as 标准项目名称, mandate as 标准性质,
       (select group_concat(value, '；') from json_each(departments)) as 主管部门
from projects
where json_array_length(committees) = 0
order by id
