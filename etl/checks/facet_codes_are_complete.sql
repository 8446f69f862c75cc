-- the codes of facets and the places of values are there for every row
with sizes(table_name, number_of_rows) as (
  select 'projects', count(*) from projects
  union all select 'entries', count(*) from entries
  union all select 'standards', count(*) from standards
), coded_parts as materialized ( -- or the arrays themselves would be sorted
  select table_name, column_name,
         length(numbers) / cast(substr(number_type, 3) as integer) as coded
  from facet_codes
  where column_name = '' or column_name like '% order'
)
select 'rows without codes' as problem, table_name, column_name, number_of_rows, coded
from (
  select sizes.table_name, coalesce(column_name, '') as column_name, number_of_rows,
         sum(coded) as coded
  from sizes left join coded_parts on coded_parts.table_name = sizes.table_name
  group by sizes.table_name, column_name
)
where number_of_rows is not coded
