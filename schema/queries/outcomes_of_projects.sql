-- title: 项目的发布结果
-- description: 输入项目编号、名称或标准号（写法不限），列出标准号、发布与实施日期、所代替的标准和证据；留空列出全部。
-- english: What became of a project: number, dates, what it replaces, and the evidence.
-- input q: 项目编号、名称或标准号 | words | GB 38031
select projects.code as 项目编号, projects.title as 标准项目名称, projects.status as 发布状态,
       projects.status_as_of as 状态截至, standards.number as 标准号,
       link.evidence_rank as 证据级别, standards.title as 发布名称,
       standards.published_on as 发布日期, standards.implemented_on as 实施日期,
       (select group_concat(old.number || iif(extent = '部分', '（部分）', ''), '；')
        from standard_relations as relation
        join standards as old on old.id = relation.replaced_id
        where relation.standard_id = standards.id) as 代替标准,
       (select group_concat(value, ' ') from json_each(link.evidence)) as 证据, link.note as 备注
from projects
left join project_outcomes as link on link.project_id = projects.id and link.relation = '结果'
left join standards on standards.id = link.standard_id
where trim(:q) = ''
   or projects.id in (select rowid from projects_fts where projects_fts match escape_fts(:q))
order by projects.id, standards.id
