-- title: 计划总览
-- description: 按年度、领域统计项目数，其中强制、推荐、制定、修订各多少。
-- english: Number of projects by year and domain, mandate and type.
select lists.year as 年度, nullif(counts.part, '') as 所属领域,
       sum(counted) filter (where dimension = '') as 项目数,
       coalesce(sum(counted) filter (where dimension = '' and mandate = '强制'), 0) as 强制,
       coalesce(sum(counted) filter (where dimension = '' and mandate = '推荐'), 0) as 推荐,
       coalesce(sum(counted) filter (where dimension = 'project_type' and value = '制定'), 0) as 制定,
       coalesce(sum(counted) filter (where dimension = 'project_type' and value = '修订'), 0) as 修订
from counts
join lists on lists.id = counts.subject_id
where counts.subject = '清单的项目' and counts.dimension in ('', 'project_type')
group by lists.year, counts.part
order by lists.year, min(counts.first)
