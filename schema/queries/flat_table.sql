-- title: 平面表
-- description: 一行一个项目、全部中文表头的平面表，机构名称以“；”相连，适合在表格软件中使用。
-- english: One flat table with Chinese headings for spreadsheets.
select projects.code as 项目编号, projects.year as 年度, projects.seq as 序号,
       projects.title as 标准项目名称, project_type as 制修订, mandate as 标准性质,
       (select group_concat(value, '；') from json_each(departments)) as 主管部门,
       (select group_concat(value, '；') from json_each(committees)) as 归口单位,
       domain as 所属领域, lists.title as 清单, notices.document_number as 发文字号,
       source_place as 原文位置
from projects
join lists on lists.id = projects.list_id
join notices on notices.id = lists.notice_id
order by projects.id
