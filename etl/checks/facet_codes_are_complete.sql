-- the codes of facets are there for every row
with sizes(table_name, number_of_rows) as (
  select 'projects', count(*) from projects
  union all select 'entries', count(*) from entries
  union all select 'standards', count(*) from standards
)
select 'rows without codes' as problem, table_name, number_of_rows, coded
from (
  select table_name, number_of_rows, (
    select sum(length(numbers)) / 8
    from facet_codes
    where facet_codes.table_name = sizes.table_name and column_name = ''
  ) as coded
  from sizes
)
where number_of_rows is not coded
