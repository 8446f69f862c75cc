-- title: 存疑之处
-- description: 检查规则发现的可疑之处，原文照录；可限定存疑类别，留空表示全部。
-- english: What the checks noticed, by kind; text stays as printed.
-- input kind: 存疑类别 | choice FindingKind | 重复用字
select projects.code as 项目编号, findings.kind as 存疑类别, findings.value as 原值,
       findings.message as 说明
from findings join projects on projects.id = findings.project_id
where :kind = '' or findings.kind = :kind
order by findings.id
