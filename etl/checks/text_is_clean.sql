-- stored text has no control character, no full-width letter or digit, no blank at its ends
with texts(place, text) as (
  select code || ' title', title from projects
  union all select code || ' domain', domain from projects
  union all select code || ' family', family from projects where family is not null
  union all select id || ' organization', name from organizations
  union all select slug || ' list', title from lists
  union all select number || ' standard', title from standards where title is not null
  union all select slug || ' measure', heading from measures
  union all select slug || ' document', title from policy_documents
  union all select code || ' target', subject from targets
  union all select id || ' demonstration project', name from demonstration_projects
)
select place, text
from texts
where text <> trim(text)
   or text = ''
   or text glob '*[' || char(1) || '-' || char(31) || char(127) || ']*'
   or text glob '*[' || char(8203) || '-' || char(8207) || char(65279) || char(65533) || ']*'
   or text glob '*[' || char(57344) || '-' || char(63743) || ']*'
   or text glob '*[' || char(11904) || '-' || char(12245) || ']*'
   or text glob '*[０-９Ａ-Ｚａ-ｚ　]*'
   or text glob '*[()]*'
