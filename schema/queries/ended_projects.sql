-- title: 终止或暂缓的项目
-- description: 最新的调整把计划终止或暂缓的项目，及所依据的条目。
-- english: Projects that the newest adjustment ended or suspended, with the row that says so.
select projects.code as 项目编号, projects.plan_number as 计划号, projects.title as 标准项目名称,
       projects.status as 发布状态, notices.issued_on as 调整日期,
       notices.document_number as 发文字号,
       (select group_concat(key || '：' || value, '；') from json_each(entries.other)) as 原文
from projects
join entries on entries.id = (
  select adjusting.id
  from entries as adjusting
  join lists as adjusted on adjusted.id = adjusting.list_id
  join notices as issued on issued.id = adjusted.notice_id
  where adjusting.project_id = projects.id and adjusted.kind = '调整'
  order by issued.issued_on desc, adjusting.id desc limit 1
)
join lists on lists.id = entries.list_id
join notices on notices.id = lists.notice_id
where projects.status in ('计划已终止', '计划已暂缓')
order by notices.issued_on, projects.id
