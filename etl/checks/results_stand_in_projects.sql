-- dates and replaced standards in projects are those of the standards that they resulted in
with results as (
  select link.project_id, min(standards.published_on) as published_on,
         min(standards.implemented_on) as implemented_on
  from project_outcomes as link join standards on standards.id = link.standard_id
  where link.relation = '结果'
  group by link.project_id
),
replaced as (
  select project_id, json_group_array(normalized_number) as numbers
  from (
    select distinct link.project_id, old.normalized_number
    from project_outcomes as link
    join standard_relations as relation on relation.standard_id = link.standard_id
    join standards as old on old.id = relation.replaced_id
    where link.relation = '结果'
    order by link.project_id, old.normalized_number
  )
  group by project_id
)
select projects.code, projects.published_on, projects.implemented_on, projects.replaced_numbers
from projects
left join results on results.project_id = projects.id
left join replaced on replaced.project_id = projects.id
where projects.published_on is not results.published_on
   or projects.implemented_on is not results.implemented_on
   or (select json_group_array(value)
       from (select value from json_each(projects.replaced_numbers) order by value))
      <> coalesce(replaced.numbers, '[]')
