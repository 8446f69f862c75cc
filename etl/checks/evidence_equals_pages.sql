-- every address of a result stands among the pages of evidence, in its order, and nothing else does
select 'address' as place, link.project_id, link.standard_id, each.value
from project_outcomes as link join json_each(link.evidence) as each
left join evidence_pages as page
  on page.project_id = link.project_id and page.standard_id = link.standard_id
 and page.position = each.key + 1
where link.relation = '结果' and page.address is not each.value
union all
select 'page', page.project_id, page.standard_id, page.address
from evidence_pages as page
left join project_outcomes as link
  on link.project_id = page.project_id and link.standard_id = page.standard_id
 and link.relation = '结果'
where link.project_id is null or page.position > json_array_length(link.evidence)
union all
select 'kind', page.project_id, page.standard_id, page.kind
from evidence_pages as page join sites on sites.host = page.host
where page.kind <> sites.kind
union all
select 'host', project_id, standard_id, address
from evidence_pages
where lower(address) not like 'http%://' || host || '%'
