-- title: 地方任务所依据的标准
-- description: 输入地方（如“阳泉”）与任务的序号或标题中的字（如“41”），列出它回应的国家举措、落实这些举措的项目及已查明的标准号。
-- english: Which standards a local task depends on, by place and number or heading of the task, and whether they are published.
-- input place: 地方 | name policy_documents.place | 阳泉 | required
-- input task: 任务的序号或标题 | words | 41
select policy_documents.place as 地方, local.number as 任务序号, local.heading as 任务,
       national.number || national.heading as 国家举措, alignment.confidence as 对应把握,
       projects.code as 项目编号, projects.title as 标准项目名称, link.confidence as 项目把握,
       projects.status as 发布状态,
       (select group_concat(value, '；') from json_each(projects.standard_numbers)) as 标准号
from measure_alignments as alignment
join measures as local on local.id = alignment.local_measure_id
join policy_documents on policy_documents.id = local.document_id
join measures as national on national.id = alignment.national_measure_id
join measure_projects as link on link.measure_id = national.id
join projects on projects.id = link.project_id
where instr(policy_documents.place, :place) > 0
  and (instr(coalesce(local.number, ''), :task) > 0 or instr(local.heading, :task) > 0)
order by local.id, national.id, projects.id
