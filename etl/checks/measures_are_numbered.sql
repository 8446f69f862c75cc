-- the measures of a document are numbered through from 1
select policy_documents.slug, count(*) as measures, max(position) as last
from measures join policy_documents on policy_documents.id = document_id
group by document_id
having count(*) <> max(position)
