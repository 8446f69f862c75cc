-- title: 更正清单
-- description: 本目录与清单原文不同之处，逐条列明理由与证据；没有更正时为空。清单的行写作清单代号与序号；该行不关任何项目时项目编号为空。
-- english: Every value that differs from the notice, with reason and evidence. What is corrected is a row of a list; the project is that which the row is about, if it is about one.
select lists.slug || '-' || printf('%03d', entries.seq) as 清单的行, projects.code as 项目编号,
       corrections.field as 字段, source_value as 原值, published_value as 发布值,
       reason as 理由, evidence as 证据
from corrections
join entries on entries.id = corrections.entry_id
join lists on lists.id = entries.list_id
left join projects on projects.id = corrections.project_id
order by corrections.id
