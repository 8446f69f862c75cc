-- title: 归口单位按项目数排列
-- description: 每个归口单位的项目总数，其中强制性、修订各多少。
-- english: Bodies in charge by number of projects.
select organizations.name as 归口单位, organizations.sac_code as SAC编号,
       sum(counted) filter (where dimension = '') as 项目数,
       coalesce(sum(counted) filter (where dimension = '' and mandate = '强制'), 0) as 强制,
       coalesce(sum(counted) filter (where dimension = 'project_type' and value = '修订'), 0) as 修订
from counts
join organizations on organizations.id = counts.subject_id
where counts.subject = '机构' and counts.part = '归口单位'
  and counts.dimension in ('', 'project_type')
group by organizations.id
order by 3 desc, organizations.id

-- left out: 另有 {count} 个项目没有列明归口单位，未计入
select coalesce(sum(counted), 0) from counts
where subject = '未列机构' and part = '归口单位' and dimension = ''
