-- documents and measures that are named by their short names exist
select 'document reference' as place, document_references.id, json_each.value
from document_references, json_each(target_documents)
where json_each.value not in (select slug from policy_documents)
union all
select 'unlinked project', project_id, json_each.value
from unlinked_projects, json_each(candidates)
where json_each.value not in (select slug from measures)
