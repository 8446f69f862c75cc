-- title: 没有被举措点名的项目
-- description: 没有一项举措点名的标准项目：推断归入某项举措的，以及没有归入任何举措的。
-- english: Projects that no measure names, with the measure that they were inferred to carry out, if any.
select projects.code as 项目编号, projects.title as 标准项目名称, projects.domain as 所属领域,
       (select group_concat(measures.number || measures.heading, '；')
        from measure_projects as link join measures on measures.id = link.measure_id
        where link.project_id = projects.id) as 推断的举措,
       unlinked_projects.reason as 未归入的理由
from projects
left join unlinked_projects on unlinked_projects.project_id = projects.id
where projects.id not in (select project_id from measure_projects where confidence = '明确')
order by projects.id
