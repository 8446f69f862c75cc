-- no number stands without a web address or the row of an announcement behind it, which is about
-- that very standard; no address is anything else
select 'outcome' as place, project_id, standard_id, evidence
from project_outcomes
where (json_array_length(evidence) = 0 and entry_id is null)
   or exists (select 1 from json_each(evidence) where value not glob 'http*://?*.?*')
union all
select 'outcome of another row', link.project_id, link.standard_id, entries.id
from project_outcomes as link join entries on entries.id = link.entry_id
where link.relation = '结果'
  and (entries.standard_id is not link.standard_id or entries.project_id is null)
union all
select 'replacement', standard_id, replaced_id, evidence
from standard_relations
where (json_array_length(evidence) = 0 and entry_id is null)
   or exists (select 1 from json_each(evidence) where value not glob 'http*://?*.?*')
union all
select 'event', id, slug, evidence
from events
where (kind = '批准发布' and json_array_length(evidence) = 0)
   or exists (select 1 from json_each(evidence) where value not glob 'http*://?*.?*')
union all
select 'project', id, code, standard_numbers
from projects
where json_array_length(standard_numbers) > 0
  and id not in (select project_id from project_outcomes where relation = '结果')
