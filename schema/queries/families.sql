-- title: 分部分的标准族
-- description: 列入清单的标准族及其部分数。
-- english: Families of standards in parts, with the number of parts listed.
select family as 标准族, count(*) as 部分数, group_concat(part_number, '、') as 部分号,
       group_concat(code, '、') as 项目编号
from (select * from projects where family is not null order by id)
group by family
order by count(*) desc, min(id)
