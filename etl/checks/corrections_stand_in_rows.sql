-- a correction is about the project that its row is about, and numbered within its row
select corrections.id, corrections.field, corrections.project_id, entries.project_id
from corrections join entries on entries.id = corrections.entry_id
where corrections.project_id is not entries.project_id
   or corrections.id / 100 <> entries.id
