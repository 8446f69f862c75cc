-- title: 平面表
-- description: 一行一个项目、全部中文表头的平面表，含发布结果；多个值以“；”相连，适合在表格软件中使用。
-- english: One flat table with Chinese headings, outcomes included, for spreadsheets.
select projects.code as 项目编号, projects.year as 年度, projects.seq as 序号,
       projects.title as 标准项目名称, project_type as 制修订, mandate as 标准性质,
       (select group_concat(value, '；') from json_each(departments)) as 主管部门,
       coalesce((select group_concat(value, '；') from json_each(committees)), '未列明') as 归口单位,
       domain as 所属领域, projects.status as 发布状态, projects.status_as_of as 状态截至,
       (select group_concat(standards.number, '；') from project_outcomes as link
        join standards on standards.id = link.standard_id
        where link.project_id = projects.id and link.relation = '结果') as 标准号,
       projects.evidence_rank as 证据级别,
       (select group_concat(standards.title, '；') from project_outcomes as link
        join standards on standards.id = link.standard_id
        where link.project_id = projects.id and link.relation = '结果') as 发布名称,
       (select group_concat(standards.published_on, '；') from project_outcomes as link
        join standards on standards.id = link.standard_id
        where link.project_id = projects.id and link.relation = '结果') as 发布日期,
       (select group_concat(standards.implemented_on, '；') from project_outcomes as link
        join standards on standards.id = link.standard_id
        where link.project_id = projects.id and link.relation = '结果') as 实施日期,
       (select group_concat((
           select group_concat(old.number || iif(relation.extent = '部分', '（部分）', ''), '；')
           from standard_relations as relation
           join standards as old on old.id = relation.replaced_id
           where relation.standard_id = link.standard_id
         ), '；') from project_outcomes as link
        where link.project_id = projects.id and link.relation = '结果') as 代替标准,
       (select group_concat((select group_concat(value, ' ') from json_each(link.evidence)), ' ')
        from project_outcomes as link
        where link.project_id = projects.id and link.relation = '结果') as 标准号证据,
       (select group_concat(value, '；') from json_each(projects.measures)) as 举措,
       (select group_concat(confidence, '；')
        from (select confidence from measure_projects
              where project_id = projects.id order by rank = '次要', measure_id)) as 举措把握,
       lists.title as 清单,
       notices.document_number as 发文字号, source_place as 原文位置
from projects
join lists on lists.id = projects.list_id
join notices on notices.id = lists.notice_id
order by projects.id
