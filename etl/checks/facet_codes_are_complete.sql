-- the codes of facets and the places of values are there for every row
with sizes(table_name, number_of_rows) as (
  select 'projects', count(*) from projects
  union all select 'entries', count(*) from entries
  union all select 'standards', count(*) from standards
)
select 'rows without codes' as problem, table_name, column_name, number_of_rows, coded
from (
  select sizes.table_name, coalesce(column_name, '') as column_name, number_of_rows,
         sum(length(numbers) / cast(substr(number_type, 3) as integer)) as coded
  from sizes
  left join facet_codes on facet_codes.table_name = sizes.table_name
    and (column_name = '' or column_name like '% order')
  group by sizes.table_name, column_name
)
where number_of_rows is not coded
