-- title: 标准族的各部分
-- description: 输入标准族名称中的任意字（如“信息交换”），按部分号列出其各部分；跨清单合并。
-- english: The parts of a family of standards, across lists, by part of the family's name.
-- input family: 标准族 | name projects.family | 信息交换 | required
select family as 标准族, part_number as 部分号, part_title as 部分名称, code as 项目编号,
       project_type as 制修订, mandate as 标准性质
from projects
where family is not null and instr(family, :family) > 0
order by family, cast(part_number as integer), part_number, id
