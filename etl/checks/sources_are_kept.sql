-- every row keeps its place in the document and its cells as printed, its number among them where
-- its list prints 序号 (within a list numbers may begin anew: they are then raised)
select lists.slug, entries.seq, entries.source_place, entries.source_cells
from entries join lists on lists.id = entries.list_id
where entries.source_place = ''
   or not exists (select 1 from json_each(entries.source_cells) where value <> '')
   or (
     exists (select 1 from json_each(lists.header) where value = '序号')
     and not exists (
       select 1 from json_each(entries.source_cells)
       where trim(value, '（）() .．、')  + 0 between 1 and entries.seq
     )
   )
union all
select projects.code, projects.seq, projects.source_place, projects.source_cells
from projects join entries on entries.id = projects.id
where (projects.source_place, projects.source_cells)
      <> (entries.source_place, entries.source_cells)
