-- the numbers and the year of publication in projects say the same as the links to standards
with linked as (
  select project_id, json_group_array(normalized_number) as numbers, min(number_year) as year
  from (
    select link.project_id, standards.normalized_number, standards.number_year
    from project_outcomes as link join standards on standards.id = link.standard_id
    where link.relation = '结果'
    order by link.project_id, standards.normalized_number
  )
  group by project_id
)
select projects.code, projects.standard_numbers, projects.published_year, linked.numbers
from projects left join linked on linked.project_id = projects.id
where (select json_group_array(value)
       from (select value from json_each(projects.standard_numbers) order by value))
      <> coalesce(linked.numbers, '[]')
   or projects.published_year is not linked.year
