-- title: 联合归口的项目
-- description: 由两个或两个以上单位共同归口的项目。
-- english: Projects with several bodies in charge.
select code as 项目编号, title as 标准项目名称, domain as 所属领域,
       (select group_concat(value, '；') from json_each(committees)) as 归口单位
from projects
where json_array_length(committees) > 1
order by id
