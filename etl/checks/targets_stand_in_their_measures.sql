-- a target stands within its measure, and in the same document
select targets.code, targets.line, measures.slug
from targets join measures on measures.id = targets.measure_id
where targets.document_id <> measures.document_id
   or targets.line not between measures.first_line and measures.last_line
