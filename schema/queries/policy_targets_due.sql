-- title: 某年到期的目标
-- description: 输入年份（如 2027），列出各级文件在该年到期的定量目标；不填则列出全部有期限的目标。
-- english: Quantitative targets that are due in a year; all that have a term if no year is given.
-- input year: 到期年份 | year targets.due_year | 2027
select targets.code as 目标代号, policy_documents.level as 层级, policy_documents.title as 文件,
       targets.subject as 对象, targets.comparator as 比较方式, targets.value as 数值,
       targets.value_max as 上限, targets.unit as 单位, targets.due as 期限,
       targets.baseline_year as 基年, targets.value_printed as 原文
from targets join policy_documents on policy_documents.id = targets.document_id
where targets.due_year is not null and (:year = '' or targets.due_year = cast(:year as integer))
order by targets.due_year, targets.id

-- left out: 另有 {count} 个目标没有期限，未列出
select count(*) from targets where due_year is null
