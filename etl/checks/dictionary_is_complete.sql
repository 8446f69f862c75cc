-- the data dictionary explains every table and column, and nothing else
with columns(table_name, column_name) as (
  select tables.name, info.name
  from sqlite_master as tables join pragma_table_info(tables.name) as info
  where tables.type = 'table'
    and tables.name not like 'sqlite%'
    and tables.name not like 'projects_fts%'
    and tables.name not in ('alembic_version', 'facet_codes')
  union
  select name, ''
  from sqlite_master
  where type = 'table'
    and name not like 'sqlite%'
    and name not like 'projects_fts%'
    and name not in ('alembic_version', 'facet_codes')
)
select 'not explained' as problem, table_name, column_name from (
  select table_name, column_name from columns
  except select table_name, column_name from data_dictionary
)
union all
select 'explained, not there', table_name, column_name from (
  select table_name, column_name from data_dictionary
  except select table_name, column_name from columns
)
