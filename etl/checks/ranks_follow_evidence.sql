-- the rank of a result is that of its best page that counts, or of its announcement; a standard has
-- its best result's, a project what holds for all of its numbers, and nothing else has one
with page_ranks as (
  select project_id, standard_id,
         min(case when is_counted = 0 then 3 when kind = '官方' then 1
                  when kind = '标准出版与销售' then 2 else 3 end) as best
  from evidence_pages
  group by project_id, standard_id
),
result_ranks as (
  select link.project_id, link.standard_id, link.evidence_rank,
         case when link.entry_id is not null then 1 else best end as best
  from project_outcomes as link left join page_ranks using (project_id, standard_id)
  where link.relation = '结果'
),
names (best, name) as (
  values (1, '标准号见于官方页面'), (2, '见于出版销售页面'), (3, '仅见于其他网页')
)
select 'result' as place, project_id, standard_id, evidence_rank
from result_ranks left join names using (best)
where evidence_rank is not name
union all
select 'other link', project_id, standard_id, evidence_rank
from project_outcomes
where relation <> '结果' and evidence_rank is not null
union all
select 'standard', standards.id, standards.normalized_number, standards.evidence_rank
from standards
left join (
  select standard_id, min(best) as best
  from (
    select standard_id, best from result_ranks
    union all
    select standard_id, 1 from entries where standard_id is not null
  )
  group by standard_id
) as known on known.standard_id = standards.id
left join names using (best)
where standards.evidence_rank is not name
union all
select 'project', projects.id, projects.code, projects.evidence_rank
from projects
left join (select project_id, max(best) as best from result_ranks group by project_id) as known
  on known.project_id = projects.id
left join names using (best)
where projects.evidence_rank is not name
