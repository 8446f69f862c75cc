-- title: 一个计划号的经过
-- description: 输入计划号（如 2024-0123T-HG），按时间列出各份通知关于它的条目：列入计划、调整、发布；留空列出全部。
-- english: What each notice says of one plan number, in the order of time; empty lists all.
-- input plan_number: 计划号 | plan_number | 2024-0123T-HG
select notices.issued_on as 日期, lists.kind as 种类, notices.document_number as 发文字号,
       lists.title as 清单, entries.seq as 序号, entries.plan_number as 计划号,
       entries.title as 标准项目名称, entries.number as 标准编号, projects.code as 项目编号,
       (select group_concat(key || '：' || value, '；') from json_each(entries.other)) as 其他栏目
from entries
join lists on lists.id = entries.list_id
join notices on notices.id = lists.notice_id
left join projects on projects.id = entries.project_id
where trim(:plan_number) = '' and entries.plan_number is not null
   or upper(trim(:plan_number)) in (entries.plan_number, projects.plan_number)
order by notices.issued_on, entries.id
