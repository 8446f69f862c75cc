-- title: 更正清单
-- description: 本目录与清单原文不同之处，逐条列明理由与证据；没有更正时为空。
-- english: Every value that differs from the notice, with reason and evidence.
select projects.code as 项目编号, corrections.field as 字段, source_value as 原值,
       published_value as 发布值, reason as 理由, evidence as 证据
from corrections join projects on projects.id = corrections.project_id
order by corrections.id
