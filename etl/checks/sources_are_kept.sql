-- every project keeps its place in the document and the cells of its row, its number among them
select code, source_place, source_cells
from projects
where source_place = ''
   or json_array_length(source_cells) < 3
   or not exists (
     select 1 from json_each(source_cells)
     where cast(json_each.value as integer) = projects.seq
   )
