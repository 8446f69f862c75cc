-- the measures named in projects are those of the links, the main one first
with labels as (
  select link.project_id, link.rank, link.measure_id,
         coalesce(measures.number, '')
         || iif(measures.number glob '*[0-9一二三四五六七八九十]', ' ', '')
         || measures.heading as label
  from measure_projects as link join measures on measures.id = link.measure_id
), linked as (
  select project_id, json_group_array(label) as labels
  from (select * from labels order by project_id, rank = '次要', measure_id)
  group by project_id
)
select projects.code, projects.measures, linked.labels
from projects left join linked on linked.project_id = projects.id
where json(projects.measures) <> coalesce(json(linked.labels), '[]')
