-- the counts of projects, rows, standards and findings equal the rows that they count
with bodies as (
  select organization_id, project_id from project_organizations
  group by organization_id, project_id
), found(subject, subject_id, part, dimension, value, counted) as (
  select '目录', 0, '', '', null, count(*) from projects having count(*) > 0
  union all select '目录', 0, '', 'domain', domain, count(*) from projects group by domain
  union all select '目录', 0, '', 'project_type', project_type, count(*) from projects
    group by project_type
  union all select '目录', 0, '', 'year', cast(year as text), count(*) from projects group by year
  union all select '目录', 0, '', 'industry', industry, count(*) from projects group by industry
  union all select '目录', 0, '', 'status', status, count(*) from projects group by status
  union all select '目录', 0, '', 'evidence_rank', evidence_rank, count(*) from projects
    group by evidence_rank
  union all select '目录', 0, '', 'published_year', cast(published_year as text), count(*)
    from projects group by published_year
  union all select '机构', organization_id, '', '', null, count(*) from bodies
    group by organization_id
  union all select '机构', organization_id, role, '', null, count(*) from project_organizations
    group by organization_id, role
  union all select '清单', list_id, '', '', null, count(*) from entries group by list_id
  union all select '清单的项目', list_id, coalesce(domain, ''), '', null, count(*) from projects
    group by list_id, domain
  union all select '举措', measure_id, confidence, 'status', status, count(*)
    from measure_projects join projects on projects.id = project_id
    group by measure_id, confidence, status
  union all select '举措', measure_id, cast(year as text), 'domain', domain, count(*)
    from measure_projects join projects on projects.id = project_id
    group by measure_id, year, domain
  union all select '存疑', 0, '', 'kind', kind, count(*) from findings group by kind
  union all select '标准', 0, role, '', null, count(*) from standards group by role
), stated as (
  select subject, subject_id, part, dimension, value, sum(counted) as counted
  from counts group by subject, subject_id, part, dimension, value
), plain as (
  select subject, subject_id, part, dimension, coalesce(value, '') as value, counted from found
), compared as (
  select subject, subject_id, part, dimension, value from plain
  union
  select subject, subject_id, part, dimension, value from stated
  where (subject = '目录' and dimension <> 'stated_published')
     or (subject = '存疑' and dimension = 'kind')
     or (subject = '举措' and dimension in ('status', 'domain'))
     or (subject in ('机构', '清单', '清单的项目', '标准') and dimension = '')
), totals as (
  select subject, subject_id, part, counted from stated where dimension = ''
)
select compared.subject, compared.subject_id, compared.part, compared.dimension,
       compared.value, stated.counted, plain.counted
from compared
left join stated on stated.subject = compared.subject
  and stated.subject_id = compared.subject_id and stated.part = compared.part
  and stated.dimension = compared.dimension and stated.value = compared.value
left join plain on plain.subject = compared.subject
  and plain.subject_id = compared.subject_id and plain.part = compared.part
  and plain.dimension = compared.dimension and plain.value = compared.value
where stated.counted is not plain.counted
union all
-- whatever a column divides adds up to the total
select stated.subject, stated.subject_id, stated.part, stated.dimension, null,
       sum(stated.counted), totals.counted
from stated join totals using (subject, subject_id, part)
where dimension not in ('', 'stated_published', '主管部门', '归口单位', '执行单位', '起草单位')
group by stated.subject, stated.subject_id, stated.part, stated.dimension
having sum(stated.counted) <> totals.counted
union all
-- every body is among the projects of its role, the others of it, or none
select '未列机构', 0, role, '', null, counted, null
from (
  select role, (select count(*) from projects) - count(distinct project_id) as counted
  from project_organizations group by role
)
where counted <> coalesce((select sum(counted) from counts where subject = '未列机构'
                           and part = role and dimension = ''), 0)
union all
select '举措', measure_id, '', '主管部门', cast(organization_id as text),
       count(distinct project_id), null
from measure_projects join project_organizations using (project_id)
where project_organizations.role = '主管部门'
group by measure_id, organization_id
having count(distinct project_id) <> coalesce((select sum(counted) from counts
  where subject = '举措' and subject_id = measure_id and part = '' and dimension = '主管部门'
  and value = cast(organization_id as text)), 0)
union all
select '举措', local_measure_id, '', 'behind', status, count(distinct project_id), null
from measure_alignments
join measure_projects on measure_id = national_measure_id
join projects on projects.id = project_id
group by local_measure_id, status
having count(distinct project_id) <> coalesce((select sum(counted) from counts
  where subject = '举措' and subject_id = local_measure_id and part = ''
  and dimension = 'behind' and value = coalesce(status, '')), 0)
